import type { Queryable } from '../database.ts'

/**
 * Adds order lines or changes them, by order and product; `rows` are keyed as the columns of an orders file
 * and name each line once. A column that a row lacks stays as it is; null empties it.
 */
export async function upsertOrders(
  db: Queryable,
  rows: Record<string, unknown>[],
): Promise<{ new: number; changed: number }> {
  const result = await db.query<{ new: number; changed: number }>(
    `WITH given AS (
       SELECT
         row.order_id AS external_id,
         row.customer_id AS customer_external_id,
         row.product_id AS product_external_id,
         row.ordered_at,
         CASE WHEN doc ? 'quantity' THEN row.quantity ELSE old.quantity END AS quantity,
         CASE WHEN doc ? 'amount' THEN row.amount ELSE old.amount END AS amount,
         CASE WHEN doc ? 'currency' THEN row.currency ELSE old.currency END AS currency,
         CASE WHEN doc ? 'returned_at' THEN row.returned_at ELSE old.returned_at END AS returned_at
       FROM jsonb_array_elements($1::jsonb) AS doc
       CROSS JOIN LATERAL jsonb_to_record(doc) AS row (order_id text, customer_id text, product_id text,
         ordered_at timestamptz, quantity double precision, amount double precision, currency text,
         returned_at timestamptz)
       LEFT JOIN earshot.purchase_order old
         ON old.external_id = row.order_id AND old.product_external_id = row.product_id
     ), written AS (
       INSERT INTO earshot.purchase_order (external_id, customer_external_id, product_external_id,
         ordered_at, quantity, amount, currency, returned_at)
       SELECT external_id, customer_external_id, product_external_id, ordered_at, quantity, amount,
         currency, returned_at
       FROM given
       WHERE NOT EXISTS (
         SELECT FROM earshot.purchase_order same
         WHERE same.external_id = given.external_id
           AND same.product_external_id = given.product_external_id
           AND (same.customer_external_id, same.ordered_at, same.quantity, same.amount, same.currency,
             same.returned_at)
           IS NOT DISTINCT FROM (given.customer_external_id, given.ordered_at, given.quantity,
             given.amount, given.currency, given.returned_at))
       ON CONFLICT (external_id, product_external_id) DO UPDATE SET
         customer_external_id = excluded.customer_external_id, ordered_at = excluded.ordered_at,
         quantity = excluded.quantity, amount = excluded.amount, currency = excluded.currency,
         returned_at = excluded.returned_at
       RETURNING xmax = 0 AS is_new
     )
     SELECT count(*) FILTER (WHERE is_new) AS new, count(*) FILTER (WHERE NOT is_new) AS changed
     FROM written`,
    [JSON.stringify(rows)],
  )
  return result.rows[0] ?? { new: 0, changed: 0 }
}
