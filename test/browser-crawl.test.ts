import type { RequestListener } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ownPaceStore } from '../net/pace.ts'
import { openWayOut, type WayOut } from '../net/way-out.ts'
import { browserIsMissing, unlessMissing } from './chromium.ts'
import {
  addSource,
  crawl,
  openSite,
  page,
  type Review,
  reviewPage,
  reviews,
  type Site,
} from './crawl-site.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
let site: Site
/** One way out for all, so that one browser is enough. */
let wayOut: WayOut
beforeAll(async () => {
  database = await createTestDatabase()
  wayOut = openWayOut({
    userAgent: 'Earshot/test',
    allowHosts: ['127.0.0.0/8'],
    paceStore: ownPaceStore(),
  })
})
afterEach(() => site.close())
afterAll(async () => {
  await wayOut.close()
  await database.drop()
})

function crawlIn(source: Parameters<typeof crawl>[1], options: Parameters<typeof crawl>[2] = {}) {
  return crawl(database.pool, source, { ...options, wayOut })
}

/** A page that fetches its reviews itself, and says nothing without scripts. */
function scriptPage(links: string[] = []): string {
  return page(
    `<h1>Aurora Buds</h1><div id="reviews"></div>
     <script>fetch('/reviews.html').then((r) => r.text()).then((html) => { document.getElementById('reviews').innerHTML = html })</script>`,
    links,
  )
}

function fragment(list: Review[]): RequestListener {
  return (_, response) => {
    response.setHeader('content-type', 'text/html').end(reviewPage('Aurora Buds', list))
  }
}

async function itemsOf(sourceId: number): Promise<number> {
  const { rows } = await database.pool.query(
    `SELECT count(*) AS n FROM earshot.raw_item WHERE source_id = $1 AND kind = 'item'`,
    [sourceId],
  )
  return rows[0].n
}

async function choicesOf(sourceId: number): Promise<unknown[]> {
  const { rows } = await database.pool.query(
    'SELECT path_kind, needs_browser FROM earshot.render_choice WHERE source_id = $1 ORDER BY 1',
    [sourceId],
  )
  return rows
}

