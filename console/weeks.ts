import type { WeekRow } from '../schema/queries/console-weekly-stars.ts'
import { addDays, mondayOf } from './dates.ts'
import { type MeanStars, meanOf } from './stars-interval.ts'

/** 26 weeks: the last 180 days, in whole weeks. */
const TREND_WEEKS = 26

/** A week of a product; no mean where nobody rated it. */
export interface Week {
  /** Its Monday. */
  start: string
  stars: MeanStars | null
}

/** The Monday of the first week of the trend that ends with the week of `lastDay`. */
export function trendStart(lastDay: string): string {
  return addDays(mondayOf(lastDay), -7 * (TREND_WEEKS - 1))
}

/** Every week of the trend of one product, also those without a rating, oldest first. */
export function trendOf(rows: readonly WeekRow[], productId: number, lastDay: string): Week[] {
  const own = new Map(
    rows.filter((row) => row.product_id === productId).map((row) => [row.week_start, row]),
  )
  return Array.from({ length: TREND_WEEKS }, (_, index) => {
    const start = addDays(trendStart(lastDay), 7 * index)
    const row = own.get(start)
    return { start, stars: row ? meanOf(row) : null }
  })
}
