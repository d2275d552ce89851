import type { ShownRating } from '../written/shown-rating.ts'

/**
 * Ratings of one group on their common scale: where one class name counts beyond five (`stars-8`), so do the others
 * (`stars-4` is four of ten, `stars-10` ten).
 */
export function onOneScale(ratings: readonly ShownRating[]): ShownRating[] {
  const isOfTen = ratings.some(({ at, best }) => at === 'class' && best === '10')
  if (!isOfTen) return [...ratings]
  return ratings.map((rating) => {
    const { drawn, at } = rating
    if (at !== 'class' || drawn === undefined || drawn > 10) return rating
    return { value: String(drawn), best: '10', at }
  })
}
