import { createInterface } from 'node:readline/promises'
import { BadInput } from '../schema/errors.ts'

/** Somebody at a terminal who can be asked. */
export interface Person {
  /**
   * Asks until the answer can be used; an empty one is `preset`, where there is one.
   * @param faultOf why an answer cannot be used; null when it can
   * @throws BadInput `stopped` at Ctrl-C or Ctrl-D
   */
  ask(
    question: string,
    options: { preset: string | null; faultOf: (answer: string) => string | null },
  ): Promise<string>
  close(): void
}

/** The person at this terminal; null where stdin or stderr is none, and nobody would see a question. */
export function findPerson(): Person | null {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return null
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const gone = new AbortController()
  lines.on('SIGINT', () => gone.abort())
  lines.on('close', () => gone.abort())

  async function answerTo(question: string): Promise<string> {
    try {
      return (await lines.question(question, { signal: gone.signal })).trim()
    } catch (cause) {
      if (!gone.signal.aborted) throw cause
      throw new BadInput('stopped', '\nStopped: nothing was changed.', { cause })
    }
  }

  return {
    async ask(question, { preset, faultOf }) {
      for (;;) {
        const shown = preset === null ? `${question}: ` : `${question} [${preset}]: `
        const answer = (await answerTo(shown)) || preset || ''
        const fault = faultOf(answer)
        if (fault === null) return answer
        process.stderr.write(`  ${fault}\n`)
      }
    },
    close: () => lines.close(),
  }
}
