import type { Alert } from '../alert.ts'
import type { Queryable } from '../database.ts'

/** An alert as the console shows it. Quotes and reasons are collected text: hostile. */
export interface ConsoleAlert extends Omit<Alert, 'product_id' | 'change_low' | 'change_high'> {
  product_id: number | null
  product_name: string | null
  /** 95 % interval of the change; null when not known. */
  change_low: number | null
  change_high: number | null
}

/** Alerts, open ones first, then the newest; a condition or limit that is null is none. */
export async function readConsoleAlerts(
  db: Queryable,
  only: { alertId?: number; productId?: number | null; state?: Alert['state'] },
  limit: number | null,
): Promise<ConsoleAlert[]> {
  const { rows } = await db.query<ConsoleAlert>(
    `SELECT alert.alert_id, alert.kind, alert.product_id, product.name AS product_name, alert.state,
       alert.opened_at, alert.closed_at, alert.since, alert.stars_before, alert.stars_after,
       alert.change, alert.change_low, alert.change_high, alert.ratings_before, alert.ratings_after,
       alert.confidence, alert.summary, alert.quotes, alert.reasons, alert.detector_version
     FROM bi.fct_alert AS alert
     LEFT JOIN bi.dim_product AS product ON product.product_id = alert.product_id
     WHERE ($1::bigint IS NULL OR alert.alert_id = $1::bigint)
       AND ($2::bigint IS NULL OR alert.product_id = $2::bigint)
       AND ($3::text IS NULL OR alert.state = $3::text)
     ORDER BY alert.state = 'open' DESC, alert.opened_at DESC, alert.alert_id DESC
     LIMIT $4::bigint`,
    [only.alertId ?? null, only.productId ?? null, only.state ?? null, limit],
  )
  return rows
}
