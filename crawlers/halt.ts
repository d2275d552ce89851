import { StopSource } from '../schema/errors.ts'
import type { Frontier } from './frontier.ts'
import type { Ending } from './judge-run.ts'

/** Ends the visits of a run early: no address is given out any more. */
export class Halt {
  /** Ends the visits in hand as well. */
  readonly signal: AbortSignal
  #ending: Ending | null = null
  readonly #controller = new AbortController()
  readonly #frontier: Frontier
  readonly #outer: AbortSignal
  readonly #onOuterAbort = () => this.#abort(this.#outer.reason)
  #failure: { error: unknown } | null = null

  constructor(frontier: Frontier, outer: AbortSignal) {
    this.#frontier = frontier
    this.#outer = outer
    this.signal = this.#controller.signal
    if (outer.aborted) this.#abort(outer.reason)
    else outer.addEventListener('abort', this.#onOuterAbort, { once: true })
  }

  /** The run ends for this reason, once the visits in hand have ended by themselves. */
  stop(ending: Ending): void {
    this.#ending ??= ending
    this.#frontier.close()
  }

  /** A visit threw. Once we are aborting, that is but the echo of it. */
  because(error: unknown): void {
    if (this.signal.aborted) return
    if (error instanceof StopSource) {
      this.stop({ code: error.code, message: error.message })
    } else {
      this.#failure = { error }
      this.#abort(error)
    }
  }

  /** @throws what made a visit fail that is no fault of the page */
  get ending(): Ending | null {
    if (this.#failure) throw this.#failure.error
    return this.#ending
  }

  release(): void {
    this.#outer.removeEventListener('abort', this.#onOuterAbort)
  }

  #abort(reason: unknown): void {
    this.#frontier.close()
    this.#controller.abort(reason)
  }
}
