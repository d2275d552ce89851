import type { Queryable } from '../database.ts'
import type { RatedMention } from '../rated-mention.ts'

export interface StreamRating extends RatedMention {
  product_id: number
}

/**
 * The ratings of products, and of those found to be the same, in time order: reviews of them by customers,
 * without syndicated copies, removed ones and our own voice. A product that was found to be another has none.
 */
export async function readStreamRatings(
  db: Queryable,
  productIds: number[],
): Promise<StreamRating[]> {
  const { rows } = await db.query<StreamRating>(
    `WITH RECURSIVE member (product_id, root) AS (
       SELECT id, id FROM unnest($1::bigint[]) AS id
       WHERE NOT EXISTS (SELECT FROM earshot.product_alias WHERE old_product_id = id)
       UNION
       SELECT alias.old_product_id, member.root
       FROM member JOIN earshot.product_alias AS alias ON alias.product_id = member.product_id)
     SELECT member.root AS product_id, mention.mention_id,
       coalesce(mention.published_at, mention.collected_at) AS at, mention.stars
     FROM member
       JOIN earshot.mention_product AS link ON link.product_id = member.product_id AND link.role = 'subject'
       JOIN earshot.mention ON mention.mention_id = link.mention_id
     WHERE mention.stars IS NOT NULL AND mention.removed_at IS NULL
       AND NOT mention.is_syndicated AND NOT mention.is_company
     ORDER BY product_id, at, mention_id`,
    [productIds],
  )
  return rows
}
