import { setTimeout as sleep } from 'node:timers/promises'

/** What a check found. `problem`: something does not work; `warning`: it works, and a person should look. */
export interface Finding {
  check: string
  state: 'ok' | 'warning' | 'problem'
  message: string
  /** What to do about it, in a sentence; null when all is well. */
  mend: string | null
}

/** One thing to look at. What it throws is a problem. */
export interface Check {
  name: string
  look: () => Promise<Omit<Finding, 'check'>[]>
}

export function ok(message: string): Omit<Finding, 'check'> {
  return { state: 'ok', message, mend: null }
}
export function warning(message: string, mend: string): Omit<Finding, 'check'> {
  return { state: 'warning', message, mend }
}
export function problem(message: string, mend: string): Omit<Finding, 'check'> {
  return { state: 'problem', message, mend }
}

/**
 * Makes all checks at once, each for so long at most; one that fails or hangs is a problem and stops no other.
 * @returns what they found, in their order
 */
export async function runChecks(
  checks: readonly Check[],
  options: { limitMs: number },
): Promise<Finding[]> {
  const found = await Promise.all(
    checks.map(async ({ name, look }) => {
      const findings = await bounded(look, options.limitMs)
      return findings.map((finding) => ({ check: name, ...finding }))
    }),
  )
  return found.flat()
}

async function bounded(look: Check['look'], limitMs: number): Promise<Omit<Finding, 'check'>[]> {
  const done = new AbortController()
  const limit = sleep(limitMs, [tooLong(limitMs)], { signal: done.signal })
  limit.catch(() => {}) // the look was faster
  try {
    return await Promise.race([look(), limit])
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [problem(message, 'Mend what this message names, and look again.')]
  } finally {
    done.abort()
  }
}

function tooLong(limitMs: number): Omit<Finding, 'check'> {
  return problem(
    `It gave no answer within ${limitMs / 1000} s.`,
    'Look whether what it asks is overloaded or cannot be reached from here.',
  )
}
