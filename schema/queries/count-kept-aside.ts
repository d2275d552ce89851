import type { Queryable } from '../database.ts'

/** Items of a source that could not be processed. */
export interface KeptAside {
  name: string
  state: string
  items: number
}

/** What is kept aside of sources that nobody listens to now: paused and removed ones. */
export async function countKeptAside(db: Queryable): Promise<KeptAside[]> {
  const { rows } = await db.query<KeptAside>(
    `SELECT source.name, source.state, count(*) AS items
     FROM earshot.raw_item_work AS work JOIN earshot.raw_item USING (raw_item_id)
       JOIN earshot.source USING (source_id)
     WHERE work.state = 'quarantined' AND source.state <> 'active'
     GROUP BY source.source_id ORDER BY source.name`,
  )
  return rows
}
