import type { Queryable } from '../database.ts'

/** Work of one kind that could be given out now, and is in nobody's hands. */
export interface DueWork {
  kind: 'crawl' | 'process' | 'alert' | 'deliver'
  rows: number
  /** Since when the oldest of it waits; null when there is none. */
  oldest: Date | null
}

/** What waits to be given out, by kind of job. */
export async function readDueWork(db: Queryable): Promise<DueWork[]> {
  const { rows } = await db.query<DueWork>(
    `SELECT 'crawl' AS kind, count(*) AS rows,
       min(greatest(next_run_at, available_at, leased_until)) AS oldest
     FROM earshot.source
     WHERE state = 'active' AND next_run_at <= now() AND available_at <= now()
       AND coalesce(leased_until, '-infinity') <= now()
     UNION ALL
     SELECT 'process', count(*), min(greatest(available_at, leased_until)) FROM earshot.raw_item_work
     WHERE state = 'due' AND available_at <= now() AND coalesce(leased_until, '-infinity') <= now()
     UNION ALL
     SELECT 'alert', count(*), min(greatest(available_at, leased_until)) FROM earshot.rating_stream
     WHERE version > checked_version AND available_at <= now()
       AND coalesce(leased_until, '-infinity') <= now()
     UNION ALL
     SELECT 'deliver', count(*), min(greatest(available_at, leased_until)) FROM earshot.delivery
     WHERE state = 'due' AND available_at <= now() AND coalesce(leased_until, '-infinity') <= now()`,
  )
  return rows
}

/** How many dispatchers listen to this database now. */
export async function countDispatchers(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*) AS count FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'earshot-dispatch'`,
  )
  return rows[0]?.count ?? 0
}

/** How many messages were given up in the last seven days, and why the latest was. */
export async function readFailedDeliveries(
  db: Queryable,
): Promise<{ count: number; latest: string | null }> {
  const { rows } = await db.query<{ count: number; latest: string | null }>(
    `SELECT count(*) AS count,
       (array_agg(recipient || ': ' || coalesce(last_error ->> 'message', 'no reason kept')
         ORDER BY delivery_id DESC))[1] AS latest
     FROM earshot.delivery
     WHERE state = 'failed' AND available_at > now() - interval '7 days'`,
  )
  return rows[0] ?? { count: 0, latest: null }
}
