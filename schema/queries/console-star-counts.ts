import type { Queryable } from '../database.ts'
import { type ConsoleFilter, filterParameters } from './console-filter.ts'

export interface StarCountRow {
  /** 1–5: stars between two whole ones count for the nearer, halves for the higher. */
  stars: number
  ratings: number
}

/** How often each number of stars was given; a number that nobody gave has no row. */
export async function readConsoleStarCounts(
  db: Queryable,
  filter: ConsoleFilter,
): Promise<StarCountRow[]> {
  const { rows } = await db.query<StarCountRow>(
    `SELECT floor(m.stars + 0.5)::int AS stars, count(*) AS ratings
     FROM bi.fct_mention AS m
     WHERE m.is_counted AND m.stars IS NOT NULL
       AND ($1::bigint IS NULL OR m.product_id = $1::bigint)
       AND ($2::text IS NULL OR m.channel = $2::text)
       AND ($3::text IS NULL OR m.source_id = (
         SELECT source.source_id FROM bi.dim_source AS source WHERE source.name = $3::text))
       AND ($4::date IS NULL OR m.day >= $4::date)
     GROUP BY 1
     ORDER BY 1 DESC`,
    filterParameters(filter),
  )
  return rows
}
