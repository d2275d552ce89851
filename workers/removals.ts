import { parseCount } from '../crawlers/written/numbers.ts'
import { inChangeTransaction, type Pool } from '../schema/database.ts'
import { markRemoved, readReturned, unmarkRemoved } from '../schema/queries/mark-removed.ts'
import { type PlaceWithVanished, readVanished } from '../schema/queries/read-vanished.ts'
import { touchRatingStreams } from '../schema/queries/touch-rating-streams.ts'

/** What a run told of statements that were known. */
export interface Removals {
  removed: number
  returned: number
}

/**
 * Marks what vanished from a site, and what came back, once a run has read a whole source. Nothing is ever deleted.
 * In doubt it still stands: see {@link isRemoved}.
 */
export async function noteRemovals(pool: Pool, runId: number): Promise<Removals> {
  const returned = await readReturned(pool, runId)
  const places = await readVanished(pool, runId)
  const removed = places.flatMap((place) =>
    place.vanished.filter(({ type }) => isRemoved(type, place)).map(({ mention_id }) => mention_id),
  )
  if (removed.length + returned.length > 0) {
    await inChangeTransaction(pool, async (client) => {
      await markRemoved(client, runId, removed)
      const seen_at = new Date()
      await unmarkRemoved(
        client,
        returned.map((mention_id) => ({ mention_id, seen_at })),
      )
      await touchRatingStreams(client, [], [...removed, ...returned])
    })
  }
  return { removed: removed.length, returned: returned.length }
}

/** Of a thread so much at most is taken away at once; more looks as if it was shown otherwise. */
const MOST_OF_THREAD = 0.2

/**
 * A list of reviews is read wholly when it holds as many as the site says there are: sites show a choice of them, which
 * changes. A thread is shown wholly where it is shown: of it single statements vanish.
 */
export function isRemoved(type: string, place: PlaceWithVanished): boolean {
  if (type === 'review') {
    const claimed = place.claims.map(({ reviews, ratings }) => parseCount(reviews ?? ratings ?? ''))
    return (
      claimed.length > 0 && claimed.every((count) => count !== null && place.reviews_seen >= count)
    )
  }
  const others = place.vanished.filter((one) => one.type !== 'review').length
  return place.others_seen > 0 && others <= Math.max(1, MOST_OF_THREAD * place.others_seen)
}
