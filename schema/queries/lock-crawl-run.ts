import type { Queryable } from '../database.ts'

/**
 * Locks an open run until the transaction ends, so that its pages are written one after the other.
 * @param token the lease of the source; null when none is held
 * @returns false when the run was finished, or the source leased to another, meanwhile
 */
export async function lockCrawlRun(
  db: Queryable,
  runId: number,
  token: string | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT FROM earshot.crawl_run AS run
     WHERE run_id = $1::bigint AND finished_at IS NULL
       AND ($2::uuid IS NULL OR EXISTS (
         SELECT FROM earshot.source
         WHERE source.source_id = run.source_id AND source.lease_token = $2::uuid))
     FOR UPDATE OF run`,
    [runId, token],
  )
  return rowCount === 1
}
