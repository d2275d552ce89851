import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ItemAuthor, ItemReviewed } from '../schema/item.ts'
import type { PageFacts } from '../schema/page.ts'
import { addressKey } from '../workers/normalize/address.ts'
import { authorKey } from '../workers/normalize/author-key.ts'
import { normalizeGtin } from '../workers/normalize/gtin.ts'
import { listingKeys } from '../workers/normalize/listing-keys.ts'
import { siteOf } from '../workers/normalize/site.ts'

describe('a site', () => {
  test.each([
    ['https://www.Shop.example/a', 'shop.example'],
    ['http://127.0.0.1:4401/a?b', '127.0.0.1:4401'],
    ['https://shop.example:443/', 'shop.example'],
    ['http://[::1]:4401/', '[::1]:4401'],
    ['https://wwwshop.example', 'wwwshop.example'],
  ])('of %s is %s', (url, site) => {
    expect(siteOf(url)).toBe(site)
  })

  test.each(['mailto:a@b.example', 'shop.example', '', null])('of %s is unknown', (url) => {
    expect(siteOf(url)).toBeNull()
  })
})

describe('an address', () => {
  test('is the same page whatever its protocol, query, fragment and closing slash', () => {
    expect(addressKey('http://www.a.example/p/1/?utm_source=x#reviews')).toBe('a.example/p/1')
    expect(addressKey('https://a.example/p/1')).toBe('a.example/p/1')
  })

  test('keeps the query where it alone tells products apart', () => {
    expect(addressKey('http://a.example/product.php?utm_source=x&page=2&id=7')).toBe(
      'a.example/product.php?id=7',
    )
    expect(addressKey('http://a.example/?p=12')).toBe('a.example?p=12')
  })
})

describe('a GTIN', () => {
  test.each([
    ['4006381333931', '04006381333931'],
    ['0 36000 29145 2', '00036000291452'],
    ['96385074', '00000096385074'],
    ['EAN: 4006381333931', '04006381333931'],
  ])('%s is %s', (text, gtin) => {
    expect(normalizeGtin(text)).toBe(gtin)
  })

  test.each(['4006381333932', '0000000000000', '123', 'abc', ''])("'%s' is none", (text) => {
    expect(normalizeGtin(text)).toBeNull()
  })

  test('with one digit changed is none', () => {
    const change = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(change, ([at, by]) => {
        const digits = [...'4006381333931'].map(Number)
        digits[at] = ((digits[at] ?? 0) + by) % 10
        expect(normalizeGtin(digits.join(''))).toBeNull()
      }),
    )
  })
})

const nothing: ItemReviewed = {
  name: null,
  sku: null,
  gtin: null,
  mpn: null,
  brand: null,
  url: null,
  sourceProductId: null,
  variant: null,
}
const facts: PageFacts = {
  finalUrl: 'http://a.example/p/1?page=2',
  canonicalUrl: 'http://a.example/p/1',
  fetchedAt: null,
  language: null,
  dateOrder: null,
}

describe('the keys of a listing', () => {
  test('are all that it is known by, strongest first', () => {
    const reviewed = {
      ...nothing,
      name: 'Aurora  Buds, Pro',
      sku: 'AB-01',
      gtin: '4006381333931',
      mpn: 'X 1',
      brand: 'Aurora',
      url: 'http://a.example/p/1?x',
      sourceProductId: 'P1',
    }
    expect(listingKeys(reviewed, facts)).toEqual([
      'id:p1',
      'sku:ab01',
      'gtin:04006381333931',
      'mpn:aurora|x1',
      'url:a.example/p/1',
      'name:aurora buds pro',
    ])
  })

  test('take the page’s address only where nothing but a name is known', () => {
    expect(listingKeys({ ...nothing, name: 'Buds' }, facts)).toEqual([
      'url:a.example/p/1',
      'name:buds',
    ])
    expect(listingKeys({ ...nothing, name: 'Buds', sku: '1' }, facts)).toEqual([
      'sku:1',
      'name:buds',
    ])
  })

  test('leave out a GTIN with a wrong check digit, and an MPN without its maker', () => {
    expect(listingKeys({ ...nothing, sku: '1', gtin: '4006381333932', mpn: 'x' }, facts)).toEqual([
      'sku:1',
    ])
  })

  test('are none without a thing reviewed', () => {
    expect(listingKeys(null, facts)).toEqual([])
  })
})

describe('the key of an author', () => {
  const nobody: ItemAuthor = { name: null, handle: null, url: null, country: null, isCompany: null }

  test('is the handle, else the profile, else the name', () => {
    const url = 'https://www.a.example/user.php?id=7#x'
    expect(authorKey({ ...nobody, handle: '@Mara_K', url, name: 'Mara' })).toBe('handle:mara_k')
    expect(authorKey({ ...nobody, url, name: 'Mara' })).toBe('url:a.example/user.php?id=7')
    expect(authorKey({ ...nobody, name: ' Mara  K. ' })).toBe('name:mara k')
  })

  test('is short enough for an index, and still differs where names do at their end', () => {
    const [one, other] = ['1', '2'].map((end) =>
      authorKey({ ...nobody, handle: `${'x'.repeat(9000)}${end}` }),
    )
    expect(one?.length).toBeLessThan(200)
    expect(one).not.toBe(other)
  })

  test('is unknown for nobody in particular', () => {
    expect(authorKey(null)).toBeNull()
    expect(authorKey({ ...nobody, name: 'Anonymous' })).toBeNull()
  })
})
