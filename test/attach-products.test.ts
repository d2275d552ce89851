import { describe, expect, test } from 'vitest'
import type { ItemReviewed } from '../schema/item.ts'
import { buildCatalogue } from '../workers/attach/catalogue.ts'
import type { CatalogueProduct } from '../workers/attach/catalogue-product.ts'
import { attachNamed } from '../workers/attach/named-products.ts'
import { attachSubject } from '../workers/attach/products.ts'

function product(productId: number, over: Partial<CatalogueProduct>): CatalogueProduct {
  return {
    productId,
    externalId: `P${productId}`,
    name: `Product ${productId}`,
    brand: null,
    gtin: null,
    mpn: null,
    sku: null,
    variantOf: null,
    aliases: [],
    urls: [],
    ...over,
  }
}

const catalogue = buildCatalogue([
  product(1, {
    name: 'Aurora Buds',
    brand: 'Aurora',
    gtin: '4006381333931',
    sku: 'AB-1',
    mpn: 'X1',
    urls: ['https://shop.example/p/aurora-buds'],
    aliases: ['AuBuds'],
  }),
  product(2, { name: 'Aurora Buds Pro', brand: 'Aurora', sku: 'AB-2', variantOf: 'P1' }),
  product(3, {
    name: 'Kettle One',
    brand: 'Acme',
    gtin: '036000291452',
    aliases: ['Spark', 'K1', 'Wasserkocher Eins'],
  }),
  product(4, { name: 'Twin Case', brand: 'Acme' }),
  product(5, { name: 'Twin Case', brand: 'Bolt' }),
  product(6, { name: 'Zephyr', brand: 'Acme' }),
  product(7, { name: 'オーロラ', brand: 'Aurora' }),
])

function reviewed(over: Partial<ItemReviewed>): ItemReviewed {
  return {
    name: null,
    sku: null,
    gtin: null,
    mpn: null,
    brand: null,
    url: null,
    sourceProductId: null,
    variant: null,
    ...over,
  }
}

function subject(over: Partial<ItemReviewed>, url: string | null = null) {
  return attachSubject(reviewed(over), url, catalogue)
}

describe('the subject of an item', () => {
  test.each([
    ['gtin', 1, { gtin: '04006381333931' }],
    ['gtin', 3, { gtin: '0036000291452' }],
    ['sku', 1, { sku: 'ab 1' }],
    ['mpn', 1, { mpn: 'x-1', brand: 'AURORA' }],
    ['url', 1, { url: 'http://www.shop.example/p/aurora-buds/?ref=x#r' }],
    ['name', 2, { name: 'aurora buds PRO' }],
    ['name', 6, { name: 'Acme Zephyr' }],
    ['alias', 3, { name: 'Wasserkocher-Eins' }],
  ] as const)('is found by %s', (method, productId, over) => {
    const match = subject(over)
    expect(match).toMatchObject({ productId, method })
    expect(match.confidence).toBeGreaterThan(0.75)
    expect(match.evidence).toHaveLength(1)
  })

  test('is found by the page’s own address when the thing reviewed has none', () => {
    expect(subject({}, 'https://shop.example/p/aurora-buds?page=3')).toMatchObject({
      productId: 1,
      method: 'url',
    })
  })

  test('is the strongest sign’s when signs conflict, with less confidence and the conflict told', () => {
    const match = subject({ gtin: '4006381333931', sku: 'AB-2' })
    expect(match).toMatchObject({ productId: 1, method: 'gtin' })
    expect(match.confidence).toBeLessThan(subject({ gtin: '4006381333931' }).confidence)
    expect(match.evidence.join()).toContain("but sku ab2 is another product's")
    expect(match.candidates.map(({ productId }) => productId)).toEqual([1, 2])
  })

  test('is doubted when the name fits and the GTIN is another', () => {
    const match = subject({ name: 'Aurora Buds', gtin: '96385074' })
    expect(match.productId).toBe(1)
    expect(match.confidence).toBeLessThan(0.6)
    expect(match.evidence.join()).toContain('is not its own')
  })

  test('is unknown when several products bear the name, which are candidates then', () => {
    expect(subject({ name: 'Twin Case' })).toMatchObject({
      productId: null,
      method: null,
      confidence: 0,
      candidates: [{ productId: 4 }, { productId: 5 }],
    })
  })

  test('is told apart by the brand in the name', () => {
    expect(subject({ name: 'Bolt Twin Case' }).productId).toBe(5)
  })

  test.each([
    ['a name that only begins alike', { name: 'Aurora Buds Max' }],
    ['a GTIN with a wrong check digit', { gtin: '4006381333932' }],
    ['an MPN without its maker', { mpn: 'X1' }],
    ['nothing', {}],
  ])('is unknown by %s', (_what, over) => {
    expect(subject(over)).toMatchObject({ productId: null, candidates: [] })
  })

  test('is unknown without a thing reviewed', () => {
    expect(
      attachSubject(null, 'https://shop.example/p/aurora-buds', catalogue).productId,
    ).toBeNull()
  })
})

