import { type IRequestManager, Request } from '@crawlee/core'
import type { Pool } from '../schema/database.ts'
import { countFrontier } from '../schema/queries/count-frontier.ts'
import { nextFrontierUrl } from '../schema/queries/next-frontier-url.ts'
import type { FrontierPriority } from '../schema/queries/queue-urls.ts'

/** What the frontier knows of an address, as Crawlee hands it on. */
export interface FrontierEntry {
  [key: string]: unknown
  priority: FrontierPriority
  depth: number
}

/**
 * The frontier of a run as Crawlee's queue. It is kept in Postgres, where pages settle and queue addresses
 * (record-page.ts); here is only what this process has in hand, so that nothing is lost with it.
 */
export class Frontier implements IRequestManager {
  readonly #pool: Pool
  readonly #runId: number
  readonly #maxPages: number
  readonly #taken = new Set<string>()
  #queued: number
  #done: number
  #isClosed = false
  /** One fetch at a time, so that no address is taken twice. */
  #lastFetch: Promise<unknown> = Promise.resolve()

  private constructor(
    pool: Pool,
    runId: number,
    maxPages: number,
    counts: { queued: number; done: number },
  ) {
    this.#pool = pool
    this.#runId = runId
    this.#maxPages = maxPages
    this.#queued = counts.queued
    this.#done = counts.done
  }

  /** @param maxPages as many addresses are asked for in the whole run, then it is at its end */
  static async open(pool: Pool, runId: number, maxPages: number): Promise<Frontier> {
    return new Frontier(pool, runId, maxPages, await countFrontier(pool, runId))
  }

  get queued(): number {
    return this.#queued
  }

  get done(): number {
    return this.#done
  }

  /** Nothing waits, or the limit is reached: the run came to its end by itself. */
  get isAtEnd(): boolean {
    return this.#taken.size === 0 && (this.#queued === 0 || this.isAtLimit)
  }

  /** Something waits that may be given out. */
  get hasMore(): boolean {
    const isWithinLimit = this.#done + this.#taken.size < this.#maxPages
    return !this.#isClosed && isWithinLimit && this.#queued > this.#taken.size
  }

  get isAtLimit(): boolean {
    return this.#done >= this.#maxPages
  }

  /** What the page at an address did to the frontier in Postgres: it is no longer in hand. */
  settled(url: string, change: { isAsked: boolean; queued: number }): void {
    this.#taken.delete(url)
    this.#queued += change.queued - 1
    if (change.isAsked) this.#done += 1
  }

  /** An address is no longer in hand, and still waits: whatever was to be written of it was not. */
  letGo(url: string): void {
    this.#taken.delete(url)
  }

  /** Counts again what is in Postgres, where another process may work on the same run. */
  async recount(): Promise<void> {
    const { queued, done } = await countFrontier(this.#pool, this.#runId)
    this.#queued = queued
    this.#done = done
  }

  /** Gives out no more addresses; what is in hand may end. */
  close(): void {
    this.#isClosed = true
  }

  async isFinished(): Promise<boolean> {
    return this.#taken.size === 0 && !this.hasMore
  }

  async isEmpty(): Promise<boolean> {
    return !this.hasMore
  }

  async handledCount(): Promise<number> {
    return this.#done
  }

  getTotalCount(): number {
    return this.#done + this.#queued
  }

  getPendingCount(): number {
    return this.#queued
  }

  fetchNextRequest<T extends Record<string, unknown>>(): Promise<Request<T> | null> {
    const fetch = this.#lastFetch.then(() => this.#takeNext<T>())
    this.#lastFetch = fetch.catch(() => {})
    return fetch
  }

  /** An address stays in hand until what came of it is written. */
  async markRequestHandled(): Promise<void> {}

  async reclaimRequest(): Promise<null> {
    return null
  }

  addRequest(): never {
    throw new Error('Addresses are queued in the transaction of the page that names them.')
  }

  addRequestsBatched(): never {
    return this.addRequest()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Request> {
    for (;;) {
      const request = await this.fetchNextRequest()
      if (!request) return
      yield request
    }
  }

  async #takeNext<T extends Record<string, unknown>>(): Promise<Request<T> | null> {
    if (!this.hasMore) return null
    const next = await nextFrontierUrl(this.#pool, this.#runId, [...this.#taken])
    if (!next) {
      // Another process has settled what we thought was waiting.
      this.#queued = this.#taken.size
      return null
    }
    this.#taken.add(next.url)
    const entry: FrontierEntry = { priority: next.priority, depth: next.depth }
    // The interface lets the caller name the type of userData; ours is FrontierEntry whoever asks.
    const request: Request = new Request({ url: next.url, uniqueKey: next.url, userData: entry })
    return request as Request<T>
  }
}
