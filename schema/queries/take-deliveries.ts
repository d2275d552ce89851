import type { AlertEventType } from '../alert.ts'
import type { Queryable } from '../database.ts'

/** A message in the hands of a worker. */
export interface TakenDelivery {
  delivery_id: number
  recipient: string
  transport: 'webhook' | 'email'
  /** Its address: may hold a secret, so it belongs in no log. */
  target: string
  /** Tries before this one. */
  attempts: number
  type: AlertEventType
  occurred_at: Date
  data: unknown
  alert_id: number
  alert_opened_at: Date
}

/** Begins work on leased deliveries: those that are still due under `token`, oldest first. */
export async function takeDeliveries(
  db: Queryable,
  deliveryIds: number[],
  token: string,
): Promise<TakenDelivery[]> {
  const { rows } = await db.query<TakenDelivery>(
    `WITH taken AS (
       UPDATE earshot.delivery SET lease_taken = true, leased_until = now() + interval '90 seconds'
       WHERE delivery_id = ANY($1::bigint[]) AND lease_token = $2::uuid
         AND state = 'due'
       RETURNING delivery_id, event_id, recipient, transport, target, attempts)
     SELECT delivery_id, recipient, transport, target, attempts, event.type, event.occurred_at, event.data,
       alert_id, alert.opened_at AS alert_opened_at
     FROM taken JOIN earshot.alert_event AS event USING (event_id)
       JOIN earshot.alert AS alert USING (alert_id)
     ORDER BY delivery_id`,
    [deliveryIds, token],
  )
  return rows
}