describe('products named in a text', () => {
  const named = (text: string, subjectId: number | null = null) =>
    attachNamed(text, catalogue, subjectId).map(({ productId, role }) => `${productId} ${role}`)

  test.each([
    ['I also own the aurora buds.', ['1 named']],
    ['The Aurora Buds Pro are fine.', ['2 named']],
    ['My AuBuds died.', ['1 named']],
    ['#AuroraBuds forever', ['1 named']],
    ['Aurora-Buds!', ['1 named']],
    ['Zephyr is nice, and so is the Aurora Buds', ['6 named', '1 named']],
    ['昨日オーロラを買った', ['7 named']],
    ['Bought the Aurora Buds 2 weeks ago', ['1 named']],
  ])('%s', (text, expected) => {
    expect(named(text)).toEqual(expected)
  })

  test.each([
    ['part of a word', 'The Zephyrus and AuroraBudsy'],
    ['another model', 'The Aurora Buds Max are better'],
    ['another number', 'I have the Aurora Buds 2'],
    ['a common word', 'It made a spark.'],
    ['a short alias', 'We climbed K1.'],
    ['a name of two products', 'My Twin Case is blue'],
    ['a brand alone', 'Aurora is a good brand'],
  ])('are not found by %s', (_what, text) => {
    expect(named(text)).toEqual([])
  })

  test('may be common or short words beside their brand', () => {
    expect(named('The Acme Spark boils fast.')).toEqual(['3 named'])
    expect(named('K1 by Acme boils fast.')).toEqual(['3 named'])
  })

  test.each([
    'It is better than the Aurora Buds.',
    'Compared to the Aurora Buds it is loud.',
    'Zephyr vs Aurora Buds',
    'Viel besser als die Aurora Buds.',
    'Im Vergleich zu den Aurora Buds leise.',
    'Bien mieux que les Aurora Buds.',
    'Par rapport aux Aurora Buds, décevant.',
    'Mucho mejor que los Aurora Buds.',
    'Más barato que los Aurora Buds.',
  ])('are compared in: %s', (text) => {
    expect(named(text, 6)).toEqual(['1 compared'])
  })

  test('leave out the subject, and shorter names of its line', () => {
    expect(named('The Aurora Buds Pro are great, I love my Aurora Buds.', 2)).toEqual([])
    expect(named('Better than the old Aurora Buds.', 2)).toEqual(['1 compared'])
  })

  test('come once each, a comparison first, with the sentence that names them', () => {
    const found = attachNamed('I own a Zephyr. It is worse than the Zephyr!', catalogue, 1)
    expect(found).toMatchObject([
      { productId: 6, role: 'compared', method: 'name', quote: 'It is worse than the Zephyr!' },
    ])
  })

  test('come with the part around the name where a text has no sentences', () => {
    const text = `${'😀 word '.repeat(100)} Zephyr ${'word 😀 '.repeat(100)}`
    const [found] = attachNamed(text, catalogue, null)
    expect(found?.quote).toContain('Zephyr')
    expect(found?.quote.length).toBeLessThanOrEqual(300)
    expect(found?.quote).not.toMatch(/\p{Cs}/u)
  })

  test('are found quickly among thousands', () => {
    const many = buildCatalogue(
      Array.from({ length: 5000 }, (_, i) => product(i, { name: `Model X${i} Pro` })),
    )
    const text = 'A long review of one thing that mentions the model x4711 pro in passing. '.repeat(
      10,
    )
    const started = performance.now()
    for (let i = 0; i < 200; i++) attachNamed(text, many, null)
    expect(performance.now() - started).toBeLessThan(2000)
    expect(attachNamed(text, many, null)).toMatchObject([{ productId: 4711 }])
  })
})
