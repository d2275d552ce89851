import type { Queryable } from '../database.ts'
import { LEASED_TABLES, type LeasedKind } from './leased-tables.ts'

/**
 * Ends the leases of processes that are gone: their session lock is no longer held.
 * @returns how many rows may be given out again
 */
export async function releaseDeadLeases(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ token: string }>(
    `DELETE FROM earshot.lease_claim AS claim
     WHERE NOT EXISTS (
       SELECT FROM pg_locks
       WHERE locktype = 'advisory' AND classid = 7274650 AND objid = claim.holder::oid
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
     RETURNING token`,
  )
  if (rows.length === 0) return 0
  const tokens = rows.map((row) => row.token)
  let released = 0
  for (const { table } of Object.values(LEASED_TABLES)) {
    const result = await db.query(
      `UPDATE ${table} SET leased_until = now(), lease_taken = true
       WHERE lease_token = ANY($1::uuid[]) AND leased_until > now()`,
      [tokens],
    )
    released += result.rowCount ?? 0
  }
  return released
}

/**
 * Ends leases of one kind that nobody has begun to work on: their jobs were lost with the queue.
 * @param minAgeSeconds leases given out more recently are left alone
 */
export async function releaseUntakenLeases(
  db: Queryable,
  kind: LeasedKind,
  minAgeSeconds: number,
): Promise<number> {
  const { table } = LEASED_TABLES[kind]
  const result = await db.query(
    `UPDATE ${table} SET lease_token = NULL, leased_until = NULL
     WHERE lease_token IS NOT NULL AND NOT lease_taken
       AND leased_until < now() + interval '60 seconds' - make_interval(secs => $1)
       AND NOT EXISTS (SELECT FROM earshot.lease_claim AS claim WHERE claim.token = lease_token)`,
    [minAgeSeconds],
  )
  return result.rowCount ?? 0
}
