import { randomBytes, timingSafeEqual } from 'node:crypto'
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Guard, openGuard, portOf, RefusedHost } from './guard.ts'
import { lookupOf } from './lookup-of.ts'

const CONNECT_TIMEOUT_MS = 10_000
/** A connection on which nothing moves for so long is ended. */
const IDLE_TIMEOUT_MS = 60_000
/** Headers that are about one connection (RFC 9110 §7.6.1), and what only proxies are told. */
const HOP_HEADERS = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** What lets one page of the browser through, so that what it fetches is counted and bounded. */
export interface ProxyPass {
  username: string
  password: string
  /** Received from sites so far. */
  readonly bytes: number
  /** It wanted more than it may have: its connections were broken, and there are no others. */
  readonly isSpent: boolean
  /** `host:port` that the guard did not let it out to. */
  readonly refused: ReadonlySet<string>
  /** Ends its connections; it lets nothing through any more. */
  close(): void
}

/**
 * The browser's only way out: a forward proxy on loopback (HTTP and CONNECT, RFC 9110 §7 and §9.3.6) that asks the
 * guard for every connection and connects to the very address that was checked. Without a pass it answers 407, so
 * that no other program of this machine, nor a part of the browser that we did not start, gets out by it.
 */
export interface BrowserProxy {
  /** `http://127.0.0.1:PORT` */
  address: string
  /**
   * @param maxBytes as much may be received with this pass
   * @param site where the page stands: only a page of an allowed private host gets to private hosts, the allowed
   *   ones; a page of the open net gets to none of them
   */
  admit(maxBytes: number, site: URL): ProxyPass
  close(): Promise<void>
}

export interface BrowserProxyOptions {
  guard: Guard
  /** Every connection but those to allowed private hosts goes on through this proxy (HTTPS_PROXY). */
  proxyUrl: string | null
}

