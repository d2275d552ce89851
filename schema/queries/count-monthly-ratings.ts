import type { Queryable } from '../database.ts'

/**
 * Ratings a month over all products: of the last 30 days, or a third of the last 90 where that is more, so
 * that a quiet month does not loosen the budget of false alarms.
 */
export async function countMonthlyRatings(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ ratings: number }>(
    `SELECT greatest(count(*) FILTER (WHERE at > now() - interval '30 days'), count(*) / 3.0)::float8
       AS ratings
     FROM (
       SELECT coalesce(published_at, collected_at) AS at
       FROM earshot.mention JOIN earshot.mention_product USING (mention_id)
       WHERE role = 'subject' AND stars IS NOT NULL AND removed_at IS NULL
         AND NOT is_syndicated AND NOT is_company
         AND (published_at > now() - interval '90 days'
           OR published_at IS NULL AND collected_at > now() - interval '90 days')) AS rating`,
  )
  return rows[0]?.ratings ?? 0
}
