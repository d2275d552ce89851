import type { Queryable } from '../database.ts'

/**
 * Makes processed raw items due again, to be read by newer code or against a newer catalogue.
 * @param filter `source` by name, `since` by when they were first seen
 * @returns how many
 */
export async function replayRawItems(
  db: Queryable,
  filter: { source?: string; since?: Date },
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `WITH due AS (
       UPDATE earshot.raw_item SET state = 'due', available_at = now(), attempts = 0
       WHERE state IN ('done', 'quarantined')
         AND ($1::text IS NULL
           OR source_id = (SELECT source_id FROM earshot.source WHERE name = $1::text))
         AND ($2::timestamptz IS NULL OR first_seen_at >= $2::timestamptz)
       RETURNING raw_item_id)
     SELECT count(*) AS count, pg_notify('earshot_due', 'raw_item') FROM due`,
    [filter.source ?? null, filter.since ?? null],
  )
  return rows[0]?.count ?? 0
}
