import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sourceConfig } from '../config/sources.ts'
import { freeName, isTaken } from '../workers/propose-source.ts'

const known = (name: string, url: string, state = 'active') => ({
  name,
  url,
  state,
  origin: 'console',
  config: {},
})

test.each([
  ['https://www.shop.example/product/1', 'shop-example'],
  ['http://127.0.0.1:4401/', '127-0-0-1-4401'],
  ['https://BLOG.Example/feed.xml', 'blog-example'],
  ['https://münchen.example/', 'xn-mnchen-3ya-example'],
])('%s is called %s', (url, name) => {
  expect(freeName(url, [])).toBe(name)
})

test('the first number that is free is taken', () => {
  const url = 'https://shop.example/'
  const others = ['shop-example', 'shop-example-2', 'shop-example-4'].map((name) =>
    known(name, url),
  )
  expect(freeName(url, others)).toBe('shop-example-3')
})

test('a removed source keeps its name from other addresses only', () => {
  const removed = [known('shop', 'https://shop.example/', 'removed')]
  expect(isTaken('shop', 'https://shop.example/', removed)).toBe(false)
  expect(isTaken('shop', 'https://other.example/', removed)).toBe(true)
})

test('every address gets a name that sources.yaml accepts and nobody has', () => {
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ['http', 'https'] }), fc.nat(5), (url, taken) => {
      const others = Array.from({ length: taken }).reduce<ReturnType<typeof known>[]>(
        (list) => [...list, known(freeName(url, list), url)],
        [],
      )
      const name = freeName(url, others)
      expect(sourceConfig.shape.name.safeParse(name).success).toBe(true)
      expect(others.map((other) => other.name)).not.toContain(name)
    }),
    { numRuns: 40 },
  )
})
