import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MentionRow } from '../schema/queries/mention-columns.ts'
import { mergeMention } from '../workers/write/merge-mention.ts'

const base: MentionRow = {
  mention_id: 7,
  site: 'shop.example',
  type: 'review',
  source_item_id: null,
  source_id: 1,
  listing_id: 1,
  author_id: 1,
  customer_id: null,
  customer_method: null,
  customer_confidence: null,
  channel: 'own_site',
  setting: 'online',
  url: null,
  title: null,
  text: 'Good sound',
  pros: null,
  cons: null,
  language: 'en',
  language_confidence: 0.9,
  published_text: '2026-03-04',
  published_precision: 'day',
  published_at: '2026-03-03T23:00:00.000Z',
  day: '2026-03-04',
  collected_at: '2026-03-10T00:00:00.000Z',
  rating_value: 4,
  rating_best: 5,
  rating_worst: 1,
  stars: 4,
  aspect_ratings: [],
  recommends: null,
  is_verified_purchase: null,
  is_incentivized: null,
  helpful_count: null,
  thread_id: null,
  in_reply_to: null,
  replies: [],
  replied_at: null,
  order_external_id: null,
  is_company: false,
  content_hash: 'a',
  version: 1,
  edit_count: 0,
  edited_at: null,
  sentiment_score: 0.5,
  sentiment_label: 'positive',
  sentiment_band: 'positive',
  sentiment_confidence: 0.5,
  sentiment_reason: null,
  disagrees_with_rating: false,
  analysis_version: 'lexicon-1',
  content_raw_item_id: 100,
  content_seen_at: '2026-03-10T00:00:00.000Z',
}
const seen = (changes: Partial<MentionRow>, changedAt: string | null = null) => ({
  row: { ...base, mention_id: 0, content_raw_item_id: 200, ...changes },
  changedAt,
})

test('words that changed since they were seen are an edit, with a version more', () => {
  const edit = seen({ text: 'Bad sound', stars: 2, content_hash: 'b' }, '2026-03-12T00:00:00.000Z')
  const { row, isEdit } = mergeMention(base, edit)
  expect(isEdit).toBe(true)
  expect(row).toMatchObject({
    mention_id: 7,
    text: 'Bad sound',
    stars: 2,
    version: 2,
    edit_count: 1,
    edited_at: '2026-03-12T00:00:00.000Z',
    collected_at: base.collected_at,
  })
})

test('an edit that shortens the words brings its own feeling, language and replies', () => {
  const kept: MentionRow = {
    ...base,
    text: 'Great. Then it broke.',
    sentiment_label: 'negative',
    replies: [{ text: 'Sorry' }],
    replied_at: '2026-01-02T00:00:00Z',
  }
  for (const text of ['Great.', null]) {
    const edit = seen(
      { text, sentiment_label: 'positive', content_hash: 'b' },
      '2026-03-12T00:00:00.000Z',
    )
    expect(mergeMention(kept, edit).row).toMatchObject({
      text,
      sentiment_label: 'positive',
      replies: [],
      replied_at: null,
      content_raw_item_id: 200,
    })
  }
})

test('a rating that an edit took away is gone', () => {
  const edit = seen(
    { rating_value: null, stars: null, content_hash: 'b' },
    '2026-03-12T00:00:00.000Z',
  )
  expect(mergeMention(base, edit).row.stars).toBeNull()
})

test('reading the same raw item again by newer code is no edit', () => {
  const again = seen({ text: 'Good sound.', content_hash: 'b', content_raw_item_id: 100 })
  const { row, isEdit } = mergeMention(base, again)
  expect(isEdit).toBe(false)
  expect(row).toMatchObject({ text: 'Good sound.', version: 1, edit_count: 0 })
})

test('the same statement elsewhere fills what is not known, and a finer date wins', () => {
  const other = seen({
    source_item_id: '10023',
    published_text: '2026-03-04T14:22:05+01:00',
    published_precision: 'second',
    published_at: '2026-03-04T13:22:05.000Z',
    is_verified_purchase: true,
  })
  const { row, isEdit } = mergeMention(base, other)
  expect(isEdit).toBe(false)
  expect(row).toMatchObject({
    source_item_id: '10023',
    published_precision: 'second',
    is_verified_purchase: true,
    version: 1,
  })
})

test('a text that another page shows whole replaces its cut-off beginning', () => {
  const cut = { ...base, source_item_id: '1', text: 'Good sound and …' }
  const { row } = mergeMention(
    cut,
    seen({ text: 'Good sound and a fine case.', content_hash: 'c' }),
  )
  expect(row.text).toBe('Good sound and a fine case.')
  expect(row.source_item_id).toBe('1')
})

test('two readings of one statement come to the same, whichever is first', () => {
  const variant = fc.record({
    source_item_id: fc.constantFrom(null, '10023'),
    url: fc.constantFrom(null, 'https://shop.example/a', 'https://shop.example/b'),
    title: fc.constantFrom(null, 'Fine'),
    published_precision: fc.constantFrom('day', 'second'),
    helpful_count: fc.constantFrom(null, 3),
  })
  fc.assert(
    fc.property(variant, variant, (a, b) => {
      const first: MentionRow = { ...base, ...a, content_raw_item_id: 1 }
      const second: MentionRow = { ...base, ...b, content_raw_item_id: 2 }
      const ab = mergeMention(first, { row: second, changedAt: null }).row
      const ba = mergeMention(second, { row: first, changedAt: null }).row
      const { content_raw_item_id: _a, ...restAb } = ab
      const { content_raw_item_id: _b, ...restBa } = ba
      if (
        a.helpful_count === b.helpful_count ||
        a.helpful_count === null ||
        b.helpful_count === null
      )
        expect(restAb).toEqual(restBa)
    }),
  )
})
