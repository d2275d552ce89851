import type { Queryable } from '../database.ts'

/** What was heard, counted from the `bi` views. */
export interface Summary {
  sources: number
  mentions: number
  own_voice: number
  channels: { channel: string; mentions: number; ratings: number; mean_stars: number | null }[]
  languages: { language: string | null; mentions: number }[]
  sentiments: { label: string | null; mentions: number }[]
  product_links: { role: string; links: number }[]
  mentions_with_product: number
  mentions_with_customer: number
  customers: number
  snapshots: number
  alerts: {
    alert_id: number
    product: string
    state: string
    summary: string
    quotes: { quote: string; stars: number | null; url: string | null }[]
  }[]
}

/** The numbers of the demo's summary. Mean stars count what `product_daily` counts, undated ratings too. */
export async function readSummary(db: Queryable): Promise<Summary> {
  const { rows } = await db.query<{ summary: Summary }>(
    `WITH heard AS (SELECT * FROM bi.fct_mention WHERE NOT is_removed),
       counted AS (SELECT * FROM heard WHERE is_counted)
     SELECT jsonb_build_object(
       'sources', (SELECT count(*) FROM bi.dim_source WHERE state <> 'removed'),
       'mentions', (SELECT count(*) FROM heard),
       'own_voice', (SELECT count(*) FROM heard WHERE is_company),
       'channels', (SELECT coalesce(jsonb_agg(line ORDER BY line.channel), '[]') FROM (
          SELECT channel, count(*) AS mentions, count(stars) AS ratings, avg(stars) AS mean_stars
          FROM counted GROUP BY channel) AS line),
       'languages', (SELECT coalesce(jsonb_agg(line ORDER BY line.mentions DESC), '[]') FROM (
          SELECT language, count(*) AS mentions FROM heard GROUP BY language) AS line),
       'sentiments', (SELECT coalesce(jsonb_agg(line ORDER BY line.mentions DESC), '[]') FROM (
          SELECT sentiment_label AS label, count(*) AS mentions FROM counted GROUP BY 1) AS line),
       'product_links', (SELECT coalesce(jsonb_agg(line ORDER BY line.links DESC), '[]') FROM (
          SELECT role, count(*) AS links FROM bi.fct_mention_product GROUP BY role) AS line),
       'mentions_with_product', (SELECT count(DISTINCT mention_id) FROM bi.fct_mention_product),
       'mentions_with_customer', (SELECT count(customer_id) FROM heard),
       'customers', (SELECT count(DISTINCT customer_id) FROM heard),
       'snapshots', (SELECT count(*) FROM bi.fct_rating_snapshot),
       'alerts', (SELECT coalesce(jsonb_agg(line ORDER BY line.alert_id), '[]') FROM (
          SELECT alert_id, dim_product.name AS product, fct_alert.state, summary, quotes
          FROM bi.fct_alert LEFT JOIN bi.dim_product USING (product_id)) AS line)
     ) AS summary`,
  )
  const summary = rows[0]?.summary
  if (!summary) throw new Error('the summary query gave no row')
  return summary
}
