import type { Queryable } from '../database.ts'
import { EXPORT_CURSOR, type ExportFilter } from './export-filter.ts'

/**
 * Opens the export cursor, in a transaction, on mentions first seen at a source and published (where undated:
 * collected) on a day or later: rows of bi.fct_mention, with the names that it leaves to other views.
 */
export async function openMentionExport(db: Queryable, filter: ExportFilter): Promise<void> {
  await db.query(
    `DECLARE ${EXPORT_CURSOR} NO SCROLL CURSOR FOR
     SELECT row_to_json(line)::text AS json
     FROM (
       SELECT fact.*, source.name AS source, mention.site, mention.source_item_id,
         product.external_id AS product_external_id, customer.external_id AS customer_external_id,
         author.name AS author_name, product.name AS product_name
       FROM bi.fct_mention fact
       JOIN earshot.mention mention ON mention.mention_id = fact.mention_id
       JOIN bi.dim_source source ON source.source_id = fact.source_id
       LEFT JOIN bi.dim_product product ON product.product_id = fact.product_id
       LEFT JOIN bi.dim_customer customer ON customer.customer_id = fact.customer_id
       LEFT JOIN bi_pii.author author ON author.author_id = fact.author_id
       WHERE ($1::text IS NULL OR source.name = $1)
         AND ($2::date IS NULL OR $2 <= coalesce(fact.day,
           (coalesce(fact.published_at, fact.collected_at) AT TIME ZONE 'UTC')::date))
       ORDER BY fact.mention_id
     ) line`,
    [filter.source, filter.sinceDay],
  )
}
