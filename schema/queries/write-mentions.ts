import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'
import { type MentionRow, mentionColumns, updatableColumns } from './mention-columns.ts'

/** Mentions as they stand, by id. */
export async function readMentions(db: Queryable, mentionIds: number[]): Promise<MentionRow[]> {
  const { rows } = await db.query<{ mention: MentionRow }>(
    `SELECT to_jsonb(kept) AS mention FROM (
       SELECT ${mentionColumns()} FROM earshot.mention WHERE mention_id = ANY($1::bigint[])) AS kept`,
    [mentionIds],
  )
  return rows.map((row) => row.mention)
}

/** Inserts new mentions, whose ids come from `nextIds`. */
export async function insertMentions(db: Queryable, mentions: MentionRow[]): Promise<void> {
  await db.query(
    `INSERT INTO earshot.mention (${mentionColumns()}) OVERRIDING SYSTEM VALUE
     SELECT ${mentionColumns()} FROM jsonb_populate_recordset(NULL::earshot.mention, $1::jsonb)
     ORDER BY mention_id`,
    [toJsonb(mentions)],
  )
}

/** Updates mentions that differ from what is kept. Returns the ids of those that did. */
export async function updateMentions(db: Queryable, mentions: MentionRow[]): Promise<number[]> {
  const { rows } = await db.query<{ mention_id: number }>(
    `UPDATE earshot.mention AS kept SET (${updatableColumns()}) = ROW(${updatableColumns('fresh.')})
     FROM jsonb_populate_recordset(NULL::earshot.mention, $1::jsonb) AS fresh
     WHERE kept.mention_id = fresh.mention_id
       AND (${updatableColumns('kept.')}) IS DISTINCT FROM (${updatableColumns('fresh.')})
     RETURNING kept.mention_id`,
    [toJsonb(mentions)],
  )
  return rows.map((row) => row.mention_id)
}

/** Keeps what mentions said before an edit. */
export async function keepVersions(
  db: Queryable,
  versions: Pick<
    MentionRow,
    'mention_id' | 'version' | 'title' | 'text' | 'rating_value' | 'stars' | 'replies'
  >[],
): Promise<void> {
  await db.query(
    `INSERT INTO earshot.mention_version (mention_id, version, title, text, rating_value, stars, replies)
     SELECT mention_id, version, title, text, rating_value, stars, replies
     FROM jsonb_populate_recordset(NULL::earshot.mention_version, $1::jsonb)
     ON CONFLICT (mention_id, version) DO NOTHING`,
    [toJsonb(versions)],
  )
}
