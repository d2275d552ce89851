import type { Queryable } from '../database.ts'
import type { LeasedKind } from './leased-tables.ts'

// A new lease lasts 60 s until a worker takes it. A row whose last lease ran out while it was worked on
// rests first, longer with every try.
const FREE = `available_at <= now() AND (lease_token IS NULL
  OR leased_until + CASE WHEN lease_taken THEN earshot.backoff(attempts) ELSE interval '0' END <= now())`

const LEASE = `lease_token = $1::uuid, leased_until = now() + interval '60 seconds', lease_taken = false,
  attempts = attempts + CASE WHEN lease_token IS NOT NULL AND lease_taken THEN 1 ELSE 0 END`

// A row that failed with its batch is tried alone, so that it cannot hold the others up for ever.
const ALONE_AFTER = 3

const STATEMENTS: Record<LeasedKind, string> = {
  crawl: `UPDATE earshot.source SET ${LEASE} WHERE source_id IN (
      SELECT source_id FROM earshot.source
      WHERE state = 'active' AND next_run_at <= now() AND ${FREE}
      ORDER BY next_run_at LIMIT $2::int FOR UPDATE SKIP LOCKED)
    RETURNING source_id AS id`,
  process: `UPDATE earshot.raw_item_work SET ${LEASE} WHERE raw_item_id IN (
      WITH free AS MATERIALIZED (
        SELECT raw_item_id, attempts FROM earshot.raw_item_work
        WHERE state = 'due' AND ${FREE}
        ORDER BY available_at, raw_item_id LIMIT $2::int FOR UPDATE SKIP LOCKED)
      SELECT raw_item_id FROM free WHERE attempts < ${ALONE_AFTER}
      UNION ALL
      (SELECT raw_item_id FROM free
       WHERE NOT EXISTS (SELECT FROM free WHERE attempts < ${ALONE_AFTER}) LIMIT 1))
    RETURNING raw_item_id AS id`,
  alert: `UPDATE earshot.rating_stream SET ${LEASE} WHERE product_id IN (
      SELECT product_id FROM earshot.rating_stream
      WHERE version > checked_version AND ${FREE}
      ORDER BY available_at LIMIT $2::int FOR UPDATE SKIP LOCKED)
    RETURNING product_id AS id`,
  deliver: `UPDATE earshot.delivery SET ${LEASE} WHERE delivery_id IN (
      SELECT delivery_id FROM earshot.delivery
      WHERE state = 'due' AND ${FREE}
      ORDER BY available_at, delivery_id LIMIT $2::int FOR UPDATE SKIP LOCKED)
    RETURNING delivery_id AS id`,
}

/** Leases up to `limit` due rows of a kind under `token`; their ids, ascending. */
export async function leaseDueRows(
  db: Queryable,
  kind: LeasedKind,
  token: string,
  limit: number,
): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(STATEMENTS[kind], [token, limit])
  return rows.map((row) => row.id).sort((a, b) => a - b)
}
