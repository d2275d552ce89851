import type { Queryable } from '../database.ts'

/** What the runs of a source have counted, all together. */
export interface RunTotals {
  source: string
  pages: { fetched: number; unchanged: number; failed: number }
  items: { found: number; new: number; changed: number; bad: number }
}

export async function readRunTotals(db: Queryable): Promise<RunTotals[]> {
  const { rows } = await db.query<RunTotals>(
    `SELECT source.name AS source,
       json_build_object('fetched', sum(pages_fetched), 'unchanged', sum(pages_unchanged),
         'failed', sum(pages_failed)) AS pages,
       json_build_object('found', sum(items_found), 'new', sum(items_new),
         'changed', sum(items_changed), 'bad', sum(items_bad)) AS items
     FROM earshot.crawl_run JOIN earshot.source USING (source_id)
     GROUP BY source.name`,
  )
  return rows
}
