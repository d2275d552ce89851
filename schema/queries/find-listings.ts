import type { Queryable } from '../database.ts'

export interface ListingKeyRow {
  site: string
  key: string
  listing_id: number
}

/** Which of these keys belong to a listing already. `keys` are parallel to `sites`. */
export async function findListingKeys(
  db: Queryable,
  sites: string[],
  keys: string[],
): Promise<ListingKeyRow[]> {
  const { rows } = await db.query<ListingKeyRow>(
    `SELECT site, key, listing_id FROM earshot.listing_key
     JOIN unnest($1::text[], $2::text[]) AS wanted (site, key) USING (site, key)`,
    [sites, keys],
  )
  return rows
}

export interface ListingRow {
  listing_id: number
  source_id: number
  site: string
  name: string | null
  brand: string | null
  sku: string | null
  gtin: string | null
  mpn: string | null
  source_product_id: string | null
  url: string | null
  variant: string | null
  /** The company's own id of its product, where a file or the API states it. */
  product_external_id: string | null
  product_id: number | null
  product_method: string | null
  product_confidence: number | null
}

/** Listings by id. */
export async function readListings(db: Queryable, listingIds: number[]): Promise<ListingRow[]> {
  const { rows } = await db.query<ListingRow>(
    `SELECT listing_id, source_id, site, name, brand, sku, gtin, mpn, source_product_id, url, variant,
       product_external_id, product_id, product_method, product_confidence
     FROM earshot.listing WHERE listing_id = ANY($1::bigint[])`,
    [listingIds],
  )
  return rows
}
