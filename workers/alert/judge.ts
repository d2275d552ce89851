import type { RatedMention } from '../../schema/rated-mention.ts'
import type { Change } from './compare-means.ts'
import { changeOf, type Fall, fallsOf } from './falls.ts'

/** A drop that lasts, with the mentions on both sides of it. */
export interface Drop {
  /** When it began: the first rating after the change. */
  since: Date
  /** When the present level began: later than `since` after a second drop or a partial recovery. */
  levelSince: Date
  /** The present level against the level before the drop. */
  change: Change
  before: RatedMention[]
  /** All since it began. */
  after: RatedMention[]
}

export interface Recovery {
  /** Mean stars before it fell, at the worst, and now. */
  from: number
  lowest: number
  level: number
  ratings: number
  levelSince: Date
  /** From the first rating of the drop to the one that showed the recovery. */
  daysDown: number
}

/** What becomes of a product's alert. */
export type Verdict =
  | { does: 'nothing' }
  | { does: 'update'; drop: Drop }
  /** A drop that began after the recovery is opened at once. */
  | { does: 'close'; recovery: Recovery | null; next: Drop | null }
  | { does: 'open'; drop: Drop }

export interface JudgeSettings {
  arl: number
  /** Ratings needed since the change before an alert opens, and before one closes. */
  minRatings: number
  now: Date
}

/** A stream whose last rating is older than this is history, and opens no alert. */
const MAX_AGE_DAYS = 30
const DAY_MS = 86_400_000

/**
 * Decides on a product's alert from its ratings and the alert that is open: pure, so a second look at the
 * same ratings decides the same.
 * @param ratings in time order
 * @param open the alert that is open, by when its drop began; null when none is
 */
export function judge(
  ratings: readonly RatedMention[],
  open: { since: Date } | null,
  settings: JudgeSettings,
): Verdict {
  const stars = ratings.map((rating) => rating.stars)
  const falls = fallsOf(stars, settings)
  const lasting = falls.find((fall) => fall.recovery === null) ?? null
  const news = lasting && newsOf(lasting, ratings, stars, settings)
  if (!open) return news ? { does: 'open', drop: news } : { does: 'nothing' }
  const fall = fallOfAlert(falls, ratings, open.since)
  if (!fall) return { does: 'close', recovery: null, next: news }
  if (!fall.recovery) return { does: 'update', drop: dropOf(fall, ratings, stars) }
  return { does: 'close', recovery: recoveryOf(fall, ratings), next: news }
}

function newsOf(
  fall: Fall,
  ratings: readonly RatedMention[],
  stars: readonly number[],
  { minRatings, now }: JudgeSettings,
): Drop | null {
  const newest = ratings.at(-1)
  if (!newest || now.getTime() - newest.at.getTime() > MAX_AGE_DAYS * DAY_MS) return null
  const drop = dropOf(fall, ratings, stars)
  return drop.change.after.ratings >= minRatings && drop.change.high < 0 ? drop : null
}

/**
 * The fall that an open alert told of. Late ratings move its beginning a little, so it is the nearest of
 * those that had not ended before the alert's began.
 */
function fallOfAlert(
  falls: readonly Fall[],
  ratings: readonly RatedMention[],
  since: Date,
): Fall | null {
  const distance = (fall: Fall) =>
    Math.abs(timeAt(ratings, fall.sincePosition).getTime() - since.getTime())
  const possible = falls.filter(
    ({ recovery }) => recovery === null || timeAt(ratings, recovery.position) >= since,
  )
  return possible.sort((a, b) => distance(a) - distance(b))[0] ?? null
}

function dropOf(fall: Fall, ratings: readonly RatedMention[], stars: readonly number[]): Drop {
  return {
    since: timeAt(ratings, fall.sincePosition),
    levelSince: timeAt(ratings, fall.levelPosition),
    change: changeOf(fall, stars),
    before: ratings.slice(fall.sincePosition - fall.before.ratings, fall.sincePosition),
    after: ratings.slice(fall.sincePosition),
  }
}

function recoveryOf(fall: Fall, ratings: readonly RatedMention[]): Recovery | null {
  const { recovery } = fall
  if (!recovery) return null
  const since = timeAt(ratings, fall.sincePosition)
  const shown = timeAt(ratings, recovery.position)
  return {
    from: fall.before.mean,
    lowest: fall.lowestMean,
    level: recovery.level.mean,
    ratings: recovery.level.ratings,
    levelSince: timeAt(ratings, fall.levelPosition),
    daysDown: (shown.getTime() - since.getTime()) / DAY_MS,
  }
}

function timeAt(ratings: readonly RatedMention[], position: number): Date {
  const rating = ratings[position]
  if (!rating) throw new RangeError(`There is no rating at position ${position}.`)
  return rating.at
}
