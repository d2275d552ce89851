import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'

/** Service managers kill after 30 s; what is not ended by then is given out again by its lease. */
const STOP_LIMIT_MS = 25_000

/** Stops, but not longer than 25 s: a queue or database that is away must not keep the process. */
export async function stopWithin(stop: () => Promise<void>, log: Logger): Promise<void> {
  const limit = new AbortController()
  const outcome = await Promise.race([
    stop().then(() => 'stopped'),
    sleep(STOP_LIMIT_MS, 'late', { signal: limit.signal }).catch(() => 'late'),
  ])
  limit.abort()
  if (outcome === 'stopped') return
  log.warn('not everything ended in time: it is given out again')
  process.exit(1)
}
