import { describe, expect, test } from 'vitest'
import { item as itemSchema } from '../schema/item.ts'
import type { PageFacts } from '../schema/page.ts'
import type { RawAggregate, RawFields, RawItem } from '../schema/raw-item.ts'
import { companyVoice } from '../workers/normalize/company.ts'
import { countryCode } from '../workers/normalize/country.ts'
import { parseRecommends, parseVerified } from '../workers/normalize/flags.ts'
import { loadLanguageDetector } from '../workers/normalize/language.ts'
import { normalizeAggregate, normalizeItem } from '../workers/normalize/normalize.ts'

const facts: PageFacts = {
  finalUrl: 'http://www.shop.example/p/1',
  canonicalUrl: 'http://www.shop.example/p/1',
  fetchedAt: '2026-03-04T10:20:30Z',
  language: 'de-DE',
  dateOrder: null,
}
const context = { officialAuthors: ['Acme Support'], brands: ['Acme'] }

function value(text: string, html = false) {
  const stood = { value: text, at: 'json-ld[0].review[3]', adapter: 'schema-org' }
  return html ? { ...stood, html: true as const } : stood
}

function raw(fields: RawFields, over: Partial<RawItem> = {}): RawItem {
  return { kind: 'item', type: 'review', fields, aspects: [], replies: [], ...over }
}

function normalized(fields: RawFields) {
  return normalizeItem(raw(fields), facts, context)
}

describe('an item', () => {
  test('has no name that is longer than names are, and says why', () => {
    const long = 'x'.repeat(501)
    const found = normalized({ 'author.name': value(long), 'product.brand': value(long) })
    expect([found.author, found.itemReviewed]).toEqual([null, null])
    expect(found.provenance['author.name']).toContain('longer than 500 characters')
    expect(found.raw['author.name']).toBe(long)
  })

  test('is whole, keeps its raw strings and says where they stood', () => {
    const found = normalizeItem(
      raw(
        {
          sourceItemId: value(' r1 '),
          url: value('/p/1#r1'),
          'author.name': value('Mara K.'),
          'author.country': value('Deutschland'),
          title: value('Sehr gut'),
          text: value('<p>Sitzt &amp; klingt.</p>', true),
          publishedAt: value('04.03.2026'),
          'rating.value': value('4,5'),
          'rating.best': value('5'),
          helpfulCount: value('12 Personen'),
          verifiedPurchase: value('Verifizierter Kauf'),
          'product.name': value('Aurora Buds'),
          'product.url': value('/p/1'),
        },
        {
          aspects: [{ name: value('Klang'), value: value('3') }],
          replies: [
            { author: value('acme support'), text: value('Danke!'), publishedAt: value('heute') },
          ],
        },
      ),
      facts,
      context,
    )
    expect(itemSchema.parse(found)).toEqual(found)
    expect(found).toMatchObject({
      site: 'shop.example',
      sourceItemId: 'r1',
      url: 'http://www.shop.example/p/1#r1',
      author: { name: 'Mara K.', handle: null, country: 'DE', isCompany: null },
      text: 'Sitzt & klingt.',
      publishedAt: '2026-03-04',
      publishedPrecision: 'day',
      language: 'de-DE',
      rating: { ratingValue: 4.5, bestRating: 5, worstRating: 1, stars: 4.5 },
      aspectRatings: [{ name: 'Klang', stars: 3 }],
      helpfulCount: 12,
      verifiedPurchase: true,
      recommends: null,
      itemReviewed: { name: 'Aurora Buds', url: 'http://www.shop.example/p/1', sku: null },
      replies: [
        { author: 'acme support', isOfficial: true, text: 'Danke!', publishedAt: '2026-03-04' },
      ],
    })
    expect(found.raw['rating.value']).toBe('4,5')
    expect(found.provenance['text']).toBe('schema-org: json-ld[0].review[3]')
    expect(found).not.toHaveProperty('orderId')
    expect(found.author).not.toHaveProperty('email')
  })

  test.each([
    ['rating.value', '7/5', 'rating 7 is not on the scale 1–5'],
    ['publishedAt', 'soon', "unreadable date 'soon'"],
    ['url', 'javascript:1', "no web address: 'javascript:1'"],
    ['helpfulCount', 'many', "no count: 'many'"],
    ['recommends', 'perhaps', "neither yes nor no: 'perhaps'"],
    ['text', ' ', "empty: ' '"],
  ] as const)('says why %s is null', (field, text, reason) => {
    const found = normalized({ [field]: value(text) })
    expect(found.provenance[field]).toBe(`schema-org: json-ld[0].review[3] (${reason})`)
    expect(found.raw[field]).toBe(text)
  })

  test('has no author, rating or thing reviewed when the page names none', () => {
    expect(normalized({ text: value('x') })).toMatchObject({
      author: null,
      rating: null,
      itemReviewed: null,
      publishedAt: null,
    })
  })

  test('has the site of its own address, which a feed on another host keeps', () => {
    expect(normalized({ url: value('https://blog.example/a') }).site).toBe('blog.example')
  })

  test('is in the language of its text when that is clear, whatever the page says', async () => {
    const languages = await loadLanguageDetector()
    const text = value('The battery does not last as long as they promised, very disappointing.')
    const found = normalizeItem(raw({ text }), facts, { ...context, languages })
    expect(found.language).toBe('en')
    expect(found.provenance['language']).toBe('read from the text')
  })

  test('from an import keeps order id and e-mail, and has no page', () => {
    const fields = { orderId: value('A-1'), 'author.email': value(' Mara@Example.org ') }
    expect(normalizeItem(raw(fields), null, context)).toMatchObject({
      site: null,
      orderId: 'A-1',
      author: { email: 'mara@example.org' },
    })
  })

  test('without a readable date order leaves figures unknown', () => {
    const found = normalizeItem(
      raw({ publishedAt: value('03/04/2025') }),
      { ...facts, language: 'en' },
      context,
    )
    expect(found.publishedAt).toBeNull()
    expect(found.provenance['publishedAt']).toContain('cannot be told apart')
  })
})

