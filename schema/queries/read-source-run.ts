import type { Queryable } from '../database.ts'

/** The latest run of a source, with what is wrong with the source now. */
export interface SourceRun {
  run_id: number
  started_at: Date
  finished_at: Date | null
  stop_reason: string | null
  is_healthy: boolean | null
  pages_fetched: number
  pages_unchanged: number
  pages_failed: number
  items_found: number
  items_new: number
  items_changed: number
  items_bad: number
  mentions: number
  quarantined: number
  problems: { code: string; message: string; place: string | null }[]
}

export async function readSourceRun(db: Queryable, sourceId: number): Promise<SourceRun | null> {
  const { rows } = await db.query<SourceRun>(
    `SELECT run_id, started_at, finished_at, stop_reason, is_healthy, pages_fetched, pages_unchanged,
       pages_failed, items_found, items_new, items_changed, items_bad,
       (SELECT count(*) FROM earshot.mention WHERE source_id = $1) AS mentions,
       (SELECT count(*) FROM earshot.raw_item_work AS work JOIN earshot.raw_item USING (raw_item_id)
         WHERE source_id = $1 AND work.state = 'quarantined') AS quarantined,
       coalesce((SELECT jsonb_agg(jsonb_build_object('code', code, 'message', message, 'place', place)
           ORDER BY code)
         FROM earshot.source_problem WHERE source_id = $1 AND closed_at IS NULL), '[]') AS problems
     FROM earshot.crawl_run WHERE source_id = $1 ORDER BY run_id DESC LIMIT 1`,
    [sourceId],
  )
  return rows[0] ?? null
}
