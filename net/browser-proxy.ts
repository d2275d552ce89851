import type { LookupAddress } from 'node:dns'
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

/** One page's way out. It is shut until the page is admitted, and lets it have so much and no more. */
export interface Gate {
  /** `http://127.0.0.1:PORT`, of this page alone. */
  address: string
  /**
   * @param maxBytes as much may be received
   * @param site where the page stands: only a page of an allowed private host gets to private hosts, the allowed
   *   ones; a page of the open net gets to none of them
   */
  admit(maxBytes: number, site: URL): void
  /** Received from sites so far. */
  readonly bytes: number
  /** The page wanted more than it may have: its connections were broken, and there are no others. */
  readonly isSpent: boolean
  /** `host:port` that the guard did not let it out to. */
  readonly refused: ReadonlySet<string>
  /** Ends its connections; it lets nothing through any more. */
  close(): void
}

/**
 * The browser's only way out: forward proxies on loopback (HTTP and CONNECT, RFC 9110 §7 and §9.3.6), one a page,
 * that ask the guard for every connection and connect to the very address that was checked.
 */
export interface BrowserProxy {
  /** A gate that stays shut, for all of the browser that is no page of ours. */
  address: string
  openGate(): Promise<Gate>
  close(): Promise<void>
}

export interface BrowserProxyOptions {
  guard: Guard
  /** Every connection but those to allowed private hosts goes on through this proxy (HTTPS_PROXY). */
  proxyUrl: string | null
}

export async function openBrowserProxy(options: BrowserProxyOptions): Promise<BrowserProxy> {
  const shut = await openGate(options)
  const open = new Set<Gate>()
  return {
    address: shut.address,
    async openGate() {
      const gate = await openGate(options, () => open.delete(gate))
      open.add(gate)
      return gate
    },
    async close() {
      for (const gate of [shut, ...open]) gate.close()
    },
  }
}

async function openGate(options: BrowserProxyOptions, onClose = () => {}): Promise<Gate> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const gate = new PageGate(`http://127.0.0.1:${port}`, options.guard, () => {
    server.close()
    server.closeAllConnections()
    onClose()
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void forward(request, response, gate, options.proxyUrl)
  })
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    client.on('error', () => client.destroy())
    void tunnel(request, client, gate, options.proxyUrl)
  })
  server.on('clientError', (_error, socket: Duplex) => socket.destroy())
  return gate
}

class PageGate implements Gate {
  readonly address: string
  readonly refused = new Set<string>()
  bytes = 0
  isSpent = false
  /** Null while nobody is admitted. */
  guard: Guard | null = null
  readonly #guard: Guard
  #maxBytes = 0
  readonly #onClose: () => void
  readonly #sockets = new Set<Duplex>()
  readonly #addresses = new Map<string, Promise<LookupAddress[]>>()
  #lastLookup: Promise<unknown> = Promise.resolve()

  constructor(address: string, guard: Guard, onClose: () => void) {
    this.address = address
    this.#guard = guard
    this.#onClose = onClose
  }

  admit(maxBytes: number, site: URL): void {
    this.guard = this.#guard.isAllowed(site) ? this.#guard : openGuard([])
    this.#maxBytes = maxBytes
  }

  /**
   * Names are asked for one after the other and once: lookups share few threads with all else that we do, and a site
   * can make them slow.
   */
  addressesOf(hostname: string, port: number, guard: Guard): Promise<LookupAddress[]> {
    const key = `${hostname}:${port}`
    const known = this.#addresses.get(key)
    if (known) return known
    const lookup = this.#lastLookup.then(() => guard.addressesOf(hostname, port))
    this.#lastLookup = lookup.catch(() => {})
    this.#addresses.set(key, lookup)
    return lookup
  }

  get bytesLeft(): number {
    return this.isSpent ? 0 : this.#maxBytes - this.bytes
  }

  /** Counts what comes in on a connection to a site, and breaks it with the gate. */
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
    this.guard = null
    this.#destroyAll()
    this.#onClose()
  }

  #destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}

async function tunnel(
  request: IncomingMessage,
  client: Socket,
  gate: PageGate,
  proxyUrl: string | null,
): Promise<void> {
  try {
    const site = await dial(URL.parse(`https://${request.url ?? ''}`), gate, proxyUrl)
    if (client.destroyed) {
      site.destroy()
      return
    }
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    gate.hold(site)
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
  client.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
}

/** Plain HTTP: one connection to the site a request. */
async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  gate: PageGate,
  proxyUrl: string | null,
): Promise<void> {
  try {
    const url = URL.parse(request.url ?? '')
    if (url?.protocol === 'https:') throw new RefusedHost('https goes through a tunnel.')
    const site = await dial(url, gate, proxyUrl)
    if (url === null || response.destroyed) {
      site.destroy()
      return
    }
    gate.hold(site)
    send(request, response, { url, site, gate })
  } catch (error) {
    response.writeHead(error instanceof RefusedHost ? 403 : 502).end()
  }
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  way: { url: URL; site: Duplex; gate: PageGate },
): void {
  const { url, site, gate } = way
  const onward = httpRequest({
    method: request.method,
    path: url.pathname + url.search,
    headers: { ...withoutHopHeaders(request.headers), host: url.host, connection: 'close' },
    createConnection: () => site,
  })
  onward.on('response', (answer) => {
    answer.on('error', () => response.destroy())
    // What announces itself as more than it may be is not begun.
    if (Number(answer.headers['content-length']) > gate.bytesLeft) gate.spend()
    try {
      response.writeHead(answer.statusCode ?? 502, withoutHopHeaders(answer.headers))
      answer.pipe(response)
    } catch {
      response.destroy() // a status or headers that no server may send
    }
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
async function dial(url: URL | null, gate: PageGate, proxyUrl: string | null): Promise<Duplex> {
  if (url === null) throw new RefusedHost('This is no address.')
  const { guard } = gate
  if (guard === null) throw new RefusedHost('Nobody is admitted here.')
  if (gate.isSpent) throw new RefusedHost('The page has had as much as it may.')
  const port = portOf(url)
  try {
    guard.checkUrl(url)
    const addresses = await gate.addressesOf(url.hostname, port, guard)
    if (proxyUrl !== null && !guard.isAllowed(url)) return await dialThrough(proxyUrl, url, port)
    return await connected(
      connect({ host: url.hostname, port, lookup: lookupOf(addresses), timeout: IDLE_TIMEOUT_MS }),
    )
  } catch (error) {
    if (error instanceof RefusedHost) gate.refused.add(`${url.hostname}:${port}`)
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
