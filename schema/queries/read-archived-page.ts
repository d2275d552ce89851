import type { Queryable } from '../database.ts'

export interface ArchivedPageRow {
  url: string
  final_url: string
  status: number | null
  headers: Record<string, string>
  /** gzip. */
  body: Buffer
  fetched_at: Date
  /** See the column's comment. */
  responses: Buffer | null
}

/** An archived page; `fetchedAt` finds its partition. Null when retention has removed it. */
export async function readArchivedPage(
  db: Queryable,
  pageId: number,
  fetchedAt: Date,
): Promise<ArchivedPageRow | null> {
  const { rows } = await db.query<ArchivedPageRow>(
    `SELECT url, final_url, status, headers, body, fetched_at, responses FROM earshot.page
     WHERE page_id = $1::bigint AND fetched_at = $2::timestamptz`,
    [pageId, fetchedAt],
  )
  return rows[0] ?? null
}
