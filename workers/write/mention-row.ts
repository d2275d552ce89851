import type { Item } from '../../schema/item.ts'
import type { ListingRow } from '../../schema/queries/find-listings.ts'
import type { MentionRow } from '../../schema/queries/mention-columns.ts'
import type { TakenRawItem } from '../../schema/queries/take-raw-items.ts'
import { contentHash } from '../normalize/identity.ts'
import { placeDay } from '../normalize/place-day.ts'
import type { Voice } from './authors.ts'
import type { PreparedItem } from './prepared.ts'

/** The row of a mention, as its raw item alone states it. Its id is not known yet. */
export function mentionRow(
  entry: PreparedItem,
  voice: Voice,
  listing: ListingRow | undefined,
  timeZone: string,
): MentionRow {
  const { raw, item, site, labels } = entry
  const placed = placeDay(item.publishedAt, item.publishedPrecision, timeZone)
  const shown = shownText(item, raw.store_text)
  return {
    mention_id: 0,
    site,
    type: item.type,
    source_item_id: item.sourceItemId,
    source_id: raw.source_id,
    listing_id: listing?.listing_id ?? null,
    author_id: voice.authorId,
    customer_id: voice.customer.customerId,
    customer_method: voice.customer.method,
    customer_confidence: voice.customer.customerId === null ? null : voice.customer.confidence,
    channel: raw.channel,
    setting: settingOf(raw),
    url: item.url,
    ...shown,
    language: labels.language,
    language_confidence: labels.language === null ? null : labels.languageConfidence,
    published_text: item.publishedAt,
    published_precision: item.publishedPrecision,
    published_at: placed.publishedAt,
    day: placed.day,
    collected_at: raw.first_seen_at.toISOString(),
    rating_value: item.rating?.ratingValue ?? null,
    rating_best: item.rating?.bestRating ?? null,
    rating_worst: item.rating?.worstRating ?? null,
    stars: item.rating?.stars ?? null,
    aspect_ratings: item.aspectRatings,
    recommends: item.recommends,
    is_verified_purchase: item.verifiedPurchase,
    is_incentivized: item.incentivized,
    helpful_count: item.helpfulCount,
    thread_id: item.threadId,
    in_reply_to: item.inReplyTo,
    replies: item.replies,
    replied_at: repliedAt(item, timeZone),
    order_external_id: item.orderId ?? null,
    is_company: item.author?.isCompany === true || voice.isCompany,
    content_hash: contentHash(item),
    version: 1,
    edit_count: 0,
    edited_at: null,
    sentiment_score: labels.sentiment?.score ?? null,
    sentiment_label: labels.sentiment?.label ?? null,
    sentiment_band: labels.sentiment?.band ?? null,
    sentiment_confidence: labels.sentiment?.confidence ?? null,
    sentiment_reason: labels.sentimentReason,
    disagrees_with_rating: labels.disagreesWithRating,
    analysis_version: labels.version,
    content_raw_item_id: raw.raw_item_id,
    content_seen_at: (raw.changed_at ?? raw.first_seen_at).toISOString(),
  }
}

/** Offline only where a file or the API says so. */
function settingOf({ payload }: TakenRawItem): 'online' | 'offline' {
  const stated = payload.kind === 'item' ? payload.fields.setting?.value : undefined
  return stated === 'offline' ? 'offline' : 'online'
}

const EXCERPT_LENGTH = 280

/** The words that the source's policy lets us keep. */
function shownText(item: Item, policy: TakenRawItem['store_text']) {
  const { title, text, pros, cons } = item
  if (policy === 'full') return { title, text, pros, cons }
  if (policy === 'none') return { title: null, text: null, pros: null, cons: null }
  const isLong = text !== null && text.length > EXCERPT_LENGTH
  const excerpt = isLong ? `${text.slice(0, EXCERPT_LENGTH).trimEnd()}…` : text
  return { title, text: excerpt, pros: null, cons: null }
}

/** When the company first answered; null when it did not, or its answer has no date. */
function repliedAt(item: Item, timeZone: string): string | null {
  const dates = item.replies
    .filter((reply) => reply.isOfficial === true && reply.publishedAt !== null)
    .map((reply) => placeDay(reply.publishedAt, 'second', timeZone).publishedAt)
    .filter((date) => date !== null)
  return dates.sort()[0] ?? null
}
