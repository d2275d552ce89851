import { createSocket } from 'node:dgram'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserOf } from '../crawlers/browser/browser.ts'
import { ownPaceStore } from '../net/pace.ts'
import { openWayOut, type WayOut } from '../net/way-out.ts'
import type { Page } from '../schema/page.ts'
import { browserIsMissing, unlessMissing } from './chromium.ts'
import { openSite, page as pageWith, type Site } from './crawl-site.ts'
import { type LocalServer, serve } from './net-server.ts'

const log = pino({ level: 'silent' })
const never = new AbortController().signal
let site: Site
let neighbour: LocalServer
let wayOut: WayOut

beforeAll(async () => {
  neighbour = await serve((_, response) => {
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('a secret of this machine')
  })
  site = await openSite({})

  wayOut = openWayOut({
    userAgent: 'Earshot/test',
    allowHosts: [site.host],
    paceStore: ownPaceStore(),
  })
})
afterAll(async () => {
  await wayOut.close().catch(() => {}) // a test has closed it
  await Promise.all([site.close(), neighbour.close()])
})

/** A page of the site as it was fetched. */
function fetched(path: string, html: string, headers: Record<string, string> = {}): Page {
  const url = site.origin + path
  return {
    url,
    finalUrl: url,
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: Buffer.from(html),
    fetchedAt: '2026-11-24T10:00:00Z',
    responses: [],
  }
}

async function render(
  page: Page,
  options: { documents?: Record<string, string>; cookies?: string[] } = {},
): Promise<Page> {
  const asked = Object.entries(options.documents ?? {})
  const rendered = await browserOf(wayOut, log).render(page, {
    documentOf: async (url) => {
      const found = asked.find(([path]) => site.origin + path === url)
      return found ? fetched(found[0], found[1]) : null
    },
    cookies: options.cookies ?? [],
    signal: never,
  })
  return rendered.page
}

/** What a page's script wrote of itself. */
function scripted(script: string): string {
  return `<!doctype html><html><body><main id="said"></main><script>
    const say = (words) => { const p = document.createElement('p'); p.textContent = words; document.getElementById('said').append(p) }
    ;(async () => { ${script} })().catch((error) => say('failed: ' + error.message))</script></body></html>`
}

async function saidBy(script: string): Promise<string[]> {
  return wordsOf(await render(fetched('/page', scripted(script))))
}

function wordsOf({ body }: Page): string[] {
  const words = body.toString().replace(/<script>.*?<\/script>/gs, '')
  return [...words.matchAll(/<p>(.*?)<\/p>/gs)].map((match) => match[1] ?? '')
}

