import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readSourceHealth } from '../schema/queries/read-source-health.ts'
import { sourceFindings } from '../workers/doctor/source-findings.ts'
import {
  type Answer,
  addSource,
  crawl,
  openSite,
  page,
  reviewPage,
  reviews,
  rowsOf,
  type Site,
} from './crawl-site.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
const open: Site[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((site) => site.close()))
})
afterAll(() => database.drop())

async function site(pages: Record<string, Answer>): Promise<Site> {
  const opened = await openSite(pages)
  open.push(opened)
  return opened
}

async function problemsOf(sourceId: number): Promise<Record<string, boolean>> {
  const { rows } = await database.pool.query(
    `SELECT code, closed_at IS NULL AS is_open FROM earshot.source_problem WHERE source_id = $1
     ORDER BY problem_id`,
    [sourceId],
  )
  return Object.fromEntries(rows.map((row) => [row.code, row.is_open]))
}

async function statesOf(sourceId: number): Promise<Record<string, number>> {
  const { rows } = await database.pool.query(
    `SELECT coalesce(work.state, 'done') AS state, count(*) AS n
     FROM earshot.raw_item LEFT JOIN earshot.raw_item_work AS work USING (raw_item_id)
     WHERE source_id = $1 AND kind = 'item' GROUP BY 1`,
    [sourceId],
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.n]))
}

/** A shop of `products` pages with `each` reviews, linked from its first page. */
function shop(products: number, each: number): Record<string, Answer> {
  const paths = Array.from({ length: products }, (_, index) => `/product/${index}`)
  return {
    '/': page('<p>Our products</p>', paths),
    ...Object.fromEntries(
      paths.map((path, index) => [
        path,
        reviewPage(`lamp ${index}`, reviews(`p${index}`, each), paths),
      ]),
    ),
  }
}

