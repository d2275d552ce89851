import { inTransaction, type Pool } from '../schema/database.ts'
import { carryFrontier } from '../schema/queries/carry-frontier.ts'
import { clearOldFrontiers } from '../schema/queries/clear-old-frontiers.ts'
import { ensurePagePartitions } from '../schema/queries/ensure-page-partitions.ts'
import { openCrawlRun, type RunTrigger } from '../schema/queries/open-crawl-run.ts'
import { queueUrls } from '../schema/queries/queue-urls.ts'
import { type BegunRun, readOpenCrawlRun } from '../schema/queries/read-open-crawl-run.ts'

/**
 * Begins a run of a source with its own address, goes on with the one that was killed or stopped, or begins
 * one with what the last was not allowed to finish.
 */
export function beginRun(
  pool: Pool,
  sourceId: number,
  url: string,
  trigger: RunTrigger,
): Promise<BegunRun> {
  return inTransaction(pool, async (client) => {
    await ensurePagePartitions(client, new Date())
    const runId = await openCrawlRun(client, sourceId, trigger)
    if (runId !== null) {
      await carryFrontier(client, sourceId, runId)
      await clearOldFrontiers(client, sourceId, runId)
    }
    const run = await readOpenCrawlRun(client, sourceId)
    if (!run) throw new Error(`The run of source ${sourceId} was ended by another process.`)
    const found = [{ url: withoutFragment(url), priority: 0 as const }]
    await queueUrls(client, run.run_id, [{ found, from: null }])
    return run
  })
}

function withoutFragment(url: string): string {
  const parsed = new URL(url)
  parsed.hash = ''
  return parsed.href
}
