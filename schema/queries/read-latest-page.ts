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
    `SELECT page_id, fetched_at, etag, last_modified, latest.body_hash
     FROM earshot.page_latest AS latest
     JOIN earshot.page USING (page_id, fetched_at)
     WHERE latest.source_id = $1::bigint AND latest.url = $2::text`,
    [sourceId, url],
  )
  return rows[0] ?? null
}
