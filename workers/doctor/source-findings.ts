import type { SourceHealth } from '../../schema/queries/read-source-health.ts'
import { mendOf } from './source-mends.ts'

/** Something about a source that a person should know, and what to do about it. */
export interface SourceFinding {
  code: string
  message: string
  mend: string
}

/** A due source is taken within seconds; one that waits so long waits for somebody to work. */
const OVERDUE_AFTER_MS = 10 * 60_000

/** What is wrong with a source, in the order in which it should be mended. Empty: nothing. */
export function sourceFindings(source: SourceHealth, now: Date): SourceFinding[] {
  const { last_error, items_quarantined: aside, quarantine_reason, due_since } = source
  const findings: SourceFinding[] = source.problems.map(({ code, message, place, occurrences }) => {
    const where = place === null || message.includes(place) ? '' : ` (${place})`
    const times = occurrences > 1 ? ` (${occurrences} times so far)` : ''
    return { code, message: `${message}${where}${times}`, mend: mendOf(code, source) }
  })
  if (last_error !== null) {
    findings.push({
      code: 'last_try_failed',
      message: `Its last try failed as a whole: ${last_error}`,
      mend: `It is tried again by itself, later each time. To try now: npx earshot sources run ${source.name}`,
    })
  }
  if (source.last_run_is_healthy === false && findings.length === 0) {
    findings.push({
      code: source.last_stop_reason ?? 'not_healthy',
      message: `Its last run was not healthy (${source.last_stop_reason ?? 'no reason kept'}).`,
      mend: `Try again: npx earshot sources run ${source.name}`,
    })
  }
  if (source.items_held > 0 && source.last_run_is_healthy !== false) {
    const one = source.items_held === 1
    findings.push({
      code: 'held',
      message: `${source.items_held} ${one ? 'item is' : 'items are'} held back since a run that was not healthy, and no later run has met ${one ? 'it' : 'them'} again.`,
      mend: `Look at the site. Where they were right: npx earshot sources run ${source.name} --accept-fewer`,
    })
  }
  if (aside > 0) {
    findings.push({
      code: 'quarantined',
      message: `${aside} ${aside === 1 ? 'item is' : 'items are'} kept aside that could not be processed${quarantine_reason === null ? '.' : `; the latest: ${quarantine_reason}`}`,
      mend: `After an update, or once the reason is gone, read them again: npx earshot replay --source ${source.name}`,
    })
  }
  if (due_since !== null && now.getTime() - due_since.getTime() > OVERDUE_AFTER_MS) {
    findings.push({
      code: 'overdue',
      message: `It has been due since ${shownMoment(due_since)}, and nobody has taken it.`,
      mend: 'Start Earshot (npm start), or more crawlers: npx earshot worker --only crawl',
    })
  }
  return findings
}

function shownMoment(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
