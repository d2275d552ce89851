import type { Queryable } from '../database.ts'

/**
 * Marks mentions as removed at their site, since the beginning of the run that no longer saw them: what that run
 * read elsewhere of one of them is newer than the mark, and takes it away again.
 */
export async function markRemoved(
  db: Queryable,
  runId: number,
  mentionIds: number[],
): Promise<void> {
  await db.query(
    `UPDATE earshot.mention SET removed_at = run.started_at FROM earshot.crawl_run AS run
     WHERE run.run_id = $1::bigint AND mention_id = ANY($2::bigint[]) AND removed_at IS NULL`,
    [runId, mentionIds],
  )
}

/** Those mentions that are marked as removed, and that a run has seen again. */
export async function readReturned(db: Queryable, runId: number): Promise<number[]> {
  const { rows } = await db.query<{ mention_id: number }>(
    `SELECT DISTINCT mention_id FROM earshot.mention
     JOIN earshot.mention_raw_item USING (mention_id) JOIN earshot.raw_item AS raw USING (raw_item_id)
     WHERE removed_at IS NOT NULL AND raw.last_seen_run_id = $1::bigint`,
    [runId],
  )
  return rows.map((row) => row.mention_id)
}

/** Takes the mark from those mentions that were seen after it was made. Returns their ids. */
export async function unmarkRemoved(
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
