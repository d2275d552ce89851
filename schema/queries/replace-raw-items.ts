import type { Queryable } from '../database.ts'
import { jsonbArray, jsonbRecord } from '../jsonb.ts'
import type { ItemsPage, KeyedRawItem } from './add-raw-items.ts'
import type { KnownRawItem } from './read-known-raw-items.ts'

/** A raw item that is shown in a form in which it was not known. */
export type OtherForm = KeyedRawItem &
  ItemsPage &
  Pick<KnownRawItem, 'raw_item_id' | 'was_seen' | 'is_of_this_run'> & {
    /** Hash of the words that are kept until now. */
    old_hash: string
  }

/** What an item says itself, of all that makes another form of it. */
function words(row: string): string {
  const of = (field: string) => `${row}.payload #>> '{fields,${field},value}'`
  return [of('rating.value'), of('title'), of('text')].join(', ')
}

/**
 * Writes raw items in another form, and holds them until their run is judged: out of the hands of whoever
 * works on their old words. Of the forms that one run sees, the one with the longest payload stays.
 * @returns the ids of those that were replaced
 */
export async function replaceRawItems(
  db: Queryable,
  forms: OtherForm[],
  runId: number,
): Promise<Set<number>> {
  const { rows } = await db.query<{ raw_item_id: number }>(
    `WITH form AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS form (raw_item_id bigint, raw_hash text,
         shares_day boolean, payload jsonb, page_id bigint, page_facts jsonb, seen_at timestamptz,
         was_seen boolean, is_of_this_run boolean, old_hash text)
     ), reworded AS (
       SELECT raw_item_id FROM form JOIN earshot.raw_item AS old USING (raw_item_id)
       WHERE (${words('old')}) IS DISTINCT FROM (${words('form')})
     ), replaced AS (
       UPDATE earshot.raw_item AS item SET raw_hash = form.raw_hash, payload = form.payload,
         shares_day = form.shares_day,
         known_hashes = CASE WHEN was_seen THEN item.known_hashes ELSE '{}' END || form.raw_hash,
         changed_at = CASE WHEN is_of_this_run THEN item.changed_at ELSE form.seen_at END,
         page_facts = form.page_facts, page_id = form.page_id, run_id = $2::bigint,
         last_seen_at = form.seen_at, last_seen_run_id = $2::bigint
       FROM form
       WHERE item.raw_item_id = form.raw_item_id AND (NOT was_seen
         OR (length(form.payload::text), form.raw_hash) > (length(item.payload::text), item.raw_hash))
       RETURNING item.raw_item_id, old_hash
     ), held AS (
       INSERT INTO earshot.raw_item_work AS work
         (raw_item_id, state, run_id, released_hash, is_reworded)
       SELECT raw_item_id, 'held', $2::bigint, old_hash, raw_item_id IN (TABLE reworded)
       FROM replaced ORDER BY raw_item_id
       ON CONFLICT (raw_item_id) DO UPDATE SET state = 'held', run_id = excluded.run_id, available_at = now(),
         attempts = 0, last_error = NULL, lease_token = NULL, leased_until = NULL, lease_taken = false,
         released_hash = CASE WHEN work.state = 'held'
           THEN work.released_hash ELSE excluded.released_hash END,
         is_reworded = excluded.is_reworded OR (work.state = 'held' AND work.is_reworded)
     )
     SELECT raw_item_id FROM replaced`,
    [
      jsonbArray(
        forms.map(({ payload, says: _, ...form }) => jsonbRecord(form, 'payload', payload)),
      ),
      runId,
    ],
  )
  return new Set(rows.map((row) => row.raw_item_id))
}
