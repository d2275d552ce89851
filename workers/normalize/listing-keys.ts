import type { ItemReviewed } from '../../schema/item.ts'
import type { PageFacts } from '../../schema/page.ts'
import { addressKey } from './address.ts'
import { normalizeGtin } from './gtin.ts'
import { indexKey } from './index-key.ts'
import { codeKey, nameKey } from './name-key.ts'

/**
 * What a listing is recognised by at its site, strongest first: `id:`, `sku:`, `gtin:` (14 digits), `mpn:`
 * (brand|mpn), `url:` (see `addressKey`), `name:`. The page's own address stands in for a missing one only
 * where nothing but a name is known: a page may show several products. Empty when nothing is known.
 *
 * Where a file or the API states the company's own id of the product, `product:` is the only key: a listing that
 * pages told of is never moved to another product by a line of a file.
 */
export function listingKeys(itemReviewed: ItemReviewed | null, facts: PageFacts | null): string[] {
  if (itemReviewed === null) return []
  if (itemReviewed.productId) return key('product', itemReviewed.productId)
  const codes = [
    key('id', itemReviewed.sourceProductId?.trim().toLowerCase()),
    key('sku', itemReviewed.sku && codeKey(itemReviewed.sku)),
    key('gtin', itemReviewed.gtin && normalizeGtin(itemReviewed.gtin)),
    key('mpn', makerCode(itemReviewed)),
  ].flat()
  const pageUrl = codes.length === 0 ? (facts?.canonicalUrl ?? facts?.finalUrl) : null
  const url = itemReviewed.url ?? pageUrl
  return [
    ...codes,
    ...key('url', url && addressKey(url)),
    ...key('name', itemReviewed.name && nameKey(itemReviewed.name)),
  ]
}

/** `brand|mpn`; null without both, for makers share numbers. */
export function makerCode(product: Pick<ItemReviewed, 'brand' | 'mpn'>): string | null {
  const brand = product.brand === null ? '' : nameKey(product.brand)
  const mpn = product.mpn === null ? '' : codeKey(product.mpn)
  return brand === '' || mpn === '' ? null : `${brand}|${mpn}`
}

function key(kind: string, value: string | null | undefined): string[] {
  return value ? [indexKey(`${kind}:${value}`)] : []
}
