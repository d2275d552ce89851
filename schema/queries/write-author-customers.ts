import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

export interface AuthorCustomerRow {
  author_id: number
  customer_id: number
  method: string
  confidence: number
  evidence: string[]
}

/**
 * Makes `links` what is known of `authorIds`: a link by a handle that no longer holds goes, and what a person
 * confirmed stays.
 */
export async function writeAuthorCustomers(
  db: Queryable,
  authorIds: number[],
  links: AuthorCustomerRow[],
): Promise<void> {
  await db.query(
    `DELETE FROM earshot.author_customer
     WHERE author_id = ANY($1::bigint[]) AND author_id <> ALL ($2::bigint[])
       AND confirmed_by IS NULL AND method IN ('handle', 'name')`,
    [authorIds, links.map((link) => link.author_id)],
  )
  await db.query(
    `INSERT INTO earshot.author_customer AS kept (author_id, customer_id, method, confidence, evidence)
     SELECT author_id, customer_id, method, confidence, evidence
     FROM jsonb_populate_recordset(NULL::earshot.author_customer, $1::jsonb)
     ON CONFLICT (author_id) DO UPDATE SET customer_id = excluded.customer_id,
       method = excluded.method, confidence = excluded.confidence, evidence = excluded.evidence,
       linked_at = now()
     WHERE kept.confirmed_by IS NULL AND (kept.customer_id, kept.method, kept.confidence, kept.evidence)
       IS DISTINCT FROM (excluded.customer_id, excluded.method, excluded.confidence, excluded.evidence)`,
    [toJsonb(links)],
  )
}
