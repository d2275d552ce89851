import type { Ending } from './judge-run.ts'
import type { PageRecord } from './record-page.ts'

/** So many pages in a row that fail like this, and the site is down or has shut us out. */
const FAILURES_IN_A_ROW = 8
const DOWN = new Set([
  'unreachable',
  'timeout',
  'server_error',
  'rate_limited',
  'blocked',
  'captcha',
  'region_block',
  'maintenance',
  'robots_unreachable',
  'not_rendered',
])

/** Notices when a site is down or has shut us out, so that we don't ask it for every page that we know. */
export class Outage {
  #failures = 0

  /** Why the run should end after this page; null while there is hope. */
  after({ failure, state }: PageRecord): Ending | null {
    if (state === 'done') this.#failures = 0
    if (!failure || !DOWN.has(failure.code)) return null
    this.#failures += 1
    return this.#failures < FAILURES_IN_A_ROW ? null : failure
  }
}
