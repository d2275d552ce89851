import { expect, it } from 'vitest'
import { adapter } from '../crawlers/adapters/embedded-state.ts'
import { openDocument } from '../crawlers/document.ts'
import { pageOf } from './page-of.ts'

const ONE = { id: 7, rating: 4, title: 'Bright', text: 'It lights the whole desk.', author: 'Ida' }

function countIn(state: unknown): number {
  const body = `<script type="application/json">${JSON.stringify(state)}</script>`
  return adapter.read(openDocument(pageOf(body))).items.length
}

it('takes what is rated in a list that nothing calls reviews for opinions, but not books and places', () => {
  expect(countIn({ props: { list: [ONE, { ...ONE, id: 8 }] } })).toBe(2)
  expect(countIn({ props: { list: [{ ...ONE, isbn: '978', genres: ['crime'] }] } })).toBe(0)
  expect(countIn({ props: { list: [{ ...ONE, address: 'High Street 3' }] } })).toBe(0)
})

it('takes notices to the visitor for no comments', () => {
  const notice = {
    id: 5,
    author: 'Shop',
    text: 'Your parcel is on its way.',
    createdAt: '2026-02-01',
  }
  expect(countIn({ comments: [notice] })).toBe(1)
  expect(countIn({ notifications: { comments: [notice] } })).toBe(0)
})
