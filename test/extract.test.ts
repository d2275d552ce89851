import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Adapter } from '../crawlers/adapter.ts'
import { extract } from '../crawlers/extract.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { BadInput } from '../schema/errors.ts'
import type { RawFields } from '../schema/raw-item.ts'
import { htmlWith, pageOf } from './page-of.ts'

let registry: Adapter[] = []
beforeAll(async () => {
  registry = await loadRegistry()
})

const read = (body: string | Uint8Array, contentType = 'text/html') =>
  extract(pageOf(body, { headers: { 'content-type': contentType } }), { registry })

describe('JSON-LD that does not name its vocabulary', () => {
  it('is read as schema.org all the same', async () => {
    const json =
      '{"@type":"Product","name":"Lamp","review":{"@type":"Review","author":"Ann","reviewBody":"Bright enough for two."}}'
    const page = pageOf(`<script type="application/ld+json">${json}</script>`)
    const { items } = extract(page, { registry: await loadRegistry() })
    expect(items.map(({ fields }) => fields.text?.value)).toEqual(['Bright enough for two.'])
  })
})

describe('extract', () => {
  it('refuses an adapter that there is none of, and names those that there are', () => {
    const call = () => extract(pageOf(''), { registry, adapter: 'schema.org' })
    expect(call).toThrow(BadInput)
    expect(call).toThrow(/feed, .*schema-org/)
  })

  it('runs only the adapter asked for, also where it recognises nothing', () => {
    const { adapters, detected, problems } = extract(pageOf('<p>'), { registry, adapter: 'feed' })
    expect(adapters).toEqual(['feed'])
    expect(detected).toEqual([])
    expect(problems).toMatchObject([{ code: 'bad_feed' }])
  })

  it('makes a problem of an adapter that throws, and goes on with the others', () => {
    const broken: Adapter = {
      name: 'broken',
      plainName: 'nothing',
      recognises: 'everything',
      triedLive: null,
      detect: () => ({ confidence: 1, why: 'always' }),
      read: () => {
        throw new TypeError('no such field')
      },
    }
    const review = { '@context': 'https://schema.org', '@type': 'Review', reviewBody: 'Good.' }
    const { items, problems } = extract(pageOf(htmlWith(review)), {
      registry: [broken, ...registry],
    })
    expect(items.length).toBe(1)
    expect(problems).toEqual([
      { code: 'adapter_failed', message: 'TypeError: no such field', where: 'broken' },
    ])
  })

  it('says where each value stood and which adapter read it', () => {
    const html = `<div itemscope itemtype="https://schema.org/Review" id="review-10023"><p itemprop="reviewBody">Good.</p>
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann</b></span></div>`
    const { fields } = read(html).items[0] ?? { fields: {} as RawFields }
    expect(fields.text).toEqual({
      value: 'Good.',
      at: 'microdata #review-10023 reviewBody',
      adapter: 'schema-org',
    })
    expect(fields['author.name']?.at).toBe('microdata #review-10023 author.name')
    const product = {
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: 'Lamp',
      review: [{ '@type': 'Review', author: { name: 'Ann' }, reviewBody: 'Good.' }],
    }
    expect(read(htmlWith(product)).items[0]?.fields['author.name']?.at).toBe(
      'json-ld[0].review[0].author.name',
    )
  })

  it('finds nothing in a page that only describes itself and its owner', () => {
    const graph = [
      { '@type': 'WebPage', name: 'Home' },
      { '@type': 'Organization', name: 'Shop' },
      { '@type': 'BreadcrumbList', itemListElement: [] },
    ]
    const { adapters, items, aggregates } = read(
      htmlWith({ '@context': 'https://schema.org', '@graph': graph }),
    )
    expect({ adapters, items, aggregates }).toEqual({ adapters: [], items: [], aggregates: [] })
  })
})

describe('ids of reviews', () => {
  const reviews = (ids: (string | null)[]) =>
    ids
      .map(
        (id, i) =>
          `<div itemscope itemtype="https://schema.org/Review"${id === null ? '' : ` id="${id}"`}><p itemprop="reviewBody">Review number ${i}</p></div>`,
      )
      .join('')
  const idsOf = (html: string) =>
    read(html).items.map(({ fields }) => fields.sourceItemId?.value ?? null)

  it('lose the word before them', () => {
    expect(idsOf(reviews(['review-10023', 'customer_review-R3AB', 'rev_77x9']))).toEqual([
      '10023',
      'R3AB',
      '77x9',
    ])
  })

  it('are none where they count the reviews of the page, or name something else', () => {
    expect(idsOf(reviews(['review-1', 'review-2', 'review-3']))).toEqual([null, null, null])
    expect(idsOf(reviews(['content', null]))).toEqual([null, null])
  })

  it('are none where different reviews share one', () => {
    expect(idsOf(reviews(['review-777', 'review-777']))).toEqual([null, null])
  })
})

