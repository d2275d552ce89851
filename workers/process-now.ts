import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Pool } from '../schema/database.ts'
import { leaseDueRows } from '../schema/queries/lease-due-rows.ts'
import { loadAnalyzer } from './analyze/analyze.ts'
import { openCatalogueCache } from './catalogue-cache.ts'
import { readCompanySettings } from './company-settings.ts'
import { runProcessJob } from './jobs/process.ts'

const BATCH_ROWS = 500

/**
 * Processes all that is due now in this process, without the queue; workers may help at the same time.
 * @returns how many raw items were processed and quarantined here
 */
export async function processNow(options: {
  pool: Pool
  log: Logger
  onProgress?: (processed: number) => void
}): Promise<{ processed: number; quarantined: number }> {
  const { pool, log } = options
  const analyzer = await loadAnalyzer()
  const catalogue = openCatalogueCache(pool)
  const { company } = await readCompanySettings(pool)
  const total = { processed: 0, quarantined: 0 }
  for (;;) {
    const token = randomUUID()
    const ids = await leaseDueRows(pool, 'process', token, BATCH_ROWS)
    if (ids.length === 0) return total
    const context = { pool, company, analyzer, catalogue: await catalogue(), log }
    const done = await runProcessJob(context, { ids, token })
    total.processed += done.processed
    total.quarantined += done.quarantined
    options.onProgress?.(total.processed)
  }
}
