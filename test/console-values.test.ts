import { load } from 'cheerio'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, datesIn, dayName, mondayOf } from '../console/dates.ts'
import { excerpt } from '../console/excerpt.ts'
import { count, counted, percent, rating, signed, stars } from '../console/numbers.ts'
import { mentionList } from '../console/parts/mention-list.ts'
import { pageOf } from '../console/parts/pager.ts'
import { productsWorstFirst } from '../console/product-stars.ts'
import { safeLink } from '../console/safe-link.ts'
import { filterOf, hrefOf, parseViewQuery } from '../console/view-query.ts'
import { trendOf, trendStart } from '../console/weeks.ts'
import type { ConsoleMention } from '../schema/queries/console-mentions.ts'

/** Any characters that Postgres keeps. */
const anyText = fc
  .string({ unit: 'binary', maxLength: 400 })
  .map((text) => text.replaceAll('\0', ''))

const MENTION: ConsoleMention = {
  mention_id: 1,
  type: 'review',
  channel: 'own_site',
  source_name: 'shop',
  published_at: new Date('2026-03-04T23:30:00Z'),
  published_precision: 'minute',
  collected_at: new Date('2026-03-05T00:00:00Z'),
  language: 'en',
  stars: 4,
  sentiment_label: 'positive',
  sentiment_reason: null,
  disagrees_with_rating: false,
  is_company: false,
  is_syndicated: false,
  is_removed: false,
  is_verified_purchase: null,
  is_incentivized: null,
  replied_at: null,
  url: 'https://shop.example/r/1',
  title: 'Good',
  text: 'It works.',
  customer_external_id: null,
  products: [{ product_id: 7, name: 'Lamp', role: 'subject' }],
}

async function rendered(changes: Partial<ConsoleMention>) {
  const markup = await mentionList([{ ...MENTION, ...changes }], datesIn('Europe/Berlin'))
  return load(String(markup), null, false)
}

test('whatever people write, it is shown as text and adds no element or attribute', async () => {
  const shape = (page: Awaited<ReturnType<typeof rendered>>) =>
    page('*')
      .toArray()
      .map((element) => [page(element).prop('tagName'), Object.keys(page(element).attr() ?? {})])
  const harmless = shape(await rendered({}))
  await fc.assert(
    fc.asyncProperty(anyText, anyText, anyText, async (title, text, name) => {
      const page = await rendered({
        title,
        text,
        language: name,
        source_name: name,
        products: [{ product_id: 7, name, role: 'subject' }],
      })
      expect(shape(page)).toEqual(harmless)
      expect(page('h3').text()).toBe(excerpt(title, 160))
    }),
    {
      examples: [['<script>alert(1)</script>', '</p><img src=x onerror=alert(1)>', '" onclick="x']],
    },
  )
})

test('an address that is not http or https is no link', async () => {
  for (const url of [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    '//evil.example',
    '/admin',
    'nonsense',
  ]) {
    expect(safeLink(url), url).toBeNull()
    expect((await rendered({ url }))('footer a').length, url).toBe(0)
  }
  expect(safeLink('HTTPS://Shop.Example/a b')).toBe('https://shop.example/a%20b')
})

test('a link to what was collected tells the site nothing of us', async () => {
  const link = (await rendered({}))('footer a')
  expect(link.attr('href')).toBe('https://shop.example/r/1')
  expect(link.attr('rel')).toBe('noopener noreferrer nofollow')
})

test('a text carries its language, and decides its own direction', async () => {
  const arabic = await rendered({ text: 'مرحبا', language: 'ar' })
  expect(arabic('p').attr()).toEqual({ dir: 'auto', lang: 'ar' })
  const unknown = await rendered({ language: null })
  expect(unknown('p').attr('lang')).toBe('')
})

test('a mention that no mean counts says why', async () => {
  expect((await rendered({ is_company: true }))('footer').text()).toContain('our own voice')
  expect((await rendered({ is_syndicated: true }))('footer').text()).toContain('copy')
  expect((await rendered({ is_removed: true }))('footer').text()).toContain('removed')
  expect((await rendered({}))('footer').text()).not.toContain('not counted')
})

test('what is not known is said to be unknown', async () => {
  const page = await rendered({
    stars: null,
    published_at: null,
    published_precision: null,
    sentiment_label: null,
    sentiment_reason: 'no_words',
    title: null,
    text: null,
    products: [],
  })
  const text = page.root().text()
  for (const part of ['no stars', 'feeling unknown: no words', 'undated', 'no product known']) {
    expect(text).toContain(part)
  }
})

test('an excerpt is never longer than asked, and never half a character', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 80 }), (text, length) => {
      const short = excerpt(text, length)
      expect(short.length).toBeLessThanOrEqual(length)
      expect(short).not.toMatch(/\p{Cs}/u)
    }),
  )
  expect(excerpt('one two  three', 9)).toBe('one two…')
  expect(excerpt('a\n b', 9)).toBe('a b')
})

test('numbers are written for people', () => {
  expect([count(1234567), counted(1, 'rating'), counted(2, 'rating')]).toEqual([
    '1,234,567',
    '1 rating',
    '2 ratings',
  ])
  expect([stars(4), stars(4.349), rating(4), rating(4.25)]).toEqual(['4.0', '4.3', '4', '4.3'])
  expect([signed(-1.24), signed(0.4), signed(-0.04)]).toEqual(['−1.2', '+0.4', '0.0'])
})

