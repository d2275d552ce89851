import type { Queryable } from '../database.ts'

/** Forgets what the earlier runs of a source knew of. */
export async function clearOldFrontiers(
  db: Queryable,
  sourceId: number,
  runId: number,
): Promise<void> {
  await db.query(
    `DELETE FROM earshot.frontier USING earshot.crawl_run AS run
     WHERE frontier.run_id = run.run_id AND run.source_id = $1::bigint AND run.run_id < $2::bigint`,
    [sourceId, runId],
  )
}