describe('a crawl', () => {
  test('follows the links in scope and makes due what it found', async () => {
    const { origin, paths } = await site(shop(3, 4))
    const source = await addSource(database.pool, `${origin}/`)
    const result = await crawl(database.pool, source)
    expect(result).toMatchObject({
      isFinished: true,
      stopReason: 'complete',
      isHealthy: true,
      counts: {
        pages_fetched: 4,
        pages_failed: 0,
        items_found: 12,
        items_new: 12,
        items_changed: 0,
      },
    })
    expect(await statesOf(source.source_id)).toEqual({ due: 12 })
    expect(paths().sort()).toEqual(['/', '/product/0', '/product/1', '/product/2'])
  })

  test('archives each page as it came', async () => {
    const { origin, pages } = await site(shop(1, 1))
    const source = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, source)
    const { rows } = await database.pool.query(
      'SELECT body, body_bytes, headers FROM earshot.page WHERE source_id = $1 AND url = $2',
      [source.source_id, `${origin}/product/0`],
    )
    const sent = Buffer.from(pages.get('/product/0') as string)
    expect(gunzipSync(rows[0].body)).toEqual(sent)
    expect(rows[0].body_bytes).toBe(sent.length)
    expect(rows[0].headers['content-type']).toBe('text/html; charset=utf-8')
  })

  test('wakes the dispatcher when raw items become due', async () => {
    const { origin } = await site(shop(1, 1))
    const source = await addSource(database.pool, `${origin}/`)
    const listener = new pg.Client({ connectionString: database.url })
    await listener.connect()
    const heard: (string | undefined)[] = []
    listener.on('notification', ({ payload }) => heard.push(payload))
    await listener.query('LISTEN earshot_due')
    await crawl(database.pool, source)
    await listener.query('SELECT 1')
    await listener.end()
    expect(heard).toEqual(['raw_item'])
  })

  test('never asks for an address outside of its scope', async () => {
    const outside = await site({ '/': page('elsewhere') })
    const { origin, paths } = await site({
      '/': page('', ['/product/1', '/cart/1', '/about', `${outside.origin}/`]),
      '/product/1': reviewPage('lamp', reviews('a', 1), ['/cart/2', '/product/moved']),
      '/product/moved': (_, response) => {
        response.writeHead(302, { location: `${outside.origin}/` }).end()
      },
    })
    const source = await addSource(database.pool, `${origin}/`, {
      scope: { include: ['/product/**'], exclude: ['/cart/**'] },
    })
    await crawl(database.pool, source, {
      allowHosts: [new URL(origin).host, new URL(outside.origin).host],
    })
    expect(paths().sort()).toEqual(['/', '/product/1', '/product/moved'])
    expect(outside.seen).toEqual([])
  })

  test('stops at max_pages and says so', async () => {
    const { origin, paths } = await site(shop(9, 1))
    const source = await addSource(database.pool, `${origin}/`, { scope: { max_pages: 4 } })
    const result = await crawl(database.pool, source)
    expect(result).toMatchObject({ stopReason: 'max_pages', isHealthy: true })
    expect(result.message).toContain('4 pages')
    expect(paths().length).toBe(4)
  })

  test('obeys robots.txt, and ignores it where the source says so', async () => {
    const pages: Record<string, Answer> = {
      ...shop(2, 1),
      '/robots.txt': 'User-agent: *\nDisallow: /product/1',
    }
    const obeyed = await site(pages)
    await crawl(database.pool, await addSource(database.pool, `${obeyed.origin}/`))
    expect(obeyed.paths().sort()).toEqual(['/', '/product/0'])
    const ignored = await site(pages)
    const policy = { robots: 'ignore', note: 'agreed with the shop' }
    await crawl(database.pool, await addSource(database.pool, `${ignored.origin}/`, { policy }))
    expect(ignored.paths().sort()).toEqual(['/', '/product/0', '/product/1'])
  })

  test('opens a problem when robots.txt forbids the source itself', async () => {
    const { origin, paths } = await site({
      ...shop(1, 1),
      '/robots.txt': 'User-agent: Earshot\nDisallow: /',
    })
    const source = await addSource(database.pool, `${origin}/`)
    expect(await crawl(database.pool, source)).toMatchObject({
      stopReason: 'robots',
      isHealthy: false,
    })
    expect(await problemsOf(source.source_id)).toEqual({ robots: true })
    expect(paths()).toEqual([])
  })

  test("keeps the source's pace", async () => {
    const { origin, seen } = await site(shop(4, 1))
    const source = await addSource(database.pool, `${origin}/`, {
      pace: { requests_per_second: 10 },
    })
    await crawl(database.pool, source)
    expect(seen.map(({ path }) => path)[0]).toBe('/robots.txt')
    expect(seen.length).toBe(6)
    // Five turns, the first of them after robots.txt.
    const spanMs = (seen.at(-1)?.atMs ?? 0) - (seen[0]?.atMs ?? 0)
    expect(spanMs).toBeGreaterThanOrEqual(395)
  })

  test('is not begun when the terms forbid it', async () => {
    const { origin, seen } = await site(shop(1, 1))
    const source = await addSource(database.pool, `${origin}/`, { policy: { terms: 'forbidden' } })
    await expect(crawl(database.pool, source)).rejects.toMatchObject({
      name: 'StopSource',
      code: 'forbidden',
    })
    expect(seen).toEqual([])
    expect((await rowsOf(database.pool, source.source_id)) as { runs: unknown[] }).toMatchObject({
      runs: [],
    })
  })

  test('tells of its progress after each page', async () => {
    const { origin } = await site(shop(2, 3))
    const source = await addSource(database.pool, `${origin}/`)
    const told: { pagesDone: number; pagesQueued: number }[] = []
    await crawl(database.pool, source, { onProgress: (progress) => told.push(progress) })
    expect(told.map(({ pagesDone }) => pagesDone)).toEqual([1, 2, 3])
    expect(told[0]).toMatchObject({ pagesQueued: 2 })
    expect(told.at(-1)).toMatchObject({ pagesDone: 3, pagesQueued: 0, itemsFound: 6, itemsNew: 6 })
  })

  test('begins with a feed or a sitemap as well', async () => {
    const { origin, paths } = await site({
      ...shop(2, 2),
      '/sitemap_index.xml': (request, response) => {
        const at = `http://${request.headers.host}`
        response.setHeader('content-type', 'application/xml').end(
          `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
             <sitemap><loc>${at}/products.xml.gz</loc></sitemap></sitemapindex>`,
        )
      },
      '/products.xml.gz': (request, response) => {
        const at = `http://${request.headers.host}`
        const urls = ['/product/0', '/product/1', '/other'].map(
          (path) => `<url><loc>${at}${path}</loc></url>`,
        )
        response
          .setHeader('content-type', 'application/gzip')
          .end(
            gzipSync(
              `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`,
            ),
          )
      },
    })
    const source = await addSource(database.pool, `${origin}/sitemap_index.xml`, {
      scope: { include: ['/product/**'] },
    })
    expect(await crawl(database.pool, source)).toMatchObject({ counts: { items_found: 4 } })
    expect(paths().sort()).toEqual([
      '/product/0',
      '/product/1',
      '/products.xml.gz',
      '/sitemap_index.xml',
    ])
  })

  test('sends credentials to the site, and to no redirect elsewhere', async () => {
    process.env['TEST_CRAWL_TOKEN'] = 'Bearer of-the-shop'
    const { origin, seen } = await site(shop(1, 1))
    const source = await addSource(database.pool, `${origin}/`, {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the name of a variable, as in sources.yaml
      credentials: { headers: { authorization: '${TEST_CRAWL_TOKEN}' } },
    })
    await crawl(database.pool, source)
    const sent = Object.fromEntries(seen.map(({ path, headers }) => [path, headers.authorization]))
    expect(sent).toEqual({
      '/robots.txt': undefined,
      '/': 'Bearer of-the-shop',
      '/product/0': 'Bearer of-the-shop',
    })
  })
})

