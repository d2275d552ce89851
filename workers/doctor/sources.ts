import type { Queryable } from '../../schema/database.ts'
import { readFailedDeliveries } from '../../schema/queries/read-due-work.ts'
import { readSourceHealth } from '../../schema/queries/read-source-health.ts'
import { type Check, ok, warning } from './run-checks.ts'
import { sourceFindings } from './source-findings.ts'

/** The sources that fail: open problems, items kept aside, runs that are overdue. */
export function sourcesCheck(db: Queryable): Check {
  return {
    name: 'sources',
    async look() {
      const sources = await readSourceHealth(db)
      if (sources.length === 0) {
        return [
          warning('There are no sources yet.', 'Name a place: npx earshot sources add https://…'),
        ]
      }
      const now = new Date()
      const findings = sources
        .filter(({ state }) => state === 'active')
        .flatMap((source) =>
          sourceFindings(source, now).map(({ message, mend }) =>
            warning(`${source.name}: ${message}`, mend),
          ),
        )
      const paused = sources.filter(({ state }) => state === 'paused').length
      const shown = `${sources.length} sources${paused > 0 ? `, ${paused} of them paused` : ''}`
      return findings.length > 0 ? findings : [ok(`${shown}: all can be read.`)]
    },
  }
}

/** Messages that were given up. */
export function deliveriesCheck(db: Queryable): Check {
  return {
    name: 'deliveries',
    async look() {
      const { count, latest } = await readFailedDeliveries(db)
      if (count === 0) return [ok('No message was given up.')]
      return [
        warning(
          `${count} ${count === 1 ? 'message was' : 'messages were'} given up; the latest: ${latest}`,
          'Mend the recipient in sources.yaml and apply it; the alerts themselves are in the console.',
        ),
      ]
    },
  }
}
