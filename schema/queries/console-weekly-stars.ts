import type { Queryable } from '../database.ts'
import { type ConsoleFilter, filterParameters } from './console-filter.ts'

/** A product's ratings in one week. */
export interface WeekRow {
  product_id: number
  /** Its Monday, `2026-03-02`. */
  week_start: string
  ratings: number
  stars_sum: number
  stars_squared_sum: number
}

/**
 * The ratings of some products by week; weeks without any have no row, and what has no day is in none.
 * @param filter its `productId` does not count here
 */
export async function readConsoleWeeklyStars(
  db: Queryable,
  productIds: number[],
  filter: ConsoleFilter,
): Promise<WeekRow[]> {
  const { rows } = await db.query<WeekRow>(
    `SELECT m.product_id, date_trunc('week', m.day::timestamp)::date::text AS week_start,
       count(*) AS ratings, sum(m.stars) AS stars_sum, sum(m.stars * m.stars) AS stars_squared_sum
     FROM bi.fct_mention AS m
     WHERE m.is_counted AND m.stars IS NOT NULL AND m.product_id = ANY($1::bigint[])
       AND ($2::text IS NULL OR m.channel = $2::text)
       AND ($3::text IS NULL OR m.source_id = (
         SELECT source.source_id FROM bi.dim_source AS source WHERE source.name = $3::text))
       AND ($4::date IS NULL OR m.day >= $4::date)
       AND m.day IS NOT NULL
     GROUP BY m.product_id, week_start
     ORDER BY m.product_id, week_start`,
    [productIds, ...filterParameters(filter).slice(1)],
  )
  return rows
}
