import type { Queryable } from '../database.ts'

/** The end of a try. `error` has no address in it: it is shown. */
export type DeliveryEnd =
  | { state: 'delivered' }
  | { state: 'failed'; error: { code: string; message: string } }

/**
 * Ends a leased delivery for good (`available_at` then says when), and lets the next one to the same address go: those that were waiting
 * for it are due now.
 */
export async function endDelivery(
  db: Queryable,
  deliveryId: number,
  token: string,
  end: DeliveryEnd,
): Promise<void> {
  await db.query(
    `WITH ended AS (
       UPDATE earshot.delivery SET state = $3::text, attempts = attempts + 1, last_error = $4::jsonb,
         delivered_at = CASE WHEN $3::text = 'delivered' THEN now() END,
         available_at = now(),
         lease_token = NULL, leased_until = NULL, lease_taken = false
       WHERE delivery_id = $1::bigint AND lease_token = $2::uuid
       RETURNING transport, target)
     UPDATE earshot.delivery AS waiting SET available_at = now() FROM ended
     WHERE waiting.transport = ended.transport AND waiting.target = ended.target
       AND waiting.state = 'due' AND waiting.lease_token IS NULL AND waiting.available_at > now()`,
    [deliveryId, token, end.state, end.state === 'failed' ? JSON.stringify(end.error) : null],
  )
}

/** Gives a leased delivery back after a try that may succeed later. */
export async function retryDelivery(
  db: Queryable,
  deliveryId: number,
  token: string,
  error: { code: string; message: string },
  delayMs: number,
): Promise<void> {
  await db.query(
    `UPDATE earshot.delivery SET attempts = attempts + 1, last_error = $3::jsonb,
       available_at = now() + make_interval(secs => $4::float8 / 1000),
       lease_token = NULL, leased_until = NULL, lease_taken = false
     WHERE delivery_id = $1::bigint AND lease_token = $2::uuid`,
    [deliveryId, token, JSON.stringify(error), delayMs],
  )
}

/** Gives back all that is still leased under `token`, untried: the process stops. */
export async function returnDeliveries(db: Queryable, token: string): Promise<void> {
  await db.query(
    `UPDATE earshot.delivery SET lease_token = NULL, leased_until = NULL, lease_taken = false
     WHERE lease_token = $1::uuid`,
    [token],
  )
}
