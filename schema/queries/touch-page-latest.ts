import type { Queryable } from '../database.ts'

/** Notes that an address still answers the same; a validator that it did not send again stays. */
export async function touchPageLatest(
  db: Queryable,
  sourceId: number,
  url: string,
  check: { checked_at: string; etag: string | null; last_modified: string | null },
): Promise<void> {
  await db.query(
    `UPDATE earshot.page_latest SET checked_at = $3::timestamptz, etag = coalesce($4::text, etag),
       last_modified = coalesce($5::text, last_modified)
     WHERE source_id = $1::bigint AND url = $2::text`,
    [sourceId, url, check.checked_at, check.etag, check.last_modified],
  )
}
