import type { Adapter } from '../adapter.ts'
import { shownPage } from '../records/shown-page.ts'
import { itemOf } from '../records/statements.ts'

/** Posts, comments, questions and answers in repeated blocks, by what they show: a name, a date, words. */
export const adapter: Adapter = {
  name: 'thread',
  plainName: 'visible posts and comments',
  recognises: 'posts, comments, questions and answers shown in repeated blocks, without any markup',
  triedLive: null,
  detect: (document) => {
    const count = postsOf(document).length
    return count === 0 ? null : { confidence: 0.4, why: `${count} blocks that look like posts` }
  },
  read: (document) => ({
    items: postsOf(document).map((post) => itemOf(post, 'thread')),
    aggregates: [],
    next: [],
    problems: [],
  }),
}

function postsOf(document: Parameters<Adapter['read']>[0]) {
  return shownPage(document).statements.filter(({ type }) => type !== 'review')
}
