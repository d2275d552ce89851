import type { Queryable } from '../database.ts'

/** Makes every active source that can be crawled due now: those that are only imported have no address. */
export async function makeSourcesDue(db: Queryable): Promise<void> {
  await db.query(
    `WITH due AS (
       UPDATE earshot.source SET next_run_at = now(), available_at = now()
       WHERE state = 'active' AND url IS NOT NULL)
     SELECT pg_notify('earshot_due', 'source')`,
  )
}

/** What is still to do after `since`: nothing when all counts are 0. */
export interface OpenWork {
  /** Active sources whose run did not end since then. */
  sources: number
  rawItems: number
  streams: number
  deliveries: number
  mentions: number
}

export async function countOpenWork(db: Queryable, since: Date): Promise<OpenWork> {
  const { rows } = await db.query<OpenWork>(
    `SELECT
       (SELECT count(*) FROM earshot.source WHERE state = 'active' AND url IS NOT NULL
          AND (next_run_at <= now() OR leased_until > now() OR NOT EXISTS (
            SELECT FROM earshot.crawl_run AS run
            WHERE run.source_id = source.source_id AND run.finished_at >= $1))) AS sources,
       (SELECT count(*) FROM earshot.raw_item_work WHERE state = 'due') AS "rawItems",
       (SELECT count(*) FROM earshot.rating_stream WHERE version > checked_version) AS streams,
       (SELECT count(*) FROM earshot.delivery WHERE state = 'due') AS deliveries,
       (SELECT count(*) FROM earshot.mention) AS mentions`,
    [since],
  )
  return rows[0] ?? { sources: 0, rawItems: 0, streams: 0, deliveries: 0, mentions: 0 }
}
