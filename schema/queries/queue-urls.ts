import type { Queryable } from '../database.ts'

/** 0 the source's own address, 1 next pages that an adapter named, 2 links in scope. */
export type FrontierPriority = 0 | 1 | 2

export interface FoundUrl {
  url: string
  priority: FrontierPriority
}

/**
 * Adds addresses to a run's frontier in their order. One that waits already moves forward when it is
 * named with a higher priority (a lower number).
 * @returns how many are new
 */
export async function queueUrls(
  db: Queryable,
  runId: number,
  found: FoundUrl[],
  from: { url: string; depth: number } | null,
): Promise<number> {
  const { rows } = await db.query<{ is_new: boolean }>(
    `INSERT INTO earshot.frontier AS known (run_id, url, priority, depth, referrer)
     SELECT $1::bigint, url, priority, $4::int, $5::text
     FROM unnest($2::text[], $3::smallint[]) WITH ORDINALITY AS found (url, priority, place)
     ORDER BY place
     ON CONFLICT (run_id, url) DO UPDATE SET priority = excluded.priority
       WHERE known.state = 'queued' AND known.priority > excluded.priority
     RETURNING xmax = 0 AS is_new`,
    [
      runId,
      found.map((entry) => entry.url),
      found.map((entry) => entry.priority),
      from ? from.depth + 1 : 0,
      from?.url ?? null,
    ],
  )
  return rows.filter((row) => row.is_new).length
}
