import { hash } from 'node:crypto'
import type { Logger } from 'pino'
import type { Pool } from '../schema/database.ts'
import type { Page } from '../schema/page.ts'
import type { Problem } from '../schema/problem.ts'
import { type LatestPage, readLatestPage } from '../schema/queries/read-latest-page.ts'
import {
  type RenderChoice,
  readRenderChoice,
  saveRenderChoice,
} from '../schema/queries/render-choice.ts'
import { fromArchive, pageHash, toArchive } from './archive.ts'
import { browserOf } from './browser/browser.ts'
import { type FetchOptions, fetchPage, type Validators, validatorsOf } from './fetch/http.ts'
import type { FrontierEntry } from './frontier.ts'
import { pathKind } from './path-kind.ts'
import { type Read, readAsNeeded } from './read-as-needed.ts'
import { readInThread } from './read-in-thread.ts'
import { isInReach, type PageReading, type ReadConfig } from './read-page.ts'
import type { OpenRun, PageRecord } from './record-page.ts'

/** A single page may have these without the source being ill. */
const ORDINARY = new Set(['not_found', 'gone', 'http_error'])
/** For so long we believe that a browser brings nothing more from pages of a kind. */
const REMEMBERED_DAYS = 7
/** Once so many pages of a kind brought nothing more. New products, without a review yet, often come first. */
const VAIN_PAGES = 5
/** Then still one of so many is tried. */
const ONE_OF = 20

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
  const visit: Visit = { url, entry, context }
  const latest = await readLatestPage(context.pool, context.run.sourceId, url)
  const outcome = await fetchPage(url, {
    ...fetchOptions(url, visit),
    ...(latest && { validators: { etag: latest.etag, lastModified: latest.last_modified } }),
  })
  switch (outcome.kind) {
    case 'skipped':
      return unread(visit, 'skipped', outcome.problem, 0)
    case 'failed':
      return unread(visit, 'failed', outcome.problem, outcome.bytes)
    case 'unchanged': {
      const page = latest && (await fromArchive(context.pool, latest))
      if (!page) return unread(visit, 'failed', archiveGone(url), outcome.bytes)
      return read(visit, page, { ...outcome, latest, cookies: [] })
    }
    case 'page': {
      const { page, bytes, cookies } = outcome
      const checkedAt = page.fetchedAt ?? new Date().toISOString()
      const validators = validatorsOf(page.headers)
      return read(visit, page, { validators, checkedAt, bytes, latest, cookies })
    }
  }
}

interface Visit {
  url: string
  entry: FrontierEntry
  context: VisitContext
}

/** How an address is asked for: in reach, with credentials where the source is at home. */
function fetchOptions(url: string, { entry, context }: Visit): FetchOptions {
  const { credentials, ...fetch } = context.fetch
  const { config } = context
  const isHome = new URL(url).origin === new URL(config.source.url).origin
  return {
    ...fetch,
    ...(credentials && isHome && { credentials }),
    isInScope: (hop) => isInReach(hop, entry.priority, config),
  }
}

interface Answered {
  latest: LatestPage | null
  validators: Validators
  checkedAt: string
  bytes: number
  cookies: string[]
}

/** Reads what came. A page that is the same as before is read again for its links: the crawl goes on behind it. */
async function read(visit: Visit, came: Page, answered: Answered): Promise<PageRecord> {
  const { run } = visit.context
  const { latest, bytes, checkedAt } = answered
  const { page, record, facts } = await readInBrowserToo(visit, came, answered.cookies).then(
    // Its tree is large, and must not wait for what comes next.
    ({ page, reading, problem }) => ({
      page,
      record: withProblem(recordOf(visit, reading, bytes), problem),
      facts: reading.facts,
    }),
  )
  // What a browser made has none: a site that says "unchanged" speaks of the page that it sends.
  const validators = page === came ? answered.validators : { etag: null, lastModified: null }
  const hash = pageHash(page)
  if (latest?.body_hash === hash) {
    return {
      ...record,
      facts: facts && { ...facts, fetchedAt: latest.fetched_at.toISOString() },
      origin: { kind: 'unchanged', pageId: latest.page_id, validators, checkedAt },
    }
  }
  const archived = await toArchive(page, { sourceId: run.sourceId, runId: run.runId, hash })
  const isGood = record.state === 'done'
  return { ...record, origin: { kind: 'archive', isGood, validators, page: archived } }
}

