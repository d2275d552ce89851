import type { Queryable } from '../database.ts'

/** Makes the held raw items of a run due, and wakes the dispatcher. Returns how many. */
export async function releaseRawItems(db: Queryable, runId: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `WITH due AS (
       UPDATE earshot.raw_item_work SET state = 'due', available_at = now()
       WHERE run_id = $1::bigint AND state = 'held'
       RETURNING raw_item_id)
     SELECT count(*) AS count, pg_notify('earshot_due', 'raw_item') FROM due HAVING count(*) > 0`,
    [runId],
  )
  return rows[0]?.count ?? 0
}
