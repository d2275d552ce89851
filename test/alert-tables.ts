import { randomUUID } from 'node:crypto'
import type { Pool } from '../schema/database.ts'

/** A product with a name of its own. */
export async function addProduct(pool: Pool, name: string): Promise<number> {
  const { rows } = await pool.query<{ product_id: number }>(
    `INSERT INTO earshot.product (external_id, name) VALUES ($1, $2) RETURNING product_id`,
    [randomUUID(), name],
  )
  return idOf(rows[0]?.product_id)
}

export interface TestRating {
  stars: number
  /** Days before now. */
  ageDays: number
  text?: string
  /** Columns of earshot.mention that mark it. */
  mark?: 'is_syndicated' | 'is_company' | 'is_removed'
  role?: 'subject' | 'named'
}

/** Reviews of a product, as the process job leaves them, and its rating stream made due. */
export async function addRatings(
  pool: Pool,
  productId: number,
  ratings: readonly TestRating[],
): Promise<void> {
  await pool.query(
    `WITH source AS (
       INSERT INTO earshot.source (name, channel, config, origin)
       VALUES ('shop', 'own_site', '{}', 'file')
       ON CONFLICT (name) DO UPDATE SET origin = 'file' RETURNING source_id),
     rating AS (
       SELECT place, (r ->> 'stars')::float8 AS stars, r ->> 'text' AS text, r ->> 'mark' AS mark,
         coalesce(r ->> 'role', 'subject') AS role,
         now() - make_interval(secs => (r ->> 'ageDays')::float8 * 86400) AS at
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS given (r, place)),
     mention AS (
       INSERT INTO earshot.mention (site, type, source_item_id, source_id, channel, url, text, language,
         published_at, day, collected_at, stars, is_company, is_syndicated, removed_at, content_hash,
         analysis_version)
       SELECT 'shop.example', 'review', place, source_id, 'own_site', 'https://shop.example/r/' || place,
         text, 'en', at, at::date, now(), stars, mark IS NOT DISTINCT FROM 'is_company',
         mark IS NOT DISTINCT FROM 'is_syndicated', CASE WHEN mark = 'is_removed' THEN now() END, 'hash',
         'test'
       FROM rating, source ORDER BY place
       RETURNING mention_id, source_item_id)
     INSERT INTO earshot.mention_product (mention_id, product_id, role, confidence, method)
     SELECT mention_id, $1::bigint, role, 1, 'listing'
     FROM mention JOIN rating ON place::text = source_item_id`,
    [productId, JSON.stringify(ratings)],
  )
  await touchStream(pool, productId)
}

/** As the process job does when a product's ratings changed. */
export async function touchStream(pool: Pool, productId: number): Promise<void> {
  await pool.query(
    `INSERT INTO earshot.rating_stream AS stream (product_id) VALUES ($1)
     ON CONFLICT (product_id) DO UPDATE SET version = stream.version + 1`,
    [productId],
  )
}

/** Leases rows as the dispatcher does, whether they are due or not. */
export async function lease(
  pool: Pool,
  table: 'rating_stream' | 'delivery',
  ids: readonly number[],
): Promise<string> {
  const token = randomUUID()
  const key = table === 'delivery' ? 'delivery_id' : 'product_id'
  await pool.query(
    `UPDATE earshot.${table} SET lease_token = $1::uuid, leased_until = now() + interval '60 seconds',
       lease_taken = false WHERE ${key} = ANY($2::bigint[])`,
    [token, ids],
  )
  return token
}

function idOf(id: number | undefined): number {
  if (id === undefined) throw new Error('nothing was inserted')
  return id
}
