import type { Queryable } from '../database.ts'

/** A problem of a source that is open now. */
interface OpenProblem {
  code: string
  message: string
  place: string | null
  occurrences: number
  opened_at: string
  last_seen_at: string
}

/** Whether a source can be read, and what of it waits for a person. */
export interface SourceHealth {
  name: string
  channel: string
  /** Null for imports, which are never crawled. */
  url: string | null
  state: string
  terms: string | null
  is_running: boolean
  /** Due, and in nobody's hands, since this moment; null when it is not. */
  due_since: Date | null
  next_run_at: Date | null
  last_run_finished_at: Date | null
  last_stop_reason: string | null
  /** Null when not judged, or without a run. */
  last_run_is_healthy: boolean | null
  pages_fetched: number | null
  items_found: number | null
  items_new: number | null
  problems: OpenProblem[]
  /** Why its last try failed as a whole; null when it did not. */
  last_error: string | null
  /** Of runs that have ended: held back, and in no later run's hands. */
  items_held: number
  items_quarantined: number
  /** Why the latest of them was. */
  quarantine_reason: string | null
}

/** The health of every source that was not removed. */
export async function readSourceHealth(db: Queryable): Promise<SourceHealth[]> {
  const { rows } = await db.query<SourceHealth>(
    `SELECT health.name, health.channel, source.url, health.state, health.terms, health.is_running,
       CASE WHEN source.state = 'active' AND source.next_run_at IS NOT NULL
           AND greatest(source.next_run_at, source.available_at) <= now()
           AND (source.leased_until IS NULL OR source.leased_until <= now())
         THEN greatest(source.next_run_at, source.available_at, source.leased_until) END AS due_since,
       health.next_run_at, health.last_run_finished_at, health.last_stop_reason,
       health.last_run_is_healthy, health.pages_fetched, health.items_found, health.items_new,
       health.problems, health.last_error,
       (SELECT count(*) FROM earshot.raw_item_work AS work JOIN earshot.crawl_run AS run USING (run_id)
         WHERE run.source_id = source.source_id AND work.state = 'held'
           AND run.finished_at IS NOT NULL) AS items_held,
       (SELECT count(*) FROM earshot.raw_item_work AS work JOIN earshot.raw_item AS item USING (raw_item_id)
         WHERE item.source_id = source.source_id AND work.state = 'quarantined') AS items_quarantined,
       (SELECT work.last_error ->> 'message'
         FROM earshot.raw_item_work AS work JOIN earshot.raw_item AS item USING (raw_item_id)
         WHERE item.source_id = source.source_id AND work.state = 'quarantined'
         ORDER BY item.last_seen_at DESC LIMIT 1) AS quarantine_reason
     FROM bi.source_health AS health
     JOIN earshot.source ON source.source_id = health.source_id
     WHERE health.state <> 'removed'
     ORDER BY health.name`,
  )
  return rows
}
