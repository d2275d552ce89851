import type { Queryable } from '../database.ts'

/**
 * Adds products or changes them, by their own id; `rows` are keyed as the columns of a products file and
 * name each product once. A column that a row lacks stays as it is; null empties it.
 */
export async function upsertProducts(
  db: Queryable,
  rows: Record<string, unknown>[],
): Promise<{ new: number; changed: number }> {
  const result = await db.query<{ new: number; changed: number }>(
    `WITH given AS (
       SELECT
         row.product_id AS external_id,
         row.name,
         CASE WHEN doc ? 'brand' THEN row.brand ELSE old.brand END AS brand,
         CASE WHEN doc ? 'gtin' THEN row.gtin ELSE old.gtin END AS gtin,
         CASE WHEN doc ? 'mpn' THEN row.mpn ELSE old.mpn END AS mpn,
         CASE WHEN doc ? 'sku' THEN row.sku ELSE old.sku END AS sku,
         CASE WHEN doc ? 'category' THEN row.category ELSE old.category END AS category,
         CASE WHEN doc ? 'variant_of' THEN row.variant_of ELSE old.variant_of END AS variant_of,
         CASE WHEN doc ? 'market' THEN row.market ELSE old.market END AS market,
         coalesce(CASE WHEN doc ? 'aliases' THEN row.aliases ELSE old.aliases END, '{}') AS aliases,
         coalesce(CASE WHEN doc ? 'urls' THEN row.urls ELSE old.urls END, '{}') AS urls,
         coalesce(CASE WHEN doc ? 'is_competitor' THEN row.is_competitor ELSE old.is_competitor END, false)
           AS is_competitor
       FROM jsonb_array_elements($1::jsonb) AS doc
       CROSS JOIN LATERAL jsonb_to_record(doc) AS row (product_id text, name text, brand text, gtin text,
         mpn text, sku text, category text, variant_of text, market text, aliases text[], urls text[],
         is_competitor boolean)
       LEFT JOIN earshot.product old ON old.external_id = row.product_id
     ), written AS (
       INSERT INTO earshot.product (external_id, name, brand, gtin, mpn, sku, category, variant_of, market,
         aliases, urls, is_competitor)
       SELECT external_id, name, brand, gtin, mpn, sku, category, variant_of, market, aliases, urls,
         is_competitor
       FROM given
       WHERE NOT EXISTS (
         SELECT FROM earshot.product same
         WHERE same.external_id = given.external_id
           AND (same.name, same.brand, same.gtin, same.mpn, same.sku, same.category, same.variant_of,
             same.market, same.aliases, same.urls, same.is_competitor)
           IS NOT DISTINCT FROM (given.name, given.brand, given.gtin, given.mpn, given.sku,
             given.category, given.variant_of, given.market, given.aliases, given.urls,
             given.is_competitor))
       ON CONFLICT (external_id) DO UPDATE SET name = excluded.name, brand = excluded.brand,
         gtin = excluded.gtin, mpn = excluded.mpn, sku = excluded.sku, category = excluded.category,
         variant_of = excluded.variant_of, market = excluded.market, aliases = excluded.aliases,
         urls = excluded.urls, is_competitor = excluded.is_competitor
       RETURNING xmax = 0 AS is_new
     )
     SELECT count(*) FILTER (WHERE is_new) AS new, count(*) FILTER (WHERE NOT is_new) AS changed
     FROM written`,
    [JSON.stringify(rows)],
  )
  return result.rows[0] ?? { new: 0, changed: 0 }
}
