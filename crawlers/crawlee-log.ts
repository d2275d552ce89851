import { Log, Logger, LogLevel } from '@crawlee/core'
import type { Logger as Pino } from 'pino'

/** Sends Crawlee's warnings and errors to our log; what it tells of its progress we tell ourselves. */
export function crawleeLog(pino: Pino): Log {
  return new Log({ level: LogLevel.WARNING, logger: new ToPino(pino) })
}

class ToPino extends Logger {
  readonly #pino: Pino

  constructor(pino: Pino) {
    super({})
    this.#pino = pino
  }

  override _log(level: LogLevel, message: string, data?: unknown, exception?: unknown): void {
    if (message.startsWith('Pausing')) return // how to resume a crawl of Crawlee's own, which ours is not
    const facts = { ...(exception ? { err: exception } : {}), ...(data ? { crawlee: data } : {}) }
    if (level === LogLevel.ERROR) this.#pino.error(facts, message)
    else this.#pino.warn(facts, message)
  }
}
