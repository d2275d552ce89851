import type { Queryable } from '../database.ts'

/** Whether a run has seen an aggregate rating. */
export async function hasSeenAggregates(
  db: Queryable,
  sourceId: number,
  runId: number,
): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    `SELECT EXISTS (
       SELECT FROM earshot.raw_item
       WHERE source_id = $1::bigint AND last_seen_run_id = $2::bigint AND kind = 'aggregate'
     ) AS found`,
    [sourceId, runId],
  )
  return rows[0]?.found ?? false
}
