import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Pool } from '../schema/database.ts'
import { leaseDueRows } from '../schema/queries/lease-due-rows.ts'
import { releaseDeadLeases } from '../schema/queries/release-dead-leases.ts'
import { loadAnalyzer } from './analyze/analyze.ts'
import { openCatalogueCache } from './catalogue-cache.ts'
import { readCompanySettings } from './company-settings.ts'
import { runProcessJob } from './jobs/process.ts'
import { openLeaseHolder } from './lease.ts'

const BATCH_ROWS = 500

/** What became of raw items. */
interface Processed {
  processed: number
  quarantined: number
  /** Of batches that could not be read now; they are tried again, later each time. */
  failed: number
}

/**
 * Processes all that is due now in this process, without the queue; workers may help at the same time. A batch
 * that fails stops nothing: its rows are due again after a rest. What a killed process had in hand is taken back first.
 * @returns how many raw items were processed, quarantined and failed here
 */
export async function processNow(options: {
  pool: Pool
  databaseUrl: string
  log: Logger
  onProgress?: (processed: number) => void
}): Promise<Processed> {
  const { pool, log } = options
  const analyzer = await loadAnalyzer()
  const catalogue = openCatalogueCache(pool)
  const { company } = await readCompanySettings(pool)
  await releaseDeadLeases(pool)
  const holder = await openLeaseHolder(options.databaseUrl, pool)
  const total: Processed = { processed: 0, quarantined: 0, failed: 0 }
  try {
    for (;;) {
      const token = randomUUID()
      const ids = await leaseDueRows(pool, 'process', token, BATCH_ROWS)
      if (ids.length === 0) return total
      const context = { pool, company, analyzer, catalogue: await catalogue(), log }
      await holder
        .during('process', { ids, token }, async () => {
          const done = await runProcessJob(context, { ids, token })
          total.processed += done.processed
          total.quarantined += done.quarantined
        })
        .catch((error: Error) => {
          total.failed += ids.length
          log.warn({ rows: ids.length, reason: error.message }, 'a batch could not be read')
        })
      options.onProgress?.(total.processed)
    }
  } finally {
    await holder.close()
  }
}
