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

/** Archives a page. Returns its id. */
export async function insertPage(db: Queryable, page: ArchivedPage): Promise<number> {
  const { rows } = await db.query<{ page_id: number }>(
    `INSERT INTO earshot.page (source_id, run_id, url, final_url, status, headers, body, body_bytes,
       body_hash, fetched_at, responses)
     VALUES ($1::bigint, $2::bigint, $3::text, $4::text, $5::int, $6::jsonb, $7::bytea, $8::int,
       $9::text, $10::timestamptz, $11::bytea)
     RETURNING page_id`,
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
    ],
  )
  const id = rows[0]?.page_id
  if (id === undefined) throw new Error('a page was not given an id')
  return id
}