describe('the next crawl', () => {
  test('asks conditionally, and goes on behind pages that are unchanged', async () => {
    const tagged =
      (text: string): Answer =>
      (request, response) => {
        const etag = `"${text.length}"`
        response.setHeader('etag', etag).setHeader('content-type', 'text/html')
        if (request.headers['if-none-match'] === etag) response.writeHead(304).end()
        else response.end(text)
      }
    const { origin, paths } = await site({
      '/': tagged(page('', ['/product/0'])),
      '/product/0': tagged(reviewPage('lamp', reviews('a', 3))),
    })
    const source = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, source)
    const again = await crawl(database.pool, source)
    expect(again).toMatchObject({
      stopReason: 'complete',
      isHealthy: true,
      counts: {
        pages_fetched: 0,
        pages_unchanged: 2,
        items_found: 3,
        items_new: 0,
        items_changed: 0,
        bytes_fetched: 0,
      },
    })
    expect(paths().length).toBe(4)
    expect((await rowsOf(database.pool, source.source_id)) as object).toMatchObject({
      pages: [{ url: `${origin}/` }, { url: `${origin}/product/0` }],
    })
  })

  test('takes the same bytes as unchanged, and does not archive them twice', async () => {
    const { origin } = await site(shop(2, 2))
    const source = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, source)
    expect(await crawl(database.pool, source)).toMatchObject({
      counts: { pages_fetched: 0, pages_unchanged: 3, items_found: 4, items_new: 0 },
    })
    const { rows } = await database.pool.query(
      'SELECT count(*) AS n FROM earshot.page WHERE source_id = $1',
      [source.source_id],
    )
    expect(rows[0].n).toBe(3)
  })

  test('holds what changed until it is judged, takes it from its worker, and counts it', async () => {
    const { origin, pages } = await site({ '/': reviewPage('lamp', reviews('a', 3)) })
    const source = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, source)
    await database.pool.query(
      `UPDATE earshot.raw_item_work SET attempts = 2,
         lease_token = gen_random_uuid(), leased_until = now() + interval '1 minute'
       WHERE raw_item_id IN (SELECT raw_item_id FROM earshot.raw_item WHERE source_id = $1)`,
      [source.source_id],
    )
    const edited = reviews('a', 4).map((review) =>
      review.id === 'a-1' ? { ...review, stars: 1, text: 'It broke after a week.' } : review,
    )
    pages.set('/', reviewPage('lamp', edited))
    expect(await crawl(database.pool, source)).toMatchObject({
      released: 2,
      counts: { pages_fetched: 1, items_found: 4, items_new: 1, items_changed: 1 },
    })
    const { rows } = await database.pool.query(
      `SELECT state, attempts, lease_token IS NULL AS is_free, changed_at IS NOT NULL AS is_changed,
         payload #>> '{fields,text,value}' AS text
       FROM earshot.raw_item JOIN earshot.raw_item_work USING (raw_item_id)
       WHERE source_id = $1 AND kind = 'item' AND lease_token IS NULL ORDER BY raw_item_id`,
      [source.source_id],
    )
    expect(rows).toEqual([
      {
        state: 'due',
        attempts: 0,
        is_free: true,
        is_changed: true,
        text: 'It broke after a week.',
      },
      {
        state: 'due',
        attempts: 0,
        is_free: true,
        is_changed: false,
        text: edited[3]?.text,
      },
    ])
  })

  test('takes the longer of two forms of an item, and neither as a change later', async () => {
    const whole = {
      ...reviews('a', 1)[0],
      text: 'Bright, quiet and cheap to run. I would buy it again.',
    }
    const cut = { ...whole, text: 'Bright, quiet and…' }
    const { origin } = await site({
      '/': reviewPage('lamp', [cut as never], ['/whole']),
      '/whole': reviewPage('lamp', [whole as never], ['/cut']),
      '/cut': reviewPage('lamp', [cut as never]),
    })
    const source = await addSource(database.pool, `${origin}/`)
    const forms = async () => {
      const result = await crawl(database.pool, source)
      const { rows } = await database.pool.query(
        `SELECT payload #>> '{fields,text,value}' AS text FROM earshot.raw_item
         WHERE source_id = $1 AND kind = 'item'`,
        [source.source_id],
      )
      return { texts: rows.map((row) => row.text), counts: result.counts }
    }
    expect(await forms()).toMatchObject({
      texts: [whole.text],
      counts: { items_found: 1, items_new: 1, items_changed: 0 },
    })
    expect(await forms()).toMatchObject({
      texts: [whole.text],
      counts: { items_found: 1, items_new: 0, items_changed: 0 },
    })
  })

  test('holds everything when it finds less than half, and releases it when it finds it again', async () => {
    const { origin, pages } = await site({ '/': reviewPage('lamp', reviews('a', 30)) })
    const source = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, source)
    await database.pool.query(
      `DELETE FROM earshot.raw_item_work WHERE raw_item_id IN (
         SELECT raw_item_id FROM earshot.raw_item WHERE source_id = $1)`,
      [source.source_id],
    )
    pages.set('/', reviewPage('lamp', reviews('b', 3)))
    expect(await crawl(database.pool, source)).toMatchObject({
      isHealthy: false,
      released: 0,
      problem: { code: 'fewer_items' },
    })
    expect(await statesOf(source.source_id)).toEqual({ done: 30, held: 3 })
    expect(await problemsOf(source.source_id)).toEqual({ fewer_items: true })
    pages.set('/', reviewPage('lamp', [...reviews('a', 30), ...reviews('b', 3)]))
    expect(await crawl(database.pool, source)).toMatchObject({ isHealthy: true, released: 3 })
    expect(await statesOf(source.source_id)).toEqual({ done: 30, due: 3 })
    expect(await problemsOf(source.source_id)).toEqual({ fewer_items: false })
  })

  test('keeps what it held and no run meets again, until a person says that it was right', async () => {
    const { origin, pages } = await site({ '/': reviewPage('lamp', reviews('a', 30)) })
    const source = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, source)
    pages.set('/', reviewPage('lamp', reviews('b', 3)))
    await crawl(database.pool, source)
    pages.set('/', reviewPage('lamp', reviews('a', 30)))
    await crawl(database.pool, source)
    expect(await statesOf(source.source_id)).toEqual({ due: 30, held: 3 })
    const health = await readSourceHealth(database.pool)
    const own = health.find(({ name }) => name === source.name)
    expect(own && sourceFindings(own, new Date())).toMatchObject([{ code: 'held' }])
    await crawl(database.pool, source, { isFewerAccepted: true })
    expect(await statesOf(source.source_id)).toEqual({ due: 33 })
  })

  test('holds everything when a redesign hides most ratings from it', async () => {
    const before = reviewPage('lamp', reviews('a', 30))
    const { origin, pages } = await site({ '/': before })
    const source = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, source)
    pages.set('/', before.replaceAll('ratingValue', 'drawnValue'))
    expect(await crawl(database.pool, source)).toMatchObject({
      isHealthy: false,
      released: 0,
      problem: { code: 'fewer_ratings' },
    })
    expect(await problemsOf(source.source_id)).toEqual({ fewer_ratings: true })
    pages.set('/', before)
    expect(await crawl(database.pool, source)).toMatchObject({ isHealthy: true })
    expect(await problemsOf(source.source_id)).toEqual({ fewer_ratings: false })
  })

  test('holds everything when most of what it knew says something else at once', async () => {
    const { origin, pages } = await site({ '/': reviewPage('lamp', reviews('a', 30)) })
    const source = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, source)
    const worst = reviews('a', 30).map((review) => ({ ...review, stars: 1 }))
    pages.set('/', reviewPage('lamp', worst))
    expect(await crawl(database.pool, source)).toMatchObject({
      isHealthy: false,
      released: 0,
      problem: { code: 'most_changed' },
    })
    // What was held is no measure: the site still says something else than it did.
    expect(await crawl(database.pool, source)).toMatchObject({ isHealthy: false })
    expect(await crawl(database.pool, source, { isFewerAccepted: true })).toMatchObject({
      isHealthy: true,
    })
  })

  test('goes on when most of what it knew was answered at once', async () => {
    const before = reviewPage('lamp', reviews('a', 30))
    const { origin, pages } = await site({ '/': before })
    const source = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, source)
    const answer = '<meta itemprop="comment" content="Thank you!"></article>'
    pages.set('/', before.replaceAll('</article>', answer))
    expect(await crawl(database.pool, source)).toMatchObject({
      isHealthy: true,
      counts: { items_changed: 30 },
    })
  })

  test('opens a problem when no page holds anything', async () => {
    const { origin } = await site({ '/': page('<h1>Under construction</h1>') })
    const source = await addSource(database.pool, `${origin}/`)
    expect(await crawl(database.pool, source)).toMatchObject({
      isHealthy: false,
      problem: { code: 'no_items' },
    })
  })
})

