import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arlForBudget } from '../workers/alert/budget.ts'
import { chanceOfMean } from '../workers/alert/chance.ts'
import { compareStars } from '../workers/alert/compare-means.ts'
import { type Alarm, type Detector, newDetector, observe } from '../workers/alert/detect.ts'
import { studentCdf, studentQuantile } from '../workers/alert/student-t.ts'
import { FALLEN, HEALTHY, meanOf, ratingsOf, shuffled } from './alert-ratings.ts'

function alarmsOf(stars: readonly number[], detector: Detector = newDetector()): Alarm[] {
  return stars.flatMap((value) => observe(detector, value) ?? [])
}

const anyStars = fc.integer({ min: 10, max: 50 }).map((tenths) => tenths / 10)
const anyStream = fc.array(
  fc.oneof(fc.constantFrom(1, 2, 3, 4, 5), fc.constantFrom(4, 5, 5, 5), anyStars),
  { maxLength: 400 },
)

describe('the detector', () => {
  test('finds a drop after 200 ratings, and when it began', () => {
    const before = ratingsOf(HEALTHY, 200, 1)
    const [alarm] = alarmsOf([...before, ...ratingsOf(FALLEN, 100, 2)])
    expect(alarm?.direction).toBe('drop')
    expect(alarm?.position).toBeLessThan(240)
    expect(Math.abs((alarm?.sincePosition ?? 0) - 200)).toBeLessThanOrEqual(5)
    expect(alarm?.before.mean).toBeCloseTo(meanOf(before), 1)
    expect(alarm?.high).toBeLessThan(0)
  })

  test('finds the rise back, and counts positions on', () => {
    const alarms = alarmsOf([
      ...ratingsOf(HEALTHY, 200, 3),
      ...ratingsOf(FALLEN, 100, 4),
      ...ratingsOf(HEALTHY, 100, 5),
    ])
    expect(alarms.map((alarm) => alarm.direction)).toEqual(['drop', 'rise'])
    expect(alarms[1]?.sincePosition).toBeGreaterThan(290)
    expect(alarms[1]?.sincePosition).toBeLessThan(315)
    expect(alarms[1]?.before.mean).toBeCloseTo(2.5, 0)
  })

  test('finds a second drop below the first', () => {
    const alarms = alarmsOf([
      ...ratingsOf([0, 0, 0.05, 0.25, 0.7], 150, 6),
      ...ratingsOf([0.1, 0.1, 0.5, 0.2, 0.1], 150, 7),
      ...ratingsOf([0.8, 0.15, 0.05, 0, 0], 60, 8),
    ])
    expect(alarms.map((alarm) => alarm.direction)).toEqual(['drop', 'drop'])
  })

  test('works on half stars and ten-point scales', () => {
    const halves = [...Array(60)].map((_, i) => (i % 3 === 0 ? 4.5 : 5))
    const tenPoints = [...Array(40)].map((_, i) => 1 + (4 * (2 + (i % 4))) / 9)
    const [alarm] = alarmsOf([...halves, ...tenPoints])
    expect(alarm?.direction).toBe('drop')
    expect(alarm?.sincePosition).toBe(60)
  })

  test('rarely alarms within 300 ratings of a stream that does not change', () => {
    const streams = Array.from({ length: 150 }, (_, seed) => ratingsOf(HEALTHY, 300, 1000 + seed))
    const alarmed = streams.filter((stars) =>
      alarmsOf(stars).some((alarm) => alarm.direction === 'drop'),
    )
    expect(alarmed.length / streams.length).toBeLessThan(0.14)
  })

  test('alarms less with a longer run length', () => {
    const streams = Array.from({ length: 40 }, (_, seed) => ratingsOf(HEALTHY, 1000, 2000 + seed))
    const count = (arl: number) =>
      streams.filter((stars) => alarmsOf(stars, newDetector({ arl })).length > 0).length
    expect(count(200)).toBeGreaterThan(count(20_000) + 10)
  })

  test('keeps about 8 + 3·log2(n) starts', () => {
    const detector = newDetector()
    for (const value of ratingsOf(HEALTHY, 3000, 9)) observe(detector, value)
    expect(detector.drop.starts.length).toBeLessThan(45)
    expect(detector.drop.wealth).toHaveLength(detector.drop.starts.length * 4)
  })

  test('never alarms on a constant stream', () => {
    fc.assert(
      fc.property(anyStars, fc.integer({ min: 1, max: 600 }), (value, length) => {
        expect(alarmsOf(Array(length).fill(value))).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  test('tells the same of the same ratings, also when it is copied half-way', () => {
    fc.assert(
      fc.property(anyStream, fc.nat(), (stars, cut) => {
        const at = cut % (stars.length + 1)
        const detector = newDetector({ arl: 100 })
        const first = alarmsOf(stars.slice(0, at), detector)
        const second = alarmsOf(stars.slice(at), structuredClone(detector))
        expect([...first, ...second]).toEqual(alarmsOf(stars, newDetector({ arl: 100 })))
      }),
      { numRuns: 60 },
    )
  })

  test('gives alarms whose numbers are those of the ratings', () => {
    fc.assert(
      fc.property(anyStream, (stars) => {
        for (const alarm of alarmsOf(stars, newDetector({ arl: 100 }))) {
          const after = stars.slice(alarm.sincePosition, alarm.position + 1)
          expect(alarm.after.mean).toBeCloseTo(meanOf(after), 9)
          expect(alarm.after.ratings).toBe(after.length)
          expect(Math.sign(alarm.change)).toBe(alarm.direction === 'drop' ? -1 : 1)
          expect(alarm.low).toBeLessThan(alarm.change)
          expect(alarm.high).toBeGreaterThan(alarm.change)
          expect(alarm.confidence).toBeGreaterThanOrEqual(0)
          expect(alarm.confidence).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the comparison of two levels', () => {
  test.each([
    [0.975, 1, 12.7062],
    [0.975, 10, 2.22814],
    [0.975, 30, 2.04227],
    [0.9, 3, 1.63774],
    [0.995, 100, 2.62589],
  ])("agrees with the tables of Student's t: %f, %f df", (p, df, t) => {
    expect(studentQuantile(p, df)).toBeCloseTo(t, 2)
    expect(studentCdf(t, df)).toBeCloseTo(p, 4)
    expect(studentCdf(-t, df)).toBeCloseTo(1 - p, 4)
  })

  test('has an interval that holds the true change nineteen times in twenty', () => {
    const truth = 2.5 - 4.25
    const held = Array.from({ length: 400 }, (_, seed) => {
      const before = ratingsOf(HEALTHY, 60, 3000 + seed)
      const { low, high } = compareStars(before, ratingsOf(FALLEN, 25, 5000 + seed))
      return low <= truth && truth <= high
    })
    const share = held.filter(Boolean).length / held.length
    expect(share).toBeGreaterThan(0.92)
    expect(share).toBeLessThan(0.99)
  })

  test('is not certain because a few ratings are equal', () => {
    const { low, high } = compareStars([5, 5, 5, 5], [4, 4, 4])
    expect(low).toBeLessThan(-1)
    expect(high).toBeGreaterThan(0)
  })
})

describe('the confidence in a change', () => {
  test('is high for a true drop of a few dozen ratings', () => {
    const change = compareStars(ratingsOf(HEALTHY, 200, 31), ratingsOf(FALLEN, 25, 32))
    expect(change.confidence).toBeGreaterThan(0.99)
  })

  test('is low for two 1s that follow each other in a stream that has some', () => {
    const before = ratingsOf([0.05, 0, 0, 0, 0.95], 300, 33)
    expect(compareStars(before, [1, 1]).confidence).toBeLessThan(0.6)
  })

  test.each([
    [[1, 1, 1, 5, 5, 5, 5, 5]],
    [[1, 2, 3, 4, 2, 5, 3, 4]],
    [[5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4]],
  ])('rests on the chance among all orders, up to a small factor: %j', (group) => {
    const others = ratingsOf(HEALTHY, 60 - group.length, 34)
    const all = [...group, ...others]
    const limit = meanOf(group)
    const isLow = limit < meanOf(others)
    const orders = Array.from({ length: 5000 }, (_, seed) => {
      const mean = meanOf(shuffled(all, 8000 + seed).slice(0, group.length))
      return isLow ? mean <= limit : mean >= limit
    })
    const share = orders.filter(Boolean).length / orders.length
    expect(chanceOfMean(group, others)).toBeGreaterThan(share)
    expect(chanceOfMean(group, others)).toBeLessThan(8 * share)
  })
})

describe('the budget of false alarms', () => {
  test('is at least the default run length', () => {
    expect(arlForBudget(1, 0)).toBe(2000)
    expect(arlForBudget(5, 9000)).toBe(2000)
  })

  test('is kept however many ratings come', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.nat(10_000_000),
        (budget, ratings) => {
          const arl = arlForBudget(budget, ratings)
          expect(ratings / arl).toBeLessThanOrEqual(budget * (1 + 1e-9))
        },
      ),
    )
  })

  test('does not move with every rating', () => {
    expect(arlForBudget(1, 5000)).toBe(arlForBudget(1, 7000))
  })
})
