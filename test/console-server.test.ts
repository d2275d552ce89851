import { Agent, get } from 'node:http'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isLoopbackHeader } from '../console/loopback.ts'
import { type Console, startConsole } from '../console/server.ts'
import { isLoopback } from '../net/loopback.ts'
import { openPool } from '../schema/database.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let db: TestDatabase
let running: Console[] = []

beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())
afterEach(async () => {
  await Promise.all(running.map((web) => web.close()))
  running = []
})

async function start(options: Partial<Parameters<typeof startConsole>[0]> = {}): Promise<Console> {
  const web = await startConsole({
    pool: db.pool,
    settings: { host: '127.0.0.1', port: 0 },
    log: pino({ level: 'silent' }),
    isReady: async () => ({ ready: true, checks: { database: 'ok' } }),
    ...options,
  })
  running.push(web)
  return web
}

/** Status and body of a GET with a Host header of its own, which fetch would not send. */
function getAs(host: string, url: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host } }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, body }))
    }).on('error', reject)
  })
}

test('the console refuses to start on an address that others can reach', async () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'example.com']) {
    const failed = start({ settings: { host, port: 0 } })
    await expect(failed).rejects.toMatchObject({ name: 'BadInput', code: 'not_loopback' })
    await expect(failed).rejects.toThrow(/EARSHOT_HOST/)
  }
})

test('only names and addresses of this machine are loopback', () => {
  for (const host of ['localhost', 'LOCALHOST', '127.0.0.1', '127.8.9.1', '::1', '[::1]']) {
    expect(isLoopback(host), host).toBe(true)
  }
  for (const host of ['', '0.0.0.0', '10.0.0.1', '::', 'localhost.evil.example', '128.0.0.1']) {
    expect(isLoopback(host), host).toBe(false)
  }
})

test('a Host header counts with its port, and nothing around it', () => {
  for (const header of ['localhost', 'localhost:4400', '127.0.0.1:1', '[::1]:4400', '[::1]']) {
    expect(isLoopbackHeader(header), header).toBe(true)
  }
  for (const header of [
    undefined,
    '',
    'evil.example',
    'evil.example:4400',
    'localhost@evil.example',
    'evil.example/localhost',
    'localhost:80:evil.example',
    '[::1].evil.example',
  ]) {
    expect(isLoopbackHeader(header), header).toBe(false)
  }
})

test('a request under another host name is refused, whatever it asks for', async () => {
  const { url } = await start()
  for (const path of ['/', '/healthz', '/console.css']) {
    const { status } = await getAs('rebound.example', `${url}${path}`)
    expect(status, path).toBe(403)
  }
  expect((await getAs('localhost', `${url}/healthz`)).status).toBe(200)
})

test('the API refuses another host name in JSON', async () => {
  const { url } = await start()
  const { body } = await getAs('rebound.example', `${url}/api/openapi.json`)
  expect(JSON.parse(body)).toMatchObject({ error: { code: 'not_here' } })
})

test('a taken port is said with its number and the way to choose another', async () => {
  const port = Number(new URL((await start()).url).port)
  const failed = start({ settings: { host: '127.0.0.1', port } })
  await expect(failed).rejects.toMatchObject({ name: 'BadInput', code: 'cannot_listen' })
  await expect(failed).rejects.toThrow(`Port ${port} is taken`)
  await expect(failed).rejects.toThrow(/EARSHOT_PORT.*--console-port/)
})

test('health says that the process lives', async () => {
  const { url } = await start()
  const response = await fetch(`${url}/healthz`)
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
})

test('readiness says what is missing', async () => {
  const checks = { database: 'ok', queue: 'its tables are missing' }
  const { url } = await start({ isReady: async () => ({ ready: false, checks }) })
  const response = await fetch(`${url}/readyz`)
  expect([response.status, await response.json()]).toEqual([503, { status: 'not ready', checks }])
  const ready = await fetch(`${(await start()).url}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { status: 'ready', checks: { database: 'ok' } },
  ])
})

test('a readiness check that fails itself is not ready, not an error page', async () => {
  const { url } = await start({ isReady: () => Promise.reject(new Error('secret detail')) })
  const response = await fetch(`${url}/readyz`)
  expect(response.status).toBe(503)
  expect(await response.text()).not.toContain('secret detail')
})

test('every answer forbids scripts, frames, sniffing and referrers, and is not kept', async () => {
  const { url } = await start()
  for (const path of ['/', '/nowhere', '/healthz']) {
    const { headers } = await fetch(`${url}${path}`)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  }
})

test('the style sheet is served as one', async () => {
  const response = await fetch(`${(await start()).url}/console.css`)
  expect(response.headers.get('content-type')).toContain('text/css')
  expect(await response.text()).toContain('prefers-color-scheme: dark')
})

test('an unknown address is a page that says so', async () => {
  const { url } = await start()
  for (const path of ['/nowhere', '/alerts/0', '/alerts/x', '/products/1234567890123456']) {
    const response = await fetch(`${url}${path}`)
    expect(response.status, path).toBe(404)
    expect(await response.text()).toContain('<h1>Not found</h1>')
  }
})

test('a failure is logged, and its page tells nothing of the inside', async () => {
  const lines: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) })
  const ended = openPool(db.url)
  await ended.end()
  const { url } = await start({ pool: ended, log })
  const response = await fetch(`${url}/products?days=30`)
  const text = await response.text()
  expect(response.status).toBe(500)
  expect(text).toContain('Something went wrong')
  expect(text).not.toContain('pool')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    path: '/products',
    err: { message: 'Cannot use a pool after calling end on the pool' },
  })
})

test('closing ends connections that are kept alive at once', async () => {
  const web = await start()
  const agent = new Agent({ keepAlive: true })
  await new Promise<void>((resolve, reject) => {
    get(`${web.url}/healthz`, { agent }, (response) => {
      response.resume().on('end', resolve)
    }).on('error', reject)
  })
  expect(Object.values(agent.freeSockets).flat()).toHaveLength(1)
  const began = Date.now()
  await web.close()
  running = []
  expect(Date.now() - began).toBeLessThan(1000)
  agent.destroy()
})

test('closing does not wait for ever for an answer that does not come', async () => {
  let asked = () => {}
  const wasAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  const web = await start({
    isReady: () => {
      asked()
      return new Promise(() => {})
    },
  })
  const answer = fetch(`${web.url}/readyz`).catch(() => 'broken off')
  await wasAsked
  await web.close()
  running = []
  expect(await answer).toBe('broken off')
})
