import { describe, expect, test } from 'vitest'
import type { RatedMention } from '../schema/rated-mention.ts'
import { fallsOf } from '../workers/alert/falls.ts'
import { type JudgeSettings, judge } from '../workers/alert/judge.ts'
import { dropSummary, recoverySummary, withdrawnSummary } from '../workers/alert/summary.ts'
import { FALLEN, HEALTHY, ratingsOf } from './alert-ratings.ts'

const FIRST = Date.parse('2026-01-10T12:00:00Z')
const DAY_MS = 86_400_000

/** One rating every 12 hours. */
function streamOf(stars: readonly number[]): RatedMention[] {
  return stars.map((value, index) => ({
    mention_id: index + 1,
    at: new Date(FIRST + (index * DAY_MS) / 2),
    stars: value,
  }))
}

const healthy = ratingsOf(HEALTHY, 200, 11)
const fallen = ratingsOf(FALLEN, 60, 12)
const recovered = ratingsOf(HEALTHY, 60, 13)
const dropped = streamOf([...healthy, ...fallen])
const settings: JudgeSettings = {
  arl: 2000,
  minRatings: 10,
  now: new Date((dropped.at(-1)?.at.getTime() ?? 0) + DAY_MS),
}
const dropDay = dropped[200]?.at ?? new Date(0)

function opened(ratings: RatedMention[], options: Partial<JudgeSettings> = {}) {
  const verdict = judge(ratings, null, { ...settings, ...options })
  if (verdict.does !== 'open') throw new Error(`nothing is opened: ${verdict.does}`)
  return verdict.drop
}

describe('a look at the ratings of a product', () => {
  test('opens an alert on a drop, with its numbers and its beginning', () => {
    const drop = opened(dropped)
    expect(Math.abs(drop.since.getTime() - dropDay.getTime())).toBeLessThan(3 * DAY_MS)
    expect(drop.change.before.mean).toBeCloseTo(4.25, 0)
    expect(drop.change.after.mean).toBeCloseTo(2.5, 0)
    expect(drop.before.length + drop.after.length).toBe(260)
    expect(drop.after).toHaveLength(drop.change.after.ratings)
  })

  test('opens nothing on a stream that does not change', () => {
    expect(judge(streamOf(healthy), null, settings)).toEqual({ does: 'nothing' })
  })

  test('opens nothing before there are enough ratings since the change', () => {
    const few = streamOf([...Array(100).fill(5), 1, 1, 1, 1, 1, 1, 1, 1])
    const now = few.at(-1)?.at ?? settings.now
    expect(
      fallsOf(
        few.map((r) => r.stars),
        settings,
      ),
    ).toHaveLength(1)
    expect(judge(few, null, { ...settings, now }).does).toBe('nothing')
    expect(judge(few, null, { ...settings, now, minRatings: 8 }).does).toBe('open')
  })

  test('opens nothing when the last rating is older than 30 days', () => {
    const newest = dropped.at(-1)?.at.getTime() ?? 0
    const asOf = (days: number) => ({ ...settings, now: new Date(newest + days * DAY_MS) })
    expect(judge(dropped, null, asOf(29)).does).toBe('open')
    expect(judge(dropped, null, asOf(31)).does).toBe('nothing')
  })

  test('updates the alert that is open, whatever the age of its last rating', () => {
    const open = { since: opened(dropped).since }
    const now = new Date(settings.now.getTime() + 90 * DAY_MS)
    expect(judge(dropped, open, { ...settings, now }).does).toBe('update')
  })

  test('closes it on recovery, and says how long it took', () => {
    const open = { since: opened(dropped).since }
    const verdict = judge(streamOf([...healthy, ...fallen, ...recovered]), open, settings)
    if (verdict.does !== 'close' || !verdict.recovery) throw new Error(verdict.does)
    expect(verdict.recovery.level).toBeGreaterThan(3.7)
    expect(verdict.recovery.daysDown).toBeGreaterThan(30)
    expect(verdict.recovery.daysDown).toBeLessThan(50)
    expect(verdict.next).toBeNull()
  })

  test('leaves it open when half of the fall is regained', () => {
    const open = { since: opened(dropped).since }
    const half = ratingsOf([0.2, 0.15, 0.15, 0.15, 0.35], 80, 14)
    expect(judge(streamOf([...healthy, ...fallen, ...half]), open, settings).does).toBe('update')
  })

  test('withdraws it when the ratings that made it are gone', () => {
    const open = { since: opened(dropped).since }
    const verdict = judge(streamOf(healthy), open, settings)
    expect(verdict).toEqual({ does: 'close', recovery: null, next: null })
  })

  test('closes it and opens the next when the product fell again since', () => {
    const open = { since: opened(dropped).since }
    const again = streamOf([...healthy, ...fallen, ...recovered, ...ratingsOf(FALLEN, 60, 15)])
    const now = new Date((again.at(-1)?.at.getTime() ?? 0) + DAY_MS)
    const verdict = judge(again, open, { ...settings, now })
    if (verdict.does !== 'close') throw new Error(verdict.does)
    expect(verdict.recovery).not.toBeNull()
    expect(verdict.next?.since.getTime()).toBeGreaterThan(dropDay.getTime() + 50 * DAY_MS)
  })

  test('finds the same alert again when late ratings move its beginning', () => {
    const open = { since: new Date(opened(dropped).since.getTime() - 5 * DAY_MS) }
    expect(judge(dropped, open, settings).does).toBe('update')
  })

  test('closes a false alarm by its later ratings', () => {
    const unlucky = [1, 1, 2, 1, 1, 3, 1, 1, 2, 1, 1, 1]
    const [fall] = fallsOf([...healthy, ...unlucky, ...ratingsOf(HEALTHY, 200, 16)], settings)
    expect(fall?.recovery).not.toBeNull()
  })
})

