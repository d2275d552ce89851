import type { Logger } from 'pino'
import type { SourceConfig } from '../config/sources.ts'
import { openPace } from '../net/pace.ts'
import type { WayOut } from '../net/way-out.ts'
import type { Pool } from '../schema/database.ts'
import { StopSource } from '../schema/errors.ts'
import type { Problem } from '../schema/problem.ts'
import type { RunCounts } from '../schema/queries/add-run-counts.ts'
import type { RunTrigger } from '../schema/queries/open-crawl-run.ts'
import type { Adapter } from './adapter.ts'
import { beginRun } from './begin-run.ts'
import { drive } from './drive.ts'
import { endRun } from './end-run.ts'
import { Frontier, type FrontierEntry } from './frontier.ts'
import { Halt } from './halt.ts'
import type { Ending } from './judge-run.ts'
import { Outage } from './outage.ts'
import { type OpenRun, type PageRecord, RunLost } from './record-page.ts'
import { openRecorder } from './recorder.ts'
import { loadRegistry } from './registry.ts'
import { type VisitContext, visitPage } from './visit-page.ts'

const CONCURRENCY = 4

/** A source, as far as a crawl needs it; `config` is validated. */
interface CrawledSource {
  source_id: number
  name: string
  config: SourceConfig
}

export interface CrawlProgress {
  pagesDone: number
  pagesQueued: number
  itemsFound: number
  itemsNew: number
  /** How long the page just recorded took, from its turn on: waits for its host's pace included. */
  pageMs: number
  /** False where that page could not be fetched or read. */
  isPageRead: boolean
}

export interface CrawlOptions {
  pool: Pool
  wayOut: WayOut
  source: CrawledSource
  trigger: RunTrigger
  /** Lease of the source; without it anybody may take the run over. */
  token?: string | null
  /** The company's, for the source's hours. */
  timeZone: string
  /** The value of a credential, where `${NAME}` stands for an environment variable. */
  resolveCredential: (template: string) => string
  /** Stops after the pages in hand; the run stays open, and the next call goes on with it. */
  signal: AbortSignal
  log: Logger
  onProgress?: (progress: CrawlProgress) => void
  /** A person says that far fewer items than before are right. */
  isFewerAccepted?: boolean
  /** Pages at a time, at most. */
  concurrency?: number
  /** The first wait between tries. */
  retryDelayMs?: number
}

export interface CrawlResult {
  runId: number
  /** False: it was stopped, or another process has it; then the run is open, and nothing is judged. */
  isFinished: boolean
  /** `complete`, `max_pages`, `window`, `resting`, `stopped`, `lease_lost`, or the code of what stopped it. */
  stopReason: string
  message: string
  isHealthy: boolean | null
  /** What keeps its items held. */
  problem: Problem | null
  /** Raw items that it made due. */
  released: number
  counts: RunCounts | null
}

/**
 * One run of one source. The run, its frontier and all it finds are in Postgres after each page, so that a
 * killed run is gone on with by the next call and ends with the same rows.
 *
 * @throws StopSource before a run is begun: `forbidden` by the source's policy, `unknown_adapter`
 * @throws BadInput when a credential's variable is not set
 * @throws what Postgres throws; the run stays open
 */
export async function crawlSource(options: CrawlOptions): Promise<CrawlResult> {
  const { pool, source } = options
  requirePermission(source)
  const registry = await loadRegistry()
  requireAdapter(source, registry)
  const credentials = credentialsOf(source.config, options.resolveCredential)
  const { url, scope } = source.config
  const begun = await beginRun(pool, source.source_id, url, options.trigger)
  const run: OpenRun = {
    runId: begun.run_id,
    sourceId: source.source_id,
    token: options.token ?? null,
  }
  const frontier = await Frontier.open(pool, run.runId, scope.max_pages)
  try {
    const ending = await workThrough(frontier, run, { credentials, registry }, options)
    if (ending === null) {
      return open(run, 'stopped', 'It was stopped; the next run goes on from here.')
    }
    const ended = await endRun(pool, { ...run, isCarried: begun.is_carried }, ending, {
      isFewerAccepted: options.isFewerAccepted ?? false,
    })
    const { isHealthy, problem, released, counts } = ended
    const { code: stopReason, message } = ended.ending
    return {
      runId: run.runId,
      isFinished: true,
      stopReason,
      message,
      isHealthy,
      problem,
      released,
      counts,
    }
  } catch (error) {
    if (error instanceof RunLost) return open(run, 'lease_lost', error.message)
    throw error
  }
}

