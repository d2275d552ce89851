import type { Queryable } from '../database.ts'

/** Pauses or resumes a source. False when there is none of that name. */
export async function setSourceState(
  db: Queryable,
  name: string,
  state: 'active' | 'paused',
): Promise<boolean> {
  const result = await db.query(
    `UPDATE earshot.source SET state = $2, available_at = now()
     WHERE name = $1 AND state <> 'removed'`,
    [name, state],
  )
  return result.rowCount === 1
}
