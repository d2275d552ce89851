import type { ItemReviewed } from '../../schema/item.ts'
import { addressKey } from '../normalize/address.ts'
import { normalizeGtin } from '../normalize/gtin.ts'
import { makerCode } from '../normalize/listing-keys.ts'
import { codeKey, nameKey } from '../normalize/name-key.ts'
import type { Catalogue } from './catalogue.ts'

type SubjectMethod = 'product_id' | 'gtin' | 'sku' | 'mpn' | 'url' | 'name' | 'alias'

/** The product that a page or item is about. `productId` is null when nothing, or too little, tells. */
export interface SubjectMatch {
  productId: number | null
  method: SubjectMethod | null
  /** 0–1. */
  confidence: number
  /** Sentences for a person: what agreed, and what contradicted. */
  evidence: string[]
  candidates: { productId: number; confidence: number }[]
}

/** How sure each method is alone. A SKU is a shop's own number, so another shop may use it for something else. */
const CONFIDENCE: Record<SubjectMethod, number> = {
  // the company itself says so, in a file or through the API
  product_id: 1,
  gtin: 0.99,
  url: 0.98,
  mpn: 0.96,
  sku: 0.93,
  name: 0.85,
  alias: 0.8,
}
/** A weaker sign that names another product. */
const CONTRADICTED = 0.7
/** A name whose page and product bear different GTINs: mostly another variant. */
const OTHER_GTIN = 0.6

/** What one sign says: the products that bear it. */
interface Sign {
  method: SubjectMethod
  value: string
  productIds: number[]
}

/**
 * Finds the product that `itemReviewed` is: by the company's own id of it, GTIN (8 to 14 digits, check digit right), SKU, MPN with brand,
 * an address of the catalogue, exact name or alias. The strongest sign that names one product decides; what
 * contradicts it lowers the confidence and is kept as evidence. Signs that several products share decide
 * nothing. `url` is the page's or item's own address, used where the item reviewed has none.
 */
export function attachSubject(
  itemReviewed: ItemReviewed | null,
  url: string | null,
  catalogue: Catalogue,
): SubjectMatch {
  const signs = itemReviewed === null ? [] : signsOf(itemReviewed, url, catalogue)
  const deciding = signs.find(({ productIds }) => productIds.length === 1)
  const [productId] = deciding?.productIds ?? []
  if (deciding === undefined || productId === undefined) return undecided(signs)
  const contrary = signs.filter((sign) => !sign.productIds.includes(productId))
  const gtinFault = otherGtin(itemReviewed?.gtin ?? null, productId, catalogue)
  const confidence =
    CONFIDENCE[deciding.method] *
    (contrary.length > 0 ? CONTRADICTED : 1) *
    (gtinFault === null ? 1 : OTHER_GTIN)
  return {
    productId,
    method: deciding.method,
    confidence: rounded(confidence),
    evidence: [
      ...signs
        .filter((sign) => sign.productIds.includes(productId))
        .map(({ method, value }) => `${method} ${value}`),
      ...contrary.map(({ method, value }) => `but ${method} ${value} is another product's`),
      ...(gtinFault === null ? [] : [gtinFault]),
    ],
    candidates: candidatesOf(signs),
  }
}

function undecided(signs: Sign[]): SubjectMatch {
  return {
    productId: null,
    method: null,
    confidence: 0,
    evidence: signs.map(
      ({ method, value, productIds }) => `${method} ${value} fits ${productIds.length} products`,
    ),
    candidates: candidatesOf(signs),
  }
}

/** Strongest first; signs that no product bears say nothing. */
function signsOf(item: ItemReviewed, url: string | null, catalogue: Catalogue): Sign[] {
  const sku = item.sku && codeKey(item.sku)
  const address = item.url ?? url
  const name = item.name && nameKey(item.name)
  return [
    sign('product_id', item.productId ?? null, catalogue.byExternalId),
    sign('gtin', item.gtin && normalizeGtin(item.gtin), catalogue.byGtin),
    sign('sku', sku, catalogue.bySku),
    sign('mpn', makerCode(item), catalogue.byMpn),
    sign('url', address && addressKey(address), catalogue.byUrl),
    sign('name', name, catalogue.byName),
    sign('alias', name, catalogue.byAlias),
  ].flat()
}

function sign(
  method: SubjectMethod,
  value: string | null,
  index: ReadonlyMap<string, number[]>,
): Sign[] {
  const productIds = value ? (index.get(value) ?? []) : []
  return value && productIds.length > 0 ? [{ method, value, productIds }] : []
}

function otherGtin(stated: string | null, productId: number, catalogue: Catalogue): string | null {
  const own = catalogue.products.get(productId)?.gtin ?? null
  const ownGtin = own && normalizeGtin(own)
  const gtin = stated && normalizeGtin(stated)
  return gtin && ownGtin && gtin !== ownGtin ? `but the page's gtin ${gtin} is not its own` : null
}

function candidatesOf(signs: Sign[]): SubjectMatch['candidates'] {
  const best = new Map<number, number>()
  for (const { method, productIds } of signs) {
    for (const productId of productIds) {
      const confidence = rounded(CONFIDENCE[method] / productIds.length)
      best.set(productId, Math.max(best.get(productId) ?? 0, confidence))
    }
  }
  return [...best]
    .map(([productId, confidence]) => ({ productId, confidence }))
    .sort((a, b) => b.confidence - a.confidence || a.productId - b.productId)
}

function rounded(confidence: number): number {
  return Math.round(confidence * 1000) / 1000
}
