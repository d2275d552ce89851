import type { DatePrecision } from '../../schema/item.ts'
import type { MentionRow } from '../../schema/queries/mention-columns.ts'

/** What one raw item says of a mention, and what kind of evidence it is. */
export interface Evidence {
  row: MentionRow
  /** When the raw item's words changed after they were first seen; null while they never did. */
  changedAt: string | null
}

const FINENESS: Record<DatePrecision, number> = {
  year: 1,
  month: 2,
  day: 3,
  hour: 4,
  minute: 5,
  second: 6,
}

/**
 * Joins what is kept of a mention with what another raw item says of it. The same statement often stands
 * on several pages; the result doesn't depend on the order in which they are read.
 *
 * - A raw item whose words changed since the kept content was seen is an edit: its content replaces it.
 * - The raw item that the kept content came from replaces it silently (it is read again, by newer code).
 * - Otherwise the better of the two leads (an id, the finer date, the longer text), and the other fills
 *   what it does not know.
 */
export function mergeMention(
  kept: MentionRow,
  evidence: Evidence,
): { row: MentionRow; isEdit: boolean } {
  const fresh = evidence.row
  const seenAt = kept.content_seen_at ?? ''
  if (evidence.changedAt !== null && Date.parse(evidence.changedAt) > Date.parse(seenAt || '0')) {
    return replaceContent(kept, fresh, evidence.changedAt)
  }
  if (kept.content_raw_item_id === fresh.content_raw_item_id) {
    const row = keepIdentity(kept, fill(fresh, kept))
    row.customer_id = fresh.customer_id // a link that no longer holds goes
    row.customer_method = fresh.customer_method
    row.customer_confidence = fresh.customer_confidence
    return { row, isEdit: false }
  }
  const [lead, other] = rank(fresh) > rank(kept) ? [fresh, kept] : [kept, fresh]
  return { row: keepIdentity(kept, fill(lead, other)), isEdit: false }
}

/** What an edit took away is gone: only what identifies the mention is filled from before. */
function replaceContent(kept: MentionRow, fresh: MentionRow, changedAt: string) {
  const row = keepIdentity(kept, fillIdentity(fresh, kept))
  row.content_seen_at = changedAt
  if (kept.content_hash === fresh.content_hash) return { row, isEdit: false }
  row.version = kept.version + 1
  row.edit_count = kept.edit_count + 1
  row.edited_at = changedAt
  return { row, isEdit: true }
}

/** `lead`, with what it does not know from `other`; content goes together with its hash and labels. */
function fill(lead: MentionRow, other: MentionRow): MentionRow {
  const row = fillIdentity(lead, other)
  if (isTruncated(row.text, other.text)) takeContent(row, other)
  if (row.stars === null && other.stars !== null) takeRating(row, other)
  if (row.title === null) row.title = other.title
  if (row.replies.length < other.replies.length) {
    row.replies = other.replies
    row.replied_at = other.replied_at
  }
  return row
}

/** `lead`, with what `other` knows more exactly of who said it, when and where; what was said is `lead`'s. */
function fillIdentity(lead: MentionRow, other: MentionRow): MentionRow {
  const row = { ...lead }
  const identifying = [
    'source_item_id',
    'listing_id',
    'author_id',
    'url',
    'published_text',
    'is_verified_purchase',
    'is_incentivized',
    'helpful_count',
    'recommends',
    'thread_id',
    'in_reply_to',
    'order_external_id',
  ] as const
  for (const field of identifying) {
    if (row[field] === null) Object.assign(row, { [field]: other[field] })
  }
  if (fineness(other) > fineness(row) || lead.published_text === null) {
    row.published_text = other.published_text
    row.published_precision = other.published_precision
    row.published_at = other.published_at
    row.day = other.day
  }
  if (row.customer_id === null) {
    row.customer_id = other.customer_id
    row.customer_method = other.customer_method
    row.customer_confidence = other.customer_confidence
  }
  row.is_company ||= other.is_company
  return row
}

function takeContent(row: MentionRow, other: MentionRow): void {
  row.text = other.text
  row.content_hash = other.content_hash
  row.content_raw_item_id = other.content_raw_item_id
  row.language = other.language
  row.language_confidence = other.language_confidence
  row.sentiment_score = other.sentiment_score
  row.sentiment_label = other.sentiment_label
  row.sentiment_band = other.sentiment_band
  row.sentiment_confidence = other.sentiment_confidence
  row.sentiment_reason = other.sentiment_reason
  row.disagrees_with_rating = other.disagrees_with_rating
  row.analysis_version = other.analysis_version
}

function takeRating(row: MentionRow, other: MentionRow): void {
  row.rating_value = other.rating_value
  row.rating_best = other.rating_best
  row.rating_worst = other.rating_worst
  row.stars = other.stars
  row.disagrees_with_rating = other.disagrees_with_rating
}

/** What a mention is and when it was first seen does not change with a later reading. */
function keepIdentity(kept: MentionRow, row: MentionRow): MentionRow {
  return {
    ...row,
    mention_id: kept.mention_id,
    site: kept.site,
    type: kept.type,
    source_id: kept.source_id,
    channel: kept.channel,
    collected_at: kept.collected_at,
    content_seen_at: kept.content_seen_at,
    version: kept.version,
    edit_count: kept.edit_count,
    edited_at: kept.edited_at,
  }
}

function rank(row: MentionRow): string {
  const id = row.source_item_id === null ? 0 : 1
  const length = String(row.text?.length ?? 0).padStart(9, '0')
  return `${id}${fineness(row)}${length}${row.url ?? ''}`
}

function fineness(row: MentionRow): number {
  return row.published_precision === null ? 0 : FINENESS[row.published_precision as DatePrecision]
}

/** Whether `text` is the beginning of `longer`, cut off with or without an ellipsis. */
function isTruncated(text: string | null, longer: string | null): boolean {
  if (longer === null) return false
  if (text === null) return true
  const start = text.replace(/(…|\.\.\.)\s*$/, '').trimEnd()
  return longer.length > text.length && start.length > 0 && longer.startsWith(start)
}
