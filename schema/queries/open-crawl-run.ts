import type { Queryable } from '../database.ts'

export type RunTrigger = 'schedule' | 'person' | 'demo'

/**
 * Begins a run of a source; null when one is open, which is gone on with (read-open-crawl-run.ts).
 * @returns the run's id
 */
export async function openCrawlRun(
  db: Queryable,
  sourceId: number,
  trigger: RunTrigger,
): Promise<number | null> {
  const { rows } = await db.query<{ run_id: number }>(
    `INSERT INTO earshot.crawl_run (source_id, trigger) VALUES ($1::bigint, $2::text)
     ON CONFLICT (source_id) WHERE finished_at IS NULL DO NOTHING
     RETURNING run_id`,
    [sourceId, trigger],
  )
  return rows[0]?.run_id ?? null
}