describe.skipIf(browserIsMissing)(`a crawl with a browser${unlessMissing}`, () => {
  test('reads with the browser what scripts put on a page, and remembers that it had to', async () => {
    site = await openSite({
      '/': page('Welcome.', ['/item/1']),
      '/item/1': scriptPage(),
      '/reviews.html': fragment(reviews('a', 3)),
    })
    const source = await addSource(database.pool, `${site.origin}/`)
    const result = await crawlIn(source)
    expect(result.counts).toMatchObject({ items_found: 3, items_new: 3 })
    expect(await choicesOf(source.source_id)).toEqual([
      { path_kind: '/item/*', needs_browser: true },
    ])
    const again = await crawlIn(source)
    expect(again.counts).toMatchObject({ items_found: 3, items_new: 0, pages_unchanged: 2 })
    site.pages.set('/reviews.html', fragment(reviews('a', 5)))
    expect((await crawlIn(source)).counts).toMatchObject({
      items_found: 5,
      items_new: 2,
    })
  })

  test('leaves the browser out where the page says something without it', async () => {
    site = await openSite({
      '/': reviewPage('Buds', reviews('b', 2)).replace(
        '</body>',
        '<div id="app"></div><script>fetch("/asked")</script></body>',
      ),
    })
    const source = await addSource(database.pool, `${site.origin}/`)
    expect((await crawlIn(source)).counts).toMatchObject({ items_found: 2 })
    expect(site.paths()).not.toContain('/asked')
  })

  test('leaves the browser out where the source says so', async () => {
    site = await openSite({ '/': scriptPage(), '/reviews.html': fragment(reviews('c', 3)) })
    const source = await addSource(database.pool, `${site.origin}/`, { browser: 'never' })
    await crawlIn(source)
    expect(site.paths()).toEqual(['/'])
  })

  test('does not try again for a while what brought nothing in a browser', async () => {
    site = await openSite({
      '/': page('<div id="comments"></div><script>fetch("/asked")</script>'),
    })
    const source = await addSource(database.pool, `${site.origin}/`)
    const asked = () => site.paths().filter((path) => path === '/asked').length
    await crawlIn(source)
    expect(asked()).toBe(1)
    expect(await choicesOf(source.source_id)).toEqual([{ path_kind: '/', needs_browser: false }])
    await database.pool.query('UPDATE earshot.render_choice SET vain_pages = 5')
    await crawlIn(source)
    expect(asked()).toBe(1)
    await database.pool.query(
      `UPDATE earshot.render_choice SET decided_at = now() - interval '8 days'`,
    )
    await crawlIn(source)
    expect(asked()).toBe(2)
  })

  test('believes no failure: what a page did not get is asked for in the next run', async () => {
    site = await openSite({
      '/': scriptPage(),
      '/reviews.html': (_, response) => {
        response.writeHead(503).end()
      },
    })
    const source = await addSource(database.pool, `${site.origin}/`)
    await crawlIn(source)
    expect(await choicesOf(source.source_id)).toEqual([])
    const { rows } = await database.pool.query(
      'SELECT code FROM earshot.source_problem WHERE source_id = $1 ORDER BY 1',
      [source.source_id],
    )
    expect(rows).toEqual([{ code: 'no_items' }, { code: 'not_all_shown' }])
    site.pages.set('/reviews.html', fragment(reviews('g', 3)))
    expect((await crawlIn(source)).counts).toMatchObject({ items_found: 3 })
  })

  test('finds the reviews of a kind of page whose first ones have none', async () => {
    const items = Array.from({ length: 4 }, (_, index) => `/item/${index}`)
    const empty = page('<div id="reviews"></div><script>1</script>')
    site = await openSite({
      '/': page('Welcome.', items),
      ...Object.fromEntries(items.map((path) => [path, empty])),
      '/item/2': scriptPage(),
      '/reviews.html': fragment(reviews('h', 3)),
    })
    const source = await addSource(database.pool, `${site.origin}/`)
    const result = await crawlIn(source, { concurrency: 1 })
    expect(result.counts).toMatchObject({ items_found: 3 })
  })

  test('finds the pages that a list of links made by scripts leads to', async () => {
    site = await openSite({
      '/': page(
        `<div id="app"></div><script>document.getElementById('app').innerHTML = '<a href="/item/1">One</a>'</script>`,
      ),
      '/item/1': reviewPage('Buds', reviews('d', 2)),
    })
    const source = await addSource(database.pool, `${site.origin}/`)
    expect((await crawlIn(source)).counts).toMatchObject({ items_found: 2 })
  })

  test('a page that its browser cannot show is a failed page', { timeout: 60_000 }, async () => {
    site = await openSite({
      '/': page('<div id="reviews"></div><script>for (;;) {}</script>', ['/item/1']),
      '/item/1': reviewPage('Buds', reviews('e', 2)),
    })
    const source = await addSource(database.pool, `${site.origin}/`)
    const result = await crawlIn(source)
    expect(result.counts).toMatchObject({ items_found: 2, pages_failed: 1 })
    const { rows } = await database.pool.query(
      'SELECT code FROM earshot.source_problem WHERE source_id = $1',
      [source.source_id],
    )
    expect(rows).toEqual([{ code: 'not_rendered' }])
  })
})

test('where no browser is found, the rest is read, and the source says what is missing', async () => {
  site = await openSite({
    '/': scriptPage(['/item/1']),
    '/item/1': reviewPage('Buds', reviews('f', 2)),
  })
  const source = await addSource(database.pool, `${site.origin}/`)
  const result = await crawl(database.pool, source, { chromium: '/no/such/browser' })
  expect(result.counts).toMatchObject({ items_found: 2, pages_failed: 0 })
  expect(await itemsOf(source.source_id)).toBe(2)
  const { rows } = await database.pool.query(
    'SELECT code, message FROM earshot.source_problem WHERE source_id = $1',
    [source.source_id],
  )
  expect(rows).toEqual([
    { code: 'no_browser', message: expect.stringContaining('/no/such/browser') },
  ])
})
