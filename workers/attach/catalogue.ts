import { addressKey } from '../normalize/address.ts'
import { normalizeGtin } from '../normalize/gtin.ts'
import { makerCode } from '../normalize/listing-keys.ts'
import { codeKey, nameKey } from '../normalize/name-key.ts'
import type { CatalogueProduct } from './catalogue-product.ts'
import { isCommonWord } from './common-words.ts'
import { buildNameTrie, type NameTrie } from './name-trie.ts'

/** The products, found by what pages and texts say of them. Keys that several products share name them all. */
export interface Catalogue {
  products: ReadonlyMap<number, CatalogueProduct>
  byExternalId: ReadonlyMap<string, number[]>
  byGtin: ReadonlyMap<string, number[]>
  bySku: ReadonlyMap<string, number[]>
  byMpn: ReadonlyMap<string, number[]>
  byUrl: ReadonlyMap<string, number[]>
  byName: ReadonlyMap<string, number[]>
  byAlias: ReadonlyMap<string, number[]>
  /** Names and aliases in running text. */
  names: NameTrie
}

/** Builds the indexes; 0.1 to 0.2 s for a thousand products. Build once a batch, not once an item. */
export function buildCatalogue(products: CatalogueProduct[]): Catalogue {
  return {
    products: new Map(products.map((product) => [product.productId, product])),
    byExternalId: indexed(products, ({ externalId, mergedIds = [] }) => [externalId, ...mergedIds]),
    byGtin: indexed(products, ({ gtin }) => [gtin && normalizeGtin(gtin)]),
    bySku: indexed(products, ({ sku }) => [sku && codeKey(sku)]),
    byMpn: indexed(products, (product) => [makerCode(product)]),
    byUrl: indexed(products, ({ urls }) => urls.map(addressKey)),
    byName: indexed(products, ({ name, brand }) => [nameKey(name), fullName(name, brand)]),
    byAlias: indexed(products, ({ aliases }) => aliases.map(nameKey)),
    names: buildNameTrie(products, isCommonWord),
  }
}

/** "Buds Pro" of Aurora is also sold as "Aurora Buds Pro". */
function fullName(name: string, brand: string | null): string | null {
  if (brand === null || nameKey(name).startsWith(`${nameKey(brand)} `)) return null
  return nameKey(`${brand} ${name}`)
}

function indexed(
  products: CatalogueProduct[],
  keysOf: (product: CatalogueProduct) => (string | null)[],
): Map<string, number[]> {
  const index = new Map<string, number[]>()
  for (const product of products) {
    for (const key of new Set(keysOf(product))) {
      if (key) index.set(key, [...(index.get(key) ?? []), product.productId])
    }
  }
  return index
}
