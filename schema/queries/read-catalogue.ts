import type { Queryable } from '../database.ts'

/** A product as attaching needs it. */
export interface CatalogueRow {
  productId: number
  externalId: string
  /** External ids of products that were found to be this one. */
  mergedIds: string[]
  name: string
  brand: string | null
  gtin: string | null
  mpn: string | null
  sku: string | null
  variantOf: string | null
  market: string | null
  aliases: string[]
  urls: string[]
  isCompetitor: boolean
}

/** A number that moves whenever a product is added or changed. */
export async function catalogueVersion(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ version: string }>(
    `SELECT count(*) || '-' || coalesce(max(change_seq), 0) AS version FROM earshot.product`,
  )
  return rows[0]?.version ?? ''
}

/** All products that were not merged into another. */
export async function readCatalogue(db: Queryable): Promise<CatalogueRow[]> {
  const { rows } = await db.query<CatalogueRow>(
    `SELECT product_id AS "productId", external_id AS "externalId", name, brand, gtin, mpn, sku,
       coalesce(merged.ids, '{}') AS "mergedIds",
       variant_of AS "variantOf", market, aliases, urls, is_competitor AS "isCompetitor"
     FROM earshot.product LEFT JOIN (
       SELECT survivor.product_id, array_agg(old.external_id) AS ids
       FROM earshot.surviving_products() AS survivor
       JOIN earshot.product AS old ON old.product_id = survivor.old_product_id
       GROUP BY survivor.product_id) AS merged USING (product_id)
     WHERE product_id NOT IN (SELECT old_product_id FROM earshot.product_alias)
     ORDER BY product_id`,
  )
  return rows
}
