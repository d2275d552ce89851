import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatOf, parseItems } from '../console/api/parse-items.ts'
import { statedHash, statedKey } from '../crawlers/raw-key.ts'
import { type PushedMention, pushedMention, statedMention } from '../workers/stated-mention.ts'

const review: PushedMention = {
  source: 'survey',
  type: 'review',
  text: 'Good sound.',
  author: { name: 'Mara' },
  publishedAt: '2026-03-04',
}

function rawOf(pushed: PushedMention, at = 'a.csv:2') {
  return statedMention(pushed, { adapter: 'import', at }).raw
}

test('where a mention stood changes neither its key nor its hash', () => {
  const here = rawOf(review)
  const there = rawOf(review, 'b.csv:77')
  expect([statedKey(there), statedHash(there)]).toEqual([statedKey(here), statedHash(here)])
})

test('an id is the key whatever else is said, and all that is said is in the hash', () => {
  const known = { ...review, sourceItemId: 'r-1' }
  const before = rawOf(known)
  for (const change of [
    { text: 'Bad sound.' },
    { orderId: 'O-1' },
    { setting: 'offline' as const },
    { itemReviewed: { productId: 'P-1' } },
    { replies: [{ text: 'Thanks' }] },
    { aspectRatings: [{ name: 'comfort', stars: 3 }] },
  ]) {
    const after = rawOf({ ...known, ...change })
    expect(statedKey(after)).toBe(statedKey(before))
    expect(statedHash(after), JSON.stringify(change)).not.toBe(statedHash(before))
  }
})

test('without an id, author, day, words and product tell mentions apart', () => {
  const variants: PushedMention[] = [
    review,
    { ...review, type: 'post' },
    { ...review, text: 'Good sound, mostly.' },
    { ...review, author: { name: 'Jo' } },
    { ...review, publishedAt: '2026-03-05' },
    { ...review, itemReviewed: { productId: 'P-1' } },
    { ...review, itemReviewed: { sku: 'P-1' } },
    { ...review, url: 'https://forum.example/t/1' },
  ]
  expect(new Set(variants.map((one) => statedKey(rawOf(one)))).size).toBe(variants.length)
})

test('whatever is pushed is either refused with a reason or becomes strings', () => {
  const field = fc.constantFrom(...Object.keys(pushedMention.shape), 'other')
  const pushed = fc.dictionary(field, fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' })))
  fc.assert(
    fc.property(pushed, (given) => {
      const checked = pushedMention.safeParse({ ...review, ...given })
      if (!checked.success) expect(checked.error.issues[0]?.message).not.toBe('')
      else {
        const { fields } = rawOf(checked.data)
        for (const { value } of Object.values(fields)) expect(value).toBeTypeOf('string')
      }
    }),
  )
})

function faultOf(more: object): string | undefined {
  return pushedMention.safeParse({ ...review, ...more }).error?.issues[0]?.message
}

test('a date of the future is refused, but not the today of another zone', () => {
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  for (const name of ['publishedAt', 'editedAt']) {
    expect(faultOf({ [name]: inHours(30) })).toBe('lies in the future')
    expect(faultOf({ [name]: inHours(14) })).toBeUndefined()
  }
  expect(faultOf({ replies: [{ text: 'Thanks', publishedAt: '2062-03-04' }] })).toBe(
    'lies in the future',
  )
})

test('an address that would not be one when it is read is refused, with the limit', () => {
  expect(faultOf({ url: `https://a.example/${'p'.repeat(2048)}` })).toContain('2048 characters')
  expect(faultOf({ url: `https://a.example/${'p'.repeat(2000)}` })).toBeUndefined()
})

test('names are short enough for an index', () => {
  const long = 'n'.repeat(501)
  for (const field of ['name', 'sku', 'mpn', 'brand', 'variant']) {
    expect(faultOf({ itemReviewed: { [field]: long } }), field).toContain('500 characters')
  }
  for (const field of ['name', 'handle']) {
    expect(faultOf({ author: { [field]: long } }), field).toContain('500 characters')
  }
})

test('NDJSON has as many items as lines that are not empty, good or bad', () => {
  const line = fc.oneof(fc.json(), fc.string()).map((text) => text.replaceAll('\n', ' '))
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const filled = lines.filter((text) => text.trim() !== '')
      const { items } = parseItems(lines.join('\n'), 'ndjson')
      expect(items?.length).toBe(filled.length)
    }),
  )
})

test('only JSON and NDJSON in UTF-8 are read', () => {
  expect(formatOf('application/json')).toBe('json')
  expect(formatOf('Application/JSON; charset="UTF-8"')).toBe('json')
  expect(formatOf('application/x-ndjson')).toBe('ndjson')
  for (const other of [undefined, '', 'text/plain', 'application/json; charset=latin1', 'json']) {
    expect(formatOf(other), other).toBeNull()
  }
})
