/**
 * About the chance that `group`, drawn from itself and `others` together, has a mean as far from theirs as
 * it has, in that direction: the large-deviation rate of drawing without replacement. Each rating is in the group with the
 * share f, on the condition that the group's size comes out (rejective sampling, Hájek 1964); the chance of a
 * sum is then bounded by the least of Π(1 − f + f·exp(θ·(stars − mean) + λ))·exp(−λ·size) over θ and λ (Chernoff).
 * It is right about skewed stars, where a t test takes two 1s among many 5s for certain, and errs to the
 * careful side by a factor of about 3.
 * @returns 0–1
 */
export function chanceOfMean(group: readonly number[], others: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of [...group, ...others]) counts.set(value, (counts.get(value) ?? 0) + 1)
  const share = group.length / (group.length + others.length)
  const pool = { counts: [...counts], size: group.length, share }
  const mean = sum(group) / group.length
  const sign = mean * others.length < sum(others) ? -1 : 1
  const rate = (tilt: number) => rateOf(pool, (stars) => sign * tilt * (stars - mean))
  return Math.min(1, Math.exp(leastOf(rate, 0, LARGEST_TILT)))
}

interface Pool {
  counts: [stars: number, count: number][]
  /** Of the group, and its share of all. */
  size: number
  share: number
}

/** Beyond it the chance hardly falls on stars of 1–5. */
const LARGEST_TILT = 30

/** The logarithm of the bound at one θ, at its best λ: that at which the group's expected size is its size. */
function rateOf({ counts, size, share }: Pool, exponentOf: (stars: number) => number): number {
  const terms = counts.map(([stars, count]) => ({ count, exponent: exponentOf(stars) }))
  const isTooSmall = (shift: number) => {
    let expected = 0
    for (const { count, exponent } of terms) {
      expected += count / (1 + ((1 - share) / share) * Math.exp(-exponent - shift))
    }
    return expected < size
  }
  const widest = Math.max(...terms.map((term) => Math.abs(term.exponent))) + 1
  let low = -widest
  let high = widest
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2
    if (isTooSmall(middle)) low = middle
    else high = middle
  }
  let rate = -low * size
  for (const { count, exponent } of terms) {
    rate += count * Math.log(1 - share + share * Math.exp(exponent + low))
  }
  return rate
}

/** The least value of a convex function between two points, by thirds (ternary search). */
function leastOf(convex: (x: number) => number, from: number, to: number): number {
  let low = from
  let high = to
  for (let step = 0; step < 50; step++) {
    const third = (high - low) / 3
    if (convex(low + third) < convex(high - third)) high -= third
    else low += third
  }
  return convex((low + high) / 2)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
