import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

export interface RunEnd {
  stop_reason: string
  is_healthy: boolean
  /** The same in words, and what the run was measured against. */
  detail: Record<string, unknown>
}

/** Ends a run. */
export async function finishCrawlRun(db: Queryable, runId: number, end: RunEnd): Promise<void> {
  await db.query(
    `UPDATE earshot.crawl_run SET finished_at = now(), stop_reason = $2::text,
       is_healthy = $3::boolean, detail = detail || $4::jsonb
     WHERE run_id = $1::bigint`,
    [runId, end.stop_reason, end.is_healthy, toJsonb(end.detail)],
  )
}
