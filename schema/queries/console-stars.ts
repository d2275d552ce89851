import type { Queryable } from '../database.ts'
import type { Channel } from '../mention.ts'
import { type ConsoleFilter, filterParameters } from './console-filter.ts'

/** A product's ratings in one channel; the sums give the mean and its interval. */
export interface ChannelStarsRow {
  product_id: number
  product_name: string
  is_competitor: boolean
  channel: Channel
  ratings: number
  stars_sum: number
  stars_squared_sum: number
}

/** The ratings of each product in each channel that has any. */
export async function readConsoleStars(
  db: Queryable,
  filter: ConsoleFilter,
): Promise<ChannelStarsRow[]> {
  const { rows } = await db.query<ChannelStarsRow>(
    `SELECT product.product_id, product.name AS product_name, product.is_competitor, m.channel,
       count(*) AS ratings, sum(m.stars) AS stars_sum, sum(m.stars * m.stars) AS stars_squared_sum
     FROM bi.fct_mention AS m
     JOIN bi.dim_product AS product ON product.product_id = m.product_id
     WHERE m.is_counted AND m.stars IS NOT NULL
       AND ($1::bigint IS NULL OR m.product_id = $1::bigint)
       AND ($2::text IS NULL OR m.channel = $2::text)
       AND ($3::text IS NULL OR m.source_id = (
         SELECT source.source_id FROM bi.dim_source AS source WHERE source.name = $3::text))
       AND ($4::date IS NULL OR m.day >= $4::date)
     GROUP BY product.product_id, product.name, product.is_competitor, m.channel
     ORDER BY product.product_id, m.channel`,
    filterParameters(filter),
  )
  return rows
}
