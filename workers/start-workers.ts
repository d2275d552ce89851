import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Settings } from '../config/settings.ts'
import type { CrawlProgress } from '../crawlers/crawl.ts'
import type { WayOut } from '../net/way-out.ts'
import type { Pool } from '../schema/database.ts'
import { BadInput, StopSource } from '../schema/errors.ts'
import { loadAnalyzer } from './analyze/analyze.ts'
import { openCatalogueCache } from './catalogue-cache.ts'
import { readCompanySettings } from './company-settings.ts'
import { type Dispatcher, restoreLostQueue, startDispatcher } from './dispatch.ts'
import { runAlertJob } from './jobs/alert.ts'
import { runCrawlJob } from './jobs/crawl.ts'
import { runDeliverJob } from './jobs/deliver.ts'
import { runProcessJob } from './jobs/process.ts'
import { openLeaseHolder } from './lease.ts'
import { type Consumer, JOB_KINDS, type JobKind, type JobQueue, type LeasedJob } from './queue.ts'
import { watchTrouble } from './trouble.ts'

/** A part of the whole that `earshot worker --only` names. */
export const PARTS = ['dispatch', ...JOB_KINDS] as const
export type Part = (typeof PARTS)[number]

/** What is still in hand so long after a stop was asked for is given back: a service manager kills at 30 s. */
const DRAIN_LIMIT_MS = 25_000

const CONCURRENCY: Record<JobKind, number> = { crawl: 4, process: 2, alert: 1, deliver: 4 }

export interface WorkersOptions {
  pool: Pool
  databaseUrl: string
  queue: JobQueue
  wayOut: WayOut
  parts: readonly Part[]
  settings: Settings
  secret: string
  log: Logger
  /** Hears of each page that a crawl has read. */
  onCrawl?: (progress: CrawlProgress) => void
  /** Hears of each batch that was processed. */
  onProcessed?: (processed: number) => void
  /** How long work in hand may take to end after a stop. */
  drainLimitMs?: number
}

export interface Workers {
  /**
   * Takes no more work, lets what is in hand end (a crawl at its next page), and resolves. What does not
   * end within 25 s is given back, and whoever takes it next does it anew.
   */
  stop(): Promise<void>
}

/**
 * Starts the given parts in this process.
 * @throws BadInput `no_redis` where REDIS_URL is set and Redis does not answer
 */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { pool, queue, log } = options
  await restoreLostQueue(pool, queue, log)
  const stopping = new AbortController()
  const holder = await openLeaseHolder(options.databaseUrl, pool)
  const handlers = await handlersOf(options, stopping.signal)
  const consumers: Consumer[] = []
  const trouble = watchTrouble(log, {
    met: 'the queue is in trouble, waiting for it',
    over: 'the queue brings work again',
  })
  for (const kind of JOB_KINDS) {
    if (!options.parts.includes(kind)) continue
    const handle = (job: LeasedJob) => {
      trouble.over()
      return holder
        .during(kind, job, () => handlers[kind](job))
        .catch((error: unknown) => {
          if (stopping.signal.aborted) return
          if (error instanceof StopSource || error instanceof BadInput) return // its job has said so
          log.error({ err: error, kind }, 'a job failed, it is tried again')
        })
    }
    const onError = (error: Error) => {
      if (!stopping.signal.aborted) trouble.met(error)
    }
    consumers.push(queue.consume(kind, CONCURRENCY[kind], handle, onError))
  }
  const dispatcher: Dispatcher | null = options.parts.includes('dispatch')
    ? startDispatcher({ pool, databaseUrl: options.databaseUrl, queue, log })
    : null
  return {
    async stop() {
      stopping.abort()
      const ends = [...consumers.map((consumer) => consumer.close()), dispatcher?.stop()]
      if (!(await isWithin(options.drainLimitMs ?? DRAIN_LIMIT_MS, Promise.all(ends)))) {
        log.warn('not all work in hand ended in time: it is given back')
        await holder.giveBack()
      }
      await holder.close()
    },
  }
}

async function isWithin(limitMs: number, work: Promise<unknown>): Promise<boolean> {
  const limit = new AbortController()
  const late = sleep(limitMs, false, { signal: limit.signal }).catch(() => false)
  const isDone = await Promise.race([work.then(() => true), late])
  limit.abort()
  return isDone
}

type Handlers = Record<JobKind, (job: LeasedJob) => Promise<void>>

async function handlersOf(options: WorkersOptions, signal: AbortSignal): Promise<Handlers> {
  const { pool, settings, secret, wayOut, log } = options
  const catalogue = openCatalogueCache(pool)
  const analyzer = options.parts.includes('process') ? await loadAnalyzer() : null
  return {
    async crawl(job) {
      const { company } = await readCompanySettings(pool)
      await runCrawlJob(
        {
          pool,
          wayOut,
          timeZone: company.time_zone,
          signal,
          log,
          ...(options.onCrawl && { onProgress: options.onCrawl }),
        },
        job,
      )
    },
    async process(job) {
      if (!analyzer) return
      const { company } = await readCompanySettings(pool)
      const context = { pool, company, analyzer, catalogue: await catalogue(), log }
      const done = await runProcessJob(context, job)
      options.onProcessed?.(done.processed)
    },
    async alert(job) {
      const { alerts, recipients, company } = await readCompanySettings(pool)
      await runAlertJob({
        pool,
        productIds: job.ids,
        token: job.token,
        settings: {
          falseAlarmsPerMonth: alerts.rating_drop.false_alarms_per_month,
          minRatings: alerts.rating_drop.min_ratings,
          recipients: alerts.rating_drop.to.map((name) => ({
            name,
            webhook: recipients[name]?.webhook,
            email: recipients[name]?.email,
          })),
          timeZone: company.time_zone,
          publicUrl: settings.publicUrl,
        },
        log,
      })
    },
    async deliver(job) {
      await runDeliverJob({
        pool,
        deliveryIds: job.ids,
        token: job.token,
        secret,
        http: wayOut.http,
        mail: settings.mail,
        log,
        signal,
      })
    },
  }
}
