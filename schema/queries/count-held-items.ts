import type { Queryable } from '../database.ts'

/** What a run holds, aggregate ratings aside. */
export interface HeldItems {
  /** Never released before. */
  fresh: number
  /** Their rating, title or text is another than when they were last released. */
  changed: number
}

export async function countHeldItems(db: Queryable, runId: number): Promise<HeldItems> {
  const { rows } = await db.query<HeldItems>(
    `SELECT count(*) FILTER (WHERE released_hash IS NULL) AS fresh,
       count(*) FILTER (WHERE released_hash <> raw_hash AND is_reworded) AS changed
     FROM earshot.raw_item_work AS work JOIN earshot.raw_item USING (raw_item_id)
     WHERE work.run_id = $1::bigint AND state = 'held' AND kind = 'item'`,
    [runId],
  )
  return rows[0] ?? { fresh: 0, changed: 0 }
}