describe('an aggregate rating', () => {
  function aggregate(fields: RawAggregate['fields']) {
    return normalizeAggregate({ kind: 'aggregate', fields }, facts)
  }

  test('is read with its counts and its histogram', () => {
    expect(
      aggregate({
        'rating.value': value('4,2'),
        ratingCount: value('1.234'),
        'count.1': value('1'),
        'count.2': value('2'),
        'count.3': value('3'),
        'count.4': value('4'),
        'count.5': value('1.224'),
        'product.sku': value('A1'),
      }),
    ).toMatchObject({
      ratingValue: 4.2,
      stars: 4.2,
      ratingCount: 1234,
      reviewCount: null,
      histogram: { '1': 1, '5': 1224 },
      itemReviewed: { sku: 'A1' },
    })
  })

  test('has no histogram when one of its counts is missing', () => {
    expect(aggregate({ 'rating.value': value('4'), 'count.5': value('3') }).histogram).toBeNull()
  })

  test('beside a count of zero is a template’s filling', () => {
    expect(aggregate({ 'rating.value': value('5'), ratingCount: value('0') })).toMatchObject({
      ratingValue: null,
      stars: null,
      ratingCount: 0,
    })
  })
})

describe('the company’s own voice', () => {
  const read = (name: string | null, handle: string | null = null) =>
    companyVoice({ name, handle }, context).isCompany

  test('is known by an official name or a brand, however written', () => {
    expect(read('acme  support')).toBe(true)
    expect(read(null, '@AcmeSupport')).toBe(true)
    expect(read('ACME')).toBe(true)
  })

  test('is unknown for anyone else, also for names like it', () => {
    expect(read('Acme fan')).toBeNull()
    expect(read(null)).toBeNull()
  })
})

test('a country is known by its name in ten languages or its code, and nothing else', () => {
  expect(
    ['Deutschland', 'the United States', 'Japan', '日本', 'fr', 'UK'].map(countryCode),
  ).toEqual(['DE', 'US', 'JP', 'JP', 'FR', 'GB'])
  expect(['Berlin', 'Europe', 'EU', 'XX', ''].map(countryCode)).toEqual(Array(5).fill(null))
})

test('badges say yes or no, and nothing is guessed from other words', () => {
  expect(['true', 'Ja', 'Yes, I recommend this product'].map(parseRecommends)).toEqual(
    Array(3).fill(true),
  )
  expect(['No', 'Would not recommend', "I don't recommend this"].map(parseRecommends)).toEqual(
    Array(3).fill(false),
  )
  expect(['Verified Purchase', 'Unverified', 'Customer'].map(parseVerified)).toEqual([
    true,
    false,
    null,
  ])
})
