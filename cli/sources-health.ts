import { Command } from 'commander'
import { readSourceHealth, type SourceHealth } from '../schema/queries/read-source-health.ts'
import { type SourceFinding, sourceFindings } from '../workers/doctor/source-findings.ts'
import { withDatabase } from './context.ts'
import { oneLine } from './one-line.ts'
import { printTable } from './table.ts'
import { NO_SOURCES, unknownSource } from './unknown-source.ts'

type Judged = SourceHealth & { findings: SourceFinding[] }

/** `sources health`: whether each source can be read, and what to do where it cannot. */
export function healthCommand(): Command {
  return new Command('health')
    .argument('[name]', 'only this source')
    .description('whether the sources can be read, what is wrong, and what to do')
    .option('--json', 'as JSON')
    .action((name: string | undefined, options: { json?: boolean }) =>
      withDatabase({}, async ({ pool }) => {
        const now = new Date()
        const rows = (await readSourceHealth(pool))
          .filter((row) => name === undefined || row.name === name)
          .map((row) => ({ ...row, findings: sourceFindings(row, now) }))
        if (name !== undefined && rows.length === 0) throw await unknownSource(pool, name)
        if (options.json) console.log(JSON.stringify(rows, null, 2))
        else print(rows)
      }),
    )
}

function print(rows: Judged[]): void {
  if (rows.length === 0) {
    console.log(NO_SOURCES)
    return
  }
  printTable(rows.map(shownRow))
  for (const { name, findings } of rows.filter((row) => row.findings.length > 0)) {
    console.log(`\n${name}`)
    for (const { code, message, mend } of findings) {
      console.log(`  ${code}: ${oneLine(message)}\n    → ${mend}`)
    }
  }
  if (rows.every((row) => row.findings.length === 0)) console.log('\nNothing is wrong.')
}

function shownRow(row: Judged): Record<string, string> {
  return {
    name: row.name,
    health: stateOf(row),
    'last run': shownLastRun(row),
    'ended with': row.last_stop_reason ?? '',
    pages: shownCount(row.pages_fetched),
    items: shownCount(row.items_found),
    new: shownCount(row.items_new),
    'next run': row.is_running ? 'running now' : row.next_run_at ? shownTime(row.next_run_at) : '',
    terms: row.terms ?? '',
  }
}

function shownLastRun({ url, last_run_finished_at: finished }: Judged): string {
  if (url === null) return 'imported'
  return finished ? shownTime(finished) : 'never finished'
}

/** In one word: `paused`, `trouble`, `new` before its first run, `healthy`. */
function stateOf(row: Judged): string {
  if (row.state === 'paused') return 'paused'
  if (row.findings.length > 0) return 'trouble'
  return row.url !== null && row.last_run_finished_at === null ? 'new' : 'healthy'
}

function shownTime(time: Date): string {
  return time.toISOString().slice(0, 16).replace('T', ' ')
}

function shownCount(count: number | null): string {
  return count === null ? '' : String(count)
}
