import type { Client } from '../../schema/database.ts'
import type { ItemReviewed } from '../../schema/item.ts'
import type { PageFacts } from '../../schema/page.ts'
import {
  findListingKeys,
  type ListingKeyRow,
  type ListingRow,
  readListings,
} from '../../schema/queries/find-listings.ts'
import { nextIds } from '../../schema/queries/next-ids.ts'
import { addListingKeys, writeListings } from '../../schema/queries/write-listings.ts'
import type { Catalogue } from '../attach/catalogue.ts'
import { attachSubject } from '../attach/products.ts'
import { listingKeys } from '../normalize/listing-keys.ts'

/** Something that stands on the page of a product. */
export interface Listed {
  sourceId: number
  site: string
  itemReviewed: ItemReviewed
  facts: PageFacts | null
}

/**
 * Finds or makes the listing of each thing, and attaches it to a product of the catalogue.
 * @returns the listing of each, in the order given
 */
export async function resolveListings(
  client: Client,
  things: Listed[],
  catalogue: Catalogue,
): Promise<ListingRow[]> {
  const keysOf = things.map((thing) => listingKeys(thing.itemReviewed, thing.facts))
  const byKey = await readKnown(client, things, keysOf)
  const fresh: ListingRow[] = []
  const touched = new Map<ListingRow, ListingKeyRow[]>()
  const listings = things.map((thing, index) => {
    const keys = keysOf[index] ?? []
    let listing = findListing(thing, keys, byKey)
    if (!listing) {
      listing = emptyListing(thing)
      fresh.push(listing)
    }
    fillListing(listing, thing.itemReviewed)
    for (const key of keys) {
      const address = `${thing.site} ${key}`
      if (!byKey.has(address)) byKey.set(address, listing)
    }
    const rows = touched.get(listing) ?? []
    rows.push(...keys.map((key) => ({ site: thing.site, key, listing_id: 0 })))
    touched.set(listing, rows)
    return listing
  })
  const ids = await nextIds(client, 'listing', fresh.length)
  for (const listing of fresh) listing.listing_id = ids.shift() ?? 0
  for (const listing of touched.keys()) attach(listing, catalogue)
  await writeListings(client, [...touched.keys()])
  await addListingKeys(client, keyRows(touched))
  return listings
}

async function readKnown(
  client: Client,
  things: Listed[],
  keysOf: string[][],
): Promise<Map<string, ListingRow>> {
  const wanted = new Map<string, ListingKeyRow>()
  things.forEach((thing, index) => {
    for (const key of keysOf[index] ?? []) {
      wanted.set(`${thing.site} ${key}`, { site: thing.site, key, listing_id: 0 })
    }
  })
  const rows = [...wanted.values()]
  const found = await findListingKeys(
    client,
    rows.map((row) => row.site),
    rows.map((row) => row.key),
  )
  const listings = await readListings(client, [...new Set(found.map((row) => row.listing_id))])
  const byId = new Map(listings.map((listing) => [listing.listing_id, listing]))
  const byKey = new Map<string, ListingRow>()
  for (const row of found) {
    const listing = byId.get(row.listing_id)
    if (listing) byKey.set(`${row.site} ${row.key}`, listing)
  }
  return byKey
}

/** By the strongest key that is known; a name alone does not override codes that differ. */
function findListing(
  thing: Listed,
  keys: string[],
  byKey: Map<string, ListingRow>,
): ListingRow | undefined {
  for (const key of keys) {
    const listing = byKey.get(`${thing.site} ${key}`)
    if (listing && !(key.startsWith('name:') && contradicts(listing, thing.itemReviewed))) {
      return listing
    }
  }
  return undefined
}

function contradicts(listing: ListingRow, reviewed: ItemReviewed): boolean {
  const differs = (a: string | null, b: string | null) => a !== null && b !== null && a !== b
  return (
    differs(listing.sku, reviewed.sku) ||
    differs(listing.gtin, reviewed.gtin) ||
    differs(listing.source_product_id, reviewed.sourceProductId) ||
    differs(listing.variant, reviewed.variant)
  )
}

function emptyListing(thing: Listed): ListingRow {
  return {
    listing_id: 0,
    source_id: thing.sourceId,
    site: thing.site,
    name: null,
    brand: null,
    sku: null,
    gtin: null,
    mpn: null,
    source_product_id: null,
    url: null,
    variant: null,
    product_external_id: null,
    product_id: null,
    product_method: null,
    product_confidence: null,
  }
}

function fillListing(listing: ListingRow, reviewed: ItemReviewed): void {
  listing.name ??= reviewed.name
  listing.brand ??= reviewed.brand
  listing.sku ??= reviewed.sku
  listing.gtin ??= reviewed.gtin
  listing.mpn ??= reviewed.mpn
  listing.source_product_id ??= reviewed.sourceProductId
  listing.url ??= reviewed.url
  listing.variant ??= reviewed.variant
  listing.product_external_id ??= reviewed.productId ?? null
}

function attach(listing: ListingRow, catalogue: Catalogue): void {
  const reviewed: ItemReviewed = {
    name: listing.name,
    brand: listing.brand,
    sku: listing.sku,
    gtin: listing.gtin,
    mpn: listing.mpn,
    url: listing.url,
    sourceProductId: listing.source_product_id,
    variant: listing.variant,
    productId: listing.product_external_id,
  }
  const link = attachSubject(reviewed, listing.url, catalogue)
  listing.product_id = link.productId
  listing.product_method = link.productId === null ? null : link.method
  listing.product_confidence = link.productId === null ? null : link.confidence
}

function keyRows(touched: Map<ListingRow, ListingKeyRow[]>): ListingKeyRow[] {
  const rows: ListingKeyRow[] = []
  for (const [listing, keys] of touched) {
    for (const row of keys) rows.push({ ...row, listing_id: listing.listing_id })
  }
  return rows
}
