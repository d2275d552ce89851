export type Direction = 'drop' | 'rise'

/**
 * Where the mean of `stars` most plausibly changed in the given direction: the split k that maximizes
 * k(n−k)/n · (mean after − mean before)², the least-squares estimate of one change in mean (Bai 1994).
 * @returns the position of the first rating after the change, 1 … n−1; null where no split goes that way
 */
export function estimateChangePoint(stars: readonly number[], direction: Direction): number | null {
  const sign = direction === 'drop' ? -1 : 1
  let total = 0
  for (const value of stars) total += value
  let best = 0
  let position: number | null = null
  let sum = 0
  for (const [index, value] of stars.entries()) {
    sum += value
    const before = index + 1
    const after = stars.length - before
    if (after === 0) break
    const change = (total - sum) / after - sum / before
    const gain = ((before * after) / stars.length) * change * change
    if (change * sign > 0 && gain > best) {
      best = gain
      position = before
    }
  }
  return position
}
