import type { Queryable } from '../database.ts'

/** Makes sure that pages fetched in this month and the next have a partition to go to. */
export async function ensurePagePartitions(db: Queryable, moment: Date): Promise<void> {
  await db.query('SELECT earshot.ensure_page_partitions($1::timestamptz)', [moment])
}
