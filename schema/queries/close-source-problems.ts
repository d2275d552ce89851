import type { Queryable } from '../database.ts'

/** Closes the problems of earlier runs of a source that this whole run did not meet again. */
export async function closeSourceProblems(
  db: Queryable,
  sourceId: number,
  runId: number,
): Promise<void> {
  await db.query(
    `UPDATE earshot.source_problem SET closed_at = now()
     WHERE source_id = $1::bigint AND closed_at IS NULL AND last_run_id < $2::bigint`,
    [sourceId, runId],
  )
}