/** Visits what the frontier holds. Returns why that ended; null when it was stopped in the middle. */
async function workThrough(
  frontier: Frontier,
  run: OpenRun,
  means: { credentials: Record<string, string>; registry: readonly Adapter[] },
  options: CrawlOptions,
): Promise<Ending | null> {
  const { pool, wayOut, source, onProgress, concurrency = CONCURRENCY } = options
  const log = options.log.child({ source: source.name, run: run.runId })
  const halt = new Halt(frontier, options.signal)
  const context: VisitContext = {
    pool,
    run,
    config: { source: source.config, registry: means.registry },
    fetch: {
      wayOut,
      pace: paceOf(options),
      robots: source.config.policy.robots,
      credentials: means.credentials,
      signal: halt.signal,
      ...(options.retryDelayMs !== undefined && { retryDelayMs: options.retryDelayMs }),
    },
    log,
  }
  const outage = new Outage()
  const recorder = openRecorder(pool, run)

  async function visit(url: string, entry: FrontierEntry): Promise<void> {
    const startedAt = performance.now()
    recorder.expect()
    try {
      const record = await visitPage(url, entry, context).catch((error: unknown) => {
        recorder.giveUp()
        throw error
      })
      void keep(url, record, performance.now() - startedAt)
      await recorder.room()
    } catch (error) {
      frontier.letGo(url)
      halt.because(error)
    }
  }

  /** While one page is written, the next are fetched and read. */
  async function keep(url: string, record: PageRecord, pageMs: number): Promise<void> {
    try {
      const recorded = await recorder.record(record)
      frontier.settled(url, recorded ?? { isAsked: false, queued: 0 })
      log.debug({ url, state: record.state, problem: record.failure?.code }, 'visited')
      if (recorded) {
        const isPageRead = record.failure === null
        onProgress?.({ ...progressOf(frontier, recorded.counts), pageMs, isPageRead })
      }
      const down = outage.after(record)
      if (down) halt.stop(down)
    } catch (error) {
      frontier.letGo(url)
      halt.because(error)
    }
  }

  try {
    do {
      await drive({ frontier, http: wayOut.http, concurrency, log, visit })
      // Another process may have queued addresses in the same run, or settled them.
      await frontier.recount()
    } while (frontier.hasMore)
  } finally {
    halt.release()
  }
  return halt.ending ?? endOf(frontier)
}

function endOf(frontier: Frontier): Ending | null {
  if (!frontier.isAtEnd) return null
  if (frontier.queued === 0)
    return { code: 'complete', message: 'Every page in scope was visited.' }
  const message = `The limit of ${frontier.done} pages (scope.max_pages) was reached; ${frontier.queued} more were known.`
  return { code: 'max_pages', message }
}

function open({ runId }: OpenRun, stopReason: string, message: string): CrawlResult {
  return {
    runId,
    isFinished: false,
    stopReason,
    message,
    isHealthy: null,
    problem: null,
    released: 0,
    counts: null,
  }
}

function requirePermission({ name, config }: CrawledSource): void {
  if (config.policy.terms !== 'forbidden') return
  const note = config.policy.note ? ` (${config.policy.note})` : ''
  throw new StopSource('forbidden', `The terms of ${name} forbid to crawl it${note}: policy.terms.`)
}

function requireAdapter({ name, config }: CrawledSource, registry: readonly Adapter[]): void {
  const { adapter } = config
  if (adapter === 'auto' || registry.some((known) => known.name === adapter)) return
  const names = registry.map((known) => known.name).join(', ')
  throw new StopSource(
    'unknown_adapter',
    `${name} names the adapter '${adapter}', which there is not. Adapters: auto, ${names}.`,
  )
}

function credentialsOf(
  { credentials }: SourceConfig,
  resolve: (template: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(credentials.headers).map(([name, template]) => [name, resolve(template)]),
  )
}

function paceOf({ wayOut, source, timeZone }: CrawlOptions) {
  const { requests_per_second, window } = source.config.pace
  return openPace({
    store: wayOut.paceStore,
    requestsPerSecond: requests_per_second ?? null,
    window: window ?? null,
    timeZone,
    isUndelayed: wayOut.isUndelayed,
  })
}

function progressOf(frontier: Frontier, counts: RunCounts) {
  return {
    pagesDone: frontier.done,
    pagesQueued: frontier.queued,
    itemsFound: counts.items_found,
    itemsNew: counts.items_new,
  }
}
