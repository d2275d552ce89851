import { request } from 'node:http'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserProxy, type Gate, openBrowserProxy } from '../net/browser-proxy.ts'
import { openGuard } from '../net/guard.ts'
import { type LocalServer, serve } from './net-server.ts'

let site: LocalServer
let neighbour: LocalServer
let proxy: BrowserProxy
const size = 1_000_000

beforeAll(async () => {
  site = await serve((asked, response) => {
    if (asked.url === '/large') response.end(Buffer.alloc(size))
    else if (asked.url === '/endless') endless(response)
    else response.end(`words at ${asked.url}`)
  })
  neighbour = await serve((_, response) => response.end('a secret of this machine'))
  proxy = await openBrowserProxy({ guard: openGuard([site.host]), proxyUrl: null })
})
afterAll(async () => {
  await proxy.close()
  await Promise.all([site.close(), neighbour.close()])
})

/** Says no length before, as a stream does. */
function endless(response: { write(chunk: Buffer): boolean; destroyed: boolean }): void {
  const write = () => {
    if (response.destroyed) return
    response.write(Buffer.alloc(100_000))
    setImmediate(write)
  }
  write()
}

async function admit(maxBytes = size * 2, at = site.origin): Promise<Gate> {
  const gate = await proxy.openGate()
  gate.admit(maxBytes, new URL(at))
  return gate
}

interface Answer {
  status: number
  bytes: number
  text: string
  isWhole: boolean
}

/** A GET through a gate, as a browser sends it. */
function get(url: string, { address }: Pick<Gate, 'address'>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(
      address,
      { path: url, headers: { host: new URL(url).host }, agent: false },
      (answer) => {
        const chunks: Buffer[] = []
        const done = (isWhole: boolean) => {
          const body = Buffer.concat(chunks)
          const text = body.toString('utf8', 0, 200)
          resolve({ status: answer.statusCode ?? 0, bytes: body.length, text, isWhole })
        }
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => done(true))
        answer.on('error', () => done(false))
      },
    )
    asking.on('error', reject)
    asking.end()
  })
}

/** Opens a tunnel. Returns the first line of the answer and the socket. */
function tunnel(
  host: string,
  { address }: Pick<Gate, 'address'>,
): Promise<{ line: string; socket: Socket }> {
  const { port, hostname } = new URL(address)
  const socket = connect(Number(port), hostname)
  socket.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('data', (chunk) => {
      resolve({ line: chunk.toString().split('\r\n')[0] ?? '', socket })
    })
  })
}

test('lets a page through to the host that it stands on', async () => {
  expect(await get(`${site.origin}/a?b=1`, await admit())).toMatchObject({
    status: 200,
    text: 'words at /a?b=1',
  })
})

test('is shut to whoever was not admitted', async () => {
  const gate = await proxy.openGate()
  expect((await get(`${site.origin}/`, gate)).status).toBe(403)
  expect((await tunnel(site.host, gate)).line).toBe('HTTP/1.1 403 Forbidden')
  expect((await get(`${site.origin}/`, proxy)).status).toBe(403)
})

test('asks the guard for every connection', async () => {
  const gate = await admit()
  expect((await get(`${neighbour.origin}/`, gate)).status).toBe(403)
  expect((await get('http://169.254.169.254/latest/meta-data', gate)).status).toBe(403)
  expect((await tunnel(neighbour.host, gate)).line).toBe('HTTP/1.1 403 Forbidden')
  expect(neighbour.seen).toEqual([])
  expect([...gate.refused]).toEqual([neighbour.host, '169.254.169.254:80'])
})

test('a page of the open net gets to no private host, not even an allowed one', async () => {
  const gate = await admit(size, 'https://example.com/')
  expect((await get(`${site.origin}/`, gate)).status).toBe(403)
})

test('tunnels bytes both ways', async () => {
  const { line, socket } = await tunnel(site.host, await admit())
  expect(line).toBe('HTTP/1.1 200 Connection Established')
  socket.write(`GET /inside HTTP/1.1\r\nHost: ${site.host}\r\nConnection: close\r\n\r\n`)
  let text = ''
  for await (const chunk of socket) text += chunk.toString()
  expect(text).toContain('words at /inside')
})

test('counts what comes in, and breaks off what is more than a page may have', async () => {
  const gate = await admit(size / 2)
  const answer = await get(`${site.origin}/endless`, gate)
  expect(answer.isWhole).toBe(false)
  expect(gate.isSpent).toBe(true)
  expect(gate.bytes).toBeLessThan(size)
  expect((await get(`${site.origin}/`, gate)).status).toBe(403)
})

test('does not begin what says that it is too large', async () => {
  const gate = await admit(size / 2)
  const answer = await get(`${site.origin}/large`, gate).catch(() => null)
  expect(answer?.isWhole ?? false).toBe(false)
  expect(gate.isSpent).toBe(true)
})

test.each(['000', '099'])(
  'a status that is none (%s) breaks that request alone',
  async (status) => {
    const odd = createServer((socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 ${status} Odd\r\nContent-Length: 0\r\n\r\n`))
    })
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve))
    const { port } = odd.address() as AddressInfo
    const own = await openBrowserProxy({ guard: openGuard([`127.0.0.1:${port}`]), proxyUrl: null })
    const gate = await own.openGate()
    gate.admit(size, new URL(`http://127.0.0.1:${port}/`))
    const answer = await get(`http://127.0.0.1:${port}/`, gate).catch(() => null)
    expect(answer?.status ?? 502).toBe(502)
    await own.close()
    odd.close()
  },
)

test('a closed gate opens nothing', async () => {
  const gate = await admit()
  gate.close()
  await expect(get(`${site.origin}/`, gate)).rejects.toThrow()
})
