import type { Queryable } from '../database.ts'

/** A raw item, and the mention that it states. */
export interface StatedBy {
  raw_item_id: number
  mention_id: number
}

/** Notes which mentions raw items state. */
export async function linkRawItems(db: Queryable, links: StatedBy[]): Promise<void> {
  await db.query(
    `INSERT INTO earshot.mention_raw_item AS kept (raw_item_id, mention_id)
     SELECT * FROM unnest($1::bigint[], $2::bigint[]) ORDER BY 1
     ON CONFLICT (raw_item_id) DO UPDATE SET mention_id = excluded.mention_id
     WHERE kept.mention_id <> excluded.mention_id`,
    [links.map(({ raw_item_id }) => raw_item_id), links.map(({ mention_id }) => mention_id)],
  )
}
