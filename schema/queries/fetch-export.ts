import type { Queryable } from '../database.ts'
import { EXPORT_CURSOR } from './export-filter.ts'

/** The next rows of the open export cursor, each as JSON text; none at its end. */
export async function fetchExport(db: Queryable, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ json: string }>(
    `FETCH ${Math.trunc(limit)} FROM ${EXPORT_CURSOR}`,
  )
  return rows.map((row) => row.json)
}
