import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Logger } from 'pino'
import type { Pool } from '../schema/database.ts'
import type { Page } from '../schema/page.ts'
import type { Problem } from '../schema/problem.ts'
import { readArchivedPage } from '../schema/queries/read-archived-page.ts'
import { type LatestPage, readLatestPage } from '../schema/queries/read-latest-page.ts'
import { type FetchOptions, fetchPage, type Validators, validatorsOf } from './fetch/http.ts'
import type { FrontierEntry } from './frontier.ts'
import { isInReach, type PageReading, type ReadConfig, readPage } from './read-page.ts'
import type { OpenRun, PageRecord } from './record-page.ts'

/** A single page may have these without the source being ill. */
const ORDINARY = new Set(['not_found', 'gone', 'http_error'])

/** What every visit of a run needs. */
export interface VisitContext {
  pool: Pool
  run: OpenRun
  config: ReadConfig
  /** How to fetch. Credentials go to the origin of the source only. */
  fetch: Omit<FetchOptions, 'validators' | 'isInScope'>
  log: Logger
}

/**
 * Fetches and reads one address of the frontier; nothing is written yet.
 * @throws StopSource when the source may not be read now; the signal's reason
 */
export async function visitPage(
  url: string,
  entry: FrontierEntry,
  context: VisitContext,
): Promise<PageRecord> {
  const { pool, run, config } = context
  const latest = await readLatestPage(pool, run.sourceId, url)
  const { credentials, ...fetch } = context.fetch
  const isHome = new URL(url).origin === new URL(config.source.url).origin
  const outcome = await fetchPage(url, {
    ...fetch,
    ...(latest && { validators: { etag: latest.etag, lastModified: latest.last_modified } }),
    ...(credentials && isHome && { credentials }),
    isInScope: (hop) => isInReach(hop, entry.priority, config),
  })
  const visit = { url, entry, context }
  switch (outcome.kind) {
    case 'skipped':
      return unread(visit, 'skipped', outcome.problem, 0)
    case 'failed':
      return unread(visit, 'failed', outcome.problem, outcome.bytes)
    case 'unchanged': {
      const before = latest && (await archivedPage(pool, latest))
      if (!before) return unread(visit, 'failed', archiveGone(url), outcome.bytes)
      return unchanged(visit, before, latest, outcome)
    }
    case 'page': {
      const { page, bytes } = outcome
      const hash = hashOf(page.body)
      if (latest?.body_hash !== hash) return fresh(visit, page, hash, bytes)
      const checkedAt = page.fetchedAt ?? new Date().toISOString()
      const validators = validatorsOf(page.headers)
      const asBefore = { ...page, fetchedAt: latest.fetched_at.toISOString() }
      return unchanged(visit, asBefore, latest, { validators, checkedAt, bytes })
    }
  }
}

interface Visit {
  url: string
  entry: FrontierEntry
  context: VisitContext
}

async function fresh(
  visit: Visit,
  page: Page,
  bodyHash: string,
  bytes: number,
): Promise<PageRecord> {
  const { run } = visit.context
  const reading = readSafely(page, visit.context)
  return {
    ...recordOf(visit, reading, bytes),
    origin: {
      kind: 'archive',
      isGood: reading.wall === null,
      validators: validatorsOf(page.headers),
      page: {
        source_id: run.sourceId,
        run_id: run.runId,
        url: page.url,
        final_url: page.finalUrl,
        status: page.status,
        headers: page.headers,
        body: await promisify(gzip)(page.body),
        body_bytes: page.body.length,
        body_hash: bodyHash,
        fetched_at: page.fetchedAt ?? new Date().toISOString(),
      },
    },
  }
}

/** An unchanged page is read again for its links, so that the crawl goes on behind it. */
async function unchanged(
  visit: Visit,
  page: Page,
  latest: LatestPage,
  check: { validators: Validators; checkedAt: string; bytes: number },
): Promise<PageRecord> {
  const reading = readSafely(page, visit.context)
  const { validators, checkedAt } = check
  return {
    ...recordOf(visit, reading, check.bytes),
    origin: { kind: 'unchanged', pageId: latest.page_id, validators, checkedAt },
  }
}

function recordOf(visit: Visit, reading: PageReading, bytes: number): PageRecord {
  const { items, facts, found, problems, wall } = reading
  return {
    url: visit.url,
    depth: visit.entry.depth,
    state: wall ? 'failed' : 'done',
    failure: wall,
    problems,
    origin: null,
    items,
    facts,
    found,
    bytes,
  }
}

function unread(
  visit: Visit,
  state: 'failed' | 'skipped',
  failure: Problem,
  bytes: number,
): PageRecord {
  const isStart = visit.entry.priority === 0
  const isTold = isStart || (state === 'failed' && !ORDINARY.has(failure.code))
  const nothing = { items: [], facts: null, found: [], wall: null }
  const reading = { ...nothing, problems: isTold ? [failure] : [] }
  return { ...recordOf(visit, reading, bytes), state, failure }
}

/** A page that breaks its reader is kept, and told of; the rest goes on. */
function readSafely(page: Page, context: VisitContext): PageReading {
  try {
    return readPage(page, context.config)
  } catch (error) {
    context.log.warn({ err: error, url: page.url }, 'a page could not be read')
    const message = `${page.url} could not be read: ${(error as Error).message}`
    const wall: Problem = { code: 'unreadable', message, where: page.url }
    return { items: [], facts: null, found: [], problems: [wall], wall }
  }
}

async function archivedPage(pool: Pool, latest: LatestPage): Promise<Page | null> {
  const row = await readArchivedPage(pool, latest.page_id, latest.fetched_at)
  if (!row) return null
  const { url, final_url: finalUrl, status, headers } = row
  const body = await promisify(gunzip)(row.body)
  return {
    url,
    finalUrl,
    status,
    headers,
    body,
    fetchedAt: row.fetched_at.toISOString(),
    responses: [],
  }
}

function archiveGone(url: string): Problem {
  const message = `${url} is unchanged, but its archived page was removed meanwhile; the next run fetches it.`
  return { code: 'archive_gone', message, where: url }
}

function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}
