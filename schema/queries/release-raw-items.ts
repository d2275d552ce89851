import type { Queryable } from '../database.ts'

/**
 * Makes held raw items due, and wakes the dispatcher: those of a run, or all that runs of its source held back.
 * @returns how many
 */
export async function releaseRawItems(
  db: Queryable,
  { runId, isForAll }: { runId: number; isForAll: boolean },
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `WITH due AS (
       UPDATE earshot.raw_item_work SET state = 'due', available_at = now()
       WHERE state = 'held' AND run_id = ANY (
         SELECT run_id FROM earshot.crawl_run
         WHERE run_id = $1::bigint OR ($2::boolean AND source_id = (
           SELECT source_id FROM earshot.crawl_run WHERE run_id = $1::bigint)))
       RETURNING raw_item_id)
     SELECT count(*) AS count, pg_notify('earshot_due', 'raw_item') FROM due HAVING count(*) > 0`,
    [runId, isForAll],
  )
  return rows[0]?.count ?? 0
}
