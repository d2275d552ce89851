import type { Queryable } from '../database.ts'
import { EXPORT_CURSOR, type ExportFilter } from './export-filter.ts'

/**
 * Opens the export cursor, in a transaction, on products listed or mentioned at a source and changed on a
 * day or later: rows of bi.dim_product.
 */
export async function openProductExport(db: Queryable, filter: ExportFilter): Promise<void> {
  await db.query(
    `DECLARE ${EXPORT_CURSOR} NO SCROLL CURSOR FOR
     SELECT row_to_json(product)::text AS json
     FROM bi.dim_product product
     WHERE ($1::text IS NULL OR product.product_id IN (
         SELECT listing.product_id
         FROM bi.dim_listing listing JOIN bi.dim_source source ON source.source_id = listing.source_id
         WHERE source.name = $1
         UNION
         SELECT link.product_id
         FROM bi.fct_mention_product link
         JOIN bi.fct_mention fact ON fact.mention_id = link.mention_id
         JOIN bi.dim_source source ON source.source_id = fact.source_id
         WHERE source.name = $1))
       AND ($2::date IS NULL OR $2 <= (product.updated_at AT TIME ZONE 'UTC')::date)
     ORDER BY product.product_id`,
    [filter.source, filter.sinceDay],
  )
}
