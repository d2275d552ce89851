import type { Queryable } from '../database.ts'

/** Marks mentions as removed at their site, now; they stay. */
export async function markRemoved(db: Queryable, mentionIds: number[]): Promise<void> {
  await db.query(
    'UPDATE earshot.mention SET removed_at = now() WHERE mention_id = ANY($1::bigint[]) AND removed_at IS NULL',
    [mentionIds],
  )
}

/** Takes the mark from mentions whose words a run has seen again. Returns their ids. */
export async function markReturned(db: Queryable, runId: number): Promise<number[]> {
  const { rows } = await db.query<{ mention_id: number }>(
    `UPDATE earshot.mention SET removed_at = NULL
     FROM earshot.raw_item AS raw JOIN earshot.crawl_run AS run USING (source_id)
     WHERE run.run_id = $1::bigint AND raw.last_seen_run_id = run.run_id AND run.is_healthy
       AND content_raw_item_id = raw.raw_item_id AND removed_at IS NOT NULL
     RETURNING mention_id`,
    [runId],
  )
  return rows.map((row) => row.mention_id)
}

/** The same for mentions of which statements were seen after they had vanished. */
export async function returnMentions(
  db: Queryable,
  seen: { mention_id: number; seen_at: Date }[],
): Promise<number[]> {
  const { rows } = await db.query<{ mention_id: number }>(
    `UPDATE earshot.mention SET removed_at = NULL
     FROM unnest($1::bigint[], $2::timestamptz[]) AS seen (id, seen_at)
     WHERE mention_id = seen.id AND removed_at IS NOT NULL AND removed_at < seen.seen_at
     RETURNING mention_id`,
    [seen.map(({ mention_id }) => mention_id), seen.map(({ seen_at }) => seen_at)],
  )
  return rows.map((row) => row.mention_id)
}