describe('the sentence of an alert', () => {
  const level = (mean: number, ratings: number) => ({ mean, ratings, variance: 1 })
  const change = {
    before: level(4.52, 140),
    after: level(2.81, 52),
    change: -1.71,
    low: -1.93,
    high: -1.42,
    confidence: 0.99,
  }
  const since = new Date('2026-05-02T23:30:00Z')
  const newest = { mention_id: 9, at: new Date('2026-06-01T00:00:00Z'), stars: 2 }

  test('says what changed, since when and how sure, in the time zone of the company', () => {
    const drop = { since, levelSince: since, change, before: [], after: [newest] }
    expect(dropSummary('Aurora Buds', drop, 'Europe/Berlin')).toBe(
      'Aurora Buds: mean rating fell from 4.5 to 2.8 since 3 May (52 ratings, 95 % interval of the change −1.9 to −1.4)',
    )
  })

  test('tells a second step from the first', () => {
    const levelSince = new Date('2026-05-20T12:00:00Z')
    const drop = { since, levelSince, change, before: [], after: [newest] }
    expect(dropSummary('Aurora Buds', drop, 'UTC')).toContain(
      'since 2 May (52 ratings at this level since 20 May,',
    )
  })

  test('says how long the recovery took', () => {
    const levelSince = new Date('2025-12-24T12:00:00Z')
    const recovery = { from: 4.5, lowest: 2.8, level: 4.4, ratings: 31, levelSince, daysDown: 22.6 }
    expect(recoverySummary('Aurora Buds', recovery, 'UTC', newest.at)).toBe(
      'Aurora Buds: mean rating is back at 4.4, 23 days after it began to fall from 4.5 to 2.8 (31 ratings since 24 December 2025)',
    )
  })

  test('says when there was nothing', () => {
    expect(withdrawnSummary('Aurora Buds', since, 'UTC', newest.at)).toContain('no longer stands')
  })
})
