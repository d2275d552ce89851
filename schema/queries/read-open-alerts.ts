import type { Queryable } from '../database.ts'

export interface OpenAlert {
  alert_id: number
  product_id: number
  since: Date
  detector_version: string
  /** Mean stars after the drop as the last message gave it. */
  told_stars_after: number
}

/** The open rating-drop alerts of products. */
export async function readOpenAlerts(db: Queryable, productIds: number[]): Promise<OpenAlert[]> {
  const { rows } = await db.query<OpenAlert>(
    `SELECT alert_id, product_id, since, detector_version, coalesce(told.stars, stars_after)
       AS told_stars_after
     FROM earshot.alert LEFT JOIN LATERAL (
       SELECT (event.data ->> 'to')::float8 AS stars FROM earshot.alert_event AS event
       WHERE event.alert_id = alert.alert_id ORDER BY event_id DESC LIMIT 1) AS told ON true
     WHERE kind = 'rating_drop' AND state = 'open' AND product_id = ANY($1::bigint[])`,
    [productIds],
  )
  return rows
}
