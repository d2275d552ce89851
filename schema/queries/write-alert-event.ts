import type { AlertEventType } from '../alert.ts'
import type { Queryable } from '../database.ts'

/** One address of somebody who is told. */
export interface DeliveryTarget {
  /** The recipient's name in sources.yaml. */
  name: string
  transport: 'webhook' | 'email'
  target: string
}

/** Keeps what is told of an alert, and who is told it: one delivery an address. */
export async function writeAlertEvent(
  db: Queryable,
  event: { alert_id: number; type: AlertEventType; data: object },
  targets: readonly DeliveryTarget[],
): Promise<void> {
  await db.query(
    `WITH event AS (
       INSERT INTO earshot.alert_event (alert_id, type, data)
       VALUES ($1::bigint, $2::text, $3::jsonb) RETURNING event_id)
     INSERT INTO earshot.delivery (event_id, recipient, transport, target)
     SELECT event_id, name, transport, target
     FROM event, jsonb_to_recordset($4::jsonb) AS recipient (name text, transport text, target text)
     ON CONFLICT (event_id, transport, target) DO NOTHING`,
    [event.alert_id, event.type, JSON.stringify(event.data), JSON.stringify(targets)],
  )
}
