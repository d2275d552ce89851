import { chanceOfMean } from './chance.ts'
import { studentQuantile } from './student-t.ts'

/** Ratings of one stretch of time. */
export interface Level {
  ratings: number
  /** Mean stars. */
  mean: number
  /** Of a single rating, in stars². Never 0: see `levelOf`. */
  variance: number
}

/** What changed between two stretches. */
export interface Change {
  before: Level
  after: Level
  /** Mean stars after − before. */
  change: number
  /** 95 % interval of the change, as if the moment of the change were known (docs/alerts.md has its coverage). */
  low: number
  high: number
  /**
   * 0–1: 1 − the chance that a difference as great as this, in this direction, appears at some moment of
   * a stream of these ratings in any other order (about, and summed over the moments).
   */
  confidence: number
}

/**
 * Mean and variance of some stars (at least one). The variance counts one rating more, spread as 1 and
 * 5 stars (half a rating each), so that ten equal ratings don't look like certainty.
 */
export function levelOf(stars: readonly number[]): Level {
  let sum = 0
  for (const value of stars) sum += value
  const mean = sum / stars.length
  let squares = 0
  for (const value of stars) squares += (value - mean) ** 2
  const imagined = ((mean - 1) ** 2 + (5 - mean) ** 2) / 2
  return { ratings: stars.length, mean, variance: (squares + imagined) / stars.length }
}

/** Compares two stretches of at least one rating each; the interval is Welch's (Biometrika 34, 1947). */
export function compareStars(before: readonly number[], after: readonly number[]): Change {
  const from = levelOf(before)
  const to = levelOf(after)
  const change = to.mean - from.mean
  const margin = welchMargin(from, to)
  const chance = chanceOfMean(after, before) * (before.length + after.length)
  return {
    before: from,
    after: to,
    change,
    low: change - margin,
    high: change + margin,
    confidence: Math.max(0, 1 - chance),
  }
}

function welchMargin(before: Level, after: Level): number {
  const ofBefore = before.variance / before.ratings
  const ofAfter = after.variance / after.ratings
  const df =
    (ofBefore + ofAfter) ** 2 /
    (ofBefore ** 2 / Math.max(1, before.ratings - 1) +
      ofAfter ** 2 / Math.max(1, after.ratings - 1))
  return studentQuantile(0.975, df) * Math.sqrt(ofBefore + ofAfter)
}
