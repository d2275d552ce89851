import { type Change, compareStars, type Level, levelOf } from './compare-means.ts'
import { type Alarm, newDetector, observe } from './detect.ts'

/** One time that a product's ratings were down, from the drop to the recovery. Positions count from 0. */
export interface Fall {
  /** The level that it fell from. */
  before: Level
  /** Position of the first rating after the fall began. */
  sincePosition: number
  /** Position of the first rating of the present level: later than the above after a second drop or part of a rise. */
  levelPosition: number
  /** Mean stars at its worst, as far as detected. */
  lowestMean: number
  /** Null while it lasts. */
  recovery: { position: number; level: Level } | null
}

/**
 * A fall has recovered when this share of it is regained. A new drop alarm is needed to open the next one,
 * so that a level near this limit does not open and close in turn.
 */
const REGAINED_SHARE = 0.75

/**
 * The falls in the ratings of one product: a pure function of the list, so that late arrivals and edits
 * need no memory.
 * @param stars in time order
 * @param options.minRatings how many ratings a level needs before it counts as recovered
 */
export function fallsOf(
  stars: readonly number[],
  options: { arl: number; minRatings: number },
): Fall[] {
  const detector = newDetector({ arl: options.arl })
  const falls: Fall[] = []
  let current: Fall | null = null
  let sum = 0
  for (const [position, value] of stars.entries()) {
    const alarm = observe(detector, value)
    if (alarm) {
      const began: Fall | null = current ? moved(current, alarm) : fallOf(alarm)
      if (began && !current) falls.push(began)
      current = began
      sum = alarm.after.mean * alarm.after.ratings
    } else {
      sum += value
    }
    if (!current) continue
    const ratings = position + 1 - current.levelPosition
    if (ratings >= options.minRatings && isRegained(current, sum / ratings)) {
      const level = levelOf(stars.slice(current.levelPosition, position + 1))
      current.recovery = { position, level }
      current = null
    }
  }
  return falls
}

/** The level since the last change within a fall, against the level before the fall. */
export function changeOf(fall: Fall, stars: readonly number[]): Change {
  const { before, sincePosition, levelPosition } = fall
  return compareStars(
    stars.slice(sincePosition - before.ratings, sincePosition),
    stars.slice(levelPosition),
  )
}

function fallOf(alarm: Alarm): Fall | null {
  if (alarm.direction === 'rise') return null
  return {
    before: alarm.before,
    sincePosition: alarm.sincePosition,
    levelPosition: alarm.sincePosition,
    lowestMean: alarm.after.mean,
    recovery: null,
  }
}

/**
 * Takes a further change of level into the fall. At a drop alarm the new level is known from a few ratings
 * picked for being low; when it ends, its whole mean replaces that.
 */
function moved(fall: Fall, alarm: Alarm): Fall {
  const isOfOneLevel = fall.levelPosition === fall.sincePosition && alarm.direction === 'rise'
  const reached = alarm.direction === 'drop' ? alarm.after.mean : alarm.before.mean
  fall.lowestMean = isOfOneLevel ? reached : Math.min(fall.lowestMean, reached)
  fall.levelPosition = alarm.sincePosition
  return fall
}

function isRegained(fall: Fall, mean: number): boolean {
  const depth = fall.before.mean - fall.lowestMean
  return mean >= fall.before.mean - (1 - REGAINED_SHARE) * depth
}
