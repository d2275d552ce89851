import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

/** A kept value; undefined when it was never set. */
export async function readSetting(db: Queryable, key: string): Promise<unknown> {
  const { rows } = await db.query<{ value: unknown }>(
    'SELECT value FROM earshot.setting WHERE key = $1',
    [key],
  )
  return rows[0]?.value
}

/** Keeps a value. Returns whether it differs from before. */
export async function writeSetting(db: Queryable, key: string, value: unknown): Promise<boolean> {
  const result = await db.query(
    `INSERT INTO earshot.setting AS kept (key, value) VALUES ($1, $2::jsonb)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()
     WHERE kept.value IS DISTINCT FROM excluded.value`,
    [key, toJsonb(value)],
  )
  return result.rowCount === 1
}
