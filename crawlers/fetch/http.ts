import { setTimeout as sleep } from 'node:timers/promises'
import { FetchError } from '../../net/fetch-error.ts'
import { RefusedHost } from '../../net/guard.ts'
import type { HttpAnswer } from '../../net/http-client.ts'
import type { Pace } from '../../net/pace.ts'
import { retryAfterMs } from '../../net/retry-after.ts'
import type { WayOut } from '../../net/way-out.ts'
import { SkipItem } from '../../schema/errors.ts'
import type { Page } from '../../schema/page.ts'
import type { Problem } from '../../schema/problem.ts'

const RETRIES = 2
/** The waits between tries: this, then four times this. */
const RETRY_DELAY_MS = 1000
const RETRIED_STATUS = new Set([408, 425, 429, 500, 502, 503, 504])

/** Documents that no adapter reads, by their content-type; what we don't know is fetched. */
const UNREAD_TYPES =
  /^(?:image|audio|video|font)\/|^application\/(?:pdf|zip|x-7z-compressed|x-tar|x-rar-compressed|msword|vnd\.(?!.*\+(?:json|xml)))/i

/** What an earlier answer gave us, so that an unchanged page need not be sent again (RFC 9110 §13). */
export interface Validators {
  etag: string | null
  lastModified: string | null
}

export interface FetchOptions {
  wayOut: WayOut
  pace: Pace
  robots: 'obey' | 'ignore'
  signal: AbortSignal
  validators?: Validators
  /** Headers that only the origin of the address may see. */
  credentials?: Record<string, string>
  /** Asked before the address and before each redirect. Default: every address. */
  isInScope?: (url: URL) => boolean
  retryDelayMs?: number
}

/** What came of one address. `bytes` were received over the wire. */
export type FetchOutcome =
  | {
      kind: 'page'
      page: Page
      /** Each Set-Cookie as it came; not part of the document. */
      cookies: string[]
      bytes: number
    }
  /** The site says that it is what `validators` stand for. */
  | { kind: 'unchanged'; validators: Validators; checkedAt: string; bytes: number }
  /** It could not be had. Codes are those of FetchError, `refused_host`, or by status (`problemOfStatus`). */
  | { kind: 'failed'; problem: Problem; status: number | null; bytes: number }
  /** It is not for us: `robots`, `out_of_scope`, `unsupported_type`. */
  | { kind: 'skipped'; problem: Problem }

/**
 * Fetches one page politely and safely: robots.txt, our turn at the host, a conditional request; tries
 * again (twice, longer each time, or when the site says) what may pass: 429, 5xx, a broken connection.
 * @throws StopSource when the source may not be read now (`window`, `resting`); the signal's reason
 */
export async function fetchPage(url: string, options: FetchOptions): Promise<FetchOutcome> {
  for (let tries = 1; ; tries++) {
    const attempt = await tryOnce(url, options)
    if (!attempt.mayPass || tries > RETRIES) return attempt.outcome
    const delayMs = (options.retryDelayMs ?? RETRY_DELAY_MS) * 4 ** (tries - 1)
    await sleep(delayMs, undefined, { signal: options.signal }).catch(() => {})
    options.signal.throwIfAborted()
  }
}

interface Attempt {
  outcome: FetchOutcome
  /** Another try may end better. */
  mayPass: boolean
}

async function tryOnce(url: string, options: FetchOptions): Promise<Attempt> {
  try {
    const answer = await options.wayOut.http.request({
      url,
      headers: conditionalHeaders(options.validators),
      ...(options.credentials && { credentials: options.credentials }),
      signal: options.signal,
      beforeHop: (hop) => askLeave(hop, options),
      acceptsType: (type) => !UNREAD_TYPES.test(type),
    })
    await letRest(answer, options.pace)
    return { outcome: outcomeOf(answer, options), mayPass: RETRIED_STATUS.has(answer.status) }
  } catch (error) {
    return attemptOf(error, url)
  }
}

/** Whether this address may be fetched, and when. */
async function askLeave(url: URL, options: FetchOptions): Promise<void> {
  if (options.isInScope && !options.isInScope(url)) {
    throw new SkipItem('out_of_scope', `${url.href} is outside the source's scope.`)
  }
  let crawlDelayMs = 0
  if (options.robots === 'obey') {
    const answer = await options.wayOut.robots.check(url)
    if (!answer.isAllowed) {
      throw new SkipItem(
        'robots',
        `robots.txt of ${url.host} asks us not to fetch ${url.pathname}.`,
      )
    }
    crawlDelayMs = answer.crawlDelayMs
  }
  await options.pace.turn(url.host, options.signal, crawlDelayMs)
}

function conditionalHeaders(validators: Validators | undefined): Record<string, string> {
  return {
    ...(validators?.etag && { 'if-none-match': validators.etag }),
    ...(validators?.lastModified && { 'if-modified-since': validators.lastModified }),
  }
}

async function letRest(answer: HttpAnswer, pace: Pace): Promise<void> {
  if (answer.status !== 429 && answer.status !== 503) return
  const restMs = retryAfterMs(answer.headers['retry-after'], new Date())
  if (restMs) await pace.rest(new URL(answer.finalUrl).host, restMs)
}

function outcomeOf(answer: HttpAnswer, options: FetchOptions): FetchOutcome {
  const { status, bytesReceived: bytes } = answer
  const now = new Date().toISOString()
  if (status === 304 && options.validators) {
    return { kind: 'unchanged', validators: validatorsOf(answer.headers), checkedAt: now, bytes }
  }
  const problem = problemOfStatus(status, answer.finalUrl)
  if (problem) return { kind: 'failed', problem, status, bytes }
  return { kind: 'page', page: pageOf(answer, now), cookies: answer.cookies, bytes }
}

/** What the headers of an answer let us ask conditionally with next time. */
export function validatorsOf(headers: Record<string, string>): Validators {
  return { etag: headers['etag'] ?? null, lastModified: headers['last-modified'] ?? null }
}

function pageOf(answer: HttpAnswer, fetchedAt: string): Page {
  const { url, finalUrl, status, body } = answer
  // Cookies are keys to a session, not part of the document, and have no place in an archive.
  const { 'set-cookie': _, ...headers } = answer.headers
  return { url, finalUrl, status, headers, body, fetchedAt, responses: [] }
}

/** Null when the status brings a document. */
function problemOfStatus(status: number, url: string): Problem | null {
  if (status >= 200 && status < 300) return null
  const problem = (code: string, words: string): Problem => ({
    code,
    message: `${url} ${words} (HTTP ${status}).`,
    where: url,
  })
  if (status === 404) return problem('not_found', 'was not found')
  if (status === 410) return problem('gone', 'is gone for good')
  if (status === 429) return problem('rate_limited', 'answers that we ask too often')
  if (status === 401 || status === 403 || status === 451)
    return problem('blocked', 'is closed to us')
  if (status >= 500) return problem('server_error', 'fails on its own side')
  return problem('http_error', 'brings no document')
}

function attemptOf(error: unknown, url: string): Attempt {
  const problem = (cause: { code: string; message: string }): Problem => ({
    code: cause.code,
    message: cause.message,
    where: url,
  })
  if (
    error instanceof SkipItem ||
    (error instanceof FetchError && error.code === 'unsupported_type')
  ) {
    return { outcome: { kind: 'skipped', problem: problem(error) }, mayPass: false }
  }
  if (error instanceof FetchError || error instanceof RefusedHost) {
    const mayPass = error instanceof FetchError && error.isTransient
    return { outcome: { kind: 'failed', problem: problem(error), status: null, bytes: 0 }, mayPass }
  }
  throw error
}
