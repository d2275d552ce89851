import { Agent, buildConnector, type Dispatcher, ProxyAgent, request } from 'undici'
import { ACCEPT_ENCODING, decodeBody } from './content-encoding.ts'
import { FetchError } from './fetch-error.ts'
import { type Guard, portOf, RefusedHost } from './guard.ts'
import { lookupOf } from './lookup-of.ts'

const DEFAULT_LIMITS = {
  /** Of a body, as it comes and unpacked. */
  maxBytes: 20_000_000,
  maxRedirects: 10,
  connectTimeoutMs: 10_000,
  /** Between the request and the first byte of the answer. */
  headersTimeoutMs: 30_000,
  /** Between two pieces of a body. */
  bodyTimeoutMs: 30_000,
  /** Of the whole, redirects included: a body that trickles ends here. */
  deadlineMs: 120_000,
}
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Of a redirect's body we read this much, so that the connection can be used again. */
const REDIRECT_BODY_BYTES = 65_536

export type HttpLimits = typeof DEFAULT_LIMITS

interface HttpRequest {
  url: string
  /** Default GET. Redirects are followed for GET only. */
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  /** Headers that only the origin of `url` may see: a redirect elsewhere goes without them. */
  credentials?: Record<string, string>
  body?: string | Buffer
  signal?: AbortSignal
  limits?: Partial<HttpLimits>
  /** A body over the limit is cut there instead of refused. */
  isCut?: boolean
  /** Called before each request, redirects included; what it throws ends the whole. */
  beforeHop?: (url: URL) => Promise<void>
  /** Whether a body of this content-type is wanted; an unwanted one is not read: `unsupported_type`. */
  acceptsType?: (contentType: string) => boolean
}

export interface HttpAnswer {
  url: string
  /** The address that answered, after redirects. */
  finalUrl: string
  /** The addresses that redirected, in order. */
  redirects: string[]
  status: number
  /** Lower-case names; repeated ones joined with `, `. */
  headers: Record<string, string>
  /** Each Set-Cookie as it came: their values may hold commas. */
  cookies: string[]
  /** Content-encoding undone, charset not decoded. */
  body: Buffer
  /** As they came over the wire. */
  bytesReceived: number
}

export interface HttpClient {
  /**
   * Any HTTP status is an answer, not an error.
   * @throws RefusedHost when the guard does not let us out, at the first address or a redirect
   * @throws FetchError when there is no whole answer; the signal's reason when it was aborted
   */
  request(request: HttpRequest): Promise<HttpAnswer>
  close(): Promise<void>
}

export interface HttpClientOptions {
  guard: Guard
  userAgent: string
  /** Every request but those to allowed private hosts goes through this proxy. */
  proxyUrl?: string | null
  limits?: Partial<HttpLimits>
}

/** The only way out for HTTP: guarded, bounded in time and size, honest about who asks. */
export function openHttpClient(options: HttpClientOptions): HttpClient {
  const { guard } = options
  const defaults: HttpLimits = { ...DEFAULT_LIMITS, ...options.limits }
  const agentOptions = {
    connect: guardedConnect(guard, defaults.connectTimeoutMs),
    headersTimeout: defaults.headersTimeoutMs,
    bodyTimeout: defaults.bodyTimeoutMs,
  }
  const direct = new Agent(agentOptions)
  const proxy = options.proxyUrl
    ? new ProxyAgent({ uri: options.proxyUrl, proxyTunnel: true })
    : null

  async function send(hop: Hop): Promise<Dispatcher.ResponseData> {
    const isProxied = proxy !== null && !guard.isAllowed(hop.url)
    // A proxy resolves names itself: all that we can do is to check the target before we name it.
    if (isProxied) await guard.addressesOf(hop.url.hostname, portOf(hop.url))
    return request(hop.url, {
      dispatcher: isProxied ? proxy : direct,
      method: hop.request.method ?? 'GET',
      headers: headersOf(hop, options.userAgent),
      body: hop.request.body ?? null,
      signal: hop.signal,
      headersTimeout: hop.limits.headersTimeoutMs,
      bodyTimeout: hop.limits.bodyTimeoutMs,
    })
  }

  /** One request and its answer, or where the answer sends us. */
  async function exchange(hop: Hop): Promise<HttpAnswer | URL> {
    const response = await send(hop)
    // A body that is left unread ends with an error that nobody waits for; who reads it gets it from the read.
    response.body.on('error', () => {})
    const next =
      hop.limits.maxRedirects > 0 && isGet(hop.request) && redirectTarget(response, hop.url)
    if (!next) return finish(hop, response)
    await response.body.dump({ limit: REDIRECT_BODY_BYTES, signal: hop.signal })
    return next
  }

  return {
    async request(wanted) {
      const limits = { ...defaults, ...wanted.limits }
      const redirects: string[] = []
      let url = parseUrl(wanted.url)
      const { origin } = url
      let leftMs = limits.deadlineMs
      for (;;) {
        guard.checkUrl(url)
        // Whoever waits for its turn in here does not wait for the site: the deadline stands still.
        await wanted.beforeHop?.(url)
        const startedMs = performance.now()
        const outcome = await withDeadline(leftMs, limits.deadlineMs, wanted.signal, (signal) =>
          exchange({ url, origin, request: wanted, limits, redirects, signal }),
        ).catch((error) => {
          throw named(error, url)
        })
        if (!(outcome instanceof URL)) return outcome
        leftMs -= performance.now() - startedMs
        redirects.push(url.href)
        requireNewTarget(outcome, redirects, limits.maxRedirects)
        url = outcome
      }
    },
    async close() {
      await Promise.all([direct.close(), proxy?.close()])
    },
  }
}

