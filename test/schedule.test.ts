import { expect, test } from 'vitest'
import { nextRunAt, scheduleFault } from '../config/schedule.ts'

const noon = new Date('2026-03-04T12:00:00Z')

test('an interval counts from the last run', () => {
  expect(nextRunAt('every 6h', noon, 'UTC', 0).toISOString()).toBe('2026-03-04T18:00:00.000Z')
  expect(nextRunAt('every 30m', noon, 'UTC', 0).toISOString()).toBe('2026-03-04T12:30:00.000Z')
})

test('a cron pattern is read in the time zone of the company', () => {
  expect(nextRunAt('0 6 * * *', noon, 'Europe/Berlin', 0).toISOString()).toBe(
    '2026-03-05T05:00:00.000Z',
  )
})

test('jitter spreads runs over a tenth of the interval, at most ten minutes', () => {
  expect(nextRunAt('every 30m', noon, 'UTC', 1).toISOString()).toBe('2026-03-04T12:33:00.000Z')
  expect(nextRunAt('every 2d', noon, 'UTC', 1).toISOString()).toBe('2026-03-06T12:10:00.000Z')
})

test('what is no schedule is refused with examples', () => {
  expect(scheduleFault('every 6h')).toBeNull()
  expect(scheduleFault('0 */6 * * *')).toBeNull()
  expect(scheduleFault('every 0h')).toContain('at least 1')
  expect(scheduleFault('hourly')).toContain("'every 6h'")
})
