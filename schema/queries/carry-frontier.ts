import type { Queryable } from '../database.ts'

/**
 * Hands the frontier of the source's last run over to a new one, when that run was ended by its hours or
 * by a host that wanted to rest: what it had done is not done again, and what it left is done now.
 * @returns the run that was gone on from; null when the last run had come to its end
 */
export async function carryFrontier(
  db: Queryable,
  sourceId: number,
  runId: number,
): Promise<number | null> {
  const { rows } = await db.query<{ run_id: number }>(
    `WITH last AS (
       SELECT run_id, stop_reason FROM earshot.crawl_run
       WHERE source_id = $1::bigint AND run_id < $2::bigint ORDER BY run_id DESC LIMIT 1
     ), carried AS (
       SELECT run_id FROM last WHERE stop_reason IN ('window', 'resting')
     ), moved AS (
       UPDATE earshot.frontier SET run_id = $2::bigint
       WHERE run_id = (SELECT run_id FROM carried)
     ), noted AS (
       UPDATE earshot.crawl_run
       SET detail = detail || jsonb_build_object('carried_from', carried.run_id)
       FROM carried WHERE crawl_run.run_id = $2::bigint
     )
     SELECT run_id FROM carried`,
    [sourceId, runId],
  )
  return rows[0]?.run_id ?? null
}
