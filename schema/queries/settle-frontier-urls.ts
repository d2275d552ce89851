import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'
import type { Problem } from '../problem.ts'

export type SettledState = 'done' | 'failed' | 'skipped'

/** How an address of the frontier ended. */
export interface SettledUrl {
  url: string
  state: SettledState
  /** Why it is `failed` or `skipped`. */
  failure: Problem | null
}

/** Takes addresses off the queue of a run. Returns those that were not settled before. */
export async function settleFrontierUrls(
  db: Queryable,
  runId: number,
  settled: SettledUrl[],
): Promise<Set<string>> {
  const { rows } = await db.query<{ url: string }>(
    `UPDATE earshot.frontier SET state = settled.state, error = settled.error
     FROM unnest($2::text[], $3::text[], $4::jsonb[]) AS settled (url, state, error)
     WHERE frontier.run_id = $1::bigint AND frontier.url = settled.url AND frontier.state = 'queued'
     RETURNING frontier.url`,
    [
      runId,
      settled.map(({ url }) => url),
      settled.map(({ state }) => state),
      settled.map(({ failure }) => failure && toJsonb(failure)),
    ],
  )
  return new Set(rows.map(({ url }) => url))
}
