import type { Queryable } from '../database.ts'

/**
 * Locks the rating streams that are still leased under `token`.
 * @returns their product ids
 */
export async function lockRatingStreams(
  db: Queryable,
  productIds: number[],
  token: string,
): Promise<Set<number>> {
  const { rows } = await db.query<{ product_id: number }>(
    `SELECT product_id FROM earshot.rating_stream
     WHERE product_id = ANY($1::bigint[]) AND lease_token = $2::uuid
     ORDER BY product_id FOR UPDATE`,
    [productIds, token],
  )
  return new Set(rows.map((row) => row.product_id))
}

/** Marks leased rating streams as looked at, as far as the version that was read. */
export async function finishRatingStreams(
  db: Queryable,
  looks: { product_id: number; version: number }[],
  token: string,
): Promise<void> {
  await db.query(
    `UPDATE earshot.rating_stream AS stream SET checked_version = look.version, checked_at = now(),
       available_at = now(), attempts = 0, last_error = NULL,
       lease_token = NULL, leased_until = NULL, lease_taken = false
     FROM jsonb_to_recordset($1::jsonb) AS look (product_id bigint, version bigint)
     WHERE stream.product_id = look.product_id AND stream.lease_token = $2::uuid`,
    [JSON.stringify(looks), token],
  )
}

/** Gives back a leased rating stream that could not be looked at; it rests, longer with every try. */
export async function returnRatingStream(
  db: Queryable,
  productId: number,
  token: string,
  error: { code: string; message: string },
): Promise<void> {
  await db.query(
    `UPDATE earshot.rating_stream SET attempts = attempts + 1, last_error = $3::jsonb,
       available_at = now() + earshot.backoff(attempts),
       lease_token = NULL, leased_until = NULL, lease_taken = false
     WHERE product_id = $1::bigint AND lease_token = $2::uuid`,
    [productId, token, JSON.stringify(error)],
  )
}
