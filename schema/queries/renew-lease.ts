import type { Queryable } from '../database.ts'
import { LEASED_TABLES, type LeasedKind } from './leased-tables.ts'

/** Moves the end of a lease to 90 s from now. */
export async function renewLease(db: Queryable, kind: LeasedKind, token: string): Promise<void> {
  await db.query(
    `UPDATE ${LEASED_TABLES[kind].table}
     SET leased_until = now() + interval '90 seconds' WHERE lease_token = $1::uuid`,
    [token],
  )
}
