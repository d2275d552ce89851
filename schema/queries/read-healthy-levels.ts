import type { Queryable } from '../database.ts'
import type { ItemLevels } from './add-run-counts.ts'

/** What a run found, and the version of Earshot that read it; null before that was kept. */
export interface HealthyLevels extends ItemLevels {
  version: string | null
}

/**
 * What the last healthy run found that went through a whole source; null when there is none.
 * A run that went on from another one's rest saw a part only, and is no measure.
 */
export async function readHealthyLevels(
  db: Queryable,
  sourceId: number,
): Promise<HealthyLevels | null> {
  const { rows } = await db.query<HealthyLevels>(
    `SELECT items_found, items_rated, items_dated, items_signed, item_letters,
       detail ->> 'version' AS version FROM earshot.crawl_run
     WHERE source_id = $1::bigint AND is_healthy AND stop_reason IN ('complete', 'max_pages')
       AND NOT detail ? 'carried_from'
     ORDER BY run_id DESC LIMIT 1`,
    [sourceId],
  )
  return rows[0] ?? null
}
