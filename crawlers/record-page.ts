import { inTransaction, type Pool } from '../schema/database.ts'
import type { PageFacts } from '../schema/page.ts'
import type { Problem } from '../schema/problem.ts'
import { addRunCounts, type RunCounts } from '../schema/queries/add-run-counts.ts'
import { type ArchivedPage, insertPage } from '../schema/queries/insert-page.ts'
import { lockCrawlRun } from '../schema/queries/lock-crawl-run.ts'
import { openSourceProblems } from '../schema/queries/open-source-problems.ts'
import { type FoundUrl, queueUrls } from '../schema/queries/queue-urls.ts'
import { type SettledState, settleFrontierUrl } from '../schema/queries/settle-frontier-url.ts'
import { touchPageLatest } from '../schema/queries/touch-page-latest.ts'
import { upsertPageLatest } from '../schema/queries/upsert-page-latest.ts'
import { type KeyedRawItem, upsertRawItems } from '../schema/queries/upsert-raw-items.ts'
import type { Validators } from './fetch/http.ts'

const TRIES = 4
/** Another transaction stood in the way: serialization failure, deadlock. */
const TRY_AGAIN = new Set(['40001', '40P01'])
/** What the page brought cannot be stored: data exceptions, broken constraints, limits of the program. */
const UNSTORABLE = /^(22|23|54)/

/** A run, as far as its pages need it. */
export interface OpenRun {
  runId: number
  sourceId: number
  /** Lease of the source; null when none is held. */
  token: string | null
}

/** Where a page comes from: archived now, or archived earlier and still the same. */
type PageOrigin =
  | { kind: 'archive'; page: ArchivedPage; validators: Validators; isGood: boolean }
  | { kind: 'unchanged'; pageId: number; validators: Validators; checkedAt: string }

/** Everything that came of one address of the frontier. */
export interface PageRecord {
  url: string
  depth: number
  state: SettledState
  /** Why it is `failed` or `skipped`. */
  failure: Problem | null
  /** What a person should know of it. */
  problems: Problem[]
  origin: PageOrigin | null
  items: KeyedRawItem[]
  facts: PageFacts | null
  /** Where it leads. */
  found: FoundUrl[]
  bytes: number
}

/** What a record did: the run's counts after it, and how many addresses are new in the frontier. */
export interface Recorded {
  counts: RunCounts
  queued: number
  isAsked: boolean
}

/**
 * Writes all that came of one page in one transaction, once: whoever settles the address writes.
 * A page that Postgres cannot store is recorded as failed, without its content.
 * @returns null when the address was settled before
 * @throws RunLost when the run was finished or its source leased to another meanwhile
 */
export async function recordPage(
  pool: Pool,
  run: OpenRun,
  record: PageRecord,
): Promise<Recorded | null> {
  for (let tries = 1; ; tries++) {
    try {
      // What a crash takes is still in the frontier, and is fetched again.
      return await inTransaction(pool, (client) => write(client, run, record), {
        isRepeatable: true,
      })
    } catch (error) {
      const code = (error as { code?: unknown }).code
      if (typeof code !== 'string') throw error
      if (TRY_AGAIN.has(code) && tries < TRIES) continue
      if (!UNSTORABLE.test(code) || record.state === 'failed') throw error
      return recordPage(pool, run, unstorable(record, error as Error))
    }
  }
}

/** Somebody else has the run now. */
export class RunLost extends Error {
  constructor(runId: number) {
    super(`Run ${runId} is in the hands of another process now.`)
    this.name = 'RunLost'
  }
}

type Client = Parameters<Parameters<typeof inTransaction>[1]>[0]

async function write(client: Client, run: OpenRun, record: PageRecord): Promise<Recorded | null> {
  const { runId, sourceId } = run
  if (!(await lockCrawlRun(client, runId, run.token))) throw new RunLost(runId)
  const { url, state, failure } = record
  if (!(await settleFrontierUrl(client, runId, url, state, failure))) return null
  const pageId = await keepPage(client, sourceId, record)
  const items =
    record.items.length === 0
      ? null
      : await upsertRawItems(client, record.items, {
          source_id: sourceId,
          run_id: runId,
          page_id: pageId,
          page_facts: record.facts,
          seen_at: seenAt(record),
          is_unchanged: record.origin?.kind === 'unchanged',
        })
  const queued =
    record.found.length === 0 ? 0 : await queueUrls(client, runId, record.found, record)
  if (record.problems.length > 0) {
    await openSourceProblems(client, sourceId, runId, record.problems)
  }
  const counts = await addRunCounts(client, runId, {
    ...pageCounts(record),
    ...items,
    bytes_fetched: record.bytes,
  })
  return { counts, queued, isAsked: state !== 'skipped' }
}

/** Archives the page, or notes that it is still the same. Returns the id of the archived one. */
async function keepPage(
  client: Client,
  sourceId: number,
  record: PageRecord,
): Promise<number | null> {
  const { origin, url } = record
  if (origin === null) return null
  const { etag, lastModified: last_modified } = origin.validators
  if (origin.kind === 'unchanged') {
    const checked_at = origin.checkedAt
    await touchPageLatest(client, sourceId, url, { checked_at, etag, last_modified })
    return origin.pageId
  }
  const { page } = origin
  const page_id = await insertPage(client, page)
  if (origin.isGood) {
    const { fetched_at, body_hash } = page
    const latest = { page_id, fetched_at, etag, last_modified, body_hash }
    await upsertPageLatest(client, { source_id: sourceId, url, ...latest })
  }
  return page_id
}

function seenAt({ origin }: PageRecord): string {
  if (origin?.kind === 'archive') return origin.page.fetched_at
  return origin?.checkedAt ?? new Date().toISOString()
}

function pageCounts({ state, origin }: PageRecord): Partial<RunCounts> {
  if (state === 'failed') return { pages_failed: 1 }
  if (state === 'skipped') return {}
  return origin?.kind === 'unchanged' ? { pages_unchanged: 1 } : { pages_fetched: 1 }
}

function unstorable(record: PageRecord, cause: Error): PageRecord {
  const problem: Problem = {
    code: 'unstorable',
    message: `What ${record.url} contains cannot be stored: ${cause.message}`,
    where: record.url,
  }
  return {
    ...record,
    state: 'failed',
    failure: problem,
    problems: [problem],
    origin: null,
    items: [],
    found: [],
  }
}
