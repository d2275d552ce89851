import type { Queryable } from '../database.ts'

/** Says that process `holder` works on the rows leased under `token`. */
export async function claimLease(db: Queryable, token: string, holder: number): Promise<void> {
  await db.query(
    `INSERT INTO earshot.lease_claim (token, holder) VALUES ($1::uuid, $2::int)
     ON CONFLICT (token) DO UPDATE SET holder = excluded.holder, claimed_at = now()`,
    [token, holder],
  )
}

/** Says that nobody works on them any more, and wakes the dispatcher: there is room in the queue. */
export async function releaseClaim(db: Queryable, token: string): Promise<void> {
  await db.query(
    `WITH gone AS (DELETE FROM earshot.lease_claim WHERE token = $1::uuid)
     SELECT pg_notify('earshot_due', 'room')`,
    [token],
  )
}
