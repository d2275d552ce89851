import type { Item } from '../../schema/item.ts'
import type { RawFieldName } from '../../schema/raw-item.ts'

/** A field of an item as people call it. */
export interface DescribedField {
  /** Beside a share: `date`. */
  name: string
  /** After a number: `3 of 20 dates`. */
  plural: string
  /** What it was read from; names its place in `provenance` and its string in `raw`. */
  key: RawFieldName
  value: (item: Item) => unknown
  /** People expect it of every item of these types, so that none at all is worth a line. */
  isExpected: (type: Item['type']) => boolean
}

const always = () => true
const never = () => false
const isReview = (type: Item['type']) => type === 'review'

export const DESCRIBED_FIELDS: readonly DescribedField[] = [
  field('stars', 'ratings', 'rating.value', (item) => item.rating, isReview),
  field('author', 'authors', 'author.name', (item) => item.author?.name, always),
  field('date', 'dates', 'publishedAt', (item) => item.publishedAt, always),
  field('title', 'titles', 'title', (item) => item.title, never),
  field('text', 'texts', 'text', (item) => item.text, always),
  field('language', 'languages', 'language', (item) => item.language, always),
  field('product', 'products', 'product.name', (item) => item.itemReviewed?.name, isReview),
  field('id', 'ids', 'sourceItemId', (item) => item.sourceItemId, always),
  field('country', 'countries', 'author.country', (item) => item.author?.country, never),
  field('helpful votes', 'counts of votes', 'helpfulCount', (item) => item.helpfulCount, never),
  field('recommends', 'recommendations', 'recommends', (item) => item.recommends, never),
  field(
    'verified',
    'marks of a purchase',
    'verifiedPurchase',
    (one) => one.verifiedPurchase,
    never,
  ),
  field('last edited', 'dates of an edit', 'editedAt', (item) => item.editedAt, never),
]

function field(
  name: string,
  plural: string,
  key: RawFieldName,
  value: (item: Item) => unknown,
  isExpected: DescribedField['isExpected'],
): DescribedField {
  return { name, plural, key, value: (item) => value(item) ?? null, isExpected }
}
