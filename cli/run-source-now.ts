import { sharedPaceStore } from '../net/pace.ts'
import { openWayOut } from '../net/way-out.ts'
import { readSourceRun, type SourceRun } from '../schema/queries/read-source-run.ts'
import { readCompanySettings } from '../workers/company-settings.ts'
import { runCrawlJob } from '../workers/jobs/crawl.ts'
import { openLeaseHolder } from '../workers/lease.ts'
import { processNow } from '../workers/process-now.ts'
import type { DatabaseContext } from './context.ts'
import { openProgress } from './progress.ts'
import { sayUnread } from './say-unread.ts'
import { untilStopped } from './stop-signals.ts'

/** Crawls and processes one leased source in this process, and prints what was found. */
export async function runSourceNow(
  context: DatabaseContext,
  source: { source_id: number; name: string },
  token: string,
  options: { json?: boolean; acceptFewer?: boolean },
): Promise<void> {
  const { pool, settings, log } = context
  const stopping = new AbortController()
  void untilStopped().then(() => stopping.abort())
  const progress = openProgress()
  const wayOut = openWayOut({
    userAgent: settings.userAgent,
    allowHosts: settings.allowHosts,
    proxyUrl: settings.proxyUrl,
    chromium: settings.chromium,
    paceStore: sharedPaceStore(pool),
  })
  const holder = await openLeaseHolder(context.databaseUrl, pool)
  const job = { ids: [source.source_id], token }
  try {
    const { company } = await readCompanySettings(pool)
    await holder.during('crawl', job, async () => {
      await runCrawlJob(
        {
          pool,
          wayOut,
          timeZone: company.time_zone,
          signal: stopping.signal,
          log,
          trigger: 'person',
          isFewerAccepted: options.acceptFewer === true,
          onProgress: (at) =>
            progress.show(
              `${source.name}: ${at.pagesDone} pages read, ${at.pagesQueued} to go, ${at.itemsFound} items (${at.itemsNew} new)`,
            ),
        },
        job,
      )
    })
    const { failed } = await processNow({ pool, databaseUrl: context.databaseUrl, log })
    progress.end()
    sayUnread(failed)
    const run = await readSourceRun(pool, source.source_id)
    if (run) printRun(source.name, run, options.json === true)
    if (run && run.is_healthy !== true) process.exitCode = 1
  } finally {
    await holder.close()
    await wayOut.close()
  }
}

function printRun(name: string, run: SourceRun, asJson: boolean): void {
  if (asJson) {
    console.log(JSON.stringify({ source: name, ...run }, null, 2))
    return
  }
  console.log(`${name}: ${run.stop_reason ?? 'stopped, the next run goes on'}
  pages      ${run.pages_fetched} fetched, ${run.pages_unchanged} unchanged, ${run.pages_failed} failed
  items      ${run.items_found} found, ${run.items_new} new, ${run.items_changed} changed, ${run.items_bad} bad
  mentions   ${run.mentions} in all from this source, ${run.quarantined} raw items quarantined`)
  for (const problem of run.problems)
    console.log(`  problem    ${problem.code}: ${problem.message}`)
}