function readInBrowserToo(
  visit: Visit,
  page: Page,
  cookies: readonly string[],
): Promise<Read<PageReading>> {
  const { pool, run, config, fetch, log } = visit.context
  const kind = pathKind(page.finalUrl)
  return readAsNeeded({
    page,
    mode: config.source.browser,
    read: (one) => readSafely(one, visit.context),
    yieldOf: ({ items, found, isScriptMade }) => ({
      statements: items.filter(({ kind }) => kind === 'item').length,
      addresses: found.length,
      isScriptMade: () => isScriptMade,
    }),
    browser: browserOf(fetch.wayOut, log),
    render: {
      documentOf: async (url) => {
        const outcome = await fetchPage(url, fetchOptions(url, visit))
        return outcome.kind === 'page' ? outcome.page : null
      },
      cookies,
      signal: fetch.signal,
    },
    memory: {
      isWorthATry: async () =>
        isWorthATry(await readRenderChoice(pool, run.sourceId, kind, REMEMBERED_DAYS), page.url),
      remember: (needsBrowser) =>
        saveRenderChoice(pool, run.sourceId, kind, { needsBrowser, days: REMEMBERED_DAYS }),
    },
    log,
  })
}

/** Chance decides by the path, so that a run that is gone on with decides as before. */
function isWorthATry(choice: RenderChoice | null, url: string): boolean {
  if (!choice || choice.needs_browser || choice.vain_pages < VAIN_PAGES) return true
  return hash('sha256', new URL(url).pathname, 'buffer').readUInt32BE(0) % ONE_OF === 0
}

/** A page that its browser could not show is not a page without words. */
function withProblem(record: PageRecord, problem: Problem | null): PageRecord {
  if (!problem) return record
  const problems = [...record.problems, problem]
  if (problem.code !== 'not_rendered') return { ...record, problems }
  return { ...record, problems, state: 'failed', failure: problem }
}

function recordOf(visit: Visit, reading: PageReading, bytes: number): PageRecord {
  const { items, facts, found, wall } = reading
  // A product that no one reviewed yet, and the page to log in at, are ordinary; as the source's own page they are not.
  const isTold = ({ code }: Problem) => visit.entry.priority === 0 || !isOrdinary(code, visit.url)
  const problems = reading.problems.filter(isTold)
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

/** Paths of pages where people log in. */
const LOGIN_PATH = /\/(?:log-?in|sign-?in|anmelden|connexion|ucp\.php|accounts?|my-?account)\b/i

/** Shops take things from sale every day. */
const ORDINARY_STATES = new Set(['empty_list', 'unavailable'])

function isOrdinary(code: string, url: string): boolean {
  return ORDINARY_STATES.has(code) || (code === 'login_wall' && LOGIN_PATH.test(url))
}

function unread(
  visit: Visit,
  state: 'failed' | 'skipped',
  failure: Problem,
  bytes: number,
): PageRecord {
  const isStart = visit.entry.priority === 0
  const isTold = isStart || (state === 'failed' && !ORDINARY.has(failure.code))
  const nothing = { items: [], facts: null, found: [], wall: null, isScriptMade: false }
  const reading = { ...nothing, problems: isTold ? [failure] : [] }
  return { ...recordOf(visit, reading, bytes), state, failure }
}

/** A page that breaks its reader is kept, and told of; the rest goes on. */
async function readSafely(page: Page, context: VisitContext): Promise<PageReading> {
  try {
    return await readInThread(page, context.config.source)
  } catch (error) {
    context.log.warn({ err: error, url: page.url }, 'a page could not be read')
    const message = `${page.url} could not be read: ${(error as Error).message}`
    const wall: Problem = { code: 'unreadable', message, where: page.url }
    return { items: [], facts: null, found: [], problems: [wall], wall, isScriptMade: false }
  }
}

function archiveGone(url: string): Problem {
  const message = `${url} is unchanged, but its archived page was removed meanwhile; the next run fetches it.`
  return { code: 'archive_gone', message, where: url }
}
