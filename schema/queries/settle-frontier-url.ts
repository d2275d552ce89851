import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'
import type { Problem } from '../problem.ts'

export type SettledState = 'done' | 'failed' | 'skipped'

/** Takes an address off the queue of a run. Returns false when it was settled before. */
export async function settleFrontierUrl(
  db: Queryable,
  runId: number,
  url: string,
  state: SettledState,
  problem: Problem | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE earshot.frontier SET state = $3::text, error = $4::jsonb
     WHERE run_id = $1::bigint AND url = $2::text AND state = 'queued'`,
    [runId, url, state, problem && toJsonb(problem)],
  )
  return rowCount === 1
}
