import type { Queryable } from '../database.ts'

/** Makes products due for a look at their ratings: those given, and the subjects of `mentionIds`. */
export async function touchRatingStreams(
  db: Queryable,
  productIds: number[],
  mentionIds: number[],
): Promise<void> {
  await db.query(
    `INSERT INTO earshot.rating_stream AS stream (product_id)
     SELECT product_id FROM (
       SELECT unnest($1::bigint[]) AS product_id
       UNION
       SELECT product_id FROM earshot.mention_product JOIN earshot.mention USING (mention_id)
       WHERE mention_id = ANY($2::bigint[]) AND role = 'subject') AS touched
     WHERE product_id IS NOT NULL
     ORDER BY product_id
     ON CONFLICT (product_id) DO UPDATE SET version = stream.version + 1`,
    [productIds, mentionIds],
  )
}
