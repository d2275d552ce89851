import type { AggregateRating, Item, ItemReviewed } from '../../schema/item.ts'

/** A thing that a page's reviews are about: what the site says of it, and how much of that was read. */
export interface RatedProduct {
  name: string | null
  /** Null where the site states no rating of it as a whole. */
  aggregate: AggregateRating | null
  /** Reviews of it that were read. */
  read: number
}

/**
 * The things that a page is about, those with a stated rating first. A review belongs to the stated rating whose
 * product it names; one that names none, to the only one that there is.
 */
export function ratedProducts(
  items: readonly Item[],
  aggregates: readonly AggregateRating[],
): RatedProduct[] {
  const products = aggregates.map((aggregate): RatedProduct => {
    return { name: nameOf(aggregate.itemReviewed), aggregate, read: 0 }
  })
  const byName = new Map<string, RatedProduct>()
  for (const [index, { itemReviewed }] of aggregates.entries()) {
    const product = products[index]
    if (product) for (const key of keysOf(itemReviewed)) byName.set(key, product)
  }
  const only = products.length === 1 ? products[0] : undefined
  for (const { type, itemReviewed } of items) {
    if (type !== 'review') continue
    const keys = keysOf(itemReviewed)
    const known = keys.map((key) => byName.get(key)).find((product) => product !== undefined)
    const product = known ?? (keys.length === 0 || only?.name === null ? only : undefined)
    if (product) product.read++
    else if (keys.length > 0) {
      const added = { name: nameOf(itemReviewed), aggregate: null, read: 1 }
      products.push(added)
      for (const key of keys) byName.set(key, added)
    }
  }
  return products
}

function nameOf(thing: ItemReviewed | null): string | null {
  return thing?.name ?? thing?.sku ?? thing?.gtin ?? thing?.sourceProductId ?? null
}

function keysOf(thing: ItemReviewed | null): string[] {
  const names = ['gtin', 'sku', 'sourceProductId', 'url', 'name'] as const
  return names.flatMap((name) => {
    const value = thing?.[name] ?? null
    return value === null ? [] : [`${name}:${value.toLowerCase()}`]
  })
}
