import { randomUUID } from 'node:crypto'
import { Command } from 'commander'
import { readSourcesFile } from '../config/sources.ts'
import { BadInput } from '../schema/errors.ts'
import { listSources, type SourceListRow } from '../schema/queries/list-sources.ts'
import { releaseDeadLeases } from '../schema/queries/release-dead-leases.ts'
import { setSourceState } from '../schema/queries/set-source-state.ts'
import { leaseSourceNow } from '../schema/queries/take-source.ts'
import { applySources } from '../workers/apply-sources.ts'
import { withDatabase } from './context.ts'
import { addCommand } from './sources-add.ts'
import { exportCommand } from './sources-export.ts'
import { healthCommand } from './sources-health.ts'
import { removeCommand } from './sources-remove.ts'
import { printTable } from './table.ts'
import { NO_SOURCES, unknownSource } from './unknown-source.ts'

export function command(): Command {
  const sources = new Command('sources').description('configure and run sources')
  sources
    .command('list')
    .description('the sources, their last run and what is wrong with them')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) =>
      withDatabase({}, async ({ pool }) => {
        const rows = await listSources(pool)
        if (options.json) console.log(JSON.stringify(rows, null, 2))
        else if (rows.length === 0) console.log(NO_SOURCES)
        else printList(rows)
      }),
    )
  sources.addCommand(addCommand())
  sources
    .command('apply')
    .argument('<file>', 'a sources file, such as config/sources.yaml')
    .description('make the database agree with a sources file')
    .action(async (path: string) => {
      const file = await readSourcesFile(path)
      await withDatabase({}, async ({ pool }) => {
        const applied = await applySources(pool, file)
        for (const [outcome, names] of Object.entries(applied)) {
          const word = outcome === 'leftAlone' ? 'left alone (added by `sources add`)' : outcome
          if (names.length > 0) console.log(`${word}: ${names.join(', ')}`)
        }
        if (file.sources.length === 0) console.log(`${path} names no sources.`)
      })
    })
  sources.addCommand(exportCommand())
  sources
    .command('run')
    .argument('<name>', 'the name of a source')
    .description('crawl and process a source now, and say what was found')
    .option('--accept-fewer', 'far fewer items than before, or items that say less, are right')
    .option('--json', 'as JSON')
    .action((name: string, options: { json?: boolean; acceptFewer?: boolean }) =>
      withDatabase({}, async (context) => {
        const token = randomUUID()
        await releaseDeadLeases(context.pool) // of a run that was killed
        const lease = await leaseSourceNow(context.pool, name, token)
        if (lease === 'unknown') throw await unknownSource(context.pool, name)
        if (lease === 'imported') {
          throw new BadInput(
            'source_imported',
            `'${name}' has no address to crawl: 'npx earshot import mentions' and the API bring what it says.`,
          )
        }
        if (lease === 'busy') {
          throw new BadInput(
            'source_busy',
            `'${name}' is being crawled by a running worker now; its run is in 'npx earshot sources list'.`,
          )
        }
        const { runSourceNow } = await import('./run-source-now.ts') // Crawlee takes a second to load
        await runSourceNow(context, { source_id: lease, name }, token, options)
      }),
    )
  for (const [verb, state] of [
    ['pause', 'paused'],
    ['resume', 'active'],
  ] as const) {
    sources
      .command(verb)
      .argument('<name>', 'the name of a source')
      .description(`${verb} a source`)
      .action((name: string) =>
        withDatabase({}, async ({ pool }) => {
          if (!(await setSourceState(pool, name, state))) throw await unknownSource(pool, name)
          console.log(`${name} is ${state}.`)
        }),
      )
  }
  for (const sub of [removeCommand(), healthCommand()]) sources.addCommand(sub)
  return sources
}

function printList(rows: SourceListRow[]): void {
  printTable(rows.map(shownRow))
  if (rows.some((row) => problemsOf(row).length > 0)) {
    console.log('\nWhat is wrong, and what to do: npx earshot sources health')
  }
}

function problemsOf(row: SourceListRow): string[] {
  return row.last_error === null ? row.open_problems : [...row.open_problems, 'last_try_failed']
}

function shownRow(row: SourceListRow): Record<string, string> {
  return {
    name: row.name,
    channel: row.channel,
    state: row.state,
    schedule: row.schedule ?? '',
    'last run': shownTime(row.last_run_at),
    'ended with': row.last_stop_reason ?? (row.last_run_at ? 'running' : ''),
    'next run': row.state === 'active' ? shownTime(row.next_run_at) : '',
    mentions: String(row.mentions),
    terms: row.terms ?? '',
    problems: problemsOf(row).join(', '),
  }
}

function shownTime(time: Date | null): string {
  return time ? time.toISOString().slice(0, 16).replace('T', ' ') : ''
}