export async function openBrowserProxy(options: BrowserProxyOptions): Promise<BrowserProxy> {
  const passes = new Map<string, Pass>()
  const outside = openGuard([])
  const server = createServer()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const pass = passOf(request.headers, passes)
    if (pass === null) response.writeHead(407, ASK_FOR_PASS).end()
    else void forward(request, response, pass, options.proxyUrl)
  })
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    client.on('error', () => client.destroy())
    const pass = passOf(request.headers, passes)
    if (pass === null) refuse(client, '407 Proxy Authentication Required')
    else void tunnel(request, client, pass, options.proxyUrl)
  })
  server.on('clientError', (_error, socket: Duplex) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    admit(maxBytes, site) {
      const guard = options.guard.isAllowed(site) ? options.guard : outside
      const pass = new Pass(guard, maxBytes, () => passes.delete(pass.username))
      passes.set(pass.username, pass)
      return pass
    },
    async close() {
      for (const pass of passes.values()) pass.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

class Pass implements ProxyPass {
  readonly username = randomBytes(12).toString('hex')
  readonly password = randomBytes(24).toString('hex')
  readonly refused = new Set<string>()
  bytes = 0
  isSpent = false
  readonly guard: Guard
  readonly #maxBytes: number
  readonly #onClose: () => void
  readonly #sockets = new Set<Duplex>()

  constructor(guard: Guard, maxBytes: number, onClose: () => void) {
    this.guard = guard
    this.#maxBytes = maxBytes
    this.#onClose = onClose
  }

  get bytesLeft(): number {
    return this.isSpent ? 0 : this.#maxBytes - this.bytes
  }

  /** Counts what comes in on a connection to a site, and breaks it with the pass. */
  hold(socket: Duplex): void {
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    socket.on('data', (chunk: Buffer) => this.#take(chunk.length))
  }

  #take(bytes: number): void {
    this.bytes += bytes
    if (this.bytes > this.#maxBytes) this.spend()
  }

  spend(): void {
    this.isSpent = true
    this.#destroyAll()
  }

  close(): void {
    this.#onClose()
    this.#destroyAll()
  }

  #destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}

const ASK_FOR_PASS = { 'proxy-authenticate': 'Basic realm="earshot"', 'content-length': '0' }

/** The pass that a request shows; null when it shows none of ours. */
function passOf(headers: IncomingHttpHeaders, passes: Map<string, Pass>): Pass | null {
  const shown = /^Basic (.+)$/i.exec(headers['proxy-authorization'] ?? '')?.[1]
  if (shown === undefined) return null
  const [username = '', password = ''] = Buffer.from(shown, 'base64').toString('utf8').split(':')
  const pass = passes.get(username)
  if (!pass) return null
  const [given, known] = [Buffer.from(password), Buffer.from(pass.password)]
  return given.length === known.length && timingSafeEqual(given, known) ? pass : null
}

async function tunnel(
  request: IncomingMessage,
  client: Socket,
  pass: Pass,
  proxyUrl: string | null,
): Promise<void> {
  try {
    const site = await dial(URL.parse(`https://${request.url ?? ''}`), pass, proxyUrl)
    if (client.destroyed) {
      site.destroy()
      return
    }
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    pass.hold(site)
    join(site, client)
  } catch (error) {
    refuse(client, error instanceof RefusedHost ? '403 Forbidden' : '502 Bad Gateway')
  }
}

function join(site: Duplex, client: Duplex): void {
  site.pipe(client)
  client.pipe(site)
  for (const [one, other] of [
    [site, client],
    [client, site],
  ] as const) {
    one.on('error', () => one.destroy())
    one.once('close', () => other.destroy())
  }
}

function refuse(client: Duplex, status: string): void {
  const asking = status.startsWith('407') ? 'Proxy-Authenticate: Basic realm="earshot"\r\n' : ''
  client.end(`HTTP/1.1 ${status}\r\n${asking}Content-Length: 0\r\nConnection: close\r\n\r\n`)
}

/** Plain HTTP: one connection to the site a request. */
async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  pass: Pass,
  proxyUrl: string | null,
): Promise<void> {
  try {
    const url = URL.parse(request.url ?? '')
    if (url?.protocol === 'https:') throw new RefusedHost('https goes through a tunnel.')
    const site = await dial(url, pass, proxyUrl)
    if (url === null || response.destroyed) {
      site.destroy()
      return
    }
    pass.hold(site)
    send(request, response, { url, site, pass })
  } catch (error) {
    response.writeHead(error instanceof RefusedHost ? 403 : 502).end()
  }
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  way: { url: URL; site: Duplex; pass: Pass },
): void {
  const { url, site, pass } = way
  const onward = httpRequest({
    method: request.method,
    path: url.pathname + url.search,
    headers: { ...withoutHopHeaders(request.headers), host: url.host, connection: 'close' },
    createConnection: () => site,
  })
  onward.on('response', (answer) => {
    // What announces itself as more than it may be is not begun.
    if (Number(answer.headers['content-length']) > pass.bytesLeft) pass.spend()
    response.writeHead(answer.statusCode ?? 502, withoutHopHeaders(answer.headers))
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  onward.on('error', () => {
    if (response.headersSent) response.destroy()
    else response.writeHead(502).end()
  })
  response.once('close', () => site.destroy())
  site.once('close', () => {
    if (!response.writableEnded) response.destroy()
  })
  request.pipe(onward)
}

function withoutHopHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_HEADERS.has(name)))
}

/**
 * A connection to the site, or through the next proxy to it.
 * @throws RefusedHost; whatever sockets throw
 */
async function dial(url: URL | null, pass: Pass, proxyUrl: string | null): Promise<Duplex> {
  if (url === null) throw new RefusedHost('This is no address.')
  if (pass.isSpent) throw new RefusedHost('The page has had as much as it may.')
  const { guard } = pass
  const port = portOf(url)
  try {
    guard.checkUrl(url)
    const addresses = await guard.addressesOf(url.hostname, port)
    if (proxyUrl !== null && !guard.isAllowed(url)) return await dialThrough(proxyUrl, url, port)
    return await connected(
      connect({ host: url.hostname, port, lookup: lookupOf(addresses), timeout: IDLE_TIMEOUT_MS }),
    )
  } catch (error) {
    if (error instanceof RefusedHost) pass.refused.add(`${url.hostname}:${port}`)
    throw error
  }
}

function connected(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('no connection')), CONNECT_TIMEOUT_MS)
    socket.on('timeout', () => socket.destroy())
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed')))
    socket.once('connect', () => {
      clearTimeout(timer)
      resolve(socket)
    })
  })
}

/** A tunnel through HTTPS_PROXY; it resolves the name itself, the guard has checked it before. */
function dialThrough(proxyUrl: string, target: URL, port: number): Promise<Duplex> {
  const proxy = new URL(proxyUrl)
  const path = `${target.hostname}:${port}`
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const request = proxy.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const asking = request({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: portOf(proxy),
      method: 'CONNECT',
      path,
      headers: {
        host: path,
        ...(login !== ':' && {
          'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}`,
        }),
      },
      timeout: CONNECT_TIMEOUT_MS,
    })
    asking.on('timeout', () => asking.destroy(new Error('The proxy does not answer.')))
    asking.on('error', reject)
    asking.on('connect', (answer, socket) => {
      if (answer.statusCode === 200) resolve(socket)
      else {
        socket.destroy()
        reject(new Error(`The proxy answers ${answer.statusCode}.`))
      }
    })
    asking.end()
  })
}
