/** A row of earshot.mention as the process worker writes it; times are ISO 8601 or null. */
export interface MentionRow {
  mention_id: number
  site: string
  type: string
  source_item_id: string | null
  source_id: number
  listing_id: number | null
  author_id: number | null
  customer_id: number | null
  customer_method: string | null
  customer_confidence: number | null
  channel: string
  setting: string
  url: string | null
  title: string | null
  text: string | null
  pros: string | null
  cons: string | null
  language: string | null
  language_confidence: number | null
  published_text: string | null
  published_precision: string | null
  published_at: string | null
  day: string | null
  collected_at: string
  rating_value: number | null
  rating_best: number | null
  rating_worst: number | null
  stars: number | null
  aspect_ratings: unknown[]
  recommends: boolean | null
  is_verified_purchase: boolean | null
  is_incentivized: boolean | null
  helpful_count: number | null
  thread_id: string | null
  in_reply_to: string | null
  replies: unknown[]
  replied_at: string | null
  order_external_id: string | null
  is_company: boolean
  content_hash: string
  version: number
  edit_count: number
  edited_at: string | null
  sentiment_score: number | null
  sentiment_label: string | null
  sentiment_band: string | null
  sentiment_confidence: number | null
  sentiment_reason: string | null
  disagrees_with_rating: boolean
  analysis_version: string
  content_raw_item_id: number | null
  content_seen_at: string | null
}

const UPDATABLE = [
  'source_item_id',
  'listing_id',
  'author_id',
  'customer_id',
  'customer_method',
  'customer_confidence',
  'channel',
  'setting',
  'url',
  'title',
  'text',
  'pros',
  'cons',
  'language',
  'language_confidence',
  'published_text',
  'published_precision',
  'published_at',
  'day',
  'rating_value',
  'rating_best',
  'rating_worst',
  'stars',
  'aspect_ratings',
  'recommends',
  'is_verified_purchase',
  'is_incentivized',
  'helpful_count',
  'thread_id',
  'in_reply_to',
  'replies',
  'replied_at',
  'order_external_id',
  'is_company',
  'content_hash',
  'version',
  'edit_count',
  'edited_at',
  'sentiment_score',
  'sentiment_label',
  'sentiment_band',
  'sentiment_confidence',
  'sentiment_reason',
  'disagrees_with_rating',
  'analysis_version',
  'content_raw_item_id',
  'content_seen_at',
]

/** The columns that processing may change later, as a SQL list; `prefix` qualifies each. */
export function updatableColumns(prefix = ''): string {
  return UPDATABLE.map((column) => prefix + column).join(', ')
}

/** All columns of a `MentionRow`, as a SQL list. */
export function mentionColumns(): string {
  return `mention_id, site, type, source_id, collected_at, ${updatableColumns()}`
}
