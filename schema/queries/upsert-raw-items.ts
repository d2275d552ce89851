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

/** A page with the raw items that stood on it. */
export interface SeenOn {
  items: KeyedRawItem[]
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
 * Writes the raw items of pages, in their order. New and changed ones are held until their run is judged;
 * a changed one is taken out of the hands of whoever works on its old words.
 *
 * Sites show one item on several pages, on some of them shortened. So an item keeps the hashes of all the
 * forms in which it was seen since it last changed, and only a form that is not among them is a change.
 * Of the forms that one run sees, the one with the longest payload is kept.
 */
export async function upsertRawItems(
  db: Queryable,
  pages: SeenOn[],
  of: { source_id: number; run_id: number },
): Promise<RawItemCounts> {
  const sum = { items_found: 0, items_new: 0, items_changed: 0 }
  for (const together of withoutSharedKeys(pages)) {
    const counts = await upsertOnce(db, together, of)
    sum.items_found += counts.items_found
    sum.items_new += counts.items_new
    sum.items_changed += counts.items_changed
  }
  return sum
}

/** One statement meets each key once: a page that shows an item again goes into the next. */
function withoutSharedKeys(pages: SeenOn[]): SeenOn[][] {
  const parts: SeenOn[][] = []
  let keys = new Set<string>()
  for (const page of pages.filter(({ items }) => items.length > 0)) {
    const isShared = page.items.some(({ raw_key }) => keys.has(raw_key))
    if (isShared || parts.length === 0) {
      parts.push([])
      keys = new Set()
    }
    parts.at(-1)?.push(page)
    for (const { raw_key } of page.items) keys.add(raw_key)
  }
  return parts
}

async function upsertOnce(
  db: Queryable,
  pages: SeenOn[],
  of: { source_id: number; run_id: number },
): Promise<RawItemCounts> {
  const { rows } = await db.query<RawItemCounts>(
    `WITH incoming AS (
       SELECT raw_key, raw_hash, shares_day, payload, payload ->> 'kind' AS kind,
         page_id, page_facts, seen_at, is_unchanged
       FROM jsonb_to_recordset($1::jsonb)
         AS item (page int, raw_key text, raw_hash text, shares_day boolean, payload jsonb)
       JOIN jsonb_to_recordset($4::jsonb)
         AS page (page int, page_id bigint, page_facts jsonb, seen_at timestamptz, is_unchanged boolean)
         USING (page)
     ), compared AS (
       SELECT incoming.*, old.raw_item_id, old.run_id AS old_run_id,
         old.last_seen_run_id IS NOT DISTINCT FROM $3::bigint AS was_seen,
         incoming.raw_hash = old.raw_hash
           OR incoming.raw_hash = ANY (old.known_hashes) AS is_known,
         CASE WHEN incoming.raw_hash <> old.raw_hash
           THEN (length(incoming.payload::text), incoming.raw_hash)
             > (length(old.payload::text), old.raw_hash) END AS is_longer
       FROM incoming LEFT JOIN earshot.raw_item AS old
         ON old.source_id = $2::bigint AND old.raw_key = incoming.raw_key
     ), decided AS (
       SELECT *, raw_item_id IS NULL AS is_new,
         raw_item_id IS NOT NULL AND NOT is_unchanged AND NOT is_known
           AND (NOT was_seen OR is_longer) AS is_replaced,
         old_run_id IS NOT DISTINCT FROM $3::bigint AND was_seen AS is_of_this_run
       FROM compared
     ), added AS (
       INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, known_hashes, shares_day, payload,
         page_facts, page_id, run_id, state, first_seen_at, last_seen_at, last_seen_run_id)
       SELECT $2::bigint, kind, raw_key, raw_hash, ARRAY[raw_hash], shares_day, payload, page_facts, page_id,
         $3::bigint, 'held', seen_at, seen_at, $3::bigint
       FROM decided WHERE is_new ORDER BY raw_key
     ), replaced AS (
       UPDATE earshot.raw_item AS item SET raw_hash = decided.raw_hash, payload = decided.payload,
         shares_day = decided.shares_day,
         known_hashes = CASE WHEN was_seen THEN item.known_hashes ELSE '{}' END
           || decided.raw_hash,
         changed_at = CASE WHEN is_of_this_run THEN item.changed_at ELSE decided.seen_at END,
         page_facts = decided.page_facts, page_id = decided.page_id, run_id = $3::bigint, state = 'held',
         last_seen_at = decided.seen_at, last_seen_run_id = $3::bigint,
         attempts = 0, last_error = NULL,
         lease_token = NULL, leased_until = NULL, lease_taken = false
       FROM decided WHERE item.raw_item_id = decided.raw_item_id AND is_replaced
     ), seen AS (
       UPDATE earshot.raw_item AS item SET
         last_seen_at = greatest(item.last_seen_at, decided.seen_at), last_seen_run_id = $3::bigint,
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
      toJsonb(pages.flatMap(({ items }, page) => items.map((item) => ({ page, ...item })))),
      of.source_id,
      of.run_id,
      toJsonb(pages.map(({ items: _, ...page }, index) => ({ page: index, ...page }))),
    ],
  )
  return rows[0] ?? { items_found: 0, items_new: 0, items_changed: 0 }
}
