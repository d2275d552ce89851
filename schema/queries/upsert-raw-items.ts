import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'
import type { PageFacts } from '../page.ts'
import type { RawAggregate, RawItem } from '../raw-item.ts'

/** A raw item with what it is recognised by (crawlers/raw-key.ts). */
export interface KeyedRawItem {
  raw_key: string
  raw_hash: string
  /** Another item of its page has the same author and day: the day does not tell them apart. */
  shares_day: boolean
  payload: RawItem | RawAggregate
}

/** The page that raw items stood on, and the run that read it. */
export interface SeenOn {
  source_id: number
  run_id: number
  page_id: number | null
  page_facts: PageFacts | null
  seen_at: string
  /** The page is the same as before: its items are only seen again, unless they were never written. */
  is_unchanged: boolean
}

/** Items only, without aggregate ratings; each counts once a run, on the first page that shows it. */
export interface RawItemCounts {
  items_found: number
  items_new: number
  items_changed: number
}

/**
 * Writes the raw items of one page, each key once. New and changed ones are held until their run is judged;
 * a changed one is taken out of the hands of whoever works on its old words.
 *
 * Sites show one item on several pages, on some of them shortened. So an item keeps the hashes of all the
 * forms in which it was seen since it last changed, and only a form that is not among them is a change.
 * Of the forms that one run sees, the one with the longest payload is kept.
 */
export async function upsertRawItems(
  db: Queryable,
  items: KeyedRawItem[],
  on: SeenOn,
): Promise<RawItemCounts> {
  const { rows } = await db.query<RawItemCounts>(
    `WITH incoming AS (
       SELECT raw_key, raw_hash, shares_day, payload, payload ->> 'kind' AS kind
       FROM jsonb_to_recordset($1::jsonb)
         AS item (raw_key text, raw_hash text, shares_day boolean, payload jsonb)
     ), compared AS (
       SELECT incoming.*, old.raw_item_id, old.run_id AS old_run_id,
         old.last_seen_run_id IS NOT DISTINCT FROM $3::bigint AS was_seen,
         incoming.raw_hash = old.raw_hash
           OR incoming.raw_hash = ANY (old.known_hashes) AS is_known,
         (length(incoming.payload::text), incoming.raw_hash)
           > (length(old.payload::text), old.raw_hash) AS is_longer
       FROM incoming LEFT JOIN earshot.raw_item AS old
         ON old.source_id = $2::bigint AND old.raw_key = incoming.raw_key
     ), decided AS (
       SELECT *, raw_item_id IS NULL AS is_new,
         raw_item_id IS NOT NULL AND NOT $7::boolean AND NOT is_known
           AND (NOT was_seen OR is_longer) AS is_replaced,
         old_run_id IS NOT DISTINCT FROM $3::bigint AND was_seen AS is_of_this_run
       FROM compared
     ), added AS (
       INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, known_hashes, shares_day, payload,
         page_facts, page_id, run_id, state, first_seen_at, last_seen_at, last_seen_run_id)
       SELECT $2::bigint, kind, raw_key, raw_hash, ARRAY[raw_hash], shares_day, payload, $5::jsonb, $4::bigint,
         $3::bigint, 'held', $6::timestamptz, $6::timestamptz, $3::bigint
       FROM decided WHERE is_new ORDER BY raw_key
     ), replaced AS (
       UPDATE earshot.raw_item AS item SET raw_hash = decided.raw_hash, payload = decided.payload,
         shares_day = decided.shares_day,
         known_hashes = CASE WHEN was_seen THEN item.known_hashes ELSE '{}' END
           || decided.raw_hash,
         changed_at = CASE WHEN is_of_this_run THEN item.changed_at ELSE $6::timestamptz END,
         page_facts = $5::jsonb, page_id = $4::bigint, run_id = $3::bigint, state = 'held',
         last_seen_at = $6::timestamptz, last_seen_run_id = $3::bigint,
         attempts = 0, last_error = NULL,
         lease_token = NULL, leased_until = NULL, lease_taken = false
       FROM decided WHERE item.raw_item_id = decided.raw_item_id AND is_replaced
     ), seen AS (
       UPDATE earshot.raw_item AS item SET
         last_seen_at = greatest(item.last_seen_at, $6::timestamptz), last_seen_run_id = $3::bigint,
         run_id = CASE WHEN item.state = 'held' THEN $3::bigint ELSE item.run_id END,
         known_hashes = CASE WHEN is_of_this_run AND NOT is_known
           THEN item.known_hashes || decided.raw_hash ELSE item.known_hashes END
       FROM decided
       WHERE item.raw_item_id = decided.raw_item_id AND NOT is_replaced
     )
     SELECT count(*) FILTER (WHERE NOT was_seen) AS items_found,
       count(*) FILTER (WHERE is_new) AS items_new,
       count(*) FILTER (WHERE is_replaced AND NOT is_of_this_run) AS items_changed
     FROM decided WHERE kind = 'item'`,
    [
      toJsonb(items),
      on.source_id,
      on.run_id,
      on.page_id,
      on.page_facts && toJsonb(on.page_facts),
      on.seen_at,
      on.is_unchanged,
    ],
  )
  return rows[0] ?? { items_found: 0, items_new: 0, items_changed: 0 }
}
