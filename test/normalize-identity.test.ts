import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Item } from '../schema/item.ts'
import { batchKeys, contentHash, itemKeys } from '../workers/normalize/identity.ts'

const review: Item = {
  type: 'review',
  site: 'shop.example',
  sourceItemId: null,
  url: null,
  itemReviewed: null,
  author: { name: 'Mara K.', handle: null, url: null, country: null, isCompany: null },
  title: 'Great',
  text: 'Works well.',
  pros: null,
  cons: null,
  publishedAt: '2026-03-04T23:30:00-05:00',
  publishedPrecision: 'second',
  editedAt: null,
  language: 'en',
  rating: { ratingValue: 5, bestRating: 5, worstRating: 1, stars: 5 },
  aspectRatings: [],
  recommends: null,
  verifiedPurchase: null,
  incentivized: null,
  helpfulCount: null,
  threadId: null,
  inReplyTo: null,
  replies: [],
  raw: { publishedAt: '2026-03-04T23:30:00-05:00' },
  provenance: {},
}

function keys(over: Partial<Item>, sharesDay = false): string[] {
  return itemKeys({ ...review, ...over }, { listing: '7', sharesDay })
}

function kinds(found: string[]): string[] {
  return found.map((key) => key.slice(0, key.indexOf(':')))
}

describe('the keys of an item', () => {
  test('are the site’s id first, and the id-less ones too', () => {
    const found = keys({ sourceItemId: 'r|1' })
    expect(kinds(found)).toEqual(['id', 'text', 'day'])
    expect(found[0]).toBe('id:shop.example|review|r%7C1')
  })

  test('let a source without ids find an item that has one', () => {
    expect(keys({ sourceItemId: 'r1' })).toEqual(expect.arrayContaining(keys({})))
  })

  test('take the day as the site writes it, not converted', () => {
    expect(keys({}).at(-1)).toBe('day:shop.example|7|mara k|review|2026-03-04')
  })

  test('keep the day key when the text is edited', () => {
    expect(keys({ text: 'Broke after a week.' }).at(-1)).toBe(keys({}).at(-1))
  })

  test('have no day key when the date is relative', () => {
    expect(kinds(keys({ publishedAt: '2026-03-01', raw: { publishedAt: '3 days ago' } }))).toEqual([
      'text',
    ])
  })

  test('do not change while a relative date moves', () => {
    const first = keys({ publishedAt: '2026-03-01', raw: { publishedAt: '3 days ago' } })
    const later = keys({ publishedAt: '2026-03-01', raw: { publishedAt: '4 days ago' } })
    expect(later).toEqual(first)
  })

  test.each([
    ['a missing author', { author: null }],
    ['a generic author', { author: { ...review.author, name: 'Anonymous' } as Item['author'] }],
    ['a date of a month', { publishedAt: '2026-03' }],
    ['a missing date', { publishedAt: null }],
  ])('have no day key with %s', (_what, over) => {
    expect(kinds(keys(over))).toEqual(['text'])
  })

  test('do not see case, punctuation and spacing of a text', () => {
    expect(keys({ text: 'works   WELL' })).toEqual(keys({}))
  })

  test('tell two items apart that differ in their words', () => {
    expect(keys({ text: 'Works badly.' })[0]).not.toBe(keys({})[0])
  })

  test('are none without a site', () => {
    expect(keys({ site: null })).toEqual([])
  })

  test('are equal only when all their parts are', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '|', '%', '7', 'C') })
    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        const [first] = keys({ site: a, sourceItemId: b })
        const [second] = keys({ site: c, sourceItemId: d })
        expect(first === second).toBe(a === c && b === d)
      }),
    )
  })
})

describe('the keys of a batch', () => {
  const placed = (over: Partial<Item>, pageUrl: string | null = 'http://shop.example/p/1') => ({
    item: { ...review, ...over },
    listing: '7',
    pageUrl,
  })

  test('drop the day key that two different items of a page share', () => {
    const found = batchKeys([placed({}), placed({ text: 'Another one.' })])
    expect(found.map(kinds)).toEqual([['text'], ['text']])
  })

  test('keep it for one item that a page shows twice', () => {
    const found = batchKeys([placed({}), placed({ sourceItemId: 'r1' })])
    expect(found.map(kinds)).toEqual([
      ['text', 'day'],
      ['id', 'text', 'day'],
    ])
  })

  test('keep it for items of different pages', () => {
    const found = batchKeys([
      placed({}),
      placed({ text: 'Another one.' }, 'http://shop.example/p/2'),
    ])
    expect(found.map(kinds)).toEqual([
      ['text', 'day'],
      ['text', 'day'],
    ])
  })

  test('have no day key in imports, so that batches do not change them', () => {
    expect(batchKeys([placed({}, null)]).map(kinds)).toEqual([['text']])
  })
})

describe('the hash of what an item says', () => {
  test.each([
    ['the title', { title: 'Bad' }],
    ['the text', { text: 'Bad.' }],
    ['the rating', { rating: { ratingValue: 4, bestRating: 5, worstRating: 1, stars: 4 } }],
    [
      'a reply',
      { replies: [{ author: null, isOfficial: true, text: 'Thanks', publishedAt: null }] },
    ],
  ])('changes with %s', (_what, over) => {
    expect(contentHash({ ...review, ...over })).not.toBe(contentHash(review))
  })

  test('does not change with dates and counts', () => {
    expect(contentHash({ ...review, helpfulCount: 3, publishedAt: '2026-03-05' })).toBe(
      contentHash(review),
    )
  })
})
