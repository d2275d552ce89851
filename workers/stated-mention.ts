import { z } from 'zod'
import { sourceConfig } from '../config/sources.ts'
import { parseRating } from '../crawlers/written/rating.ts'
import { type Channel, channel, mentionType } from '../schema/mention.ts'
import type { RawAspect, RawFields, RawItem, RawReply, RawValue } from '../schema/raw-item.ts'
import {
  decimal,
  email,
  flag,
  gtin,
  id,
  language,
  name,
  text,
  webAddress,
  words,
  writtenDate,
} from './import/cells.ts'

/** Our own words for what is worked out from the rest; taken from whoever pushes items that we made, and not used. */
const workedOut = z.unknown().optional()

const site = text
  .transform((value) => value.toLowerCase().replace(/^www\./, ''))
  .refine((value) => /^[^\s/@]{1,255}$/.test(value), {
    error: 'must be a host such as forum.example, or a name without spaces',
  })

const rating = z
  .strictObject({
    ratingValue: decimal,
    bestRating: decimal.nullish(),
    worstRating: decimal.nullish(),
    stars: workedOut,
  })
  .superRefine((value, context) => {
    const fault = ratingFault(value.ratingValue, value.bestRating, value.worstRating)
    if (fault !== null) context.addIssue({ code: 'custom', message: fault, path: ['ratingValue'] })
  })

/** Why a rating cannot be used; null when it can. An end of its scale that is not given is schema.org's: 1 or 5. */
export function ratingFault(
  value: number,
  best: number | null | undefined,
  worst: number | null | undefined,
): string | null {
  const { reason } = parseRating({
    value: String(value),
    best: best?.toString() ?? null,
    worst: worst?.toString() ?? null,
  })
  return reason
}

const MAX_PARTS = 100

/**
 * A mention that a program states, where others are read from pages: an Item (schema/item.ts) of which only
 * `type` and something said must be there, and where it comes from.
 */
export const pushedMention = z
  .strictObject({
    /** The name of a source; one that does not exist is made. */
    source: sourceConfig.shape.name.max(100),
    /** Of a source that is made; `community` where not given. */
    channel: channel.nullish(),
    setting: z.enum(['online', 'offline']).nullish(),
    type: mentionType,
    /** Where it was said, when it has no address; the source's own site, or its name, where not given. */
    site: site.nullish(),
    sourceItemId: id.nullish(),
    url: webAddress.nullish(),
    itemReviewed: z
      .strictObject({
        productId: id.nullish(),
        name: name.nullish(),
        sku: name.nullish(),
        gtin: gtin.nullish(),
        mpn: name.nullish(),
        brand: name.nullish(),
        url: webAddress.nullish(),
        sourceProductId: id.nullish(),
        variant: name.nullish(),
      })
      .nullish(),
    author: z
      .strictObject({
        name: name.nullish(),
        handle: name.nullish(),
        url: webAddress.nullish(),
        country: text.nullish(),
        isCompany: flag.nullish(),
        email: email.nullish(),
      })
      .nullish(),
    orderId: id.nullish(),
    title: text.nullish(),
    text: words.nullish(),
    pros: words.nullish(),
    cons: words.nullish(),
    publishedAt: writtenDate.nullish(),
    publishedPrecision: workedOut,
    editedAt: writtenDate.nullish(),
    language: language.nullish(),
    rating: rating.nullish(),
    aspectRatings: z
      .array(z.strictObject({ name: text, stars: z.number().min(1).max(5) }))
      .max(MAX_PARTS)
      .nullish(),
    recommends: flag.nullish(),
    verifiedPurchase: flag.nullish(),
    incentivized: flag.nullish(),
    helpfulCount: z.number().int().min(0).max(2_147_483_647).nullish(),
    threadId: id.nullish(),
    inReplyTo: id.nullish(),
    replies: z
      .array(
        z.strictObject({
          author: text.nullish(),
          isOfficial: flag.nullish(),
          text: words.nullish(),
          publishedAt: writtenDate.nullish(),
        }),
      )
      .max(MAX_PARTS)
      .nullish(),
    raw: workedOut,
    provenance: workedOut,
  })
  .refine(({ title, text, pros, cons, rating }) => title || text || pros || cons || rating, {
    error: 'must be given, or a title or a rating: it says nothing',
    path: ['text'],
  })
export type PushedMention = z.infer<typeof pushedMention>

/** A mention as it goes into the pipeline, with the source that it names. */
export interface StatedMention {
  source: string
  channel: Channel
  raw: RawItem
}

/**
 * The raw item of a pushed mention.
 * @param from `adapter`: `import` or `api`; `at`: `FILE:LINE`, or the name of the key that was used
 */
export function statedMention(
  pushed: PushedMention,
  from: { adapter: 'import' | 'api'; at: string },
): StatedMention {
  const raw: RawItem = {
    kind: 'item',
    type: pushed.type,
    fields: rawFields(pushed, from),
    aspects: (pushed.aspectRatings ?? []).map(
      ({ name, stars }): RawAspect => ({
        name: { value: name, ...from },
        value: { value: String(stars), ...from },
        best: { value: '5', ...from },
        worst: { value: '1', ...from },
      }),
    ),
    replies: (pushed.replies ?? []).map((reply): RawReply => rawValues({ ...reply }, from)),
  }
  return { source: pushed.source, channel: pushed.channel ?? 'community', raw }
}

function rawFields(pushed: PushedMention, from: { adapter: string; at: string }): RawFields {
  const { author, itemReviewed: product, rating } = pushed
  const values: Partial<Record<keyof RawFields, unknown>> = {
    site: pushed.site,
    sourceItemId: pushed.sourceItemId,
    url: pushed.url,
    'author.name': author?.name,
    'author.handle': author?.handle,
    'author.url': author?.url,
    'author.country': author?.country,
    'author.email': author?.email,
    'author.isCompany': author?.isCompany,
    orderId: pushed.orderId,
    title: pushed.title,
    text: pushed.text,
    pros: pushed.pros,
    cons: pushed.cons,
    publishedAt: pushed.publishedAt,
    editedAt: pushed.editedAt,
    language: pushed.language,
    setting: pushed.setting,
    'rating.value': rating?.ratingValue,
    'rating.best': rating?.bestRating,
    'rating.worst': rating?.worstRating,
    recommends: pushed.recommends,
    verifiedPurchase: pushed.verifiedPurchase,
    incentivized: pushed.incentivized,
    helpfulCount: pushed.helpfulCount,
    threadId: pushed.threadId,
    inReplyTo: pushed.inReplyTo,
    'product.productId': product?.productId,
    'product.name': product?.name,
    'product.sku': product?.sku,
    'product.gtin': product?.gtin,
    'product.mpn': product?.mpn,
    'product.brand': product?.brand,
    'product.url': product?.url,
    'product.sourceProductId': product?.sourceProductId,
    'product.variant': product?.variant,
  }
  return rawValues(values, from)
}

/** What is given, as strings, each with where it comes from. */
function rawValues<Name extends string>(
  values: Partial<Record<Name, unknown>>,
  from: { adapter: string; at: string },
): Partial<Record<Name, RawValue>> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(
    given.map(([name, value]) => [name, { value: String(value), ...from }]),
  ) as Partial<Record<Name, RawValue>>
}
