import { expect, test } from 'vitest'
import { nextGroups } from '../workers/describe/next-groups.ts'

const here = 'https://shop.example/lamp/reviews'

test('pages that continue this list are one group, in the order of their numbers', () => {
  const [group, ...others] = nextGroups([`${here}?page=3`, `${here}?page=2`], here)
  expect(others).toEqual([])
  expect(group).toMatchObject({ kind: 'pages', isThisList: true, numbers: [2, 3] })
})

test("another list's pages, and another host's, are groups of their own", () => {
  const groups = nextGroups(
    [
      `${here}?page=2`,
      'https://shop.example/mug?page=2',
      'https://other.example/lamp/reviews?page=2',
    ],
    here,
  )
  expect(groups.map((group) => group.kind === 'pages' && group.isThisList)).toEqual([
    true,
    false,
    false,
  ])
})

test('addresses built alike are one group, few different ones stand alone', () => {
  const products = ['halo-lamp-1', 'halo-lamp-2', 'halo-lamp-3'].map(
    (name) => `https://shop.example/product/${name}`,
  )
  const groups = nextGroups([...products, 'https://shop.example/about'], null)
  expect(groups).toEqual([
    { kind: 'alike', urls: products },
    { kind: 'others', urls: ['https://shop.example/about'] },
  ])
})

test('many addresses that have nothing in common are one group', () => {
  const urls = ['a', 'b', 'c', 'd'].map((name) => `https://${name}.example/`)
  expect(nextGroups(urls, here)).toEqual([{ kind: 'others', urls }])
})
