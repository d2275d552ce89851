import { type IRequestManager, Request } from '@crawlee/core'

/** What is to be done with a page of the browser, and who waits for it. */
export interface BrowserJob<T> {
  run(page: T): Promise<void>
  failed(error: Error): void
}

/**
 * The pages that are asked of the browser, as Crawlee's queue, in memory: who asks for one waits for it, and is gone
 * with the process.
 */
export class BrowserJobs<T> implements IRequestManager {
  readonly #jobs = new Map<string, BrowserJob<T>>()
  readonly #waiting: string[] = []
  #added = 0

  add(job: BrowserJob<T>): void {
    const key = `job-${++this.#added}`
    this.#jobs.set(key, job)
    this.#waiting.push(key)
  }

  of(request: Request): BrowserJob<T> | undefined {
    return this.#jobs.get(request.uniqueKey)
  }

  /** Tells all that still wait. */
  failAll(error: Error): void {
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
    this.#jobs.delete(request.uniqueKey)
  }

  async reclaimRequest(request: Request): Promise<null> {
    this.#jobs.delete(request.uniqueKey)
    return null
  }

  async isEmpty(): Promise<boolean> {
    return this.#waiting.length === 0
  }

  async isFinished(): Promise<boolean> {
    return this.#jobs.size === 0
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
