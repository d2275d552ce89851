import { type IRequestManager, Request } from '@crawlee/core'

/** What is to be done in the browser, and who hears that it could not be. */
export interface BrowserJob<T> {
  run(tab: T): Promise<void>
  failed(error: Error): void
}

/**
 * What is asked of the browser, as Crawlee's queue, in memory: who asks waits for it, and is gone with the process.
 * Crawlee ends its run, and with it the browser, when the queue says that it is finished: once nothing was asked for
 * a while.
 */
export class BrowserJobs<T> implements IRequestManager {
  readonly #jobs = new Map<string, BrowserJob<T>>()
  readonly #waiting: string[] = []
  readonly #idleLimitMs: number
  #added = 0
  #idleSinceMs = Date.now()
  #isClosed = false

  constructor(idleLimitMs: number) {
    this.#idleLimitMs = idleLimitMs
  }

  /** False when the queue is at its end: another browser is to be started. */
  add(job: BrowserJob<T>): boolean {
    if (this.#isClosed) return false
    const key = `job-${++this.#added}`
    this.#jobs.set(key, job)
    this.#waiting.push(key)
    return true
  }

  of(request: Request): BrowserJob<T> | undefined {
    return this.#jobs.get(request.uniqueKey)
  }

  /** Takes nothing more, and tells all that still wait. */
  close(error: Error): void {
    this.#isClosed = true
    this.#waiting.length = 0
    for (const job of this.#jobs.values()) job.failed(error)
    this.#jobs.clear()
  }

  async fetchNextRequest<D extends Record<string, unknown>>(): Promise<Request<D> | null> {
    const uniqueKey = this.#waiting.shift()
    if (uniqueKey === undefined) return null
    // Crawlee wants an address; nobody navigates to it.
    const url = 'http://page.invalid/'
    return new Request({ url, uniqueKey, skipNavigation: true }) as Request<D>
  }

  async markRequestHandled(request: Request): Promise<void> {
    this.#settle(request)
  }

  async reclaimRequest(request: Request): Promise<null> {
    this.#settle(request)
    return null
  }

  #settle(request: Request): void {
    // Crawlee may settle a request before it tells of its failure. Whoever was told before hears no more of it.
    const reason = request.errorMessages.at(-1) ?? 'The browser did not show it.'
    this.#jobs.get(request.uniqueKey)?.failed(new Error(reason))
    this.#jobs.delete(request.uniqueKey)
    this.#idleSinceMs = Date.now()
  }

  async isEmpty(): Promise<boolean> {
    return this.#waiting.length === 0
  }

  async isFinished(): Promise<boolean> {
    if (this.#jobs.size === 0 && Date.now() - this.#idleSinceMs >= this.#idleLimitMs) {
      this.#isClosed = true
    }
    return this.#isClosed
  }

  async handledCount(): Promise<number> {
    return this.#added - this.#jobs.size
  }

  getTotalCount(): number {
    return this.#added
  }

  getPendingCount(): number {
    return this.#jobs.size
  }

  addRequest(): never {
    throw new Error('Pages are asked for with add().')
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
}
