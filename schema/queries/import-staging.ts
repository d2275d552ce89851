import type { Queryable } from '../database.ts'

/**
 * Where the good lines of a file wait until the whole of it is read, so that of lines with one key the
 * last wins, however far apart they are, and memory holds one batch. It belongs to one connection.
 */
export async function createImportStaging(db: Queryable): Promise<void> {
  await db.query(
    `CREATE TEMP TABLE import_staging (place bigint PRIMARY KEY, key text NOT NULL, row jsonb NOT NULL)`,
  )
}

export async function dropImportStaging(db: Queryable): Promise<void> {
  await db.query('DROP TABLE IF EXISTS pg_temp.import_staging')
}

export interface StagedRow {
  /** Its place among the records of the file. */
  place: number
  key: string
  row: Record<string, unknown>
}

export async function stageImportRows(db: Queryable, rows: StagedRow[]): Promise<void> {
  await db.query(
    `INSERT INTO pg_temp.import_staging (place, key, row)
     SELECT place, key, row FROM jsonb_to_recordset($1::jsonb) AS staged (place bigint, key text, row jsonb)`,
    [JSON.stringify(rows)],
  )
}

/** Takes away every row that a later line of the file repeats. Returns how many. */
export async function dropRepeatedImportRows(db: Queryable): Promise<number> {
  await db.query('CREATE INDEX ON pg_temp.import_staging (key, place)')
  await db.query('ANALYZE pg_temp.import_staging')
  const { rowCount } = await db.query(
    `DELETE FROM pg_temp.import_staging earlier
     WHERE EXISTS (
       SELECT FROM pg_temp.import_staging later
       WHERE later.key = earlier.key AND later.place > earlier.place)`,
  )
  return rowCount ?? 0
}

/** The next rows after a place, in the order of the file. */
export async function readImportStaging(
  db: Queryable,
  afterPlace: number,
  limit: number,
): Promise<StagedRow[]> {
  const { rows } = await db.query<StagedRow>(
    `SELECT place, key, row FROM pg_temp.import_staging WHERE place > $1::bigint ORDER BY place LIMIT $2::int`,
    [afterPlace, limit],
  )
  return rows
}
