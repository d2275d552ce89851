import type { Queryable } from '../database.ts'

/** A source that was taken away, and what stays of it. */
export interface RemovedSource {
  origin: string
  /** Null for imports. */
  url: string | null
  mentions: number
  is_running: boolean
}

/** Takes a source away; all that it collected stays. Null when there is none of that name. */
export async function removeSource(db: Queryable, name: string): Promise<RemovedSource | null> {
  const { rows } = await db.query<RemovedSource>(
    `UPDATE earshot.source SET state = 'removed'
     WHERE name = $1 AND state <> 'removed'
     RETURNING origin, url, lease_taken AND leased_until > now() AS is_running,
       (SELECT count(*) FROM earshot.mention WHERE mention.source_id = source.source_id) AS mentions`,
    [name],
  )
  return rows[0] ?? null
}
