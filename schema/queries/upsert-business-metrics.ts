import type { Queryable } from '../database.ts'

/**
 * Adds numbers of the business or changes their values, by day, metric, product, customer, market and
 * currency; `rows` are keyed as the columns of a metrics file and name each once.
 */
export async function upsertBusinessMetrics(
  db: Queryable,
  rows: Record<string, unknown>[],
): Promise<{ new: number; changed: number }> {
  const result = await db.query<{ new: number; changed: number }>(
    `WITH written AS (
       INSERT INTO earshot.business_metric AS kept (day, metric, value, product_external_id,
         customer_external_id, market, currency)
       SELECT date, metric, value, product_id, customer_id, market, currency
       FROM jsonb_to_recordset($1::jsonb) AS row (date date, metric text, value double precision,
         product_id text, customer_id text, market text, currency text)
       ON CONFLICT (day, metric, coalesce(product_external_id, ''), coalesce(customer_external_id, ''),
         coalesce(market, ''), coalesce(currency, '')) DO UPDATE SET value = excluded.value
       WHERE kept.value <> excluded.value
       RETURNING xmax = 0 AS is_new
     )
     SELECT count(*) FILTER (WHERE is_new) AS new, count(*) FILTER (WHERE NOT is_new) AS changed
     FROM written`,
    [JSON.stringify(rows)],
  )
  return result.rows[0] ?? { new: 0, changed: 0 }
}
