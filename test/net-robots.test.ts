import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { openGuard } from '../net/guard.ts'
import { openHttpClient } from '../net/http-client.ts'
import { openRobots, productToken, type Robots } from '../net/robots.ts'
import { type LocalServer, serve } from './net-server.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

interface Site {
  server: LocalServer
  robots: Robots
  isAllowed(path: string): Promise<boolean>
}

async function site(listener: RequestListener, now?: () => number): Promise<Site> {
  const server = await serve(listener)
  const userAgent = 'Earshot/0.1.0 (+https://acme.example)'
  const http = openHttpClient({ guard: openGuard([server.host]), userAgent })
  closing.push(server.close, http.close)
  const robots = openRobots({ http, userAgent, ...(now && { now }) })
  return {
    server,
    robots,
    isAllowed: async (path) => (await robots.check(new URL(path, server.origin))).isAllowed,
  }
}

const text = (body: string): RequestListener => {
  return (_, response) => response.setHeader('content-type', 'text/plain').end(body)
}

describe('robots.txt', () => {
  test('is obeyed for our own product token before the rules for all', async () => {
    const { isAllowed } = await site(
      text('User-agent: *\nDisallow: /\n\nUser-agent: Earshot\nDisallow: /cart\n'),
    )
    expect(await isAllowed('/product/1')).toBe(true)
    expect(await isAllowed('/cart/1')).toBe(false)
  })

  test('tells the delay that the site asks for', async () => {
    const { robots, server } = await site(text('User-agent: *\nCrawl-delay: 2.5\n'))
    expect((await robots.check(new URL(server.origin))).crawlDelayMs).toBe(2500)
  })

  test('allows everything when there is none (4xx)', async () => {
    const { isAllowed } = await site((_, response) =>
      response.writeHead(403).end('User-agent: *\nDisallow: /'),
    )
    expect(await isAllowed('/a')).toBe(true)
  })

  test.each([500, 503, 429])(
    'allows nothing for now when the server answers %i',
    async (status) => {
      const { isAllowed } = await site((_, response) => response.writeHead(status).end())
      await expect(isAllowed('/a')).rejects.toMatchObject({
        code: 'robots_unreachable',
        isTransient: true,
        message: expect.stringContaining(String(status)),
      })
    },
  )

  test('is asked for again after a failure', async () => {
    let isUp = false
    const { isAllowed } = await site((_, response) => response.writeHead(isUp ? 404 : 503).end())
    await expect(isAllowed('/a')).rejects.toThrow()
    isUp = true
    expect(await isAllowed('/a')).toBe(true)
  })

  test('is read once for many pages, and again after a day', async () => {
    let nowMs = 0
    const { isAllowed, server } = await site(text('User-agent: *\nDisallow: /x'), () => nowMs)
    await Promise.all(['/a', '/b', '/x'].map(isAllowed))
    expect(server.seen.length).toBe(1)
    nowMs = 24 * 3600_000 - 1
    await isAllowed('/a')
    expect(server.seen.length).toBe(1)
    nowMs = 24 * 3600_000
    await isAllowed('/a')
    expect(server.seen.length).toBe(2)
  })

  test('is followed over five redirects', async () => {
    const { isAllowed } = await site((request, response) => {
      const step = Number(/\d$/.exec(request.url ?? '')?.[0] ?? 0)
      if (step < 5) response.writeHead(302, { location: `/r${step + 1}` }).end()
      else text('User-agent: *\nDisallow: /a')(request, response)
    })
    expect(await isAllowed('/a')).toBe(false)
  })

  test('is taken as missing when it redirects without end', async () => {
    const { isAllowed } = await site((_, response) => {
      response.writeHead(302, { location: '/robots.txt' }).end()
    })
    expect(await isAllowed('/a')).toBe(true)
  })

  test('is read up to 500 KB', async () => {
    const filler = '# filler\n'.repeat(100_000)
    const { isAllowed } = await site(
      text(`User-agent: *\nDisallow: /early\n${filler}Disallow: /late\n`),
    )
    expect(await isAllowed('/early')).toBe(false)
    expect(await isAllowed('/late')).toBe(true)
  })
})

test('the product token is what stands before the version', () => {
  expect(productToken('Earshot/0.1.0 (+x)')).toBe('Earshot')
  expect(productToken('AcmeListener/2')).toBe('AcmeListener')
  expect(productToken('(odd)')).toBe('Earshot')
})
