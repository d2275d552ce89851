import type { Queryable } from '../database.ts'

/** What tells this database from every other one of ours; made when it is first asked for. */
export async function installationId(db: Queryable): Promise<string> {
  // The update that changes nothing makes the row come back to whoever was second, too.
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO earshot.setting AS kept (key, value)
     VALUES ('installation', to_jsonb(gen_random_uuid()::text))
     ON CONFLICT (key) DO UPDATE SET value = kept.value
     RETURNING value #>> '{}' AS id`,
  )
  const [row] = rows
  if (!row) throw new Error('INSERT … RETURNING gave no row')
  return row.id
}
