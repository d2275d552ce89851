import type { Queryable } from '../database.ts'
import type { FrontierPriority } from './queue-urls.ts'

export interface FrontierUrl {
  url: string
  priority: FrontierPriority
  depth: number
}

/** The next address of a run that waits and is not one of `taken`; null when there is none. */
export async function nextFrontierUrl(
  db: Queryable,
  runId: number,
  taken: string[],
): Promise<FrontierUrl | null> {
  const { rows } = await db.query<FrontierUrl>(
    `SELECT url, priority, depth FROM earshot.frontier
     WHERE run_id = $1::bigint AND state = 'queued' AND url <> ALL ($2::text[])
     ORDER BY priority, added_at, url LIMIT 1`,
    [runId, taken],
  )
  return rows[0] ?? null
}
