import type { Logger } from 'pino'

/** Service managers kill after 30 s. */
const STOP_LIMIT_MS = 28_000

/**
 * Stops. A queue, site or database that is away must not keep the process: after 28 s it ends in the middle
 * of whatever is left, closing connections included. The dispatcher takes back what a process leaves behind.
 */
export async function stopWithin(stop: () => Promise<void>, log: Logger): Promise<void> {
  // Nobody awaits it: it holds for what our caller still does, and does not itself keep the process.
  setTimeout(() => {
    log.warn('something does not end: leaving it')
    process.exit()
  }, STOP_LIMIT_MS).unref()
  await stop()
}
