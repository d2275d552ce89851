import type { Document } from '../document.ts'
import { comparableWords } from '../plain-words.ts'
import { mainProductOf, reviewedFields } from '../reviewed-thing.ts'
import type { PlacedText } from '../thing.ts'
import { absoluteUrl } from '../web-address.ts'
import type { AggregateFields } from './aggregate.ts'
import type { FoundAggregate } from './walk.ts'

/** What the page is about, as its structured data says; and what its title says, to tell its own product from others. */
export interface PageProduct {
  fields: Record<string, PlacedText>
  title: string | null
}

export function productOfPage(document: Document): PageProduct {
  const { things, baseUrl, canonicalUrl, page } = document
  const main = mainProductOf(things, [absoluteUrl(page.finalUrl, null), canonicalUrl])
  const title = document.title === null ? null : wordsIn(document.title)
  return { fields: { ...reviewedFields(null, main, baseUrl) }, title }
}

/**
 * The aggregate ratings that are of the page's own product: those whose product is the page's by its name, else the only one that
 * stands beside no product of another name. Where several contradict each other none is taken.
 */
export function aggregatesOfPage(
  found: readonly FoundAggregate[],
  page: PageProduct,
): AggregateFields[] {
  const own = found.filter(({ product }) => product !== null && isOfPage(product, page))
  const nameless = found.filter(({ product, isListed }) => product === null && !isListed)
  const only =
    found.length === 1 && found[0]?.isListed === false && page.title === null ? found : []
  const chosen = [own, nameless, only].find((list) => list.length > 0) ?? []
  const ratings = new Set(
    chosen.map(({ fields }) => Number(fields['rating.value']?.value).toFixed(1)),
  )
  if (ratings.size > 1) return []
  return chosen.map(({ fields, product }) => ({ ...fields, ...page.fields, ...(product ?? {}) }))
}

const MIN_NAME = 4

function isOfPage(
  product: Partial<Record<string, PlacedText>>,
  { fields, title }: PageProduct,
): boolean {
  for (const name of ['product.sku', 'product.gtin', 'product.name']) {
    const [own, one] = [fields[name], product[name]]
    if (own !== undefined && one !== undefined && wordsIn(own.value) === wordsIn(one.value))
      return true
  }
  const name = wordsIn(product['product.name']?.value ?? '')
  return title !== null && name.length >= MIN_NAME && title.includes(name)
}

function wordsIn(text: string): string {
  return comparableWords({ value: text, html: true }).toLowerCase()
}