/** Each page is shown once: a tab costs a second, and tests ask what came of it. */
describe.skipIf(browserIsMissing)(`the browser${unlessMissing}`, () => {
  describe('of a page that wants to be read', () => {
    let shown: Page
    let words: string[]
    beforeAll(async () => {
      site.pages.set('/reviews.json', (_, response) => {
        response.setHeader('content-type', 'application/json').end('{"text":"Very good."}')
      })
      const html = scripted(`
        say((await (await fetch('/reviews.json')).json()).text)
        say(document.cookie)
        customElements.define('a-review', class extends HTMLElement {
          connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<p>From the shadow.</p>' }
        })
        document.body.append(document.createElement('a-review'))
        document.body.insertAdjacentHTML('beforeend',
          '<style>@font-face { font-family: f; src: url(/font.woff2) } p { font-family: f }</style>' +
          '<img src="/picture.png"><video src="/film.mp4" autoplay></video>' +
          '<a href="/elsewhere">Show more</a><form action="/send"><button>Load more</button></form>')
        let pieces = 0
        const more = document.createElement('button')
        more.textContent = 'Load more reviews'
        more.onclick = () => { say('piece ' + ++pieces); if (pieces === 7) more.remove() }
        document.body.append(more)
        let scrolls = 0
        addEventListener('scroll', () => { if (scrolls < 3) setTimeout(() => say('scrolled ' + ++scrolls), 100) })
        document.body.style.height = '9000px'`)
      shown = await render(fetched('/friendly', html, { etag: '"1"' }), {
        cookies: ['one=1; Path=/', 'two=2'],
      })
      words = wordsOf(shown)
    })

    test('shows what scripts put on it, and keeps what they fetched', () => {
      expect(words).toContain('Very good.')
      expect(shown.responses.map(({ url, body }) => [url, body.toString()])).toEqual([
        [`${site.origin}/reviews.json`, '{"text":"Very good."}'],
      ])
    })

    test('does not fetch its document again, and gives it no validators', () => {
      expect(site.paths()).not.toContain('/friendly')
      expect(shown.headers).not.toHaveProperty('etag')
    })

    test('presses "load more" and scrolls until nothing more comes', () => {
      expect(words.filter((word) => word.startsWith('piece'))).toHaveLength(7)
      expect(words).toContain('scrolled 1')
    })

    test('leaves links and forms alone', () => {
      expect(site.paths()).not.toContain('/elsewhere')
      expect(site.paths()).not.toContain('/send')
    })

    test('reads what custom elements keep in their shadow', () => {
      expect(words).toContain('From the shadow.')
    })

    test('gives it the cookies that came with it', () => {
      expect(words).toContain('one=1; two=2')
    })

    test('loads no pictures, fonts or films', () => {
      const loaded = site.paths().filter((path) => /font|picture|film/.test(path))
      expect(loaded).toEqual([])
    })
  })

  describe('of a page that wants to get out', () => {
    let words: string[]
    let packets = 0
    beforeAll(async () => {
      const udp = createSocket('udp4')
      udp.on('message', () => packets++)
      await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
      const { port } = udp.address()
      const sockets = neighbour.origin.replace('http', 'ws')
      site.pages.set('/worker.js', (_, response) => {
        response.setHeader('content-type', 'text/javascript').end(`new WebSocket('${sockets}/w')`)
      })
      words = await saidBy(`
        say('port ' + await fetch('${neighbour.origin}/').then((r) => r.text(), () => 'refused'))
        say('file ' + await fetch('file:///etc/passwd').then((r) => r.text(), () => 'refused'))
        for (const source of ['${neighbour.origin}/frame', 'file:///etc/passwd']) {
          const frame = document.createElement('iframe'); frame.src = source; document.body.append(frame)
        }
        const image = new Image(); image.src = '${neighbour.origin}/image'
        const script = document.createElement('script'); script.src = '${neighbour.origin}/script.js'
        document.body.append(script)
        new WebSocket('${sockets}/socket')
        navigator.sendBeacon('${neighbour.origin}/beacon', 'x')
        try { new Worker('/worker.js') } catch {}
        const call = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' }] })
        call.createDataChannel('x')
        await call.setLocalDescription(await call.createOffer())
        const other = new RTCPeerConnection()
        await other.setRemoteDescription({ type: 'offer', sdp: call.localDescription.sdp })
        await other.setLocalDescription(await other.createAnswer())
        const candidate = 'candidate:1 1 udp 2122260223 127.0.0.1 ${port} typ host'
        await other.addIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 })
        await new Promise((resolve) => setTimeout(resolve, 2000))
        location.href = '${neighbour.origin}/away'
        location.href = 'file:///etc/passwd'`)
      udp.close()
    })

    test('lets it reach no other port of this machine', () => {
      expect(words).toContain('port refused')
      expect(neighbour.seen).toEqual([])
    })

    test('lets it read no file', () => {
      expect(words).toEqual(['port refused', 'file refused'])
    })

    test('lets no packet out beside its proxy', () => {
      expect(packets).toBe(0)
    })
  })

  test('follows a page that goes on to another document', async () => {
    const moved = await render(fetched('/page', scripted(`location.href = '/other'`)), {
      documents: { '/other': pageWith('<p>The other.</p>') },
    })
    expect(moved.finalUrl).toBe(`${site.origin}/other`)
    expect(moved.body.toString()).toContain('The other.')
  })

  test('ends a page that goes from one document to the other for ever', async () => {
    const to = (path: string) => scripted(`setTimeout(() => { location.href = '${path}' }, 20)`)
    const shown = await render(fetched('/page', to('/other')), {
      documents: { '/other': to('/page') },
    })
    expect(shown.body.toString()).toContain('said')
  })

  test('stays where it is when what it presses leads away', async () => {
    const shown = await render(
      fetched(
        '/page',
        `<p>The reviews.</p><button onclick="location.href = '/other'">Show more</button>`,
      ),
      { documents: { '/other': pageWith('<p>The other.</p>') } },
    )
    expect(shown.body.toString()).toContain('The reviews.')
  })

  test('does not wait for an answer that stays open, and says what its site did not give', async () => {
    site.pages.set('/stream', (_, response) => {
      response.setHeader('content-type', 'application/json')
      response.write('{"news":')
    })
    site.pages.set('/broken', (_, response) => {
      response.writeHead(500).end()
    })
    const rendered = await browserOf(wayOut, log).render(
      fetched('/page', scripted(`say('words'); fetch('/stream'); await fetch('/broken')`)),
      { documentOf: async () => null, cookies: [], signal: never },
    )
    expect(wordsOf(rendered.page)).toEqual(['words'])
    expect(rendered.missing).toBe(`${site.origin}/broken answered with 500`)
  })

  test('ends a download that is larger than a page may be', { timeout: 60_000 }, async () => {
    let sent = 0
    site.pages.set('/huge', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' })
      const piece = Buffer.alloc(1_000_000)
      const write = () => {
        while (sent < 2_000_000_000 && !response.destroyed) {
          sent += piece.length
          if (!response.write(piece)) break
        }
      }
      response.on('drain', write)
      write()
    })
    const words = await saidBy(`
      const link = document.createElement('a'); link.href = '/huge'; link.download = 'huge'; link.click()
      say(await fetch('/huge').then((r) => r.arrayBuffer()).then(() => 'all of it', () => 'broken off'))`)
    expect(words).toEqual(['broken off'])
    expect(sent).toBeLessThan(60_000_000)
  })

  test('ends with its way out', async () => {
    const startedAt = Date.now()
    await wayOut.close()
    expect(Date.now() - startedAt).toBeLessThan(10_000)
  })
})

test('where the named browser does not start, the error says so', { timeout: 90_000 }, async () => {
  const own = openWayOut({
    userAgent: 'Earshot/test',
    allowHosts: [site.host],
    chromium: '/bin/false',
    paceStore: wayOut.paceStore,
  })
  const page = fetched('/page', '<p>Words.</p>')
  const options = { documentOf: async () => null, cookies: [], signal: never }
  await expect(browserOf(own, log).render(page, options)).rejects.toMatchObject({
    code: 'no_browser',
  })
  await own.close()
})

test('where the named browser cannot be run, the error says so', async () => {
  const own = openWayOut({
    userAgent: 'Earshot/test',
    allowHosts: [site.host],
    chromium: '/no/such/browser',
    paceStore: wayOut.paceStore,
  })
  const page = fetched('/page', '<p>Words.</p>')
  const options = { documentOf: async () => null, cookies: [], signal: never }
  await expect(browserOf(own, log).render(page, options)).rejects.toMatchObject({
    code: 'no_browser',
    message: expect.stringContaining('/no/such/browser'),
  })
  await own.close()
})
