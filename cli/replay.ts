import { Command } from 'commander'
import { tryingAgain } from '../schema/database.ts'
import { replayRawItems } from '../schema/queries/replay-raw-items.ts'
import { processNow } from '../workers/process-now.ts'
import { withDatabase } from './context.ts'
import { parseSince } from './parse-since.ts'
import { openProgress } from './progress.ts'
import { requireSource } from './require-source.ts'
import { sayUnread } from './say-unread.ts'

export function command(): Command {
  return new Command('replay')
    .description('normalize, analyze and attach again what was collected, without crawling')
    .option('--source <name>', 'only what this source brought')
    .option('--since <date>', 'only what was first seen since this day (2026-03-04)')
    .action(({ source, since }: { source?: string; since?: string }) =>
      withDatabase({}, async ({ pool, databaseUrl, log }) => {
        if (source !== undefined) await requireSource(pool, source)
        const filter = {
          ...(source !== undefined && { source }),
          ...(since !== undefined && { since: parseSince(since) }),
        }
        const count = await tryingAgain(() => replayRawItems(pool, filter))
        const progress = openProgress()
        const { processed, quarantined, failed } = await processNow({
          pool,
          databaseUrl,
          log,
          onProgress: (done) => progress.show(`read again: ${done} of ${count}`),
        })
        progress.end()
        const others = Math.max(0, count - processed - quarantined - failed)
        const rest = others > 0 ? ` ${others} more are with the workers that run.` : ''
        console.log(`Read again: ${processed} raw items, ${quarantined} quarantined.${rest}`)
        sayUnread(failed)
        if (failed > 0) process.exitCode = 1
      }),
    )
}