test('nearly all is not all, and hardly any is not none', () => {
  expect([0, 0.001, 0.43, 0.9996, 1].map(percent)).toEqual(['0%', '<1%', '43%', '>99%', '100%'])
})

test("a date is in the company's time zone and as exact as it is known", () => {
  const dates = datesIn('Europe/Berlin')
  const moment = new Date('2026-03-04T23:30:00Z')
  expect(dates.published(moment, 'second')).toBe('5 Mar 2026, 00:30')
  expect(dates.published(moment, 'day')).toBe('5 Mar 2026')
  expect(dates.published(moment, 'month')).toBe('Mar 2026')
  expect(dates.published(moment, 'year')).toBe('2026')
  expect(dates.isoDay(moment)).toBe('2026-03-05')
  expect(datesIn('UTC').moment(moment)).toBe('4 Mar 2026, 23:30')
})

test('days are counted over changes of the clock, months and years', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(['2026-03-02', '2026-03-08', '2026-03-09'].map(mondayOf)).toEqual([
    '2026-03-02',
    '2026-03-02',
    '2026-03-09',
  ])
  expect(dayName('2026-03-04')).toBe('4 Mar 2026')
})

test('a trend has 26 weeks, also those in which nobody rated', () => {
  const rows = [
    { product_id: 1, week_start: '2026-03-02', ratings: 2, stars_sum: 9, stars_squared_sum: 41 },
    { product_id: 2, week_start: '2026-02-23', ratings: 1, stars_sum: 1, stars_squared_sum: 1 },
  ]
  const weeks = trendOf(rows, 1, '2026-03-04')
  expect(weeks).toHaveLength(26)
  expect(weeks[0]?.start).toBe(trendStart('2026-03-04'))
  expect(weeks.at(-1)).toMatchObject({ start: '2026-03-02', stars: { ratings: 2, mean: 4.5 } })
  expect(weeks.filter((week) => week.stars !== null)).toHaveLength(1)
})

test('one bad rating does not make the worst product, an open alert comes first', () => {
  const row = (product_id: number, ratings: number, mean: number) => ({
    product_id,
    product_name: `P${product_id}`,
    is_competitor: false,
    channel: 'own_site' as const,
    ratings,
    stars_sum: ratings * mean,
    stars_squared_sum: ratings * mean * mean,
  })
  const rows = [row(1, 1, 1), row(2, 80, 2), row(3, 50, 5), row(4, 50, 4)]
  const order = productsWorstFirst(rows, new Set([3])).map((product) => product.productId)
  expect(order).toEqual([3, 2, 4, 1])
})

test('the mean of a product is that of all its ratings, not of its channels', () => {
  const of = (channel: 'blog' | 'own_site', ratings: number, stars_sum: number) => ({
    ...{ product_id: 1, product_name: 'P', is_competitor: false, channel },
    ...{ ratings, stars_sum, stars_squared_sum: stars_sum * 5 },
  })
  const [product] = productsWorstFirst([of('blog', 1, 1), of('own_site', 9, 45)], new Set())
  expect(product?.all).toMatchObject({ ratings: 10, mean: 4.6 })
  expect(product?.channels.map((channel) => channel.mean)).toEqual([1, 5])
})

test('a page beyond the last one is the last one', () => {
  expect(pageOf(undefined, 101, 50)).toEqual({ number: 1, of: 3, offset: 0, size: 50 })
  expect(pageOf(9, 101, 50)).toMatchObject({ number: 3, offset: 100 })
  expect(pageOf(2, 0, 50)).toMatchObject({ number: 1, of: 1, offset: 0 })
})

test('the address of a view leads to the same view', () => {
  const view = { product: 12, channel: 'blog', source: 'a&b=c', days: 30, page: 2 } as const
  const { searchParams } = new URL(hrefOf('/', view), 'http://localhost')
  expect(parseViewQuery(Object.fromEntries(searchParams))).toEqual(view)
  expect(hrefOf('/products', { page: 1, product: undefined })).toBe('/products')
})

test('empty fields of the form ask for all', () => {
  const view = parseViewQuery({ product: '', channel: '', source: '', days: '' })
  expect(filterOf(view, '2026-03-04')).toEqual({
    ...{ productId: null, channel: null, source: null, since: null },
  })
})

test('a period of one day is today', () => {
  expect(filterOf({ days: 1 }, '2026-03-04').since).toBe('2026-03-04')
  expect(filterOf({ days: 30 }, '2026-03-04').since).toBe('2026-02-03')
})

test('a query that cannot be used is refused with what is allowed', () => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ product: '-1' }, /product: must be a whole number above 0/],
    [{ product: '9999999999999999' }, /product/],
    [{ channel: 'tv' }, /channel: must be one of own_site, marketplace, blog, community/],
    [{ days: '99999' }, /days: must be at most 36500/],
    [{ page: '1.5' }, /page/],
  ]
  for (const [given, message] of cases) {
    expect(() => parseViewQuery(given)).toThrow(message)
  }
})
