import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRating } from '../crawlers/written/rating.ts'

function read(value: string, best: string | null = null, worst: string | null = null) {
  return parseRating({ value, best, worst })
}

describe('a rating', () => {
  test.each([
    ['4,7', 4.7, 5, 1],
    ['4,7 von 5', 4.7, 5, 1],
    ['8/10', 8, 10, 1],
    ['4 out of 5 stars', 4, 5, 1],
    ['4,5 sur 5', 4.5, 5, 1],
    ['4,5 de 5 estrellas', 4.5, 5, 1],
    ['5つ星のうち4.7', 4.7, 5, 1],
    ['4.0 颗星，最多 5 颗星', 4, 5, 1],
    ['80%', 80, 100, 0],
    ['80 %', 80, 100, 0],
    ['★★★★☆', 4, 5, 1],
    ['★★★½☆', 3.5, 5, 1],
    ['★★', 2, 5, 1],
    ['Rated 3 stars', 3, 5, 1],
    ['٤', 4, 5, 1],
  ])('%s is %d on a scale to %d from %d', (text, ratingValue, bestRating, worstRating) => {
    expect(read(text).rating).toMatchObject({ ratingValue, bestRating, worstRating })
  })

  test('is put on the common scale of 1 to 5 stars', () => {
    expect(read('80%').rating?.stars).toBeCloseTo(4.2)
    expect(read('4', '5', '0').rating?.stars).toBeCloseTo(4.2)
    expect(read('7', '10').rating?.stars).toBeCloseTo(1 + (4 * 6) / 9)
  })

  test('believes a stated worst of 0', () => {
    expect(read('0', '5', '0').rating?.stars).toBe(1)
  })

  test.each([
    ['0', null, null, 'not on the scale 1–5'],
    ['8', null, null, 'not on the scale 1–5'],
    ['7/5', null, null, 'not on the scale 1–5'],
    ['4/5', '10', null, 'contradicts'],
    ['80%', '5', null, 'contradicts'],
    ['5', '1', '5', 'not on the scale'],
    ['good', null, null, "unreadable rating 'good'"],
    ['4 and 3', null, null, 'unreadable'],
    ['4', 'best', null, "unreadable best rating 'best'"],
    ['4', '5', 'low', "unreadable worst rating 'low'"],
  ])("'%s' (best %s, worst %s) is unknown: %s", (value, best, worst, reason) => {
    const reading = read(value, best, worst)
    expect(reading.rating).toBeNull()
    expect(reading.reason).toContain(reason)
  })

  test('lies between 1 and 5 stars or is unknown with a reason, whatever the strings', () => {
    const text = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.constantFrom('5', '10', '1', '0'),
    )
    fc.assert(
      fc.property(text, fc.option(text), fc.option(text), (value, best, worst) => {
        const { rating, reason } = read(value, best, worst)
        if (rating === null) expect(reason).not.toBe('')
        else expect(rating.stars >= 1 && rating.stars <= 5).toBe(true)
      }),
    )
  })
})
