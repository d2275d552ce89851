import type { Queryable } from '../database.ts'

/** How many different items a run found, and how much they say. */
export interface ItemLevels {
  items_found: number
  /** With a rating. */
  items_rated: number
  /** With a date. */
  items_dated: number
  /** With an author. */
  items_signed: number
  /** Characters of their texts, all together. */
  item_letters: number
}

/** What a run has done so far, or what one page adds to it. */
export interface RunCounts extends ItemLevels {
  pages_fetched: number
  pages_unchanged: number
  pages_failed: number
  items_new: number
  items_changed: number
  items_bad: number
  bytes_fetched: number
}

const NAMES = [
  'pages_fetched',
  'pages_unchanged',
  'pages_failed',
  'items_found',
  'items_new',
  'items_changed',
  'items_bad',
  'items_rated',
  'items_dated',
  'items_signed',
  'item_letters',
  'bytes_fetched',
] as const satisfies (keyof RunCounts)[]

const SUMS = NAMES.map((name, index) => `${name} = ${name} + $${index + 2}::bigint`).join(', ')

/** Adds what one page brought. Returns the run's counts after it. */
export async function addRunCounts(
  db: Queryable,
  runId: number,
  added: Partial<RunCounts>,
): Promise<RunCounts> {
  const { rows } = await db.query<RunCounts>(
    `UPDATE earshot.crawl_run SET ${SUMS} WHERE run_id = $1::bigint RETURNING ${NAMES.join(', ')}`,
    [runId, ...NAMES.map((name) => added[name] ?? 0)],
  )
  const counts = rows[0]
  if (!counts) throw new Error(`crawl_run ${runId} is gone`)
  return counts
}
