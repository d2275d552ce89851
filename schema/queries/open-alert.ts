import type { Alert, AlertFacts } from '../alert.ts'
import type { Queryable } from '../database.ts'

/** Opens the rating-drop alert of a product; null where one is open. */
export async function openAlert(
  db: Queryable,
  productId: number,
  facts: AlertFacts,
): Promise<Alert | null> {
  const { rows } = await db.query<Alert>(
    `INSERT INTO earshot.alert (kind, product_id, state, opened_at, since, stars_before, stars_after,
       change, change_low, change_high, ratings_before, ratings_after, confidence, summary, quotes,
       reasons, detector_version)
     SELECT 'rating_drop', $1::bigint, 'open', now(), since, stars_before, stars_after,
       change, change_low, change_high, ratings_before, ratings_after, confidence, summary, quotes,
       reasons, detector_version
     FROM jsonb_populate_record(NULL::earshot.alert, $2::jsonb)
     ON CONFLICT (kind, product_id) WHERE state = 'open' DO NOTHING
     RETURNING *`,
    [productId, JSON.stringify(facts)],
  )
  return rows[0] ?? null
}
