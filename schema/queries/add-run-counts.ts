import type { Queryable } from '../database.ts'

/** What a run has done so far, or what one page adds to it. */
export interface RunCounts {
  pages_fetched: number
  pages_unchanged: number
  pages_failed: number
  items_found: number
  items_new: number
  items_changed: number
  items_bad: number
  bytes_fetched: number
}

/** Adds what one page brought. Returns the run's counts after it. */
export async function addRunCounts(
  db: Queryable,
  runId: number,
  added: Partial<RunCounts>,
): Promise<RunCounts> {
  const { rows } = await db.query<RunCounts>(
    `UPDATE earshot.crawl_run SET
       pages_fetched = pages_fetched + $2::int,
       pages_unchanged = pages_unchanged + $3::int,
       pages_failed = pages_failed + $4::int,
       items_found = items_found + $5::int,
       items_new = items_new + $6::int,
       items_changed = items_changed + $7::int,
       items_bad = items_bad + $8::int,
       bytes_fetched = bytes_fetched + $9::bigint
     WHERE run_id = $1::bigint
     RETURNING pages_fetched, pages_unchanged, pages_failed, items_found, items_new, items_changed,
       items_bad, bytes_fetched`,
    [
      runId,
      added.pages_fetched ?? 0,
      added.pages_unchanged ?? 0,
      added.pages_failed ?? 0,
      added.items_found ?? 0,
      added.items_new ?? 0,
      added.items_changed ?? 0,
      added.items_bad ?? 0,
      added.bytes_fetched ?? 0,
    ],
  )
  const counts = rows[0]
  if (!counts) throw new Error(`crawl_run ${runId} is gone`)
  return counts
}
