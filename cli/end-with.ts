import { CommanderError } from 'commander'
import { BadInput, EarshotError } from '../schema/errors.ts'

/** Exit codes: 0 done; 1 failed; 2 the call or its input cannot be used; 3 done, but some records were bad. */
const FAILED = 1
const UNUSABLE = 2

/** Ends a command that failed: its message on stderr (a stack only where the fault is ours), and the exit code. */
export function endWith(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : UNUSABLE
  } else if (error instanceof BadInput) {
    console.error(error.message)
    process.exitCode = UNUSABLE
  } else if (error instanceof EarshotError) {
    console.error(error.message)
    process.exitCode = FAILED
  } else {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error)
    process.exitCode = FAILED
  }
}
