import type { Queryable } from '../database.ts'
import type { Problem } from '../problem.ts'

/** Why the source's own address could not be read in a run; null when it could. */
export async function readStartFailure(db: Queryable, runId: number): Promise<Problem | null> {
  const { rows } = await db.query<{ error: Problem | null }>(
    `SELECT error FROM earshot.frontier
     WHERE run_id = $1::bigint AND priority = 0 AND state IN ('failed', 'skipped')
     ORDER BY added_at DESC LIMIT 1`,
    [runId],
  )
  return rows[0]?.error ?? null
}
