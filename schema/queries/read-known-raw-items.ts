import type { Queryable } from '../database.ts'

/** What is kept of a raw item, as far as it tells whether what a page shows of it now is news. */
export interface KnownRawItem {
  raw_item_id: number
  raw_key: string
  raw_hash: string
  /** Hashes of all the forms (whole, shortened) in which it was seen since it last changed. */
  known_hashes: string[]
  /** This run has seen it before. */
  was_seen: boolean
  /** This run has seen it before, and brought or held its words. */
  is_of_this_run: boolean
}

/** Those raw items of a source that are kept under `keys`. */
export async function readKnownRawItems(
  db: Queryable,
  sourceId: number,
  runId: number,
  keys: string[],
): Promise<KnownRawItem[]> {
  const { rows } = await db.query<KnownRawItem>(
    `SELECT raw_item_id, raw_key, raw_hash, known_hashes,
       last_seen_run_id IS NOT DISTINCT FROM $2::bigint AS was_seen,
       last_seen_run_id IS NOT DISTINCT FROM $2::bigint
         AND run_id IS NOT DISTINCT FROM $2::bigint AS is_of_this_run
     FROM earshot.raw_item WHERE source_id = $1::bigint AND raw_key = ANY($3::text[])`,
    [sourceId, runId, keys],
  )
  return rows
}
