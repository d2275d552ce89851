import type { ShownRating } from '../written/shown-rating.ts'

/**
 * Ratings of one group on their common scale: where one class name counts beyond five (`stars-8`), it counts
 * halves of stars in the others too (`stars-4` is two stars, `stars-10` five).
 */
export function onOneScale(ratings: readonly ShownRating[]): ShownRating[] {
  const isOfTen = ratings.some(({ at, best }) => isCounted(at) && best === '10')
  if (!isOfTen) return [...ratings]
  return ratings.map((rating) => {
    const { drawn, at } = rating
    if (!isCounted(at) || drawn === undefined || drawn > 10) return rating
    return { value: String(drawn / 2), best: '5', worst: '1', at }
  })
}

/** Whether a name of a class or a file counts. */
function isCounted(at: string): boolean {
  return at === 'class' || at === 'src'
}
