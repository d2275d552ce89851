import type { Queryable } from '../database.ts'

/** The pages of one address, whatever their query, as a run found them. */
export interface PlaceWithVanished {
  /** Address without query and fragment. */
  place: string
  /** Mentions that stood there, and of which no statement is shown any more. */
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
 * read, at addresses of which it could read every page. After any other run nothing, and nothing after one that
 * another version of Earshot made than the one before it: that may know the same statements by other keys.
 */
export async function readVanished(db: Queryable, runId: number): Promise<PlaceWithVanished[]> {
  const { rows } = await db.query<PlaceWithVanished>(
    `WITH whole AS (
       SELECT run_id, source_id, detail ->> 'version' AS version FROM earshot.crawl_run
       WHERE is_healthy AND stop_reason = 'complete' AND NOT detail ? 'carried_from'
     ), run AS (
       SELECT run_id, source_id FROM whole
       WHERE run_id = $1::bigint AND version IS NOT DISTINCT FROM (
         SELECT version FROM whole AS last
         WHERE last.source_id = whole.source_id AND last.run_id < whole.run_id
         ORDER BY last.run_id DESC LIMIT 1)
     ), item AS NOT MATERIALIZED (
       SELECT raw_item_id, raw.kind, payload, last_seen_run_id = run.run_id AS is_seen,
         page_facts ->> 'finalUrl' AS url,
         split_part(split_part(page_facts ->> 'finalUrl', '#', 1), '?', 1) AS place
       FROM run JOIN earshot.raw_item AS raw USING (source_id) WHERE page_facts IS NOT NULL
     ), vanished AS (
       SELECT place, mention.mention_id, mention.type
       FROM item JOIN earshot.mention_raw_item AS link USING (raw_item_id)
         JOIN earshot.mention ON mention.mention_id = link.mention_id
       WHERE kind = 'item' AND NOT is_seen AND mention.removed_at IS NULL
         AND EXISTS (
           SELECT FROM earshot.frontier AS page
           WHERE page.run_id = $1::bigint AND page.url = item.url AND page.state = 'done')
         -- nowhere else, here or at another source, is it still shown
         AND NOT EXISTS (
           SELECT FROM earshot.mention_raw_item AS other JOIN earshot.raw_item AS raw USING (raw_item_id)
           WHERE other.mention_id = mention.mention_id AND raw.last_seen_run_id >= coalesce((
             SELECT max(whole.run_id) FROM whole WHERE whole.source_id = raw.source_id), 0))
     ), place AS (
       SELECT place, jsonb_agg(DISTINCT jsonb_build_object('mention_id', mention_id, 'type', type)) AS vanished
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
