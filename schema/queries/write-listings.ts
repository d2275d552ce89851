import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'
import type { ListingKeyRow, ListingRow } from './find-listings.ts'

/** Inserts listings, or updates those that changed. Ids come from `nextIds`. */
export async function writeListings(db: Queryable, listings: ListingRow[]): Promise<void> {
  await db.query(
    `INSERT INTO earshot.listing AS kept (listing_id, source_id, site, name, brand, sku, gtin, mpn,
       source_product_id, url, variant, product_external_id, product_id, product_method, product_confidence)
     OVERRIDING SYSTEM VALUE
     SELECT listing_id, source_id, site, name, brand, sku, gtin, mpn,
       source_product_id, url, variant, product_external_id, product_id, product_method, product_confidence
     FROM jsonb_populate_recordset(NULL::earshot.listing, $1::jsonb)
     ON CONFLICT (listing_id) DO UPDATE SET name = excluded.name, brand = excluded.brand,
       sku = excluded.sku, gtin = excluded.gtin, mpn = excluded.mpn,
       source_product_id = excluded.source_product_id, url = excluded.url, variant = excluded.variant,
       product_external_id = excluded.product_external_id,
       product_id = excluded.product_id, product_method = excluded.product_method,
       product_confidence = excluded.product_confidence
     WHERE (kept.name, kept.brand, kept.sku, kept.gtin, kept.mpn, kept.source_product_id, kept.url,
         kept.variant, kept.product_external_id, kept.product_id, kept.product_method, kept.product_confidence)
       IS DISTINCT FROM (excluded.name, excluded.brand, excluded.sku, excluded.gtin, excluded.mpn,
         excluded.source_product_id, excluded.url, excluded.variant,
         excluded.product_external_id, excluded.product_id,
         excluded.product_method, excluded.product_confidence)`,
    [toJsonb(listings)],
  )
}

/** Adds keys by which listings are recognised; a key that another listing has stays with it. */
export async function addListingKeys(db: Queryable, keys: ListingKeyRow[]): Promise<void> {
  await db.query(
    `INSERT INTO earshot.listing_key (site, key, listing_id)
     SELECT site, key, listing_id FROM jsonb_populate_recordset(NULL::earshot.listing_key, $1::jsonb)
     ON CONFLICT (site, key) DO NOTHING`,
    [toJsonb(keys)],
  )
}
