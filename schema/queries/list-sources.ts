import type { Queryable } from '../database.ts'

export interface SourceListRow {
  name: string
  channel: string
  url: string
  state: string
  /** Null for imports. */
  schedule: string | null
  terms: string | null
  next_run_at: Date | null
  last_run_at: Date | null
  last_stop_reason: string | null
  mentions: number
  open_problems: string[]
  /** Why its last try failed as a whole; null when it did not. */
  last_error: string | null
}

/** Every source that was not removed, with its last run and what is wrong with it. */
export async function listSources(db: Queryable): Promise<SourceListRow[]> {
  const { rows } = await db.query<SourceListRow>(
    `SELECT source.name, source.channel, source.url, source.state,
       source.config ->> 'schedule' AS schedule, source.config #>> '{policy,terms}' AS terms,
       source.next_run_at, run.started_at AS last_run_at, run.stop_reason AS last_stop_reason,
       (SELECT count(*) FROM earshot.mention WHERE mention.source_id = source.source_id) AS mentions,
       ARRAY(SELECT code FROM earshot.source_problem AS problem
         WHERE problem.source_id = source.source_id AND closed_at IS NULL ORDER BY code) AS open_problems,
       source.last_error ->> 'message' AS last_error
     FROM earshot.source LEFT JOIN LATERAL (
       SELECT started_at, stop_reason FROM earshot.crawl_run
       WHERE crawl_run.source_id = source.source_id ORDER BY run_id DESC LIMIT 1) AS run ON true
     WHERE source.state <> 'removed'
     ORDER BY source.name`,
  )
  return rows
}
