import type { ListingRow } from '../../schema/queries/find-listings.ts'
import type { SnapshotRow } from '../../schema/queries/write-snapshots.ts'
import type { PreparedAggregate } from './prepared.ts'

/** The snapshot that an aggregate rating gives; none where it says nothing, or nobody knows of what or when. */
export function snapshotRows(
  entry: PreparedAggregate,
  listing: ListingRow | undefined,
): SnapshotRow[] {
  const { aggregate, raw } = entry
  const takenAt = raw.page_facts?.fetchedAt
  const saysNothing = aggregate.stars === null && aggregate.ratingCount === null
  if (!listing || !takenAt || saysNothing) return []
  return [
    {
      listing_id: listing.listing_id,
      taken_at: takenAt,
      rating_value: aggregate.ratingValue,
      rating_best: aggregate.bestRating,
      rating_worst: aggregate.worstRating,
      stars: aggregate.stars,
      rating_count: aggregate.ratingCount,
      review_count: aggregate.reviewCount,
      count_1: aggregate.histogram?.['1'] ?? null,
      count_2: aggregate.histogram?.['2'] ?? null,
      count_3: aggregate.histogram?.['3'] ?? null,
      count_4: aggregate.histogram?.['4'] ?? null,
      count_5: aggregate.histogram?.['5'] ?? null,
    },
  ]
}
