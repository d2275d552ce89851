import type { ListingRow } from '../../schema/queries/find-listings.ts'
import type { MentionProductRow } from '../../schema/queries/write-mention-products.ts'
import type { Prepared, PreparedItem } from './prepared.ts'

/** The links of mentions to products: one each, `subject` before the others. `mentionIds` are parallel. */
export function productLinks(
  items: PreparedItem[],
  mentionIds: number[],
  listed: Map<Prepared, ListingRow>,
): MentionProductRow[] {
  const links = new Map<string, MentionProductRow>()
  const add = (link: MentionProductRow) => {
    const key = `${link.mention_id} ${link.product_id}`
    if (links.get(key)?.role !== 'subject') links.set(key, link)
  }
  items.forEach((entry, index) => {
    const mentionId = mentionIds[index] ?? 0
    const subject = subjectOf(mentionId, entry, listed.get(entry))
    if (subject) add(subject)
    for (const named of entry.named) {
      if (named.productId === subject?.product_id) continue
      add({
        mention_id: mentionId,
        product_id: named.productId,
        role: named.role,
        confidence: named.confidence,
        method: named.method,
        evidence: [named.quote],
        sentiment_score: null,
      })
    }
  })
  return [...links.values()]
}

function subjectOf(
  mentionId: number,
  entry: PreparedItem,
  listing: ListingRow | undefined,
): MentionProductRow | null {
  if (!listing || listing.product_id === null) return null
  return {
    mention_id: mentionId,
    product_id: listing.product_id,
    role: 'subject',
    confidence: listing.product_confidence ?? 0,
    method: listing.product_method ?? 'listing',
    evidence: listing.name === null ? [] : [listing.name],
    sentiment_score: entry.labels.sentiment?.score ?? null,
  }
}
