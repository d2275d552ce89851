import type { Queryable } from '../database.ts'

/** The names of the sources that a person added, and that no file names: only a person takes them away. */
export async function readAddedSources(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT name FROM earshot.source WHERE origin = 'console' AND state <> 'removed' ORDER BY name`,
  )
  return rows.map((row) => row.name)
}
