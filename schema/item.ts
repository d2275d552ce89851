import { z } from 'zod'
import { mentionType } from './mention.ts'
import { rating } from './rating.ts'

/** How exactly a date is known. */
const datePrecision = z.enum(['second', 'minute', 'hour', 'day', 'month', 'year'])
export type DatePrecision = z.infer<typeof datePrecision>

const text = z.string().nullable()

/** The thing that an item or an aggregate rating is about, as the site names it. */
const itemReviewed = z.object({
  name: text,
  sku: text,
  gtin: text,
  mpn: text,
  brand: text,
  url: text,
  sourceProductId: text,
  variant: text,
  /** The company's own id of the product. From imports only, never from pages. */
  productId: text.optional(),
})
export type ItemReviewed = z.infer<typeof itemReviewed>

const itemAuthor = z.object({
  name: text,
  handle: text,
  url: text,
  /** ISO 3166-1 alpha-2 where the site's words can be read as one. */
  country: text,
  /** The company's own voice; null when nothing tells. */
  isCompany: z.boolean().nullable(),
  /** From imports only, never from pages. */
  email: text.optional(),
})
export type ItemAuthor = z.infer<typeof itemAuthor>

const itemReply = z.object({
  author: text,
  isOfficial: z.boolean().nullable(),
  text,
  publishedAt: text,
})
export type ItemReply = z.infer<typeof itemReply>

/** A raw item, normalized. The JSON of `preview` and `extract`. */
export const item = z.object({
  type: mentionType,
  /** Lower-case host without `www.`, with a port that is not the default. */
  site: text,
  sourceItemId: text,
  url: text,
  itemReviewed: itemReviewed.nullable(),
  author: itemAuthor.nullable(),
  orderId: text.optional(),
  title: text,
  /** Null: only stars. */
  text,
  pros: text,
  cons: text,
  /** ISO 8601 cut to its precision: `2026-03-04`, `2026-03`, `2026-03-04T10:15:00+01:00`. */
  publishedAt: text,
  publishedPrecision: datePrecision.nullable(),
  editedAt: text,
  /** BCP 47. */
  language: text,
  rating: rating.nullable(),
  aspectRatings: z.array(z.object({ name: z.string(), stars: z.number() })),
  recommends: z.boolean().nullable(),
  verifiedPurchase: z.boolean().nullable(),
  incentivized: z.boolean().nullable(),
  helpfulCount: z.number().nullable(),
  threadId: text,
  inReplyTo: text,
  replies: z.array(itemReply),
  /** The string of each field as it stood on the page. */
  raw: z.record(z.string(), z.string()),
  /** Where each field stood, and which adapter read it; also why a field is null where that is known. */
  provenance: z.record(z.string(), z.string()),
})
export type Item = z.infer<typeof item>

/** What a site says of a product at a moment. */
const aggregateRating = z.object({
  itemReviewed: itemReviewed.nullable(),
  ratingValue: z.number().nullable(),
  bestRating: z.number().nullable(),
  worstRating: z.number().nullable(),
  stars: z.number().nullable(),
  ratingCount: z.number().nullable(),
  reviewCount: z.number().nullable(),
  histogram: z
    .object({ '1': z.number(), '2': z.number(), '3': z.number(), '4': z.number(), '5': z.number() })
    .nullable(),
})
export type AggregateRating = z.infer<typeof aggregateRating>
