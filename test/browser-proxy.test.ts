import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserProxy, openBrowserProxy, type ProxyPass } from '../net/browser-proxy.ts'
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

function admit(maxBytes = size * 2, at = site.origin): ProxyPass {
  return proxy.admit(maxBytes, new URL(at))
}

interface Answer {
  status: number
  bytes: number
  text: string
  isWhole: boolean
}

/** A GET through the proxy, as a browser sends it. */
function get(url: string, pass: Pick<ProxyPass, 'username' | 'password'> | null): Promise<Answer> {
  const login = pass && Buffer.from(`${pass.username}:${pass.password}`).toString('base64')
  return new Promise((resolve, reject) => {
    const asking = request(
      proxy.address,
      {
        path: url,
        headers: {
          host: new URL(url).host,
          ...(login && { 'proxy-authorization': `Basic ${login}` }),
        },
        agent: false,
      },
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
function tunnel(host: string, pass: ProxyPass | null): Promise<{ line: string; socket: Socket }> {
  const login = pass && Buffer.from(`${pass.username}:${pass.password}`).toString('base64')
  const { port, hostname } = new URL(proxy.address)
  const socket = connect(Number(port), hostname)
  socket.write(
    `CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n${login ? `Proxy-Authorization: Basic ${login}\r\n` : ''}\r\n`,
  )
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('data', (chunk) => {
      resolve({ line: chunk.toString().split('\r\n')[0] ?? '', socket })
    })
  })
}

test('lets a pass through to the host that it stands on', async () => {
  expect(await get(`${site.origin}/a?b=1`, admit())).toMatchObject({
    status: 200,
    text: 'words at /a?b=1',
  })
})

test('asks for a pass, and takes none that it did not give', async () => {
  expect((await get(`${site.origin}/`, null)).status).toBe(407)
  expect((await get(`${site.origin}/`, { username: 'a', password: 'b' })).status).toBe(407)
  const { username } = admit()
  expect((await get(`${site.origin}/`, { username, password: 'guessed' })).status).toBe(407)
  expect((await tunnel(site.host, null)).line).toBe('HTTP/1.1 407 Proxy Authentication Required')
})

test('asks the guard for every connection', async () => {
  const pass = admit()
  expect((await get(`${neighbour.origin}/`, pass)).status).toBe(403)
  expect((await get('http://169.254.169.254/latest/meta-data', pass)).status).toBe(403)
  expect((await tunnel(neighbour.host, pass)).line).toBe('HTTP/1.1 403 Forbidden')
  expect(neighbour.seen).toEqual([])
  expect([...pass.refused]).toEqual([neighbour.host, '169.254.169.254:80'])
})

test('a page of the open net gets to no private host, not even an allowed one', async () => {
  const pass = admit(size, 'https://example.com/')
  expect((await get(`${site.origin}/`, pass)).status).toBe(403)
})

test('tunnels bytes both ways', async () => {
  const { line, socket } = await tunnel(site.host, admit())
  expect(line).toBe('HTTP/1.1 200 Connection Established')
  socket.write(`GET /inside HTTP/1.1\r\nHost: ${site.host}\r\nConnection: close\r\n\r\n`)
  let text = ''
  for await (const chunk of socket) text += chunk.toString()
  expect(text).toContain('words at /inside')
})

test('counts what comes in, and breaks off what is more than a page may have', async () => {
  const pass = admit(size / 2)
  const answer = await get(`${site.origin}/endless`, pass)
  expect(answer.isWhole).toBe(false)
  expect(pass.isSpent).toBe(true)
  expect(pass.bytes).toBeLessThan(size)
  expect((await get(`${site.origin}/`, pass)).status).toBe(403)
})

test('does not begin what says that it is too large', async () => {
  const pass = admit(size / 2)
  const answer = await get(`${site.origin}/large`, pass).catch(() => null)
  expect(answer?.isWhole ?? false).toBe(false)
  expect(pass.isSpent).toBe(true)
})

test('a closed pass opens nothing', async () => {
  const pass = admit()
  pass.close()
  expect((await get(`${site.origin}/`, pass)).status).toBe(407)
})
