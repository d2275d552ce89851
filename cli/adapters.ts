import { Command } from 'commander'
import { loadRegistry } from '../crawlers/registry.ts'
import { printTable } from './table.ts'

export function command(): Command {
  return new Command('adapters')
    .description('the kinds of pages that can be read')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => {
      const rows = (await loadRegistry()).map(({ name, recognises, triedLive }) => ({
        name,
        recognises,
        triedLive,
      }))
      if (options.json) console.log(JSON.stringify(rows, null, 2))
      else
        printTable(
          rows.map((row) => ({
            name: row.name,
            recognises: row.recognises,
            'tried live': row.triedLive ?? 'no, on saved pages only',
          })),
        )
    })
}
