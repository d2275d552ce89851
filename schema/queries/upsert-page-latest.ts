import type { Queryable } from '../database.ts'

export interface PageLatest {
  source_id: number
  url: string
  page_id: number
  fetched_at: string
  etag: string | null
  last_modified: string | null
  body_hash: string
}

/** Notes a page as the last good answer of its address. */
export async function upsertPageLatest(db: Queryable, page: PageLatest): Promise<void> {
  await db.query(
    `INSERT INTO earshot.page_latest (source_id, url, page_id, fetched_at, etag, last_modified,
       body_hash, checked_at)
     VALUES ($1::bigint, $2::text, $3::bigint, $4::timestamptz, $5::text, $6::text, $7::text,
       $4::timestamptz)
     ON CONFLICT (source_id, url) DO UPDATE SET page_id = excluded.page_id,
       fetched_at = excluded.fetched_at, etag = excluded.etag,
       last_modified = excluded.last_modified, body_hash = excluded.body_hash,
       checked_at = excluded.checked_at`,
    [
      page.source_id,
      page.url,
      page.page_id,
      page.fetched_at,
      page.etag,
      page.last_modified,
      page.body_hash,
    ],
  )
}
