import { version } from '../config/settings.ts'
import { inTransaction, type Pool, type Queryable } from '../schema/database.ts'
import type { Problem } from '../schema/problem.ts'
import { addRunCounts, type RunCounts } from '../schema/queries/add-run-counts.ts'
import { closeSourceProblems } from '../schema/queries/close-source-problems.ts'
import { countFrontier } from '../schema/queries/count-frontier.ts'
import { countHeldItems } from '../schema/queries/count-held-items.ts'
import { finishCrawlRun } from '../schema/queries/finish-crawl-run.ts'
import { hasSeenAggregates } from '../schema/queries/has-seen-aggregates.ts'
import { lockCrawlRun } from '../schema/queries/lock-crawl-run.ts'
import { openSourceProblems } from '../schema/queries/open-source-problems.ts'
import { readHealthyLevels } from '../schema/queries/read-healthy-levels.ts'
import { readStartFailure } from '../schema/queries/read-start-failure.ts'
import { releaseRawItems } from '../schema/queries/release-raw-items.ts'
import { type Ending, judgeRun } from './judge-run.ts'
import { type OpenRun, RunLost } from './record-page.ts'

/** Ends of a run after which the next one goes on with what is left. */
const PAUSES = new Set(['window', 'resting'])
/** Ends of a run that went through all it wanted to. */
const WHOLE = new Set(['complete', 'max_pages'])

export interface EndedRun {
  ending: Ending
  isHealthy: boolean
  problem: Problem | null
  /** Raw items that may now be processed. */
  released: number
  counts: RunCounts
}

/**
 * Ends a run: judges it, and in one transaction releases what it held or opens the problem that keeps it.
 * @throws RunLost when another process has ended it, or still works on it
 */
export function endRun(
  pool: Pool,
  run: OpenRun & { isCarried: boolean },
  asked: Ending,
  options: { isFewerAccepted: boolean },
): Promise<EndedRun> {
  const { runId, sourceId } = run
  return inTransaction(pool, async (client) => {
    if (!(await lockCrawlRun(client, runId, run.token))) throw new RunLost(runId)
    if (asked.code === 'complete') await requireNoneLeft(client, runId)
    const counts = await addRunCounts(client, runId, {})
    const pagesRead = counts.pages_fetched + counts.pages_unchanged
    const startFailure = pagesRead === 0 ? await readStartFailure(client, runId) : null
    const ending = startFailure && WHOLE.has(asked.code) ? startFailure : asked
    const isPaused = PAUSES.has(ending.code)
    const before = await readHealthyLevels(client, sourceId)
    const { isHealthy, problem } = judgeRun({
      ending,
      pagesRead,
      found: counts,
      held: await countHeldItems(client, runId),
      hasAggregates: await hasSeenAggregates(client, sourceId, runId),
      before,
      isPaused,
      isPartial: isPaused || run.isCarried,
      isFewerAccepted: options.isFewerAccepted,
      isReadAsBefore: before?.version === (await version()),
    })
    if (problem) await openSourceProblems(client, sourceId, runId, [problem])
    const isForAll = options.isFewerAccepted
    const released = isHealthy ? await releaseRawItems(client, { runId, isForAll }) : 0
    await finishCrawlRun(client, runId, {
      stop_reason: ending.code,
      is_healthy: isHealthy,
      detail: {
        version: await version(),
        message: problem?.message ?? ending.message,
        last_healthy_items: before?.items_found ?? null,
      },
    })
    if (WHOLE.has(ending.code)) await closeSourceProblems(client, sourceId, runId)
    return { ending, isHealthy, problem, released, counts }
  })
}

/** Where two work on one run, the first to have nothing left may not end it under the other's hands. */
async function requireNoneLeft(db: Queryable, runId: number): Promise<void> {
  const { queued } = await countFrontier(db, runId)
  if (queued > 0) throw new RunLost(runId)
}
