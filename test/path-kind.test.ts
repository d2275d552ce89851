import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathKind } from '../crawlers/path-kind.ts'

test.each([
  ['https://shop.example/', '/'],
  ['https://shop.example/reviews', '/reviews'],
  ['https://shop.example/item/BZ-20417/aurora-buds', '/item/*/*'],
  ['https://shop.example/product-reviews/aurora', '/product-reviews/aurora'],
  ['https://shop.example/dp/B00X4WHP5E?ref=a&page=2', '/dp/*?page&ref'],
  ['https://forum.example/threads/which-buds-are-good.8812/page-2', '/threads/*/*'],
])('%s is of the kind %s', (url, kind) => {
  expect(pathKind(url)).toBe(kind)
})

test('every address has a kind, of a bounded length', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      expect(pathKind(url).length).toBeLessThanOrEqual(500)
    }),
    { numRuns: 30 },
  )
})
