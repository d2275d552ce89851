import type { Queryable } from '../database.ts'
import type { Channel } from '../mention.ts'

/** A problem of a source that is open now. */
interface OpenProblem {
  code: string
  message: string
  place: string | null
  occurrences: number
}

/** Whether a source can be read, and how fresh what we hold of it is. */
export interface ConsoleSource {
  name: string
  channel: Channel
  state: string
  terms: string | null
  schedule: string | null
  url: string | null
  is_running: boolean
  next_run_at: Date | null
  last_run_finished_at: Date | null
  last_stop_reason: string | null
  /** Null when not judged, or without a run. */
  last_run_is_healthy: boolean | null
  last_successful_run_at: Date | null
  last_error: string | null
  pages_fetched: number | null
  pages_unchanged: number | null
  pages_failed: number | null
  items_found: number | null
  items_new: number | null
  items_changed: number | null
  items_bad: number | null
  problems: OpenProblem[]
  mentions: number
  undated_mentions: number
  newest_published_at: Date | null
  items_held: number
  items_due: number
  items_quarantined: number
  oldest_waiting_since: Date | null
}

/** Every source that was not removed, those in trouble first. */
export async function readConsoleSources(db: Queryable): Promise<ConsoleSource[]> {
  const { rows } = await db.query<ConsoleSource>(
    `SELECT health.name, health.channel, health.state, health.terms, health.schedule, source.url,
       health.is_running, health.next_run_at, health.last_run_finished_at, health.last_stop_reason,
       health.last_run_is_healthy, freshness.last_successful_run_at, health.last_error,
       health.pages_fetched, health.pages_unchanged, health.pages_failed,
       health.items_found, health.items_new, health.items_changed, health.items_bad, health.problems,
       freshness.mentions, freshness.undated_mentions, freshness.newest_published_at,
       freshness.items_held, freshness.items_due, freshness.items_quarantined,
       freshness.oldest_waiting_since
     FROM bi.source_health AS health
     JOIN bi.freshness AS freshness ON freshness.source_id = health.source_id
     JOIN bi.dim_source AS source ON source.source_id = health.source_id
     WHERE health.state <> 'removed'
     ORDER BY
       health.open_problems > 0 OR health.last_error IS NOT NULL
         OR health.last_run_is_healthy IS FALSE DESC,
       health.name`,
  )
  return rows
}
