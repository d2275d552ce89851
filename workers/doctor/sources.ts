import type { Queryable } from '../../schema/database.ts'
import { countKeptAside, type KeptAside } from '../../schema/queries/count-kept-aside.ts'
import { readFailedDeliveries } from '../../schema/queries/read-due-work.ts'
import { readSourceHealth, type SourceHealth } from '../../schema/queries/read-source-health.ts'
import { type Check, ok, warning } from './run-checks.ts'
import { sourceFindings } from './source-findings.ts'

/** The sources that fail: open problems, items kept aside, runs that are overdue. */
export function sourcesCheck(db: Queryable): Check {
  return {
    name: 'sources',
    async look() {
      const sources = await readSourceHealth(db)
      const now = new Date()
      const active = sources.filter(({ state }) => state === 'active')
      const findings = [
        ...(sources.length === 0 ? [NO_SOURCES] : []),
        ...active.flatMap((source) =>
          sourceFindings(source, now).map(({ message, mend }) =>
            warning(`${source.name}: ${message}`, mend),
          ),
        ),
        ...(await countKeptAside(db)).map(keptAsideFinding),
      ]
      return findings.length > 0 ? findings : [ok(`${shownCounts(sources)}: no problem is known.`)]
    },
  }
}

const NO_SOURCES = warning(
  'There are no sources yet.',
  'Name a place: npx earshot sources add https://…',
)

function keptAsideFinding({ name, state, items }: KeptAside) {
  return warning(
    `${name} (${state}): ${items} ${items === 1 ? 'item is' : 'items are'} kept aside that could not be processed.`,
    `After an update, or once the reason is gone, read them again: npx earshot replay --source ${name}`,
  )
}

function shownCounts(sources: readonly SourceHealth[]): string {
  const paused = sources.filter(({ state }) => state === 'paused').length
  const fresh = sources.filter(
    ({ url, last_run_finished_at: last }) => url !== null && last === null,
  ).length
  const parts = [`${sources.length} ${sources.length === 1 ? 'source' : 'sources'}`]
  if (fresh > 0) parts.push(`${fresh} not read yet`)
  if (paused > 0) parts.push(`${paused} paused`)
  return parts.join(', ')
}

/** Messages that were given up in the last seven days: older ones nobody can mend any more. */
export function deliveriesCheck(db: Queryable): Check {
  return {
    name: 'deliveries',
    async look() {
      const { count, latest } = await readFailedDeliveries(db)
      if (count === 0) return [ok('No message was given up in the last 7 days.')]
      return [
        warning(
          `${count} ${count === 1 ? 'message was' : 'messages were'} given up in the last 7 days; the latest: ${latest}`,
          'Mend the recipient in sources.yaml and apply it; the alerts themselves are in the console.',
        ),
      ]
    },
  }
}
