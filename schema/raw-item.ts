import type { MentionType } from './mention.ts'

/** A string exactly as it stood on the page, and where. */
export interface RawValue {
  value: string
  /** Where it stood: `json-ld[0].review[3].author.name`, `microdata #review-17 reviewBody`, … */
  at: string
  adapter: string
  /** The value is markup and must be reduced to text. */
  html?: true
}

/**
 * Every field that an adapter, an import or the API may fill. Dotted names group author, rating and the thing
 * reviewed. What pages never say, and files and the API may: `site` (of what has no address), `setting`,
 * `orderId`, `author.email`, `author.isCompany`, and `product.productId`, the company's own id of the product.
 */
export const RAW_FIELDS = [
  'site',
  'sourceItemId',
  'url',
  'author.name',
  'author.handle',
  'author.url',
  'author.country',
  'author.email',
  'author.isCompany',
  'orderId',
  'title',
  'text',
  'pros',
  'cons',
  'publishedAt',
  'editedAt',
  'language',
  'setting',
  'rating.value',
  'rating.best',
  'rating.worst',
  'recommends',
  'verifiedPurchase',
  'incentivized',
  'helpfulCount',
  'threadId',
  'inReplyTo',
  'product.name',
  'product.sku',
  'product.gtin',
  'product.mpn',
  'product.brand',
  'product.url',
  'product.sourceProductId',
  'product.variant',
  'product.productId',
] as const

export type RawFieldName = (typeof RAW_FIELDS)[number]
export type RawFields = Partial<Record<RawFieldName, RawValue>>

/** A rating of one aspect ("comfort: 4 of 5") inside a review. */
export interface RawAspect {
  name: RawValue
  value: RawValue
  best?: RawValue
  worst?: RawValue
}

/** An answer to an item that is shown with it, usually the company's. */
export interface RawReply {
  author?: RawValue
  text?: RawValue
  publishedAt?: RawValue
  /** The site itself marks it as the company's. */
  isOfficial?: RawValue
}

/** What an adapter read from a page: unaltered strings. */
export interface RawItem {
  kind: 'item'
  type: MentionType
  fields: RawFields
  aspects: RawAspect[]
  replies: RawReply[]
}

export const RAW_AGGREGATE_FIELDS = [
  'rating.value',
  'rating.best',
  'rating.worst',
  'ratingCount',
  'reviewCount',
  'count.1',
  'count.2',
  'count.3',
  'count.4',
  'count.5',
  'product.name',
  'product.sku',
  'product.gtin',
  'product.mpn',
  'product.brand',
  'product.url',
  'product.sourceProductId',
  'product.variant',
] as const

export type RawAggregateFieldName = (typeof RAW_AGGREGATE_FIELDS)[number]

/** What a page says of a product's ratings as a whole: unaltered strings. */
export interface RawAggregate {
  kind: 'aggregate'
  fields: Partial<Record<RawAggregateFieldName, RawValue>>
}
