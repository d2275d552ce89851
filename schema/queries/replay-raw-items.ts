import type { Queryable } from '../database.ts'

/**
 * Makes processed raw items due again, to be read by newer code or against a newer catalogue. What is in a
 * worker's hands is taken out of them: it may have been attached to the older one. What is held stays held.
 * A crawl may stand in its way: see `tryingAgain`.
 * @param filter `source` by name, `since` by when they were first seen
 * @returns how many
 */
export async function replayRawItems(
  db: Queryable,
  filter: { source?: string; since?: Date },
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `WITH due AS (
       INSERT INTO earshot.raw_item_work AS work (raw_item_id, state)
       SELECT raw_item_id, 'due' FROM earshot.raw_item
       WHERE ($1::text IS NULL
           OR source_id = (SELECT source_id FROM earshot.source WHERE name = $1::text))
         AND ($2::timestamptz IS NULL OR first_seen_at >= $2::timestamptz)
       ORDER BY raw_item_id
       ON CONFLICT (raw_item_id) DO UPDATE SET state = 'due', available_at = now(), attempts = 0,
         lease_token = NULL, leased_until = NULL, lease_taken = false
       WHERE work.state = 'quarantined' OR (work.state = 'due' AND work.lease_taken)
       RETURNING raw_item_id)
     SELECT count(*) AS count, pg_notify('earshot_due', 'raw_item') FROM due`,
    [filter.source ?? null, filter.since ?? null],
  )
  return rows[0]?.count ?? 0
}
