import type { AlertEventType } from '../alert.ts'
import type { Queryable } from '../database.ts'

/** A message in the hands of a worker. */
export interface TakenDelivery {
  delivery_id: number
  recipient: string
  /** Its address: may hold a secret, so it belongs in no log. */
  target: string
  /** Tries before this one. */
  attempts: number
  type: AlertEventType
  occurred_at: Date
  data: unknown
}

/** Begins work on leased webhook deliveries: those that are still due under `token`, oldest first. */
export async function takeDeliveries(
  db: Queryable,
  deliveryIds: number[],
  token: string,
): Promise<TakenDelivery[]> {
  const { rows } = await db.query<TakenDelivery>(
    `WITH taken AS (
       UPDATE earshot.delivery SET lease_taken = true, leased_until = now() + interval '90 seconds'
       WHERE delivery_id = ANY($1::bigint[]) AND lease_token = $2::uuid
         AND state = 'due' AND transport = 'webhook'
       RETURNING delivery_id, event_id, recipient, target, attempts)
     SELECT delivery_id, recipient, target, attempts, event.type, event.occurred_at, event.data
     FROM taken JOIN earshot.alert_event AS event USING (event_id)
     ORDER BY delivery_id`,
    [deliveryIds, token],
  )
  return rows
}
