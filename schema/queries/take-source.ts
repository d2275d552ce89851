import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

/** A source in the hands of a crawler. */
export interface TakenSource {
  source_id: number
  name: string
  channel: string
  url: string
  site: string
  config: unknown
  attempts: number
}

/** Begins work on a leased source; null when the lease is no longer ours. */
export async function takeSource(
  db: Queryable,
  sourceId: number,
  token: string,
): Promise<TakenSource | null> {
  const { rows } = await db.query<TakenSource>(
    `UPDATE earshot.source SET lease_taken = true, leased_until = now() + interval '90 seconds'
     WHERE source_id = $1 AND lease_token = $2::uuid
     RETURNING source_id, name, channel, url, site, config, attempts`,
    [sourceId, token],
  )
  return rows[0] ?? null
}

/**
 * Leases a source, whether or not it is due.
 * @returns its id, `busy` when somebody works on it, `imported` when it has no address, `unknown` when there is
 *   none of that name
 */
export async function leaseSourceNow(
  db: Queryable,
  name: string,
  token: string,
): Promise<number | 'busy' | 'imported' | 'unknown'> {
  const { rows } = await db.query<{ source_id: number | null; has_url: boolean }>(
    `WITH leased AS (
       UPDATE earshot.source SET lease_token = $2::uuid, leased_until = now() + interval '60 seconds',
         lease_taken = false
       WHERE name = $1 AND state <> 'removed' AND url IS NOT NULL AND (leased_until IS NULL OR leased_until <= now())
       RETURNING source_id)
     SELECT (SELECT source_id FROM leased) AS source_id, url IS NOT NULL AS has_url
     FROM earshot.source WHERE name = $1 AND state <> 'removed'`,
    [name, token],
  )
  if (!rows[0]) return 'unknown'
  if (!rows[0].has_url) return 'imported'
  return rows[0].source_id ?? 'busy'
}

/** Ends work on a source: it is due again at `nextRunAt`. */
export async function finishSource(db: Queryable, token: string, nextRunAt: Date): Promise<void> {
  await db.query(
    `UPDATE earshot.source SET next_run_at = $2, attempts = 0, last_error = NULL,
       lease_token = NULL, leased_until = NULL, lease_taken = false
     WHERE lease_token = $1::uuid`,
    [token, nextRunAt],
  )
}

/** Gives a source back after an unexpected failure; it rests, longer with every try. */
export async function returnSource(
  db: Queryable,
  token: string,
  error: { code: string; message: string },
): Promise<void> {
  await db.query(
    `UPDATE earshot.source SET attempts = attempts + 1, last_error = $2::jsonb,
       available_at = now() + earshot.backoff(attempts),
       lease_token = NULL, leased_until = NULL, lease_taken = false
     WHERE lease_token = $1::uuid`,
    [token, toJsonb(error)],
  )
}

/** Gives a source back as it was: this process is stopping, and another goes on with its run. */
export async function letGoOfSource(db: Queryable, token: string): Promise<void> {
  await db.query(
    `UPDATE earshot.source SET lease_token = NULL, leased_until = NULL, lease_taken = false
     WHERE lease_token = $1::uuid`,
    [token],
  )
}
