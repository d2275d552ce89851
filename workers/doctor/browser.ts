import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findChromium, noBrowserAdvice } from '../../crawlers/browser/find-chromium.ts'
import { type Check, ok, problem, warning } from './run-checks.ts'

const run = promisify(execFile)

const ANSWER_LIMIT_MS = 5_000

/**
 * Whether a browser is there for the sites that show their words to no other program.
 * @param named EARSHOT_CHROMIUM; null: one of the system
 */
export function browserCheck(named: string | null): Check {
  return {
    name: 'browser',
    async look() {
      const path = await findChromium(named)
      if (path === null) {
        const advice = noBrowserAdvice(named)
        if (named !== null) return [problem(advice, 'Name a browser that can be run, or none.')]
        return [warning('No browser is found: sites that need one are not heard.', advice)]
      }
      try {
        const { stdout } = await run(path, ['--version'], { timeout: ANSWER_LIMIT_MS })
        return [ok(`${stdout.trim().split('\n')[0] ?? ''} (${path})`)]
      } catch (error) {
        const why = ((error as { stderr?: string }).stderr || (error as Error).message).trim()
        return [
          problem(
            `${path} does not start: ${why.split('\n')[0]}`,
            'Install it anew with all it depends on (npx playwright install --with-deps chromium), or name another in EARSHOT_CHROMIUM.',
          ),
        ]
      }
    },
  }
}
