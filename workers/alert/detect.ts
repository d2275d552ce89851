import { type Direction, estimateChangePoint } from './change-point.ts'
import { type Change, compareStars } from './compare-means.ts'

/**
 * A sequential detector of drops and rises of the mean, fed with the single ratings of one stream in
 * time order. It knows neither the level nor the size of a change beforehand, and works from the first
 * rating. Each direction has a watch of its own:
 *
 * - **bag**: all ratings of the watch's stretch so far, the present one included.
 * - **start**: a moment k at which the change may have begun. It opens with the wealth 1, spread over
 *   four tilts θ, and bets at each rating that low (for a rise: high) stars come more often than the
 *   bag holds them. Each bet has the mean 1 over the bag, so no start gains on a stream that is
 *   exchangeable: a conformal e-value (Vovk, Nouretdinov, Gammerman 2003). The bet shrinks with k/n,
 *   since the bag of a young start is mostly what came after it (Brown, Durbin, Evans 1975).
 * - **alarm**: the sum of all wealth (Shiryaev–Roberts, as an e-detector: Shin, Ramdas, Rinaldo 2024)
 *   passes a threshold. Then the stretch ends and the next begins at the estimated change.
 *
 * Starts are thinned as an exponential histogram (Datar et al. 2002): at most three of a weight, then
 * the two oldest join. Run lengths and delays are measured, not proved: docs/alerts.md.
 */
export interface Detector {
  /** Ratings on average between two false drop alarms. */
  arl: number
  /** Ratings of the stream seen so far. */
  seen: number
  drop: Watch
  rise: Watch
}

/** One direction's view of its present stretch. */
interface Watch {
  direction: Direction
  threshold: number
  /** Stars of the stretch, which ends at the newest rating. */
  stars: number[]
  /** Distinct stars in the bag, in tenths, and how often each came. */
  bagTenths: number[]
  bagCounts: number[]
  /** The moments k (ratings of the stretch before them) of the starts, oldest first, and their weights. */
  starts: number[]
  weights: number[]
  /** Of each start on each tilt: `[start · 4 + tilt]`. */
  wealth: number[]
}

export interface Alarm extends Change {
  direction: Direction
  /** Position in the stream (from 0) of the rating at which it fired. */
  position: number
  /** Position of the first rating after the estimated change. */
  sincePosition: number
}

export const DEFAULT_ARL = 2000

/** Changes whenever the same ratings may give other alarms. */
export const DETECTOR_VERSION = 'conformal-sr-1'

/** θ; each is twice the one before, which `bet` relies on. */
const SMALLEST_TILT = 0.1
const TILTS = 4
const STARTS_PER_WEIGHT = 3
/**
 * The sum of wealth grows by 1 a rating on average, so the threshold is near the run length: log 7.48
 * for 2,000. Measured with bench/alerts.ts.
 */
const THRESHOLD_PER_ARL = Math.exp(-0.12)
/**
 * A rise out of nothing must be this much rarer than a false drop to be believed, as it makes the drop's
 * watch forget. After a drop it is expected, and believed like a drop.
 */
const SUDDEN_RISE_FACTOR = 100

/** @param options.arl ratings on average between false drop alarms on a stream that does not change */
export function newDetector(options: { arl?: number } = {}): Detector {
  const arl = options.arl ?? DEFAULT_ARL
  return {
    arl,
    seen: 0,
    drop: newWatch('drop', arl * THRESHOLD_PER_ARL),
    rise: newWatch('rise', arl * SUDDEN_RISE_FACTOR * THRESHOLD_PER_ARL),
  }
}

function newWatch(direction: Direction, threshold: number): Watch {
  const empty = { stars: [], bagTenths: [], bagCounts: [], starts: [], weights: [], wealth: [] }
  return { direction, threshold, ...empty }
}

/**
 * Takes the next rating of the stream into the detector, which it changes.
 * @param stars 1–5, also between whole stars (told apart to a tenth)
 * @returns the alarm that it raises; the drop where both directions alarm at once
 */
export function observe(detector: Detector, stars: number): Alarm | null {
  detector.seen++
  take(detector.drop, stars)
  take(detector.rise, stars)
  return raise(detector, detector.drop) ?? raise(detector, detector.rise)
}

function take(watch: Watch, stars: number): void {
  openStart(watch)
  watch.stars.push(stars)
  bet(watch, putInBag(watch, stars))
}

