import type { Random } from './random.ts'

/** How often each star count occurs in a web shop where nothing special happens: many fives, few twos. */
const usualShares = [0.06, 0.07, 0.13, 0.27, 0.47]

/**
 * Star ratings, 1–5, whose mean is as near to the wanted one as whole ratings allow. In ascending order; the same
 * arguments give the same list.
 */
export function starsWithMean(mean: number, count: number): number[] {
  const shares = tiltedShares(mean)
  const stars: number[] = []
  let owed = 0
  for (const [index, share] of shares.entries()) {
    owed += share * count
    while (stars.length < Math.round(owed)) stars.push(index + 1)
  }
  return nudgeToMean(stars, mean)
}

/** The usual shares, tilted exponentially (found by bisection) until their mean is the wanted one. */
function tiltedShares(mean: number): number[] {
  let low = -6
  let high = 6
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (meanOfShares(tilt(middle)) < mean) low = middle
    else high = middle
  }
  return tilt(low)
}

function tilt(strength: number): number[] {
  const weights = usualShares.map((share, index) => share * Math.exp(strength * index))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

function meanOfShares(shares: readonly number[]): number {
  return shares.reduce((sum, share, index) => sum + share * (index + 1), 0)
}

function nudgeToMean(stars: readonly number[], mean: number): number[] {
  const nudged = [...stars]
  let missing = Math.round(mean * nudged.length) - nudged.reduce((sum, star) => sum + star, 0)
  for (let i = 0; missing !== 0 && i < nudged.length; i++) {
    const star = nudged[i] as number
    const step = Math.sign(missing)
    if (star + step < 1 || star + step > 5) continue
    nudged[i] = star + step
    missing -= step
  }
  return nudged.sort((a, b) => a - b)
}

/**
 * The ratings in the calmest of 60 random orders: the one in which the most suspicious run of consecutive ratings
 * looks least like a change of the mean. A product of which we say that nothing happened must not look as if
 * something had, whatever the seed. `inContext` gives all ratings of the product in time order, where these are
 * not all of them.
 */
export function calmOrder(
  random: Random,
  stars: readonly number[],
  inContext: (order: readonly number[]) => readonly number[] = (order) => order,
): number[] {
  let calmest = random.shuffle(stars)
  let least = suspicion(inContext(calmest))
  for (let attempt = 1; attempt < 60; attempt++) {
    const order = random.shuffle(stars)
    const found = suspicion(inContext(order))
    if (found < least) [calmest, least] = [order, found]
  }
  return calmest
}

/** The largest |z| of any run of three or more consecutive ratings against the mean of all. */
function suspicion(stars: readonly number[]): number {
  const mean = stars.reduce((sum, star) => sum + star, 0) / stars.length
  const variance = stars.reduce((sum, star) => sum + (star - mean) ** 2, 0) / stars.length
  let largest = 0
  for (let start = 0; start < stars.length; start++) {
    let surplus = 0
    for (let end = start; end < stars.length; end++) {
      surplus += (stars[end] as number) - mean
      const length = end - start + 1
      if (length >= 3) largest = Math.max(largest, Math.abs(surplus) / Math.sqrt(variance * length))
    }
  }
  return largest
}
