import type { Queryable } from '../database.ts'
import { jsonbArray, jsonbRecord, toJsonb } from '../jsonb.ts'
import type { PageFacts } from '../page.ts'
import type { RawAggregate, RawItem } from '../raw-item.ts'

/** What an item says, as far as it tells whether a page was understood. */
export interface ItemSays {
  isRated: boolean
  isDated: boolean
  isSigned: boolean
  /** Characters of its text. */
  letters: number
}

/** A raw item with what it is recognised by (crawlers/raw-key.ts). */
export interface KeyedRawItem {
  raw_key: string
  raw_hash: string
  /** Another item of its page has the same author and day: the day does not tell them apart. */
  shares_day: boolean
  kind: (RawItem | RawAggregate)['kind']
  /** What it says; nothing of an aggregate rating. */
  says: ItemSays
  /** The RawItem or RawAggregate, as JSON for Postgres: the thread that read its page has written it. */
  payload: string
}

/** A page as its raw items remember it. */
export interface ItemsPage {
  page_id: number | null
  page_facts: PageFacts | null
  seen_at: string
}

/** Writes raw items that are new, each with the page that showed it; they are held until their run is judged. */
export async function addRawItems(
  db: Queryable,
  pages: (ItemsPage & { items: KeyedRawItem[] })[],
  of: { source_id: number; run_id: number },
): Promise<void> {
  await db.query(
    `WITH added AS (
       INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, known_hashes, shares_day, payload,
         page_facts, page_id, run_id, first_seen_at, last_seen_at, last_seen_run_id)
       SELECT $2::bigint, kind, raw_key, raw_hash, ARRAY[raw_hash], shares_day, payload,
         page_facts, page_id, $3::bigint, seen_at, seen_at, $3::bigint
       FROM jsonb_to_recordset($1::jsonb)
         AS item (page int, kind text, raw_key text, raw_hash text, shares_day boolean, payload jsonb)
       JOIN jsonb_to_recordset($4::jsonb)
         AS page (page int, page_id bigint, page_facts jsonb, seen_at timestamptz) USING (page)
       RETURNING raw_item_id)
     INSERT INTO earshot.raw_item_work (raw_item_id, state, run_id)
     SELECT raw_item_id, 'held', $3::bigint FROM added`,
    [
      jsonbArray(
        pages.flatMap(({ items }, page) =>
          items.map(({ payload, says: _, ...item }) =>
            jsonbRecord({ page, ...item }, 'payload', payload),
          ),
        ),
      ),
      of.source_id,
      of.run_id,
      toJsonb(pages.map(({ items: _, ...page }, index) => ({ page: index, ...page }))),
    ],
  )
}
