import { describe, expect, it } from 'vitest'
import { isGenericAuthor } from '../crawlers/generic-author.ts'
import { keyed, rawHash, rawKey } from '../crawlers/raw-key.ts'
import { writtenDay } from '../crawlers/written-day.ts'
import type { PageFacts } from '../schema/page.ts'
import type { RawFieldName, RawItem } from '../schema/raw-item.ts'

const facts: PageFacts = {
  finalUrl: 'https://shop.example/p/lamp?page=2',
  canonicalUrl: null,
  fetchedAt: null,
  language: null,
  dateOrder: null,
}

function review(
  values: Partial<Record<RawFieldName, string>>,
  changes: Partial<RawItem> = {},
): RawItem {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    { value, at: name, adapter: 'a' },
  ])
  return {
    kind: 'item',
    type: 'review',
    fields: Object.fromEntries(entries),
    aspects: [],
    replies: [],
    ...changes,
  }
}

const key = (values: Partial<Record<RawFieldName, string>>) => rawKey(review(values), facts)
const ANN = {
  'author.name': 'Ann',
  publishedAt: '2026-03-04',
  text: 'Bright.',
  'product.sku': 'L1',
}

describe('the key of a raw item', () => {
  it('is its id where it has one, whatever it says', () => {
    expect(key({ ...ANN, sourceItemId: '7' })).toBe(key({ sourceItemId: '7', text: 'Dim.' }))
    expect(key({ ...ANN, sourceItemId: '7' })).not.toBe(key({ ...ANN, sourceItemId: '8' }))
  })

  it('is listing, author and day without one, so that an edit keeps it', () => {
    expect(key(ANN)).toBe(
      key({ ...ANN, text: 'Bright, but hot.', publishedAt: '2026-03-04T10:00:00Z' }),
    )
    expect(key(ANN)).not.toBe(key({ ...ANN, 'product.sku': 'L2' }))
    expect(key(ANN)).not.toBe(key({ ...ANN, publishedAt: '2026-03-05' }))
  })

  it('holds the words where the day is relative, so that a passing day keeps it', () => {
    expect(key({ ...ANN, publishedAt: '3 days ago' })).toBe(
      key({ ...ANN, publishedAt: '4 days ago' }),
    )
    expect(key({ ...ANN, publishedAt: '3 days ago' })).not.toBe(
      key({ ...ANN, publishedAt: '3 days ago', text: 'Dim.' }),
    )
  })

  it('holds the words where the author is nobody in particular', () => {
    const guest = { ...ANN, 'author.name': 'Anonyme' }
    expect(key(guest)).not.toBe(key({ ...guest, text: 'Dim.' }))
  })

  it('holds the words where two items of the page would share it, and only there', () => {
    const [first, second] = keyed([review(ANN), review({ ...ANN, text: 'Dim.' })], facts)
    expect(new Set([first?.raw_key, second?.raw_key, key(ANN)]).size).toBe(3)
  })

  it('stands once for items that are the same in everything', () => {
    expect(keyed([review(ANN), review(ANN)], facts).length).toBe(1)
  })

  it('is the same on every page of a list that names no product', () => {
    const { 'product.sku': _, ...nameless } = ANN
    const at = (finalUrl: string) => rawKey(review(nameless), { ...facts, canonicalUrl: finalUrl })
    expect(at('https://shop.example/p/lamp?page=2')).toBe(at('https://shop.example/p/lamp/'))
    expect(at('https://shop.example/p/lamp')).not.toBe(at('https://shop.example/p/desk'))
  })
})

describe('the hash of a raw item', () => {
  it('changes with title, text, pros, cons, rating and replies', () => {
    const changes: Partial<Record<RawFieldName, string>>[] = [
      { title: 'x' },
      { text: 'x' },
      { pros: 'x' },
      { cons: 'x' },
      { 'rating.value': '2' },
    ]
    const hashes = changes.map((change) => rawHash(review({ ...ANN, ...change })))
    const reply = { text: { value: 'Sorry.', at: '', adapter: 'a' } }
    hashes.push(rawHash(review(ANN, { replies: [reply] })), rawHash(review(ANN)))
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  it('does not change with dates, counts, places, markup or how a number is written', () => {
    const html = review({
      ...ANN,
      'rating.value': '4,0',
      helpfulCount: '9',
      publishedAt: 'yesterday',
    })
    html.fields.text = {
      value: '<p>Bri<b>ght</b>.</p>\n',
      at: 'elsewhere',
      adapter: 'b',
      html: true,
    }
    expect(rawHash(html)).toBe(rawHash(review({ ...ANN, 'rating.value': '4' })))
  })
})

describe('a written day', () => {
  it.each([
    ['2026-03-04T23:59:00-05:00', '2026-03-04'],
    ['4 March 2026 at 10:15', '4 march 2026'],
    ['03/04/2026, 9:47 PM', '03/04/2026'],
    ['14.02.26', '14.02.26'],
    ['vor 3 Tagen', null],
    ['May 4', null],
    ['', null],
  ])('of %j is %j', (date, day) => {
    expect(writtenDay(date)).toBe(day)
  })
})

describe('a generic author', () => {
  it.each([
    'Anonymous',
    ' gast ',
    'Amazon Customer',
    'Anonyme',
    'A Google User',
    'Guest 4711',
    '…',
    '匿名',
  ])('is %j', (name) => {
    expect(isGenericAuthor(name)).toBe(true)
  })
  it.each(['Ann', 'Host Schmidt', 'Client Eastwood', '李雷'])('is not %j', (name) => {
    expect(isGenericAuthor(name)).toBe(false)
  })
})
