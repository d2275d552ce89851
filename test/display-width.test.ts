import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutToWidth, displayWidth, padToWidth, wrapToWidth } from '../cli/display-width.ts'

test.each([
  ['plain', 5],
  ['großartig', 9],
  ['とても良い', 10],
  ['很好。', 6],
  ['좋아요', 6],
  ['ﾊﾝｶｸ', 4],
  ['Ａ！', 4],
  ['e\u0301te\u0301', 3],
  ['👍🏽', 2],
  ['4.0 ★', 5],
])('%s takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width)
})

test('a wide character that does not fit whole is left out', () => {
  expect(cutToWidth('とても良い', 8)).toBe('とても…')
  expect(cutToWidth('とても良い', 7)).toBe('とても…')
  expect(cutToWidth('とても良い', 10)).toBe('とても良い')
})

test('a text is filled up by columns, not by characters', () => {
  expect(padToWidth('良い', 6)).toBe('良い  ')
})

test('lines break at spaces, and a word without any is cut', () => {
  expect(wrapToWidth('one two three', 7)).toEqual(['one two', 'three'])
  expect(wrapToWidth('https://shop.example/long go', 10)).toEqual(['https://s…', 'go'])
})

test('what is cut or wrapped never takes more columns than there are', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 })
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 80 }), (words, width) => {
      expect(displayWidth(cutToWidth(words, width))).toBeLessThanOrEqual(width)
      for (const line of wrapToWidth(words, width)) {
        expect(displayWidth(line)).toBeLessThanOrEqual(width)
      }
    }),
  )
})
