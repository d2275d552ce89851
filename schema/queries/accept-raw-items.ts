import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'
import type { RawItem } from '../raw-item.ts'

/** A raw item of no page, with what it is recognised by within its source (crawlers/raw-key.ts). */
export interface AcceptedRawItem {
  source_id: number
  raw_key: string
  raw_hash: string
  payload: RawItem
}

export interface AcceptedRawItems {
  new: number
  changed: number
}

/**
 * Writes raw items that no page holds, each key once: new and changed ones are due, and the dispatcher is
 * woken. A changed one is taken out of the hands of whoever works on its old words.
 */
export async function acceptRawItems(
  db: Queryable,
  items: AcceptedRawItem[],
): Promise<AcceptedRawItems> {
  const { rows } = await db.query<AcceptedRawItems>(
    `WITH written AS (
       INSERT INTO earshot.raw_item AS kept (source_id, kind, raw_key, raw_hash, known_hashes, payload)
       SELECT source_id, 'item', raw_key, raw_hash, ARRAY[raw_hash], payload
       FROM jsonb_to_recordset($1::jsonb)
         AS item (source_id bigint, raw_key text, raw_hash text, payload jsonb)
       ORDER BY source_id, raw_key
       ON CONFLICT (source_id, raw_key) DO UPDATE SET
         raw_hash = excluded.raw_hash, known_hashes = excluded.known_hashes, payload = excluded.payload,
         changed_at = now(), last_seen_at = now()
       WHERE kept.raw_hash <> excluded.raw_hash
       RETURNING raw_item_id, xmax = 0 AS is_new
     ), due AS (
       INSERT INTO earshot.raw_item_work (raw_item_id, state)
       SELECT raw_item_id, 'due' FROM written ORDER BY raw_item_id
       ON CONFLICT (raw_item_id) DO UPDATE SET state = 'due', run_id = NULL, available_at = now(),
         attempts = 0, last_error = NULL, lease_token = NULL, leased_until = NULL, lease_taken = false
     ), counted AS (
       SELECT count(*) FILTER (WHERE is_new) AS new, count(*) FILTER (WHERE NOT is_new) AS changed
       FROM written)
     SELECT new, changed,
       CASE WHEN new + changed > 0 THEN pg_notify('earshot_due', 'raw_item')::text END AS rung
     FROM counted`,
    [toJsonb(items)],
  )
  const { new: fresh, changed } = rows[0] ?? { new: 0, changed: 0 }
  return { new: fresh, changed }
}
