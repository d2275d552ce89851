import type { Queryable } from '../database.ts'
import { EXPORT_CURSOR, type ExportFilter } from './export-filter.ts'

/**
 * Opens the export cursor, in a transaction, on customers who said something at a source and changed (they or
 * what they said) on a day or later: rows of bi.customer_metrics, with the country.
 */
export async function openCustomerExport(db: Queryable, filter: ExportFilter): Promise<void> {
  await db.query(
    `DECLARE ${EXPORT_CURSOR} NO SCROLL CURSOR FOR
     SELECT row_to_json(line)::text AS json
     FROM (
       SELECT metrics.*, customer.country
       FROM bi.customer_metrics metrics
       JOIN bi.dim_customer customer ON customer.customer_id = metrics.customer_id
       WHERE ($1::text IS NULL OR metrics.customer_id IN (
           SELECT fact.customer_id
           FROM bi.fct_mention fact JOIN bi.dim_source source ON source.source_id = fact.source_id
           WHERE source.name = $1))
         AND ($2::date IS NULL OR $2 <= (metrics.updated_at AT TIME ZONE 'UTC')::date)
       ORDER BY metrics.customer_id
     ) line`,
    [filter.source, filter.sinceDay],
  )
}
