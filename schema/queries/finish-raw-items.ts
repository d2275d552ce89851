import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

/**
 * Locks the raw items that are still leased under `token`; a page that was read again meanwhile has taken
 * its items out of the lease, and their new words are processed instead.
 * @returns their ids
 */
export async function lockLeasedRawItems(
  db: Queryable,
  rawItemIds: number[],
  token: string,
): Promise<Set<number>> {
  const { rows } = await db.query<{ raw_item_id: number }>(
    `SELECT raw_item_id FROM earshot.raw_item_work
     WHERE raw_item_id = ANY($1::bigint[]) AND lease_token = $2::uuid AND state = 'due'
     ORDER BY raw_item_id FOR UPDATE`,
    [rawItemIds, token],
  )
  return new Set(rows.map((row) => row.raw_item_id))
}

/** Marks leased raw items as processed. */
export async function finishRawItems(db: Queryable, rawItemIds: number[]): Promise<void> {
  await db.query('DELETE FROM earshot.raw_item_work WHERE raw_item_id = ANY($1::bigint[])', [
    rawItemIds,
  ])
}

/** Keeps raw items that cannot be processed where a person sees them, each with its reason. */
export async function quarantineRawItems(
  db: Queryable,
  failures: { raw_item_id: number; error: { code: string; message: string } }[],
): Promise<void> {
  await db.query(
    `UPDATE earshot.raw_item_work AS work SET state = 'quarantined', last_error = failure.error,
       lease_token = NULL, leased_until = NULL, lease_taken = false
     FROM jsonb_to_recordset($1::jsonb) AS failure (raw_item_id bigint, error jsonb)
     WHERE work.raw_item_id = failure.raw_item_id`,
    [toJsonb(failures)],
  )
}

/** Gives leased raw items back after a failure of the whole batch; they rest, longer with every try. */
export async function returnRawItems(
  db: Queryable,
  token: string,
  error: { code: string; message: string },
): Promise<void> {
  await db.query(
    `UPDATE earshot.raw_item_work SET attempts = attempts + 1, last_error = $2::jsonb,
       available_at = now() + earshot.backoff(attempts),
       state = CASE WHEN attempts >= 6 THEN 'quarantined' ELSE state END,
       lease_token = NULL, leased_until = NULL, lease_taken = false
     WHERE lease_token = $1::uuid`,
    [token, toJsonb(error)],
  )
}
