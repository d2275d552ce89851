import { inTransaction, type Pool, tryingAgain } from '../schema/database.ts'
import type { PageFacts } from '../schema/page.ts'
import type { Problem } from '../schema/problem.ts'
import type { KeyedRawItem } from '../schema/queries/add-raw-items.ts'
import { addRunCounts, type RunCounts } from '../schema/queries/add-run-counts.ts'
import { type ArchivedPage, archivePage } from '../schema/queries/archive-page.ts'
import { lockCrawlRun } from '../schema/queries/lock-crawl-run.ts'
import { openSourceProblems } from '../schema/queries/open-source-problems.ts'
import { type FoundUrl, queueUrls } from '../schema/queries/queue-urls.ts'
import { type SettledState, settleFrontierUrls } from '../schema/queries/settle-frontier-urls.ts'
import { touchPageLatest } from '../schema/queries/touch-page-latest.ts'
import type { Validators } from './fetch/http.ts'
import { keepItems, type SeenOn } from './keep-items.ts'

/** As Postgres says it of what is longer than it takes; our own strings have a limit, too. */
const TOO_LONG = '54000'
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
 * Writes what came of pages in one transaction, once: whoever settles an address writes.
 * A page that Postgres cannot store is recorded as failed, without its content; the others are not harmed.
 * @returns for each record what it did; null when its address was settled before
 * @throws RunLost when the run was finished or its source leased to another meanwhile
 */
export async function recordPages(
  pool: Pool,
  run: OpenRun,
  records: PageRecord[],
): Promise<(Recorded | null)[]> {
  try {
    // What a crash takes is still in the frontier, and is fetched again.
    return await tryingAgain(() =>
      inTransaction(pool, (client) => write(client, run, records), { isRepeatable: true }),
    )
  } catch (error) {
    const code = error instanceof RangeError ? TOO_LONG : (error as { code?: unknown }).code
    const [record] = records
    if (typeof code !== 'string' || !UNSTORABLE.test(code) || !record) throw error
    if (records.length > 1) return oneByOne(pool, run, records)
    if (record.failure?.code === 'unstorable') throw error
    return recordPages(pool, run, [unstorable(record, error as Error)])
  }
}

/** One of them cannot be stored: it alone is to fail. */
async function oneByOne(
  pool: Pool,
  run: OpenRun,
  records: PageRecord[],
): Promise<(Recorded | null)[]> {
  const recorded: (Recorded | null)[] = []
  for (const record of records) recorded.push(...(await recordPages(pool, run, [record])))
  return recorded
}

/** Somebody else has the run now. */
export class RunLost extends Error {
  constructor(runId: number) {
    super(`Run ${runId} is in the hands of another process now.`)
    this.name = 'RunLost'
  }
}

type Client = Parameters<Parameters<typeof inTransaction>[1]>[0]

async function write(
  client: Client,
  run: OpenRun,
  all: PageRecord[],
): Promise<(Recorded | null)[]> {
  const { runId, sourceId } = run
  if (!(await lockCrawlRun(client, runId, run.token))) throw new RunLost(runId)
  const settled = await settleFrontierUrls(client, runId, all)
  const records = all.filter(({ url }) => settled.has(url))
  const seen: SeenOn[] = []
  for (const record of records) {
    seen.push({
      items: record.items,
      page_id: await keepPage(client, sourceId, record),
      page_facts: record.facts,
      seen_at: seenAt(record),
      is_unchanged: record.origin?.kind === 'unchanged',
    })
  }
  const items = await keepItems(client, seen, { source_id: sourceId, run_id: runId })
  const queued = await queueUrls(
    client,
    runId,
    records.map((record) => ({ found: record.found, from: record })),
  )
  const problems = records.flatMap((record) => record.problems)
  if (problems.length > 0) await openSourceProblems(client, sourceId, runId, problems)
  const counts = await addRunCounts(client, runId, { ...pageCounts(records), ...items })
  const [first] = records
  return all.map((record) =>
    settled.has(record.url)
      ? { counts, queued: record === first ? queued : 0, isAsked: record.state !== 'skipped' }
      : null,
  )
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
  if (origin.kind === 'archive') {
    return archivePage(client, origin.page, origin.isGood ? { etag, last_modified } : null)
  }
  const checked_at = origin.checkedAt
  await touchPageLatest(client, sourceId, url, { checked_at, etag, last_modified })
  return origin.pageId
}

function seenAt({ origin }: PageRecord): string {
  if (origin?.kind === 'archive') return origin.page.fetched_at
  return origin?.checkedAt ?? new Date().toISOString()
}

function pageCounts(records: PageRecord[]): Partial<RunCounts> {
  const count = (isOne: (record: PageRecord) => boolean) => records.filter(isOne).length
  const isRead = ({ state }: PageRecord) => state === 'done'
  const isUnchanged = ({ origin }: PageRecord) => origin?.kind === 'unchanged'
  return {
    pages_fetched: count((record) => isRead(record) && !isUnchanged(record)),
    pages_unchanged: count((record) => isRead(record) && isUnchanged(record)),
    pages_failed: count(({ state }) => state === 'failed'),
    bytes_fetched: records.reduce((sum, { bytes }) => sum + bytes, 0),
  }
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
