import type { Queryable } from '../database.ts'

/** How many addresses of a run wait, and how many were asked for (whether or not they answered). */
export async function countFrontier(
  db: Queryable,
  runId: number,
): Promise<{ queued: number; done: number }> {
  const { rows } = await db.query<{ queued: number; done: number }>(
    `SELECT count(*) FILTER (WHERE state = 'queued') AS queued,
       count(*) FILTER (WHERE state IN ('done', 'failed')) AS done
     FROM earshot.frontier WHERE run_id = $1::bigint`,
    [runId],
  )
  return rows[0] ?? { queued: 0, done: 0 }
}
