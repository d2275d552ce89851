import { setTimeout as sleep } from 'node:timers/promises'
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import type { Pool } from '../schema/database.ts'
import { StopSource } from '../schema/errors.ts'
import { isInWindow } from './window.ts'

const DEFAULT_REQUESTS_PER_SECOND = 1

/** A host that rests longer than this ends the run; what is left waits for the next one. */
const LONGEST_WAIT_MS = 600_000

/** Where the turns of all hosts are kept. One point a host, for as long as its next turn is away. */
export type PaceStore = RateLimiterAbstract

const ONE_TURN = { points: 1, duration: 1, keyPrefix: '' }

/** Shared by every process on this database. */
export function sharedPaceStore(pool: Pool): PaceStore {
  return new RateLimiterPostgres({
    ...ONE_TURN,
    storeClient: pool,
    storeType: 'pool',
    schemaName: 'earshot',
    tableName: 'host_pace',
    tableCreated: true,
  })
}

/** Of this process alone. */
export function ownPaceStore(): PaceStore {
  return new RateLimiterMemory(ONE_TURN)
}

/** How fast one source may ask. */
export interface Pace {
  /**
   * Waits until it is our turn at this host; turns are given in the order in which they were asked for.
   * @param host as in `URL.host`
   * @param crawlDelayMs what robots.txt asks for, where that is slower than our own pace
   * @throws StopSource `window` outside the source's hours, `resting` when the host wants to be left
   *   alone for more than ten minutes; the signal's reason when it was aborted
   */
  turn(host: string, signal: AbortSignal, crawlDelayMs?: number): Promise<void>
  /** Nobody asks this host for the next `ms`: what Retry-After says. */
  rest(host: string, ms: number): Promise<void>
}

export interface PaceOptions {
  store: PaceStore
  /** The source's own; null for the default of one a second, and none for an undelayed host. */
  requestsPerSecond: number | null
  /** `22:00-06:00` in `timeZone`; null is always. */
  window: string | null
  timeZone: string
  /** Hosts without a default delay. */
  isUndelayed: (host: string) => boolean
  now?: () => Date
}

export function openPace(options: PaceOptions): Pace {
  const { store, window, timeZone, now = () => new Date() } = options
  const lastInLine = new Map<string, Promise<void>>()

  function intervalMs(host: string, crawlDelayMs: number): number {
    const isFree = options.requestsPerSecond === null && options.isUndelayed(host)
    const rate = options.requestsPerSecond ?? DEFAULT_REQUESTS_PER_SECOND
    return Math.ceil(Math.max(isFree ? 0 : 1000 / rate, crawlDelayMs))
  }

  async function waitForTurn(host: string, signal: AbortSignal, delayMs: number): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      if (window !== null && !isInWindow(now(), window, timeZone)) {
        throw new StopSource('window', `It is outside the source's hours, ${window} (${timeZone}).`)
      }
      const waitMs = await take(store, host, delayMs)
      if (waitMs === 0) return
      if (waitMs > LONGEST_WAIT_MS) {
        const until = new Date(now().getTime() + waitMs).toISOString()
        throw new StopSource('resting', `${host} asked to be left alone until ${until}.`)
      }
      await sleep(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  }

  return {
    turn(host, signal, crawlDelayMs = 0) {
      const before = lastInLine.get(host) ?? Promise.resolve()
      const turn = before.then(() => waitForTurn(host, signal, intervalMs(host, crawlDelayMs)))
      lastInLine.set(
        host,
        turn.catch(() => {}),
      )
      return turn
    },

    async rest(host, ms) {
      const held = await store.get(host)
      if (held && isResting(held) && held.msBeforeNext >= ms) return
      await store.block(host, Math.ceil(ms) / 1000)
    },
  }
}

/** Takes the turn and returns 0, or how long to wait before asking again. */
async function take(store: PaceStore, host: string, intervalMs: number): Promise<number> {
  if (intervalMs === 0) {
    const held = await store.get(host)
    return held && isResting(held) ? held.msBeforeNext : 0
  }
  try {
    await store.consume(host, 1, { customDuration: intervalMs / 1000 })
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(refusal.msBeforeNext, 1)
    throw refusal
  }
}

/** A turn that was taken leaves one point; more mean that others wait, or that the host is to be left alone. */
function isResting(held: RateLimiterRes): boolean {
  return held.consumedPoints > ONE_TURN.points
}
