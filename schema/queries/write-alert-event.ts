import type { AlertEventType } from '../alert.ts'
import type { Queryable } from '../database.ts'

/** Keeps what is told of an alert, and who is told it by webhook: one delivery an address. */
export async function writeAlertEvent(
  db: Queryable,
  event: { alert_id: number; type: AlertEventType; data: object },
  recipients: { name: string; webhook: string }[],
): Promise<void> {
  await db.query(
    `WITH event AS (
       INSERT INTO earshot.alert_event (alert_id, type, data)
       VALUES ($1::bigint, $2::text, $3::jsonb) RETURNING event_id)
     INSERT INTO earshot.delivery (event_id, recipient, transport, target)
     SELECT event_id, name, 'webhook', webhook
     FROM event, jsonb_to_recordset($4::jsonb) AS recipient (name text, webhook text)
     ON CONFLICT (event_id, transport, target) DO NOTHING`,
    [event.alert_id, event.type, JSON.stringify(event.data), JSON.stringify(recipients)],
  )
}
