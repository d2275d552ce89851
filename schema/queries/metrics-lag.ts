import type { Queryable } from '../database.ts'
import type { LeasedKind } from './leased-tables.ts'

/**
 * How long the row that has waited longest could have been worked on, in seconds, by the kind of job; 0
 * where none waits. One that rests after a failed try waits for its time, not for us. A source that was given
 * out waits until a crawler takes it; one that is never crawled (`next_run_at` is null) waits for nothing.
 */
export async function readQueueLag(db: Queryable): Promise<Record<LeasedKind, number>> {
  const { rows } = await db.query<Record<LeasedKind, number>>(
    `SELECT greatest(0, extract(epoch FROM now() - crawl))::float8 AS crawl,
       greatest(0, extract(epoch FROM now() - process))::float8 AS process,
       greatest(0, extract(epoch FROM now() - alert))::float8 AS alert,
       greatest(0, extract(epoch FROM now() - deliver))::float8 AS deliver
     FROM (SELECT
       (SELECT min(greatest(next_run_at, available_at, CASE WHEN lease_taken THEN leased_until END))
        FROM earshot.source WHERE state = 'active' AND next_run_at <= now()
          AND (NOT lease_taken OR leased_until <= now())) AS crawl,
       (SELECT min(available_at) FROM earshot.raw_item_work WHERE state = 'due') AS process,
       (SELECT min(available_at) FROM earshot.rating_stream WHERE version > checked_version) AS alert,
       (SELECT min(available_at) FROM earshot.delivery WHERE state = 'due') AS deliver) AS oldest`,
  )
  return rows[0] ?? { crawl: 0, process: 0, alert: 0, deliver: 0 }
}