describe('a bad page', () => {
  test.each<[string, Answer, string]>([
    [
      'is too large',
      (_, response) => response.writeHead(200, { 'content-length': 200_000_000 }).write('x'),
      'too_large',
    ],
    [
      'redirects to the metadata address',
      (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      'refused_host',
    ],
    ['is closed to us', (_, response) => response.writeHead(403).end(), 'blocked'],
    ['fails on its side', (_, response) => response.writeHead(500).end(), 'server_error'],
    [
      'goes in a circle',
      (_, response) => response.writeHead(302, { location: '/bad' }).end(),
      'redirect_loop',
    ],
    ['is not there', (_, response) => response.writeHead(404).end(), 'not_found'],
    ['is gone', (_, response) => response.writeHead(410).end(), 'gone'],
    [
      'breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('half')
        setTimeout(() => response.destroy(), 20)
      },
      'unreachable',
    ],
    [
      'is a picture',
      (_, response) => response.setHeader('content-type', 'image/png').end('png'),
      'unsupported_type',
    ],
  ])('that %s is named, and the rest goes on', async (_, answer, code) => {
    const { origin } = await site({
      ...shop(2, 2),
      '/': page('', ['/bad', '/product/0']),
      '/bad': answer,
    })
    const source = await addSource(database.pool, `${origin}/`)
    expect(await crawl(database.pool, source)).toMatchObject({
      stopReason: 'complete',
      isHealthy: true,
      counts: { items_found: 4 },
    })
    const { rows } = await database.pool.query(
      `SELECT error ->> 'code' AS code, error ->> 'message' AS message
       FROM earshot.frontier JOIN earshot.crawl_run USING (run_id) WHERE source_id = $1 AND url = $2`,
      [source.source_id, `${origin}/bad`],
    )
    expect(rows).toEqual([{ code, message: expect.stringMatching(/\w+/) }])
  })

  test('of garbage is kept, and the rest goes on', async () => {
    const garbage = Buffer.from(
      Array.from({ length: 20_000 }, (_, index) => (index * 7919 + (index >> 3)) % 256),
    )
    const { origin } = await site({
      ...shop(2, 2),
      '/': page('', ['/garbage', '/product/0']),
      '/garbage': (_, response) => {
        response.setHeader('content-type', 'text/html').end(garbage)
      },
    })
    const source = await addSource(database.pool, `${origin}/`)
    expect(await crawl(database.pool, source)).toMatchObject({
      stopReason: 'complete',
      isHealthy: true,
      counts: { pages_fetched: 4, items_found: 4 },
    })
    const { rows } = await database.pool.query(
      'SELECT body_bytes FROM earshot.page WHERE source_id = $1 AND url = $2',
      [source.source_id, `${origin}/garbage`],
    )
    expect(rows).toEqual([{ body_bytes: 20_000 }])
  })

  test('with signs that Postgres cannot hold is stored without them', async () => {
    const odd = 'It works &#xD800; mostly.\u0000 Really.'
    const { origin } = await site({
      '/': reviewPage('lamp', [{ ...reviews('a', 1)[0], text: odd } as never]),
    })
    const source = await addSource(database.pool, `${origin}/`)
    expect(await crawl(database.pool, source)).toMatchObject({
      isHealthy: true,
      counts: { items_new: 1, pages_failed: 0 },
    })
  })

  test('that fails in passing is asked for again', async () => {
    let asked = 0
    const { origin } = await site({
      '/': (_, response) => {
        asked += 1
        if (asked < 3) response.writeHead(503).end()
        else
          response.setHeader('content-type', 'text/html').end(reviewPage('lamp', reviews('a', 1)))
      },
    })
    const source = await addSource(database.pool, `${origin}/`)
    expect(await crawl(database.pool, source)).toMatchObject({ isHealthy: true })
    expect(asked).toBe(3)
  })

  test('that asks us to wait is asked for again after that time, and nothing else before', async () => {
    let asked = 0
    const { origin, seen } = await site({
      ...shop(2, 1),
      '/product/0': (_, response) => {
        asked += 1
        if (asked === 1) response.writeHead(429, { 'retry-after': '1' }).end()
        else
          response.setHeader('content-type', 'text/html').end(reviewPage('lamp 0', reviews('a', 1)))
      },
    })
    const source = await addSource(database.pool, `${origin}/`)
    expect(await crawl(database.pool, source, { concurrency: 1 })).toMatchObject({
      isHealthy: true,
    })
    const refused = seen.findIndex(({ path }) => path === '/product/0')
    const waitedMs = (seen[refused + 1]?.atMs ?? 0) - (seen[refused]?.atMs ?? 0)
    expect(waitedMs).toBeGreaterThanOrEqual(950)
  })

  test('is no reason to ask a site that is down for all others', async () => {
    const { origin, pages, paths } = await site(shop(40, 1))
    const source = await addSource(database.pool, `${origin}/`)
    for (const path of [...pages.keys()].filter((path) => path !== '/')) {
      pages.set(path, (_, response) => response.writeHead(500).end())
    }
    expect(await crawl(database.pool, source)).toMatchObject({ stopReason: 'server_error' })
    expect(new Set(paths()).size).toBeLessThan(30)
    expect(await problemsOf(source.source_id)).toMatchObject({ server_error: true })
  })
})

