import type { Queryable } from '../database.ts'

/** What we know of the last good answer of an address. */
export interface LatestPage {
  page_id: number
  fetched_at: Date
  etag: string | null
  last_modified: string | null
  body_hash: string
}

/** Null when the address never answered well, or its page is no longer archived. */
export async function readLatestPage(
  db: Queryable,
  sourceId: number,
  url: string,
): Promise<LatestPage | null> {
  const { rows } = await db.query<LatestPage>(
    `SELECT page_id, fetched_at, etag, last_modified, body_hash FROM earshot.page_latest
     WHERE source_id = $1::bigint AND url = $2::text`,
    [sourceId, url],
  )
  const [latest] = rows
  return latest && (await isArchived(db, latest)) ? latest : null
}

/** Asked apart: to plan a statement over all partitions takes longer than most addresses are worth, which are new. */
async function isArchived(db: Queryable, { page_id, fetched_at }: LatestPage): Promise<boolean> {
  const { rowCount } = await db.query(
    'SELECT FROM earshot.page WHERE page_id = $1::bigint AND fetched_at = $2::timestamptz',
    [page_id, fetched_at],
  )
  return rowCount === 1
}
