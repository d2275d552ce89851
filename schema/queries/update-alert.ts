import type { Alert, AlertFacts } from '../alert.ts'
import type { Queryable } from '../database.ts'

/** Brings an open alert up to date; null where it says so already, or is closed. */
export async function updateAlert(
  db: Queryable,
  alertId: number,
  facts: AlertFacts,
): Promise<Alert | null> {
  const { rows } = await db.query<Alert>(
    `UPDATE earshot.alert SET since = new.since, stars_before = new.stars_before,
       stars_after = new.stars_after, change = new.change, change_low = new.change_low,
       change_high = new.change_high, ratings_before = new.ratings_before,
       ratings_after = new.ratings_after, confidence = new.confidence, summary = new.summary,
       quotes = new.quotes, reasons = new.reasons, detector_version = new.detector_version
     FROM jsonb_populate_record(NULL::earshot.alert, $2::jsonb) AS new
     WHERE alert.alert_id = $1::bigint AND alert.state = 'open'
       AND (alert.since, alert.stars_before, alert.stars_after, alert.change, alert.change_low,
         alert.change_high, alert.ratings_before, alert.ratings_after, alert.confidence,
         alert.summary, alert.quotes, alert.reasons, alert.detector_version)
       IS DISTINCT FROM (new.since, new.stars_before, new.stars_after, new.change, new.change_low,
         new.change_high, new.ratings_before, new.ratings_after, new.confidence,
         new.summary, new.quotes, new.reasons, new.detector_version)
     RETURNING alert.*`,
    [alertId, JSON.stringify(facts)],
  )
  return rows[0] ?? null
}
