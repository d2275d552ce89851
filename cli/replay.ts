import { Command } from 'commander'
import { replayRawItems } from '../schema/queries/replay-raw-items.ts'
import { processNow } from '../workers/process-now.ts'
import { withDatabase } from './context.ts'
import { parseSince } from './parse-since.ts'
import { openProgress } from './progress.ts'

export function command(): Command {
  return new Command('replay')
    .description('normalize, analyze and attach again what was collected, without crawling')
    .option('--source <name>', 'only what this source brought')
    .option('--since <date>', 'only what was first seen since this day (2026-03-04)')
    .action((options: { source?: string; since?: string }) =>
      withDatabase({}, async ({ pool, log }) => {
        const since = options.since === undefined ? {} : { since: parseSince(options.since) }
        const source = options.source === undefined ? {} : { source: options.source }
        const count = await replayRawItems(pool, { ...source, ...since })
        const progress = openProgress()
        const done = await processNow({
          pool,
          log,
          onProgress: (processed) => progress.show(`read again: ${processed} of ${count}`),
        })
        progress.end()
        console.log(`Read again: ${done.processed} raw items, ${done.quarantined} quarantined.`)
      }),
    )
}
