import type { Queryable } from '../database.ts'
import type { DatePrecision } from '../item.ts'
import type { Channel } from '../mention.ts'
import { type ConsoleFilter, filterParameters } from './console-filter.ts'

/** A mention as the console shows it. Title, text and address are collected text: hostile. */
export interface ConsoleMention {
  mention_id: number
  type: string
  channel: Channel
  source_name: string
  published_at: Date | null
  published_precision: DatePrecision | null
  collected_at: Date
  /** BCP 47; null when not known. */
  language: string | null
  stars: number | null
  sentiment_label: string | null
  /** Why there is no sentiment. */
  sentiment_reason: string | null
  disagrees_with_rating: boolean
  is_company: boolean
  is_syndicated: boolean
  is_removed: boolean
  is_verified_purchase: boolean | null
  is_incentivized: boolean | null
  replied_at: Date | null
  url: string | null
  /** At most 300 characters. */
  title: string | null
  /** At most 1,000 characters. */
  text: string | null
  /** The id in the company's own files; null when the author is no customer that we know. */
  customer_external_id: string | null
  /** What it is a review of (first), names or compares. */
  products: { product_id: number; name: string; role: 'subject' | 'named' | 'compared' }[]
}

/** Mentions of every sort, also those that do not count, newest first, undated ones last. */
export async function readConsoleMentions(
  db: Queryable,
  filter: ConsoleFilter,
  page: { limit: number; offset: number },
): Promise<ConsoleMention[]> {
  const { rows } = await db.query<ConsoleMention>(
    `SELECT m.mention_id, m.type, m.channel, source.name AS source_name,
       m.published_at, m.published_precision, m.collected_at, m.language, m.stars,
       m.sentiment_label, m.sentiment_reason, m.disagrees_with_rating,
       m.is_company, m.is_syndicated, m.is_removed, m.is_verified_purchase, m.is_incentivized,
       m.replied_at, m.url, left(m.title, 300) AS title, left(m.text, 1000) AS text,
       customer.external_id AS customer_external_id, linked.products
     FROM (
       SELECT m.*
       FROM bi.fct_mention AS m
       WHERE ($1::bigint IS NULL OR m.mention_id IN (
           SELECT link.mention_id FROM bi.fct_mention_product AS link WHERE link.product_id = $1::bigint))
         AND ($2::text IS NULL OR m.channel = $2::text)
         AND ($3::text IS NULL OR m.source_id = (
           SELECT source.source_id FROM bi.dim_source AS source WHERE source.name = $3::text))
         AND ($4::date IS NULL OR m.day >= $4::date)
       ORDER BY m.published_at DESC NULLS LAST, m.mention_id DESC
       LIMIT $5::bigint OFFSET $6::bigint
     ) AS m
     JOIN bi.dim_source AS source ON source.source_id = m.source_id
     LEFT JOIN bi.dim_customer AS customer ON customer.customer_id = m.customer_id
     CROSS JOIN LATERAL (
       SELECT coalesce(jsonb_agg(
         jsonb_build_object('product_id', product.product_id, 'name', product.name, 'role', link.role)
         ORDER BY array_position(ARRAY['subject', 'named', 'compared'], link.role), product.name), '[]') AS products
       FROM bi.fct_mention_product AS link
       JOIN bi.dim_product AS product ON product.product_id = link.product_id
       WHERE link.mention_id = m.mention_id
     ) AS linked
     ORDER BY m.published_at DESC NULLS LAST, m.mention_id DESC`,
    [...filterParameters(filter), page.limit, page.offset],
  )
  return rows
}
