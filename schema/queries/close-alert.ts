import type { Alert } from '../alert.ts'
import type { Queryable } from '../database.ts'

/** Closes an open alert, keeping its numbers; null where it is closed. */
export async function closeAlert(
  db: Queryable,
  alertId: number,
  summary: string,
): Promise<Alert | null> {
  const { rows } = await db.query<Alert>(
    `UPDATE earshot.alert SET state = 'closed', closed_at = now(), summary = $2::text
     WHERE alert_id = $1::bigint AND state = 'open'
     RETURNING *`,
    [alertId, summary],
  )
  return rows[0] ?? null
}
