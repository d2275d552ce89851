import type { Document } from '../document.ts'
import { comparableWords } from '../plain-words.ts'
import { mainProductOf, reviewedFields } from '../reviewed-thing.ts'
import { ratingFields } from '../statement-fields.ts'
import { type PlacedText, type Thing, thingsOf } from '../thing.ts'
import { absoluteUrl } from '../web-address.ts'
import type { AggregateFields } from './aggregate.ts'
import type { FoundAggregate } from './walk.ts'

/** What the page is about, as its structured data says; and what its title says, to tell its own product from others. */
export interface PageProduct {
  fields: Record<string, PlacedText>
  title: string | null
  /** The ends of the scale that its aggregate rating is stated on; nothing where none is stated. */
  scale: Partial<Record<'rating.best' | 'rating.worst', PlacedText>>
}

export function productOfPage(document: Document): PageProduct {
  const { things, baseUrl, canonicalUrl, page } = document
  const main = mainProductOf(things, [absoluteUrl(page.finalUrl, null), canonicalUrl])
  const title = document.title === null ? null : wordsIn(document.title)
  return { fields: { ...reviewedFields(null, main, baseUrl) }, title, scale: scaleOf(main) }
}

function scaleOf(main: Thing | null): PageProduct['scale'] {
  const rating = main === null ? undefined : thingsOf(main, 'aggregateRating')[0]
  const { 'rating.best': best, 'rating.worst': worst } =
    rating === undefined ? {} : ratingFields(rating)
  return {
    ...(best !== undefined && { 'rating.best': best }),
    ...(worst !== undefined && { 'rating.worst': worst }),
  }
}

/** Whether ratings go beyond the five stars that are meant where no scale is stated: then they are on the page's own scale. */
export function isBeyondFive(
  statements: readonly { fields: Partial<Record<string, PlacedText>> }[],
): boolean {
  return statements.some(
    ({ fields }) =>
      fields['rating.best'] === undefined &&
      Number(fields['rating.value']?.value.replace(',', '.')) > 5,
  )
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
