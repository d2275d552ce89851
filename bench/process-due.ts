import { randomUUID } from 'node:crypto'
import pino from 'pino'
import type { Pool } from '../schema/database.ts'
import { leaseDueRows } from '../schema/queries/lease-due-rows.ts'
import type { Analyzer } from '../workers/analyze/analyze.ts'
import { openCatalogueCache } from '../workers/catalogue-cache.ts'
import { type ProcessContext, runProcessJob } from '../workers/jobs/process.ts'

export async function contextOf(pool: Pool, analyzer: Analyzer): Promise<ProcessContext> {
  return {
    pool,
    analyzer,
    catalogue: await openCatalogueCache(pool)(),
    company: { name: 'Acme', brands: ['Aurora'], time_zone: 'Europe/Berlin', official_authors: [] },
    log: pino({ level: 'silent' }),
  }
}

/** Processes all raw items that are due, some batches of `rows` at a time. */
export async function processDue(
  context: ProcessContext,
  { batches, rows }: { batches: number; rows: number },
): Promise<void> {
  const work = async () => {
    for (;;) {
      const token = randomUUID()
      const ids = await leaseDueRows(context.pool, 'process', token, rows)
      if (ids.length === 0) return
      await runProcessJob(context, { ids, token })
    }
  }
  await Promise.all(Array.from({ length: batches }, work))
}
