import { Argument, Command } from 'commander'
import { type ExportName, exportNames, exportRows } from '../workers/export-rows.ts'
import { withDatabase } from './context.ts'
import { parseSince } from './parse-since.ts'
import { requireSource } from './require-source.ts'

interface Options {
  source?: string
  since?: string
  csv?: boolean
}

export function command(): Command {
  return new Command('export')
    .description('rows of the bi views as NDJSON, one key a column')
    .addArgument(new Argument('<what>', 'which rows').choices(exportNames))
    .option('--source <name>', 'only what was said, or is listed, at this source')
    .option(
      '--since <date>',
      'mentions published (undated: collected), alerts opened, products and customers changed since this day (2026-03-04)',
    )
    .option('--csv', "as CSV for a spreadsheet: a text like a formula gets a ' in front")
    .action(async (what: ExportName, options: Options) => {
      const sinceDay =
        options.since === undefined ? null : parseSince(options.since).toISOString().slice(0, 10)
      await withDatabase({}, async ({ pool }) => {
        const source = options.source ?? null
        if (source !== null) await requireSource(pool, source)
        const format = options.csv ? 'csv' : 'ndjson'
        await exportRows(pool, what, { source, sinceDay, format }, writeOut)
      })
    })
}

/** Waits while the reader is slow; false when it has gone (`earshot export mentions | head`). */
function writeOut(text: string): Promise<boolean> {
  return new Promise((resolve) => {
    const hasRoom = process.stdout.write(text, (error) => resolve(!error))
    if (hasRoom) resolve(true)
  })
}
