import type { Queryable } from '../database.ts'
import { LEASED_TABLES, type LeasedKind } from './leased-tables.ts'

/**
 * Gives rows of one kind back as they were, untried: whoever has them in hand has no time left to end it.
 * Their tokens are worth nothing from now on.
 * @returns how many rows
 */
export async function giveBackLeases(
  db: Queryable,
  kind: LeasedKind,
  tokens: string[],
): Promise<number> {
  const result = await db.query(
    `UPDATE ${LEASED_TABLES[kind].table}
     SET lease_token = NULL, leased_until = NULL, lease_taken = false
     WHERE lease_token = ANY($1::uuid[])`,
    [tokens],
  )
  return result.rowCount ?? 0
}
