import robotsParserModule from 'robots-parser'
import { FetchError } from './fetch-error.ts'
import type { HttpAnswer, HttpClient } from './http-client.ts'

const KEPT_MS = 24 * 3600_000
/** RFC 9309 §2.5: at least 500 kibibytes are read. */
const MAX_BYTES = 512_000
/** RFC 9309 §2.3.1.2: at least five redirects are followed. */
const MAX_REDIRECTS = 5
/** Origins whose rules are kept at a time. */
const MAX_KEPT = 5_000

interface RobotsAnswer {
  isAllowed: boolean
  /** Crawl-delay for us; 0 when there is none. */
  crawlDelayMs: number
}

/** What robots.txt lets us fetch (RFC 9309), read once a day and origin. */
export interface Robots {
  /**
   * @throws FetchError (transient) when it cannot be told: unreachable, or `robots_unreachable` when the
   *   server answers 5xx or 429. Then nothing of this origin may be fetched for now
   */
  check(url: URL): Promise<RobotsAnswer>
}

interface Rules {
  isAllowed(url: string, token: string): boolean | undefined
  /** In seconds. */
  getCrawlDelay(token: string): number | undefined
}

/** The package's types describe an ES module, but it is CommonJS: its default import is the function itself. */
const parseRules = robotsParserModule as unknown as (url: string, text: string) => Rules

export interface RobotsOptions {
  http: HttpClient
  userAgent: string
  now?: () => number
}

export function openRobots({ http, userAgent, now = Date.now }: RobotsOptions): Robots {
  const token = productToken(userAgent)
  const kept = new Map<string, { rules: Promise<Rules | null>; untilMs: number }>()

  function rulesOf(origin: string): Promise<Rules | null> {
    const entry = kept.get(origin)
    if (entry && entry.untilMs > now()) return entry.rules
    const rules = readRules(http, origin)
    kept.delete(origin)
    kept.set(origin, { rules, untilMs: now() + KEPT_MS })
    dropOldest(kept)
    // What failed is asked for again by the next page.
    rules.catch(() => kept.delete(origin))
    return rules
  }

  return {
    async check(url) {
      const rules = await rulesOf(url.origin)
      return {
        isAllowed: rules?.isAllowed(url.href, token) ?? true,
        crawlDelayMs: (rules?.getCrawlDelay(token) ?? 0) * 1000,
      }
    },
  }
}

/** The name that robots.txt calls us by: what stands before the first `/` of the User-Agent. */
export function productToken(userAgent: string): string {
  return /^[A-Za-z_-]+/.exec(userAgent)?.[0] ?? 'Earshot'
}

async function readRules(http: HttpClient, origin: string): Promise<Rules | null> {
  const url = `${origin}/robots.txt`
  const answer = await fetchRules(http, url)
  if (answer === null) return null
  const { status } = answer
  if (status === 429 || status >= 500) {
    throw new FetchError(
      'robots_unreachable',
      `${url} answers ${status}: until it can be read, nothing of this site may be fetched.`,
      { isTransient: true },
    )
  }
  if (status < 200 || status >= 300) return null
  return parseRules(url, answer.body.subarray(0, MAX_BYTES).toString('utf8'))
}

/** Null when it redirects without end: RFC 9309 lets us take it as missing. */
async function fetchRules(http: HttpClient, url: string): Promise<HttpAnswer | null> {
  try {
    return await http.request({
      url,
      isCut: true,
      limits: { maxBytes: MAX_BYTES, maxRedirects: MAX_REDIRECTS, deadlineMs: 30_000 },
      headers: { accept: 'text/plain,*/*;q=0.8' },
    })
  } catch (error) {
    if (!(error instanceof FetchError) || error.isTransient) throw error
    if (error.code === 'redirect_loop' || error.code === 'too_many_redirects') return null
    throw new FetchError('robots_unreachable', `${url}: ${error.message}`, { cause: error })
  }
}

function dropOldest(kept: Map<string, unknown>): void {
  if (kept.size <= MAX_KEPT) return
  const oldest = kept.keys().next().value
  if (oldest !== undefined) kept.delete(oldest)
}
