import type { Queryable } from '../database.ts'

const COLUMNS = {
  listing: 'listing_id',
  mention: 'mention_id',
} as const

/** `count` fresh ids of a table, taken from its sequence. */
export async function nextIds(
  db: Queryable,
  table: keyof typeof COLUMNS,
  count: number,
): Promise<number[]> {
  if (count === 0) return []
  const { rows } = await db.query<{ id: number }>(
    `SELECT nextval(pg_get_serial_sequence('earshot.' || $1::text, $2::text)) AS id
     FROM generate_series(1, $3::int)`,
    [table, COLUMNS[table], count],
  )
  return rows.map((row) => row.id)
}
