import type { Logger } from 'pino'

const SAY_AGAIN_AFTER_MS = 60_000

/** Something that may be away for a while: a server reports that with every try. */
export interface Trouble {
  /** Said at once, and again after a minute, however often it is met. */
  met(error: Error): void
  /** Said once, where trouble was met before. */
  over(): void
}

export function watchTrouble(
  log: Pick<Logger, 'warn' | 'info'>,
  words: { met: string; over: string },
): Trouble {
  const saidAt = new Map<string, number>()
  return {
    met(error) {
      const now = Date.now()
      if (now - (saidAt.get(error.message) ?? 0) < SAY_AGAIN_AFTER_MS) return
      if (saidAt.size > 100) saidAt.clear() // messages with numbers in them
      saidAt.set(error.message, now)
      log.warn({ err: error }, words.met)
    },
    over() {
      if (saidAt.size === 0) return
      saidAt.clear()
      log.info(words.over)
    },
  }
}
