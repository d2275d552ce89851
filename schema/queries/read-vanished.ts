import type { Queryable } from '../database.ts'

/** The pages of one address, whatever their query, as a run found them. */
export interface PlaceWithVanished {
  place: string
  /** Mentions that stood there, and that the run saw nowhere. */
  vanished: { mention_id: number; type: string }[]
  /** Reviews that it saw there. */
  reviews_seen: number
  /** Posts, comments, questions and answers that it saw there. */
  others_seen: number
  /** How many reviews and ratings the site says there are, as it writes it. */
  claims: { reviews: string | null; ratings: string | null }[]
}

/**
 * Where statements are missing that stood there, after a healthy run through a whole source: on pages that it
 * read, at addresses of which it could read every page. After any other run: nothing.
 */
export async function readVanished(db: Queryable, runId: number): Promise<PlaceWithVanished[]> {
  const { rows } = await db.query<PlaceWithVanished>(
    `WITH run AS (
       SELECT run_id, source_id FROM earshot.crawl_run
       WHERE run_id = $1::bigint AND is_healthy AND stop_reason = 'complete' AND NOT detail ? 'carried_from'
     ), item AS NOT MATERIALIZED (
       SELECT raw_item_id, raw.kind, payload, last_seen_run_id = run.run_id AS is_seen,
         page_facts ->> 'finalUrl' AS url,
         split_part(split_part(page_facts ->> 'finalUrl', '#', 1), '?', 1) AS place
       FROM run JOIN earshot.raw_item AS raw USING (source_id) WHERE page_facts IS NOT NULL
     ), vanished AS (
       SELECT place, mention.mention_id, mention.type
       FROM item JOIN earshot.mention ON mention.content_raw_item_id = item.raw_item_id
       WHERE kind = 'item' AND NOT is_seen AND mention.removed_at IS NULL AND EXISTS (
         SELECT FROM earshot.frontier AS page
         WHERE page.run_id = $1::bigint AND page.url = item.url AND page.state = 'done')
     ), place AS (
       SELECT place, jsonb_agg(jsonb_build_object('mention_id', mention_id, 'type', type)) AS vanished
       FROM vanished GROUP BY place
     ), readable AS (
       SELECT * FROM place WHERE NOT EXISTS (
         SELECT FROM earshot.frontier AS page
         WHERE page.run_id = $1::bigint AND page.state <> 'done' AND starts_with(page.url, place.place))
     )
     SELECT place, vanished,
       count(*) FILTER (WHERE kind = 'item' AND payload ->> 'type' = 'review') AS reviews_seen,
       count(*) FILTER (WHERE kind = 'item' AND payload ->> 'type' <> 'review') AS others_seen,
       coalesce(jsonb_agg(jsonb_build_object(
         'reviews', payload #>> '{fields,reviewCount,value}',
         'ratings', payload #>> '{fields,ratingCount,value}'))
         FILTER (WHERE kind = 'aggregate'), '[]') AS claims
     FROM readable LEFT JOIN (SELECT * FROM item WHERE is_seen) AS seen USING (place)
     GROUP BY place, vanished`,
    [runId],
  )
  return rows
}
