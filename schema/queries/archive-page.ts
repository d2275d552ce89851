import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

export interface ArchivedPage {
  source_id: number
  run_id: number
  url: string
  final_url: string
  status: number | null
  headers: Record<string, string>
  /** gzip of the bytes as they came. */
  body: Buffer
  body_bytes: number
  body_hash: string
  fetched_at: string
  /** See the column's comment; null when the page fetched nothing by itself. */
  responses: Buffer | null
}

/** What the next request of an address can ask conditionally with. */
export interface PageValidators {
  etag: string | null
  last_modified: string | null
}

/**
 * Archives a page; a good one is noted as the last good answer of its address.
 * @param good its validators; null when it is no good answer (a wall, a page that could not be read)
 * @returns its id
 */
export async function archivePage(
  db: Queryable,
  page: ArchivedPage,
  good: PageValidators | null,
): Promise<number> {
  const { rows } = await db.query<{ page_id: number }>(
    `WITH added AS (
       INSERT INTO earshot.page (source_id, run_id, url, final_url, status, headers, body, body_bytes,
         body_hash, fetched_at, responses)
       VALUES ($1::bigint, $2::bigint, $3::text, $4::text, $5::int, $6::jsonb, $7::bytea, $8::int,
         $9::text, $10::timestamptz, $11::bytea)
       RETURNING page_id
     ), noted AS (
       INSERT INTO earshot.page_latest (source_id, url, page_id, fetched_at, etag, last_modified,
         body_hash, checked_at)
       SELECT $1::bigint, $3::text, page_id, $10::timestamptz, $13::text, $14::text, $9::text,
         $10::timestamptz
       FROM added WHERE $12::boolean
       ON CONFLICT (source_id, url) DO UPDATE SET page_id = excluded.page_id,
         fetched_at = excluded.fetched_at, etag = excluded.etag,
         last_modified = excluded.last_modified, body_hash = excluded.body_hash,
         checked_at = excluded.checked_at
     )
     SELECT page_id FROM added`,
    [
      page.source_id,
      page.run_id,
      page.url,
      page.final_url,
      page.status,
      toJsonb(page.headers),
      page.body,
      page.body_bytes,
      page.body_hash,
      page.fetched_at,
      page.responses,
      good !== null,
      good?.etag ?? null,
      good?.last_modified ?? null,
    ],
  )
  const id = rows[0]?.page_id
  if (id === undefined) throw new Error('a page was not given an id')
  return id
}
