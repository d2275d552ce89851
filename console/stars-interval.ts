/** Ratings summed up; sums of several add up. */
export interface StarSums {
  ratings: number
  stars_sum: number
  stars_squared_sum: number
}

/** A mean and the 95 % interval around it, 1–5. */
export interface MeanStars {
  ratings: number
  mean: number
  low: number
  high: number
}

/**
 * The mean of at least one rating and its 95 % interval, by the formula of bi.product_daily
 * (schema/bi/product_daily.sql, after Agresti & Caffo 2000): a rating at each end of the scale is added.
 */
export function meanOf({ ratings, stars_sum, stars_squared_sum }: StarSums): MeanStars {
  const n = ratings + 2
  const centre = (stars_sum + 6) / n
  const variance = Math.max(0, (stars_squared_sum + 26 - n * centre * centre) / (n - 1))
  const margin = 1.959964 * Math.sqrt(variance / n)
  return {
    ratings,
    mean: stars_sum / ratings,
    low: Math.max(1, centre - margin),
    high: Math.min(5, centre + margin),
  }
}

/** All of several sums. */
export function addSums(sums: readonly StarSums[]): StarSums {
  return sums.reduce<StarSums>(
    (total, one) => ({
      ratings: total.ratings + one.ratings,
      stars_sum: total.stars_sum + one.stars_sum,
      stars_squared_sum: total.stars_squared_sum + one.stars_squared_sum,
    }),
    { ratings: 0, stars_sum: 0, stars_squared_sum: 0 },
  )
}
