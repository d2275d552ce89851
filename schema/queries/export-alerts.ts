import type { Queryable } from '../database.ts'
import { EXPORT_CURSOR, type ExportFilter } from './export-filter.ts'

/**
 * Opens the export cursor, in a transaction, on alerts about products listed or mentioned at a source and
 * opened on a day or later: rows of bi.fct_alert, with the product's own id and name.
 */
export async function openAlertExport(db: Queryable, filter: ExportFilter): Promise<void> {
  await db.query(
    `DECLARE ${EXPORT_CURSOR} NO SCROLL CURSOR FOR
     SELECT row_to_json(line)::text AS json
     FROM (
       SELECT alert.*, product.external_id AS product_external_id, product.name AS product_name
       FROM bi.fct_alert alert
       LEFT JOIN bi.dim_product product ON product.product_id = alert.product_id
       WHERE ($1::text IS NULL OR alert.product_id IN (
           SELECT listing.product_id
           FROM bi.dim_listing listing JOIN bi.dim_source source ON source.source_id = listing.source_id
           WHERE source.name = $1
           UNION
           SELECT link.product_id
           FROM bi.fct_mention_product link
           JOIN bi.fct_mention fact ON fact.mention_id = link.mention_id
           JOIN bi.dim_source source ON source.source_id = fact.source_id
           WHERE source.name = $1))
         AND ($2::date IS NULL OR $2 <= (alert.opened_at AT TIME ZONE 'UTC')::date)
       ORDER BY alert.alert_id
     ) line`,
    [filter.source, filter.sinceDay],
  )
}
