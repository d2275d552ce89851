import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstMoment } from '../crawlers/written/first-moment.ts'
import { placeDay } from '../workers/normalize/place-day.ts'

test('a moment is placed on the day that the company has then', () => {
  expect(placeDay('2026-03-04T23:30:00Z', 'second', 'Europe/Berlin')).toEqual({
    publishedAt: '2026-03-04T23:30:00.000Z',
    day: '2026-03-05',
  })
})

test('a date without a time keeps its day as it stands', () => {
  expect(placeDay('2026-03-04', 'day', 'America/New_York')).toEqual({
    publishedAt: '2026-03-04T05:00:00.000Z',
    day: '2026-03-04',
  })
})

test('a time without a zone is the company’s', () => {
  expect(placeDay('2026-07-04T00:30', 'minute', 'Europe/Berlin')).toEqual({
    publishedAt: '2026-07-03T22:30:00.000Z',
    day: '2026-07-04',
  })
})

test('a month or a year is placed on no day', () => {
  expect(placeDay('2026-03', 'month', 'UTC')).toEqual({
    publishedAt: '2026-03-01T00:00:00.000Z',
    day: null,
  })
  expect(placeDay('2026', 'year', 'UTC').day).toBeNull()
})

test('an unknown date is placed nowhere', () => {
  expect(placeDay(null, null, 'UTC')).toEqual({ publishedAt: null, day: null })
})

test.each(['2026-13-01', '2026-01-32', '2026-01-01T00:00+99:99'])(
  '%s is refused and becomes no invalid moment',
  (text) => {
    expect(() => firstMoment(text, 'Europe/Berlin')).toThrow(RangeError)
  },
)

test('any day of any zone that has offsets of whole minutes is kept', () => {
  const days = fc.date({
    min: new Date('1990-01-01T00:00:00Z'),
    max: new Date('2037-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  const zones = fc.constantFrom('UTC', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Kiritimati')
  fc.assert(
    fc.property(days, zones, (date, zone) => {
      const day = date.toISOString().slice(0, 10)
      expect(placeDay(`${day}T12:00:00`, 'second', zone).day).toBe(day)
    }),
  )
})

test('any day of four-digit years is a moment in every zone', () => {
  const days = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati')
  const edges = fc.constantFrom('9999-12-31T23:59:59', '1000-01-01T00:00:00', '0001-01-01T00:00:00')
  const texts = fc.oneof(
    days.map((date) => date.toISOString().slice(0, 19)),
    edges,
  )
  fc.assert(
    fc.property(texts, zones, (text, zone) => {
      expect(firstMoment(text, zone).getTime()).not.toBeNaN()
    }),
  )
})