describe('a source that cannot be read', () => {
  test('has a problem, which closes when it can be read again', async () => {
    const { origin, pages } = await site(shop(1, 1))
    const source = await addSource(database.pool, `${origin}/`)
    const home = pages.get('/') as Answer
    pages.set('/', (_, response) => response.writeHead(500).end())
    expect(await crawl(database.pool, source)).toMatchObject({
      isFinished: true,
      isHealthy: false,
      stopReason: 'server_error',
    })
    expect(await problemsOf(source.source_id)).toEqual({ server_error: true })
    pages.set('/', home)
    expect(await crawl(database.pool, source)).toMatchObject({ isHealthy: true })
    expect(await problemsOf(source.source_id)).toEqual({ server_error: false })
  })

  test('because the guard refuses it says how to allow it', async () => {
    const { origin } = await site(shop(1, 1))
    const source = await addSource(database.pool, `${origin}/`)
    const result = await crawl(database.pool, source, { allowHosts: [] })
    expect(result).toMatchObject({ isHealthy: false, stopReason: 'refused_host' })
    expect(result.problem?.message).toContain('EARSHOT_ALLOW_HOSTS')
  })

  test('because nobody answers is unreachable', async () => {
    const closed = await openSite({})
    await closed.close()
    const source = await addSource(database.pool, `${closed.origin}/`)
    expect(await crawl(database.pool, source)).toMatchObject({
      isHealthy: false,
      stopReason: 'unreachable',
    })
  })
})
