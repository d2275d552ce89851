const SHOW_EVERY_MS = 100
const LINE_EVERY_MS = 5_000

/** One line on stderr that says how far long work is. */
export interface Progress {
  show(text: string): void
  /** Leaves the last text standing. */
  end(): void
}

/** On a terminal the line is rewritten in place; elsewhere a new one comes every 5 s at most. */
export function openProgress(): Progress {
  const isTerminal = process.stderr.isTTY === true
  const everyMs = isTerminal ? SHOW_EVERY_MS : LINE_EVERY_MS
  let shownAt = 0
  let latest = ''
  let shown = ''

  function write(text: string): void {
    if (text === shown || text === '') return
    process.stderr.write(isTerminal ? `\r\x1b[K${text}` : `${text}\n`)
    shown = text
    shownAt = Date.now()
  }

  return {
    show(text) {
      latest = text
      if (Date.now() - shownAt >= everyMs) write(text)
    },
    end() {
      write(latest)
      if (isTerminal && shown !== '') process.stderr.write('\n')
    },
  }
}
