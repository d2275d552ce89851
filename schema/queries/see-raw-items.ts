import type { Queryable } from '../database.ts'

/** A raw item that is shown, and keeps its words. */
export interface SeenRawItem {
  raw_item_id: number
  seen_at: string
  /** Hash of the form in which it is shown, where that is not known; else null. */
  form: string | null
}

/** Notes that a run has seen raw items. What an earlier run held waits for this one from now on. */
export async function seeRawItems(
  db: Queryable,
  items: SeenRawItem[],
  runId: number,
): Promise<void> {
  await db.query(
    `WITH seen AS (
       SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[]) AS seen (raw_item_id, seen_at, form)
     ), held AS (
       UPDATE earshot.raw_item_work AS work SET run_id = $4::bigint FROM seen
       WHERE work.raw_item_id = seen.raw_item_id AND state = 'held'
       RETURNING work.raw_item_id
     )
     UPDATE earshot.raw_item AS item SET
       last_seen_at = greatest(item.last_seen_at, seen.seen_at), last_seen_run_id = $4::bigint,
       run_id = CASE WHEN held.raw_item_id IS NULL THEN item.run_id ELSE $4::bigint END,
       known_hashes = CASE WHEN seen.form IS NULL
         THEN item.known_hashes ELSE item.known_hashes || seen.form END
     FROM seen LEFT JOIN held USING (raw_item_id)
     WHERE item.raw_item_id = seen.raw_item_id`,
    [
      items.map((item) => item.raw_item_id),
      items.map((item) => item.seen_at),
      items.map((item) => item.form),
      runId,
    ],
  )
}
