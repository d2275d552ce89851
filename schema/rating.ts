import { z } from 'zod'

/** A rating as the site states it, and on the common scale. */
export const rating = z.object({
  ratingValue: z.number(),
  bestRating: z.number(),
  worstRating: z.number(),
  /** 1 + 4·(value − worst)/(best − worst), 1–5. */
  stars: z.number().min(1).max(5),
})
export type Rating = z.infer<typeof rating>

/** 1 + 4·score with score = (value − worst)/(best − worst). Null when the value is off its own scale. */
export function starsOf(value: number, best: number, worst: number): number | null {
  if (!(best > worst) || value < worst || value > best) return null
  return 1 + (4 * (value - worst)) / (best - worst)
}
