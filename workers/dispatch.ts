import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { endClient, type Pool } from '../schema/database.ts'
import { leaseDueRows } from '../schema/queries/lease-due-rows.ts'
import { releaseDeadLeases, releaseUntakenLeases } from '../schema/queries/release-dead-leases.ts'
import { JOB_KINDS, type JobKind, type JobQueue } from './queue.ts'
import { watchTrouble } from './trouble.ts'

const POLL_EVERY_MS = 2_000
const RECONNECT_AFTER_MS = 1_000
const LOST_AFTER_SECONDS = 6

/**
 * Rows a job, and how many jobs of a kind may wait. Those that run don't count: the more processes there
 * are, the more is given out.
 */
const LIMITS: Record<JobKind, { rows: number; jobs: number }> = {
  crawl: { rows: 1, jobs: 8 },
  process: { rows: 500, jobs: 4 },
  alert: { rows: 50, jobs: 4 },
  deliver: { rows: 20, jobs: 4 },
}

export interface Dispatcher {
  stop(): Promise<void>
}

/**
 * The only bridge from Postgres to the queue: leases due rows and rings. Woken by NOTIFY `earshot_due`;
 * a look every 2 s is the safety net. Two dispatchers are safe.
 */
export function startDispatcher(options: {
  pool: Pool
  databaseUrl: string
  queue: JobQueue
  log: Logger
}): Dispatcher {
  const { pool, databaseUrl, queue, log } = options
  const stopping = new AbortController()
  let wake = () => {}
  const listener = keepListening(databaseUrl, () => wake(), stopping.signal)
  const trouble = watchTrouble(log, {
    met: 'nothing can be given out now, trying again every 2 s',
    over: 'work is given out again',
  })

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      let isBusy = false
      try {
        isBusy = await dispatchOnce(pool, queue, log)
        trouble.over()
      } catch (error) {
        if (!stopping.signal.aborted) trouble.met(error as Error)
      }
      if (isBusy) continue
      await Promise.race([woken, pause(POLL_EVERY_MS, stopping.signal)])
    }
  }

  const running = loop()
  return {
    async stop() {
      stopping.abort()
      wake()
      await running
      await listener
    },
  }
}

/**
 * One look: gives out what is due, as far as the queue has room.
 * @returns whether there may be more to give out at once
 */
export async function dispatchOnce(pool: Pool, queue: JobQueue, log: Logger): Promise<boolean> {
  await restoreLostQueue(pool, queue, log)
  const dead = await releaseDeadLeases(pool)
  if (dead > 0) log.info({ rows: dead }, 'took back the work of a process that is gone')
  let isBusy = false
  for (const kind of JOB_KINDS) isBusy = (await dispatchKind(pool, queue, kind)) || isBusy
  return isBusy
}

async function dispatchKind(pool: Pool, queue: JobQueue, kind: JobKind): Promise<boolean> {
  const limit = LIMITS[kind]
  const waiting = await queue.countWaiting(kind)
  if (waiting === 0 && (await queue.countPending(kind)) === 0) {
    await releaseUntakenLeases(pool, kind, LOST_AFTER_SECONDS)
  }
  let hasGivenOut = false
  for (let jobs = waiting; jobs < limit.jobs; jobs++) {
    const token = randomUUID()
    const ids = await leaseDueRows(pool, kind, token, limit.rows)
    if (ids.length === 0) return hasGivenOut
    await queue.add(kind, { ids, token })
    hasGivenOut = true
  }
  return false // full: a finished job leaves room at the next look
}

/**
 * Brings back a queue that has lost what it held, and makes due again what was given out with it and
 * nobody has taken.
 */
export async function restoreLostQueue(pool: Pool, queue: JobQueue, log: Logger): Promise<void> {
  if (await queue.isThere()) return
  log.warn('the queue has lost what it held: it is given out again')
  await queue.migrate()
  for (const kind of JOB_KINDS) await releaseUntakenLeases(pool, kind, 0)
}

async function keepListening(url: string, ring: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url, application_name: 'earshot-dispatch' })
    const ended = new Promise<void>((resolve) => client.once('end', resolve))
    client.on('error', () => {}) // followed by 'end'
    client.on('notification', ring)
    try {
      await client.connect()
      await client.query('LISTEN earshot_due')
      await Promise.race([ended, aborted(signal)])
    } catch {
      await pause(RECONNECT_AFTER_MS, signal) // the poll goes on meanwhile
    } finally {
      await endClient(client)
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return sleep(delayMs, undefined, { signal }).catch(() => {}) // stopped early
}