/** The alarm of one direction where its evidence suffices; both watches then begin a new stretch. */
function raise(detector: Detector, watch: Watch): Alarm | null {
  if (total(watch.wealth) <= watch.threshold) return null
  const split = estimateChangePoint(watch.stars, watch.direction)
  if (split === null) return null
  const before = watch.stars.slice(0, split)
  const after = watch.stars.slice(split)
  const { direction } = watch
  const threshold = detector.drop.threshold
  const isDrop = direction === 'drop'
  detector.rise = stretchOf('rise', threshold * (isDrop ? 1 : SUDDEN_RISE_FACTOR), after)
  // Ratings picked for being high would make the usual ones look like a drop, and double the false
  // alarms: after a rise the drop's watch begins with what comes next.
  detector.drop = stretchOf('drop', threshold, isDrop ? after : [])
  return {
    ...compareStars(before, after),
    direction,
    position: detector.seen - 1,
    sincePosition: detector.seen - after.length,
  }
}

/** A new stretch; its first ratings raise no alarm, evidence that stands in them shows at the next one. */
function stretchOf(direction: Direction, threshold: number, stars: readonly number[]): Watch {
  const watch = newWatch(direction, threshold)
  for (const value of stars) take(watch, value)
  return watch
}

function openStart(watch: Watch): void {
  watch.starts.push(watch.stars.length)
  watch.weights.push(1)
  for (let tilt = 0; tilt < TILTS; tilt++) watch.wealth.push(1 / TILTS)
  thin(watch)
}

/** Joins the two oldest starts of a weight where there are more than three. */
function thin({ starts, weights, wealth }: Watch): void {
  let last = weights.length - 1
  for (;;) {
    const weight = weights[last] ?? 0
    let oldest = last
    while (oldest > 0 && weights[oldest - 1] === weight) oldest--
    if (last - oldest < STARTS_PER_WEIGHT) return
    const next = oldest + 1
    starts[oldest] = ((starts[oldest] ?? 0) + (starts[next] ?? 0)) / 2
    weights[oldest] = 2 * weight
    for (let tilt = 0; tilt < TILTS; tilt++) {
      const at = oldest * TILTS + tilt
      wealth[at] = (wealth[at] ?? 0) + (wealth[at + TILTS] ?? 0)
    }
    starts.splice(next, 1)
    weights.splice(next, 1)
    wealth.splice(next * TILTS, TILTS)
    last = oldest
  }
}

/** @returns where the rating's stars stand among the distinct ones of the bag */
function putInBag({ bagTenths, bagCounts }: Watch, stars: number): number {
  const tenths = Math.round(stars * 10)
  let slot = bagTenths.indexOf(tenths)
  if (slot === -1) {
    slot = bagTenths.push(tenths) - 1
    bagCounts.push(0)
  }
  bagCounts[slot] = (bagCounts[slot] ?? 0) + 1
  return slot
}

/**
 * Multiplies the wealth of each start by exp(∓θ·(k/n)·stars) over the bag's mean of the same. The next
 * tilt's expression is the square of the one before, so one exp a start and distinct rating is enough.
 */
function bet({ direction, stars, bagTenths, bagCounts, starts, wealth }: Watch, present: number) {
  const sign = direction === 'drop' ? -1 : 1
  const n = stars.length
  const distinct = bagTenths.length
  const factors = new Array<number>(distinct)
  for (let start = 0; start < starts.length; start++) {
    const strength = (sign * SMALLEST_TILT * (starts[start] ?? 0)) / n
    for (let slot = 0; slot < distinct; slot++) {
      factors[slot] = Math.exp(strength * ((bagTenths[slot] ?? 0) / 10 - 3))
    }
    for (let tilt = 0; tilt < TILTS; tilt++) {
      const factor = factors[present] ?? 1
      let bag = 0
      for (let slot = 0; slot < distinct; slot++) {
        const each = factors[slot] ?? 1
        bag += (bagCounts[slot] ?? 0) * each
        factors[slot] = each * each
      }
      const at = start * TILTS + tilt
      wealth[at] = kept(((wealth[at] ?? 0) * factor * n) / bag)
    }
  }
}

/** Wealth too small to matter again is nothing: denormal numbers would be slow. */
function kept(wealth: number): number {
  return wealth < 1e-200 ? 0 : wealth
}

function total(values: readonly number[]): number {
  let result = 0
  for (const value of values) result += value
  return result
}
