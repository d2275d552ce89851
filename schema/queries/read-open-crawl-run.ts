import type { Queryable } from '../database.ts'

export interface BegunRun {
  run_id: number
  /** It goes on from the rest of another run, and sees a part of the source only. */
  is_carried: boolean
}

/** The run of a source that was begun and not finished; null when there is none. */
export async function readOpenCrawlRun(db: Queryable, sourceId: number): Promise<BegunRun | null> {
  const { rows } = await db.query<BegunRun>(
    `SELECT run_id, detail ? 'carried_from' AS is_carried FROM earshot.crawl_run
     WHERE source_id = $1::bigint AND finished_at IS NULL`,
    [sourceId],
  )
  return rows[0] ?? null
}
