import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

export interface AuthorRow {
  site: string
  author_key: string
  name: string | null
  handle: string | null
  url: string | null
  country: string | null
  is_company: boolean
}

export type KeptAuthor = Pick<AuthorRow, 'site' | 'author_key' | 'is_company'> & {
  author_id: number
}

/** Inserts authors or fills what was not known of them. One row a (site, author_key). */
export async function upsertAuthors(db: Queryable, authors: AuthorRow[]): Promise<KeptAuthor[]> {
  await db.query(
    `INSERT INTO earshot.author AS kept (site, author_key, name, handle, url, country, is_company)
     SELECT site, author_key, name, handle, url, country, is_company
     FROM jsonb_populate_recordset(NULL::earshot.author, $1::jsonb)
     ON CONFLICT (site, author_key) DO UPDATE SET
       name = coalesce(kept.name, excluded.name), handle = coalesce(kept.handle, excluded.handle),
       url = coalesce(kept.url, excluded.url), country = coalesce(kept.country, excluded.country),
       is_company = kept.is_company OR excluded.is_company
     WHERE (kept.name, kept.handle, kept.url, kept.country, kept.is_company) IS DISTINCT FROM (
       coalesce(kept.name, excluded.name), coalesce(kept.handle, excluded.handle),
       coalesce(kept.url, excluded.url), coalesce(kept.country, excluded.country),
       kept.is_company OR excluded.is_company)`,
    [toJsonb(authors)],
  )
  const { rows } = await db.query<KeptAuthor>(
    `SELECT author_id, site, author_key, author.is_company FROM earshot.author
     JOIN jsonb_to_recordset($1::jsonb) AS wanted (site text, author_key text) USING (site, author_key)`,
    [toJsonb(authors)],
  )
  return rows
}

/** What a company's own voice said before it was known as one is the company's too. Returns those mentions. */
export async function markOwnVoice(db: Queryable, authorIds: number[]): Promise<number[]> {
  const { rows } = await db.query<{ mention_id: number }>(
    `UPDATE earshot.mention SET is_company = true
     WHERE author_id = ANY($1::bigint[]) AND NOT is_company RETURNING mention_id`,
    [authorIds],
  )
  return rows.map((row) => row.mention_id)
}
