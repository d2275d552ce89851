import type { Queryable } from '../database.ts'

/** 0 the source's own address, 1 next pages that an adapter named, 2 links in scope. */
export type FrontierPriority = 0 | 1 | 2

export interface FoundUrl {
  url: string
  priority: FrontierPriority
}

/** Addresses that one page leads to; `from` null: they are the source's own. */
export interface FoundOn {
  found: FoundUrl[]
  from: { url: string; depth: number } | null
}

/**
 * Adds addresses to a run's frontier in their order. One that waits already moves forward when it is
 * named with a higher priority (a lower number).
 * @returns how many are new
 */
export async function queueUrls(db: Queryable, runId: number, pages: FoundOn[]): Promise<number> {
  const rows = firstOfEach(pages)
  if (rows.length === 0) return 0
  const { rows: queued } = await db.query<{ is_new: boolean }>(
    `INSERT INTO earshot.frontier AS known (run_id, url, priority, depth, referrer)
     SELECT $1::bigint, url, priority, depth, referrer
     FROM unnest($2::text[], $3::smallint[], $4::int[], $5::text[]) WITH ORDINALITY
       AS found (url, priority, depth, referrer, place)
     ORDER BY place
     ON CONFLICT (run_id, url) DO UPDATE SET priority = excluded.priority
       WHERE known.state = 'queued' AND known.priority > excluded.priority
     RETURNING xmax = 0 AS is_new`,
    [
      runId,
      rows.map((row) => row.url),
      rows.map((row) => row.priority),
      rows.map((row) => row.depth),
      rows.map((row) => row.referrer),
    ],
  )
  return queued.filter((row) => row.is_new).length
}

/** Each address once, where it is named first, with the highest of its priorities. */
function firstOfEach(pages: FoundOn[]) {
  const byUrl = new Map<string, FoundUrl & { depth: number; referrer: string | null }>()
  for (const { found, from } of pages) {
    const origin = { depth: from ? from.depth + 1 : 0, referrer: from?.url ?? null }
    for (const { url, priority } of found) {
      const known = byUrl.get(url)
      if (!known) byUrl.set(url, { url, priority, ...origin })
      else if (priority < known.priority) known.priority = priority
    }
  }
  return [...byUrl.values()]
}
