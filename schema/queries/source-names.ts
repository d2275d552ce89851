import type { Queryable } from '../database.ts'

/** The names of all sources, removed ones too: they keep their mentions. */
export async function sourceNames(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>('SELECT name FROM bi.dim_source ORDER BY name')
  return rows.map((row) => row.name)
}
