import type { Queryable } from '../database.ts'

/** The names of the sources that were taken away: nothing is taken for them any more. */
export async function readRemovedSources(db: Queryable): Promise<Set<string>> {
  const { rows } = await db.query<{ name: string }>(
    "SELECT name FROM earshot.source WHERE state = 'removed'",
  )
  return new Set(rows.map((row) => row.name))
}