describe('a page that is too much', () => {
  const review =
    '<script type="application/ld+json">{"@type":"Review","reviewBody":"schema.org"}</script>'
  it.each([
    ['100,000 JSON-LD blocks', review.repeat(100_000)],
    ['a JSON string of 15 MB', review.replace('schema.org', 'schema.org'.repeat(1_500_000))],
    ['a body of 50 MB', Buffer.alloc(50_000_000, 'x')],
    ['10 MB of nested tags', `schema.org${'<div>'.repeat(2_000_000)}`],
    [
      'JSON nested a million deep',
      review.replace(
        '"schema.org"',
        `"schema.org","x":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`,
      ),
    ],
  ])(
    '%s is cut or left out, and named',
    (_, body) => {
      expect(read(body).problems.map(({ code }) => code)).toContain('too_large')
    },
    20_000,
  )

  it('a feed nested 300,000 deep is a named problem', () => {
    const feed = `<rss version="2.0"><channel>${'<a>'.repeat(300_000)}`
    expect(read(feed, 'application/rss+xml').problems.map(({ code }) => code)).toContain('bad_feed')
  })

  it('things nested 400 deep are all read', () => {
    const html =
      '<div itemscope itemprop="comment" itemtype="https://schema.org/Comment"><b itemprop="text">x</b>'.repeat(
        400,
      )
    expect(read(html).items.length).toBeGreaterThan(0)
  })
})

describe('whatever the page', () => {
  const fragments = fc.constantFrom(
    '<div itemscope itemtype="https://schema.org/Review" id="review-12345">',
    '<span itemprop="author">',
    '<meta itemprop="ratingValue" content="4">',
    '</div>',
    '</span>',
    '<p itemprop="reviewBody">',
    '<script type="application/ld+json">',
    '{"@type":"Review",',
    '"reviewBody":"a"',
    '}',
    '</script>',
    '<!--',
    '-->',
    '<rss version="2.0"><channel><item><title>',
    '</title></item>',
    '<a rel="next" href="?page=2">',
    'itemref="x"',
    '"@id":"#a"',
    '<base href="//">',
    '&#x110000;',
    '\u0000',
  )

  it('extraction neither throws nor fails in an adapter', () => {
    const bodies = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(fc.oneof(fragments, fc.string({ maxLength: 8 })), { maxLength: 40 })
        .map((parts) => `schema.org${parts.join('')}`),
    )
    fc.assert(
      fc.property(bodies, fc.constantFrom('', 'https://a.example/x'), (body, url) => {
        const { problems } = extract(pageOf(body, { url }), { registry })
        expect(problems.filter(({ code }) => code === 'adapter_failed')).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('extraction of raw bytes of any charset does not throw', () => {
    const charsets = fc.constantFrom(
      'utf-8',
      'utf-16',
      'shift_jis',
      'gb18030',
      'x-none',
      'iso-2022-jp',
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), charsets, (bytes, charset) => {
        const headers = { 'content-type': `text/html; charset=${charset}` }
        expect(extract(pageOf(bytes, { headers }), { registry }).problems).toEqual([])
      }),
    )
  })

  it('reviews of JSON-LD come back exactly as they were written', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((text) => text.trim() !== '')
    const review = fc.record({
      author: words.filter((name) => !/^https?:\/\//i.test(name)),
      name: words,
      reviewBody: words,
      ratingValue: fc.integer({ min: 1, max: 5 }),
      datePublished: fc.constantFrom('2026-03-04', '2026-03-04T10:00:00Z', '4.3.2026'),
    })
    fc.assert(
      fc.property(fc.array(review, { maxLength: 8 }), (reviews) => {
        const written = reviews.map(({ ratingValue, ...rest }, i) => ({
          '@type': 'Review',
          identifier: `id-${i}-9000`,
          reviewRating: { ratingValue },
          ...rest,
        }))
        const { items } = read(
          htmlWith({
            '@context': 'https://schema.org',
            '@type': 'Product',
            name: 'Lamp',
            review: written,
          }),
        )
        const came = items.map(({ fields }) => ({
          author: fields['author.name']?.value,
          name: fields.title?.value,
          reviewBody: fields.text?.value,
          ratingValue: Number(fields['rating.value']?.value),
          datePublished: fields.publishedAt?.value,
        }))
        expect(came).toEqual(reviews)
      }),
    )
  })
})
