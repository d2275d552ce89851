import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findChromium, hasSandbox, noBrowserAdvice } from '../../crawlers/browser/find-chromium.ts'
import { type Check, ok, problem, warning } from './run-checks.ts'

const run = promisify(execFile)

const ANSWER_LIMIT_MS = 15_000
/** Shows nothing, as a crawl would: a browser that cannot make its sandbox tells its version all the same. */
const SHOW_NOTHING = ['--headless', '--disable-gpu', '--no-first-run', '--dump-dom', 'about:blank']

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
        const profile = await mkdtemp(join(tmpdir(), 'earshot-doctor-'))
        const flags = [`--user-data-dir=${profile}`, ...(hasSandbox() ? [] : ['--no-sandbox'])]
        try {
          await run(path, [...flags, ...SHOW_NOTHING], { timeout: ANSWER_LIMIT_MS })
        } finally {
          await rm(profile, { recursive: true, force: true })
        }
        return [ok(`${stdout.trim().split('\n')[0] ?? ''} (${path})`)]
      } catch (error) {
        const why = ((error as { stderr?: string }).stderr || (error as Error).message).trim()
        return [
          problem(
            `${path} does not start: ${lastLine(why)}`,
            'Install it anew with all it depends on (npx playwright install --with-deps chromium), or name another in EARSHOT_CHROMIUM.',
          ),
        ]
      }
    },
  }
}

/** Chromium complains of much before it says why it ends. */
function lastLine(text: string): string {
  return (
    text
      .split('\n')
      .findLast((line) => line.trim() !== '')
      ?.slice(0, 300) ?? ''
  )
}
