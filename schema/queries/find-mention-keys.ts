import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

/** Which of these natural keys belong to a mention already. */
export async function findMentionKeys(
  db: Queryable,
  keys: string[],
): Promise<{ key: string; mention_id: number }[]> {
  const { rows } = await db.query<{ key: string; mention_id: number }>(
    'SELECT key, mention_id FROM earshot.mention_key WHERE key = ANY($1::text[])',
    [keys],
  )
  return rows
}

/** Adds natural keys; a key that another mention owns stays with it. */
export async function addMentionKeys(
  db: Queryable,
  keys: { key: string; mention_id: number }[],
): Promise<void> {
  await db.query(
    `INSERT INTO earshot.mention_key (key, mention_id)
     SELECT key, mention_id FROM jsonb_populate_recordset(NULL::earshot.mention_key, $1::jsonb)
     ON CONFLICT (key) DO NOTHING`,
    [toJsonb(keys)],
  )
}
