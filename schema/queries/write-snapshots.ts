import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

export interface SnapshotRow {
  listing_id: number
  taken_at: string
  rating_value: number | null
  rating_best: number | null
  rating_worst: number | null
  stars: number | null
  rating_count: number | null
  review_count: number | null
  count_1: number | null
  count_2: number | null
  count_3: number | null
  count_4: number | null
  count_5: number | null
}

const VALUES = `rating_value, rating_best, rating_worst, stars, rating_count, review_count,
  count_1, count_2, count_3, count_4, count_5`

/**
 * Adds what sites said of listings, where it differs from what they said last before that moment.
 * @returns how many rows were added
 */
export async function writeSnapshots(db: Queryable, snapshots: SnapshotRow[]): Promise<number> {
  const fresh = VALUES.replaceAll(/\w+/g, 'fresh.$&')
  const result = await db.query(
    `INSERT INTO earshot.rating_snapshot (listing_id, taken_at, ${VALUES})
     SELECT listing_id, taken_at, ${VALUES}
     FROM jsonb_populate_recordset(NULL::earshot.rating_snapshot, $1::jsonb) AS fresh
     WHERE NOT EXISTS (
       SELECT FROM (
         SELECT ${VALUES} FROM earshot.rating_snapshot AS kept
         WHERE kept.listing_id = fresh.listing_id AND kept.taken_at <= fresh.taken_at
         ORDER BY kept.taken_at DESC LIMIT 1) AS latest
       WHERE ROW(latest.*) IS NOT DISTINCT FROM ROW(${fresh}))
     ORDER BY listing_id, taken_at
     ON CONFLICT (listing_id, taken_at) DO NOTHING`,
    [toJsonb(snapshots)],
  )
  return result.rowCount ?? 0
}
