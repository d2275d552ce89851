import { createServer } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { CrawleeHttpClient } from '../net/crawlee-http-client.ts'
import { openGuard } from '../net/guard.ts'
import { type HttpClient, type HttpLimits, openHttpClient } from '../net/http-client.ts'
import { type LocalServer, serve } from './net-server.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

async function local(listener: Parameters<typeof serve>[0]): Promise<LocalServer> {
  const server = await serve(listener)
  closing.push(server.close)
  return server
}

function client(allowHosts: string[], limits: Partial<HttpLimits> = {}): HttpClient {
  const http = openHttpClient({ guard: openGuard(allowHosts), userAgent: 'Earshot/test', limits })
  closing.push(http.close)
  return http
}

describe('the HTTP client', () => {
  test('returns status, headers and body of any answer', async () => {
    const server = await local((_, response) => {
      response.writeHead(404, { 'X-Kind': 'gone' }).end('nothing here')
    })
    const answer = await client([server.host]).request({ url: `${server.origin}/a#part` })
    expect(answer).toMatchObject({ status: 404, finalUrl: `${server.origin}/a`, bytesReceived: 12 })
    expect(answer.headers['x-kind']).toBe('gone')
    expect(answer.body.toString()).toBe('nothing here')
  })

  test('says who asks, and imitates no browser', async () => {
    const server = await local((_, response) => response.end())
    await client([server.host]).request({ url: server.origin })
    const headers = server.seen[0]?.headers ?? {}
    expect(headers['user-agent']).toBe('Earshot/test')
    expect(headers['accept-language']).toBe('*')
    expect(Object.keys(headers).filter((name) => name.startsWith('sec-'))).toEqual([])
  })

  test('refuses a redirect to the metadata address of a cloud', async () => {
    const server = await local((_, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
    })
    await expect(client([server.host]).request({ url: server.origin })).rejects.toMatchObject({
      code: 'refused_host',
      message: expect.stringContaining('169.254.169.254'),
    })
  })

  test('refuses a redirect from an allowed port to another of the same machine', async () => {
    const inner = await local((_, response) => response.end('secret'))
    const server = await local((_, response) => {
      response.writeHead(302, { location: inner.origin }).end()
    })
    await expect(client([server.host]).request({ url: server.origin })).rejects.toMatchObject({
      code: 'refused_host',
    })
    expect(inner.seen).toEqual([])
  })

  test('refuses a name that resolves to this machine', async () => {
    const server = await local((_, response) => response.end())
    await expect(
      client([]).request({ url: `http://localhost:${server.port}/` }),
    ).rejects.toMatchObject({ code: 'refused_host' })
    expect(server.seen).toEqual([])
  })

  test('reaches a name that resolves to this machine when it is allowed', async () => {
    const server = await local((_, response) => response.end('hello'))
    const answer = await client(['localhost']).request({ url: `http://localhost:${server.port}/` })
    expect(answer.body.toString()).toBe('hello')
  })

  test('follows redirects, relative ones too, and names them', async () => {
    const server = await local((request, response) => {
      if (request.url === '/a') response.writeHead(301, { location: 'b' }).end('moved')
      else if (request.url === '/b') response.writeHead(307, { location: '/c?x=1' }).end()
      else response.end('arrived')
    })
    const answer = await client([server.host]).request({ url: `${server.origin}/a` })
    expect(answer.finalUrl).toBe(`${server.origin}/c?x=1`)
    expect(answer.redirects).toEqual([`${server.origin}/a`, `${server.origin}/b`])
    expect(answer.body.toString()).toBe('arrived')
  })

  test('names a redirect loop', async () => {
    const server = await local((request, response) => {
      response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end()
    })
    await expect(
      client([server.host]).request({ url: `${server.origin}/a` }),
    ).rejects.toMatchObject({
      code: 'redirect_loop',
      message: expect.stringContaining(
        `${server.origin}/a → ${server.origin}/b → ${server.origin}/a`,
      ),
    })
    expect(server.seen.length).toBe(2)
  })

  test('gives up after ten redirects', async () => {
    const server = await local((request, response) => {
      response.writeHead(302, { location: `${Number(request.url?.slice(1)) + 1}` }).end()
    })
    await expect(
      client([server.host]).request({ url: `${server.origin}/1` }),
    ).rejects.toMatchObject({ code: 'too_many_redirects' })
    expect(server.seen.length).toBe(11)
  })

  test('sends credentials to their own origin only', async () => {
    const other = await local((_, response) => response.end())
    const server = await local((request, response) => {
      const location = request.url === '/a' ? '/b' : `${other.origin}/c`
      response.writeHead(302, { location }).end()
    })
    await client([server.host, other.host]).request({
      url: `${server.origin}/a`,
      credentials: { authorization: 'Bearer secret' },
    })
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer secret',
      'Bearer secret',
    ])
    expect(other.seen.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('undoes content-encoding %s', async (encoding, compress) => {
    const text = 'words '.repeat(1000)
    const server = await local((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(compress(text))
    })
    const answer = await client([server.host]).request({ url: server.origin })
    expect(answer.body.toString()).toBe(text)
    expect(answer.bytesReceived).toBeLessThan(text.length)
  })

  test('says when a body is not encoded as it says', async () => {
    const server = await local((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain')
    })
    await expect(client([server.host]).request({ url: server.origin })).rejects.toMatchObject({
      code: 'bad_encoding',
    })
  })

  test('cuts a body of 200 MB off early', async () => {
    const piece = Buffer.alloc(1_000_000, 'x')
    let bytesSent = 0
    const server = await local((_, response) => {
      response.writeHead(200)
      const send = () => {
        while (bytesSent < 200_000_000 && !response.destroyed) {
          bytesSent += piece.length
          if (!response.write(piece)) return response.once('drain', send)
        }
        return response.end()
      }
      send()
    })
    await expect(client([server.host]).request({ url: server.origin })).rejects.toMatchObject({
      code: 'too_large',
    })
    expect(bytesSent).toBeLessThan(40_000_000)
  })

  test('does not even begin a body whose length it is told', async () => {
    const server = await local((_, response) => {
      response.writeHead(200, { 'content-length': 200_000_000 }).write('x')
    })
    await expect(client([server.host]).request({ url: server.origin })).rejects.toMatchObject({
      code: 'too_large',
    })
  })

  test('stops unpacking a gzip bomb at the limit', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(100_000_000)))
    const server = await local((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(bomb)
    })
    expect(bomb.length).toBeLessThan(10_000)
    await expect(client([server.host]).request({ url: server.origin })).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringContaining('unpacks'),
    })
  })

  test('ends a body that trickles at the deadline', async () => {
    const server = await local((_, response) => {
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    })
    const startedMs = performance.now()
    await expect(
      client([server.host], { deadlineMs: 300 }).request({ url: server.origin }),
    ).rejects.toMatchObject({ code: 'timeout', isTransient: true })
    expect(performance.now() - startedMs).toBeLessThan(2000)
  })

  test('ends headers that trickle at the deadline', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.write('HTTP/1.1 200 OK\r\n')
      const timer = setInterval(() => socket.write('x: y\r\n'), 20)
      socket.on('close', () => clearInterval(timer))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(async () => server.close())
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    await expect(
      client([host], { deadlineMs: 300 }).request({ url: `http://${host}/` }),
    ).rejects.toMatchObject({ code: 'timeout' })
  })

  test('lets time that a hop waits for its turn not count against the deadline', async () => {
    const server = await local((_, response) => response.end('ok'))
    const answer = await client([server.host], { deadlineMs: 200 }).request({
      url: server.origin,
      beforeHop: () => new Promise((resolve) => setTimeout(resolve, 400)),
    })
    expect(answer.body.toString()).toBe('ok')
  })

  test('says that nobody answers, and that another try may help', async () => {
    const server = await serve(() => {})
    await server.close()
    await expect(client([server.host]).request({ url: server.origin })).rejects.toMatchObject({
      code: 'unreachable',
      isTransient: true,
    })
  })

  test('stops with the reason of the signal', async () => {
    const server = await local(() => {})
    const controller = new AbortController()
    const asked = client([server.host]).request({
      url: server.origin,
      signal: controller.signal,
    })
    setTimeout(() => controller.abort(new Error('enough')), 50)
    await expect(asked).rejects.toThrow('enough')
  })

  test('posts a body, and takes a redirect as the answer', async () => {
    const got: string[] = []
    const server = await local((request, response) => {
      request.on('data', (chunk) => got.push(String(chunk)))
      request.on('end', () => response.writeHead(302, { location: '/elsewhere' }).end())
    })
    const answer = await client([server.host]).request({
      url: `${server.origin}/hook`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    })
    expect(answer.status).toBe(302)
    expect(got.join('')).toBe('{"a":1}')
    expect(server.paths()).toEqual(['/hook'])
  })

  test('reaches public hosts through a proxy, once it has checked them', async () => {
    const site = await local((_, response) => response.end('from the site'))
    const asked: string[] = []
    const proxy = createServer().on('connect', (request, socket) => {
      asked.push(request.url ?? '')
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      const onward = connect(site.port, '127.0.0.1')
      socket.on('error', () => onward.destroy())
      socket.pipe(onward).pipe(socket)
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    closing.push(async () => proxy.close())
    const http = openHttpClient({
      guard: openGuard([]),
      userAgent: 'Earshot/test',
      proxyUrl: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    })
    closing.push(http.close)
    await expect(http.request({ url: 'http://10.0.0.1/' })).rejects.toMatchObject({
      code: 'refused_host',
    })
    const answer = await http.request({ url: 'http://93.184.215.14/' })
    expect(answer.body.toString()).toBe('from the site')
    expect(asked).toEqual(['93.184.215.14:80'])
  })
})

describe("Crawlee's requests", () => {
  test('leave by the same way: guarded, and as who we are', async () => {
    const server = await local((request, response) => {
      if (request.url === '/away') response.writeHead(302, { location: 'http://10.0.0.1/' }).end()
      else response.end('{"a":1}')
    })
    const crawlee = new CrawleeHttpClient(client([server.host]))
    const whole = await crawlee.sendRequest<'json'>({ url: server.origin, responseType: 'json' })
    expect(whole).toMatchObject({ statusCode: 200, url: `${server.origin}/`, body: { a: 1 } })
    const streamed = await crawlee.stream({
      url: server.origin,
      headers: { 'user-agent': 'Mozilla' },
    })
    expect(String(await streamed.stream.toArray())).toBe('{"a":1}')
    expect(server.seen.map(({ headers }) => headers['user-agent'])).toEqual([
      'Earshot/test',
      'Earshot/test',
    ])
    await expect(crawlee.stream({ url: `${server.origin}/away` })).rejects.toMatchObject({
      code: 'refused_host',
    })
  })
})