interface Hop {
  url: URL
  origin: string
  request: HttpRequest
  limits: HttpLimits
  redirects: string[]
  signal: AbortSignal
}

function isGet(request: HttpRequest): boolean {
  return (request.method ?? 'GET') === 'GET'
}

function headersOf(hop: Hop, userAgent: string): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-language': '*',
    'accept-encoding': ACCEPT_ENCODING,
    ...hop.request.headers,
    ...(hop.url.origin === hop.origin ? hop.request.credentials : undefined),
  }
}

/** Resolves and checks the host, then connects to what was checked: the name is not resolved again. */
function guardedConnect(guard: Guard, timeoutMs: number): buildConnector.connector {
  return (target, callback) => {
    const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80)
    guard.addressesOf(target.hostname, port).then(
      (addresses) =>
        buildConnector({ timeout: timeoutMs, lookup: lookupOf(addresses) })(target, callback),
      (error: Error) => callback(error, null),
    )
  }
}

function redirectTarget(response: Dispatcher.ResponseData, from: URL): URL | null {
  const { location } = response.headers
  if (!REDIRECTS.has(response.statusCode) || location === undefined) return null
  const value = Array.isArray(location) ? location[0] : location
  const target = URL.parse(value ?? '', from.href)
  if (target) return target
  throw new FetchError('bad_redirect', `${from.href} redirects to '${value}', which is no address.`)
}

function requireNewTarget(next: URL, redirects: string[], maxRedirects: number): void {
  next.hash = ''
  if (redirects.includes(next.href)) {
    const way = [...redirects.slice(redirects.indexOf(next.href)), next.href].join(' → ')
    throw new FetchError('redirect_loop', `The redirects go in a circle: ${way}`)
  }
  if (redirects.length > maxRedirects) {
    throw new FetchError(
      'too_many_redirects',
      `${redirects[0]} redirects more than ${maxRedirects} times.`,
    )
  }
}

async function finish(hop: Hop, response: Dispatcher.ResponseData): Promise<HttpAnswer> {
  const { request, limits } = hop
  const headers = flatHeaders(response.headers)
  const contentType = headers['content-type'] ?? ''
  if (response.statusCode < 300 && request.acceptsType && !request.acceptsType(contentType)) {
    response.body.destroy()
    throw new FetchError(
      'unsupported_type',
      `${hop.url.href} is ${contentType}, which is not read.`,
    )
  }
  const raw = await readBody(response, limits.maxBytes, request.isCut ?? false)
  return {
    url: request.url,
    finalUrl: hop.url.href,
    redirects: hop.redirects,
    status: response.statusCode,
    headers,
    cookies: [response.headers['set-cookie'] ?? []].flat(),
    body: await decodeBody(raw, headers['content-encoding'], limits.maxBytes),
    bytesReceived: raw.length,
  }
}

async function readBody(
  response: Dispatcher.ResponseData,
  maxBytes: number,
  isCut: boolean,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = Number(response.headers['content-length'])
  if (bytes > maxBytes && !isCut) {
    response.body.destroy()
    throw tooLarge(maxBytes)
  }
  bytes = 0
  // Leaving the loop early destroys the body, and with it the connection.
  for await (const chunk of response.body) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes <= maxBytes) continue
    if (isCut) break
    throw tooLarge(maxBytes)
  }
  return Buffer.concat(chunks, Math.min(bytes, maxBytes))
}

function tooLarge(maxBytes: number): FetchError {
  return new FetchError('too_large', `The body is larger than ${maxBytes} bytes.`)
}

function flatHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter((entry) => entry[1] !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  )
}

function parseUrl(text: string): URL {
  const url = URL.parse(text)
  if (!url) throw new RefusedHost(`'${text}' is not an address.`)
  url.hash = ''
  return url
}

/** Ends `work` after what is left of the deadline, or with the caller's signal. */
async function withDeadline<T>(
  leftMs: number,
  deadlineMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const onAbort = () => controller.abort(outer?.reason)
  const timer = setTimeout(() => controller.abort(tooSlow(deadlineMs)), leftMs)
  outer?.addEventListener('abort', onAbort, { once: true })
  try {
    return await work(controller.signal)
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', onAbort)
  }
}

function tooSlow(deadlineMs: number): FetchError {
  const message = `There was no whole answer within ${deadlineMs / 1000} s.`
  return new FetchError('timeout', message, { isTransient: true })
}

/** The errors of sockets, TLS and HTTP (their codes are upper case) by what they mean; others as they are. */
function named(error: unknown, url: URL): unknown {
  if (!(error instanceof Error)) return error
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined || !/^[A-Z0-9_]+$/.test(code)) return error
  const isTimeout = code.endsWith('_TIMEOUT') || code === 'ETIMEDOUT'
  return new FetchError(
    isTimeout ? 'timeout' : 'unreachable',
    `${url.href} cannot be reached: ${error.message || code}`,
    { isTransient: true, cause: error },
  )
}
