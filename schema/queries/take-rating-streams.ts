import type { Queryable } from '../database.ts'

/** A product whose ratings are looked at. */
export interface TakenRatingStream {
  product_id: number
  /** The version that the look will have seen: read before the ratings are. */
  version: number
  external_id: string
  name: string
  /** The product that this one was found to be; its ratings count there. */
  merged_into: number | null
}

/** Begins work on leased rating streams. */
export async function takeRatingStreams(
  db: Queryable,
  productIds: number[],
  token: string,
): Promise<TakenRatingStream[]> {
  const { rows } = await db.query<TakenRatingStream>(
    `WITH taken AS (
       UPDATE earshot.rating_stream SET lease_taken = true, leased_until = now() + interval '90 seconds'
       WHERE product_id = ANY($1::bigint[]) AND lease_token = $2::uuid
       RETURNING product_id, version)
     SELECT taken.*, product.external_id, product.name, alias.product_id AS merged_into
     FROM taken JOIN earshot.product USING (product_id)
       LEFT JOIN earshot.product_alias AS alias ON alias.old_product_id = taken.product_id
     ORDER BY product_id`,
    [productIds, token],
  )
  return rows
}
