import type { Logger } from 'pino'
import { nextRunAt } from '../../config/schedule.ts'
import { resolveCredential } from '../../config/settings.ts'
import { type SourceConfig, sourceConfig } from '../../config/sources.ts'
import { type CrawlProgress, type CrawlResult, crawlSource } from '../../crawlers/crawl.ts'
import type { WayOut } from '../../net/way-out.ts'
import type { Pool } from '../../schema/database.ts'
import { BadInput, StopSource } from '../../schema/errors.ts'
import type { RunTrigger } from '../../schema/queries/open-crawl-run.ts'
import { openSourceProblems } from '../../schema/queries/open-source-problems.ts'
import {
  finishSource,
  letGoOfSource,
  returnSource,
  type TakenSource,
  takeSource,
} from '../../schema/queries/take-source.ts'
import { tellTime } from '../measure.ts'
import type { LeasedJob } from '../queue.ts'
import { noteRemovals } from '../removals.ts'

/** A problem that was met before any run: a later whole run closes it. */
const NO_RUN = 0

export interface CrawlContext {
  pool: Pool
  wayOut: WayOut
  /** The company's. */
  timeZone: string
  signal: AbortSignal
  log: Logger
  trigger?: RunTrigger
  /** A person says that far fewer items than before are right. */
  isFewerAccepted?: boolean
  onProgress?: (progress: CrawlProgress & { source: string }) => void
}

/**
 * Crawls a leased source once and says when it is due again. An unexpected failure gives it back, to rest
 * longer with every try; a stop lets go of it, and its run is gone on with by whoever takes it next.
 * @returns what came of it; null when the lease was not ours any more
 */
export async function runCrawlJob(
  context: CrawlContext,
  job: LeasedJob,
): Promise<CrawlResult | null> {
  const { pool, log } = context
  const source = await takeSource(pool, job.ids[0] ?? 0, job.token)
  if (!source) return null
  try {
    const config = sourceConfig.parse(source.config)
    const result = await crawl(context, source, config, job.token)
    if (result.isHealthy) {
      const { removed, returned } = await noteRemovals(pool, result.runId)
      if (removed + returned > 0) log.info({ source: source.name, removed, returned }, 'removals')
    }
    if (result.isFinished) await finishSource(pool, job.token, dueAgain(context, config))
    else await letGoOfSource(pool, job.token)
    log.info({ source: source.name, ...result.counts }, result.message)
    return result
  } catch (error) {
    if (error instanceof StopSource || error instanceof BadInput) {
      // Trying again does not help: a person must change something, and is told.
      await openSourceProblems(pool, source.source_id, NO_RUN, [
        { code: error.code, message: error.message, where: null },
      ])
      await finishSource(pool, job.token, dueAgain(context, sourceConfig.parse(source.config)))
      log.warn({ source: source.name, code: error.code }, error.message)
      throw error
    }
    await returnSource(pool, job.token, {
      code: (error as { code?: string }).code ?? 'unexpected',
      message: error instanceof Error ? error.message : String(error),
    })
    throw error
  }
}

function crawl(
  context: CrawlContext,
  source: TakenSource,
  config: SourceConfig,
  token: string,
): Promise<CrawlResult> {
  const { onProgress } = context
  return crawlSource({
    pool: context.pool,
    wayOut: context.wayOut,
    source: { source_id: source.source_id, name: source.name, config },
    trigger: context.trigger ?? 'schedule',
    isFewerAccepted: context.isFewerAccepted ?? false,
    token,
    timeZone: context.timeZone,
    resolveCredential,
    signal: context.signal,
    log: context.log,
    onProgress(progress) {
      tellTime({
        stage: 'crawl_page',
        seconds: progress.pageMs / 1000,
        isDone: progress.isPageRead,
      })
      onProgress?.({ ...progress, source: source.name })
    },
  })
}

function dueAgain(context: CrawlContext, config: SourceConfig): Date {
  return nextRunAt(config.schedule, new Date(), context.timeZone, Math.random())
}
