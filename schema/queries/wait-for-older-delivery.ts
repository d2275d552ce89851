import type { Queryable } from '../database.ts'

/**
 * Gives a leased delivery back where an older one to the same address is still under way: until that is
 * due again, or for 5 s when it is being tried now. It counts as no try.
 * @returns whether it must wait
 */
export async function waitForOlderDelivery(
  db: Queryable,
  deliveryId: number,
  token: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `WITH older AS (
       SELECT first.available_at FROM earshot.delivery AS first
         JOIN earshot.delivery AS this USING (transport, target)
       WHERE this.delivery_id = $1::bigint AND first.delivery_id < this.delivery_id
         AND first.state = 'due'
       ORDER BY first.delivery_id LIMIT 1)
     UPDATE earshot.delivery SET
       available_at = greatest(older.available_at, now() + interval '5 seconds'),
       lease_token = NULL, leased_until = NULL, lease_taken = false
     FROM older WHERE delivery_id = $1::bigint AND lease_token = $2::uuid`,
    [deliveryId, token],
  )
  return (rowCount ?? 0) > 0
}
