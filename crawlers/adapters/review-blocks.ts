import type { Adapter } from '../adapter.ts'
import { itemOf, statementsOf } from '../records/statements.ts'

/** Reviews in repeated blocks, by what they show: stars, a name, a date, words. */
export const adapter: Adapter = {
  name: 'review-blocks',
  recognises: 'reviews shown in repeated blocks, without any markup',
  triedLive: null,
  detect: (document) => {
    const count = reviewsOf(document).length
    return count === 0 ? null : { confidence: 0.4, why: `${count} blocks that look like reviews` }
  },
  read: (document) => ({
    items: reviewsOf(document).map((review) => itemOf(review, 'review-blocks')),
    aggregates: [],
    next: [],
    problems: [],
  }),
}

function reviewsOf(document: Parameters<Adapter['read']>[0]) {
  return statementsOf(document).filter(({ type }) => type === 'review')
}
