import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

/** A customer that some evidence points to. */
export interface CustomerCandidate {
  evidence: 'handle' | 'order' | 'email'
  /** `site:handle`, the order id or the e-mail, as it was asked for (lower case but for order ids). */
  value: string
  customer_id: number
}

/** Customers by handle at a site, by order id and by e-mail; merged customers count as the one kept. */
export async function findCustomers(
  db: Queryable,
  wanted: { handles: { site: string; handle: string }[]; orderIds: string[]; emails: string[] },
): Promise<CustomerCandidate[]> {
  const { rows } = await db.query<CustomerCandidate>(
    `WITH found AS (
       SELECT 'handle' AS evidence, site || ':' || handle AS value, customer_id
       FROM earshot.customer_handle
       JOIN jsonb_to_recordset($1::jsonb) AS wanted (site text, handle text) USING (site, handle)
       UNION
       SELECT 'order', purchase_order.external_id, customer.customer_id
       FROM earshot.purchase_order
       JOIN earshot.customer ON customer.external_id = purchase_order.customer_external_id
       WHERE purchase_order.external_id = ANY($2::text[])
       UNION
       SELECT 'email', lower(email), customer_id FROM earshot.customer
       WHERE lower(email) = ANY($3::text[]))
     SELECT DISTINCT evidence, value, coalesce(survivor.customer_id, found.customer_id) AS customer_id
     FROM found
     LEFT JOIN earshot.surviving_customers() AS survivor ON survivor.old_customer_id = found.customer_id`,
    [toJsonb(wanted.handles), wanted.orderIds, wanted.emails],
  )
  return rows
}
