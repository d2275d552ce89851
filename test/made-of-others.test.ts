import { describe, expect, test } from 'vitest'
import { withoutMadeOfOthers } from '../crawlers/made-of-others.ts'
import type { RawItem } from '../schema/raw-item.ts'

function item(type: RawItem['type'], text: string, adapter = 'article'): RawItem {
  const fields = { text: { value: text, at: 'text', adapter } }
  return { kind: 'item', type, fields, aspects: [], replies: [] }
}

const KETTLE = 'It boils fast, it is quiet, and it looks good on any shelf.'
const LID = 'The lid broke after a week, and nobody answers my letters.'
const ESSAY =
  'Every kitchen needs a kettle, and over the past year I tried nine of them, from the cheapest that I could find to one that costs as much as a bicycle. Here is what I learned of their lids, their lamps and their cables, and which of them I would buy again today.'
const reviews = [item('review', KETTLE, 'review-blocks'), item('review', LID, 'review-blocks')]

describe('an article', () => {
  test('that is the reviews on its page is none', () => {
    const article = item('article', `Ann, 4 May ${KETTLE} Helpful? Bob, 3 May ${LID} Helpful?`)
    expect(withoutMadeOfOthers([article, ...reviews], false)).toEqual(reviews)
  })

  test('with comments behind it is one', () => {
    const items = [item('article', `${ESSAY} Comments: ${KETTLE} ${LID}`), ...reviews]
    expect(withoutMadeOfOthers(items, false)).toEqual(items)
  })

  test('that quotes a short phrase of a review is one', () => {
    const items = [item('article', ESSAY), item('review', 'Good.', 'review-blocks')]
    expect(withoutMadeOfOthers(items, false)).toEqual(items)
  })

  test('that is one post is the post', () => {
    const post = item('post', ESSAY, 'thread')
    expect(withoutMadeOfOthers([item('article', ESSAY), post], false)).toEqual([post])
  })

  test('that calls itself one is the article, and no post', () => {
    const article = item('article', ESSAY)
    expect(withoutMadeOfOthers([article, item('post', ESSAY, 'thread')], true)).toEqual([article])
  })

  test('that markup knows of is one, whatever stands in it', () => {
    const items = [item('article', `${KETTLE} ${LID}`, 'schema-org'), ...reviews]
    expect(withoutMadeOfOthers(items, false)).toEqual(items)
  })
})
