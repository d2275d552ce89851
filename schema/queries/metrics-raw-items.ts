import type { Queryable } from '../database.ts'

/** Raw items that are not done; each count reads an index of those only. */
export interface RawItemCounts {
  due: number
  held: number
  quarantined: number
}

export async function countOpenRawItems(db: Queryable): Promise<RawItemCounts> {
  const { rows } = await db.query<RawItemCounts>(
    `SELECT
       (SELECT count(*) FROM earshot.raw_item_work WHERE state = 'due') AS due,
       (SELECT count(*) FROM earshot.raw_item_work WHERE state = 'held') AS held,
       (SELECT count(*) FROM earshot.raw_item_work WHERE state = 'quarantined') AS quarantined`,
  )
  return rows[0] ?? { due: 0, held: 0, quarantined: 0 }
}
