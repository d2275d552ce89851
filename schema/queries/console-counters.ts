import type { Queryable } from '../database.ts'
import { type ConsoleFilter, filterParameters } from './console-filter.ts'

export interface Counters {
  /** Those that count: no copies, nothing removed, not our own voice. */
  mentions: number
  /** The others. */
  uncounted_mentions: number
  /** Counted mentions with stars; with a product in the filter, those that are reviews of it. */
  ratings: number
  /** Their mean, 1–5; null without ratings. */
  mean_stars: number | null
  /** Counted mentions that a period leaves out because they have no day; 0 without a period. */
  undated_left_out: number
}

/** How much was said, and how many stars it gave. */
export async function readConsoleCounters(db: Queryable, filter: ConsoleFilter): Promise<Counters> {
  const { rows } = await db.query<Counters>(
    `SELECT
       count(*) FILTER (WHERE is_placed AND is_counted) AS mentions,
       count(*) FILTER (WHERE is_placed AND NOT is_counted) AS uncounted_mentions,
       count(stars) FILTER (WHERE is_placed AND is_counted AND is_about) AS ratings,
       avg(stars) FILTER (WHERE is_placed AND is_counted AND is_about) AS mean_stars,
       count(*) FILTER (WHERE NOT is_placed AND is_counted) AS undated_left_out
     FROM (
       SELECT m.is_counted, m.stars,
         $4::date IS NULL OR m.day IS NOT NULL AS is_placed,
         $1::bigint IS NULL OR m.product_id IS NOT DISTINCT FROM $1::bigint AS is_about
       FROM bi.fct_mention AS m
       WHERE ($1::bigint IS NULL OR m.mention_id IN (
           SELECT link.mention_id FROM bi.fct_mention_product AS link WHERE link.product_id = $1::bigint))
         AND ($2::text IS NULL OR m.channel = $2::text)
         AND ($3::text IS NULL OR m.source_id = (
           SELECT source.source_id FROM bi.dim_source AS source WHERE source.name = $3::text))
         AND ($4::date IS NULL OR m.day IS NULL OR m.day >= $4::date)
     ) AS mention`,
    filterParameters(filter),
  )
  const [row] = rows
  if (!row) throw new Error('an aggregate without groups always has a row')
  return row
}
