import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRating } from '../crawlers/written/rating.ts'
import { looksLikeRating } from '../crawlers/written/rating-like.ts'

function read(value: string) {
  const { rating } = parseRating({ value, best: null, worst: null })
  return rating === null ? null : `${rating.ratingValue}/${rating.bestRating}`
}

/** As pages of many languages write them. */
const RATINGS = [
  ['4,7 von 5 Sternen', '4.7/5'],
  ['4.0 out of 5 stars', '4/5'],
  ['4,0 su 5 stelle', '4/5'],
  ['4,0 de 5 estrellas', '4/5'],
  ['4,0 sur 5 étoiles', '4/5'],
  ['4,0 de 5 estrelas', '4/5'],
  ['5つ星のうち4.0', '4/5'],
  ['4.0 颗星，最多 5 颗星', '4/5'],
  ['8/10', '8/10'],
  ['4 étoiles', '4/5'],
  ['Rated 5 out of 5', '5/5'],
  ['Rating: 4', '4/5'],
  ['Note : 4/5', '4/5'],
  ['Ocena: 4,5/5', '4.5/5'],
  ['Bewertung 4 von 5', '4/5'],
  ['4 stars', '4/5'],
  ['5 Sterne', '5/5'],
  ['★★★★☆', '4/5'],
  ['⭐⭐⭐⭐', '4/5'],
  ['⭐️⭐️⭐️⭐️⭐️', '5/5'],
  ['4.5★', '4.5/5'],
  ['★ 4.5', '4.5/5'],
  ['4 Sterne von 5', '4/5'],
  ['4 étoiles sur 5', '4/5'],
  ['4,7 van 5 sterren', '4.7/5'],
  ['4,7 z 5 gwiazdek', '4.7/5'],
  ['4,7 na 5', '4.7/5'],
  ['4,7 из 5', '4.7/5'],
  ['4,7 av 5', '4.7/5'],
  ['4,7 ud af 5 stjerner', '4.7/5'],
  ['5 yıldız üzerinden 4,5', '4.5/5'],
  ['5점 만점에 4점', '4/5'],
  ['4,7 dari 5', '4.7/5'],
  ['★★★½☆', '3.5/5'],
  ['Rating: 4.5 / 5', '4.5/5'],
  ['Average rating 4.5 out of 5', '4.5/5'],
  ['4.7分（满分5分）', '4.7/5'],
  ['4星（共5星）', '4/5'],
  ['評価 4.0', '4/5'],
  ['Hodnocení: 4,5 z 5', '4.5/5'],
  ['5-star', '5/5'],
  ['Customer rating: 4.5', '4.5/5'],
  ['My rating: 9/10', '9/10'],
  ['3,5 von maximal 5 Punkten', '3.5/5'],
  ['Rated 80%', '80/100'],
] as const

describe('a rating in words', () => {
  test.each(RATINGS)('%s is %s', (text, value) => {
    expect(read(text)).toBe(value)
  })

  test.each(RATINGS)('looks like one: %s', (text) => {
    expect(looksLikeRating(text)).toBe(true)
  })

  test.each([
    ['4.5 (57 reviews)', '4.5/5'],
    ['4.5 out of 5 stars (1,234 ratings)', '4.5/5'],
    ['4,6 (1.234)', '4.6/5'],
    ['★★★★★ 4.5', '4.5/5'],
  ])('is read beside a count: %s', (text, value) => {
    expect(read(text)).toBe(value)
  })

  test.each(['A+', 'B-', '4 and 3', '4.2 out of 5 | 3.1 out of 5', 'great', '★ and more'])(
    "is none in '%s'",
    (text) => {
      expect(read(text)).toBeNull()
    },
  )
})

test.each([
  '4.5',
  '80%',
  '12 of 15 people',
  '57 ratings',
  '5 star reviews',
  '4 stars hotel',
  '2024',
  'March 4',
  '5 minutes',
  '$5 of 10',
  '4/2026',
  'A+',
  '4 out of 5 found this helpful',
  '5 points for shipping',
  'iPhone 5',
  '10 von 10 Kunden',
])("'%s' does not look like a rating", (text) => {
  expect(looksLikeRating(text)).toBe(false)
})

test('what looks like a rating is one, or lies off its scale', () => {
  const parts = fc.constantFrom(
    '4',
    '5',
    ',5',
    ' ',
    'von',
    'stars',
    '★',
    '☆',
    '/',
    'Rating: ',
    '10',
    '점',
    '分',
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 7 }), (words) => {
      const text = words.join('')
      fc.pre(looksLikeRating(text))
      const { rating, reason } = parseRating({ value: text, best: null, worst: null })
      if (rating === null) expect(reason).toMatch(/is not on the scale|unreadable/)
      else expect(rating.stars).toBeGreaterThanOrEqual(1)
    }),
  )
})
