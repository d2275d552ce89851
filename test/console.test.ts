import { type CheerioAPI, load } from 'cheerio'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, datesIn } from '../console/dates.ts'
import { type Console, startConsole } from '../console/server.ts'
import { readSnapshot } from '../console/snapshot.ts'
import { meanOf } from '../console/stars-interval.ts'
import { applyViews } from '../schema/apply-views.ts'
import { inTransaction } from '../schema/database.ts'
import { readConsoleCounters } from '../schema/queries/console-counters.ts'
import { insert } from './bi-seed.ts'
import { type Seeded, seedConsole } from './console-seed.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let db: TestDatabase
let web: Console
let seeded: Seeded

beforeAll(async () => {
  db = await openDatabase()
  seeded = await seedConsole(db.pool)
  web = await open(db)
})
afterAll(async () => {
  await web.close()
  await db.drop()
})

async function openDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  await inTransaction(database.pool, applyViews)
  return database
}

function open({ pool }: TestDatabase): Promise<Console> {
  return startConsole({
    pool,
    settings: { host: '127.0.0.1', port: 0 },
    log: pino({ level: 'silent' }),
    isReady: async () => ({ ready: true, checks: {} }),
  })
}

async function page(path: string, expectedStatus = 200): Promise<CheerioAPI> {
  const response = await fetch(web.url + path)
  expect(response.status, path).toBe(expectedStatus)
  return load(await response.text())
}

async function one<T>(sql: string, values: unknown[] = []): Promise<T> {
  const { rows } = await db.pool.query(sql, values)
  return rows[0] as T
}

/** The numbers on top of a page. */
function counters($: CheerioAPI): Record<string, string> {
  const pairs = $('.counters > div').map((_, card) => [
    [$(card).find('dt').text(), $(card).find('dd').text().replace(/\s+/g, ' ').trim()],
  ])
  return Object.fromEntries(pairs.get())
}

test('the overview counts what a query of bi counts', async () => {
  const told = await one<{ mentions: number; ratings: number; mean: number; left_out: number }>(
    `SELECT count(*) FILTER (WHERE is_counted) AS mentions, count(stars) FILTER (WHERE is_counted) AS ratings,
       avg(stars) FILTER (WHERE is_counted) AS mean, count(*) FILTER (WHERE NOT is_counted) AS left_out
     FROM bi.fct_mention`,
  )
  const $ = await page('/')
  expect(counters($)).toEqual({
    Mentions: String(told.mentions),
    Ratings: String(told.ratings),
    'Mean stars': `${told.mean.toFixed(1)} ★`,
    'Open alerts': '1',
    Sources: '4 1 in trouble',
  })
  expect($('main').text()).toContain(`${told.left_out} more not counted`)
})

test('every product and channel with ratings has its mean, interval and count, as in bi', async () => {
  const { rows } = await db.pool.query(
    `SELECT p.name, m.channel, avg(stars) AS mean, count(*) AS ratings
     FROM bi.fct_mention m JOIN bi.dim_product p USING (product_id)
     WHERE is_counted AND stars IS NOT NULL GROUP BY 1, 2`,
  )
  const $ = await page('/')
  const shown = $('.stars-table tbody')
    .toArray()
    .flatMap((body) => {
      const name = $(body).find('th a').text()
      return $(body)
        .find('tr')
        .toArray()
        .map((row) => {
          const numbers = $(row).find('.number').toArray()
          return [
            name,
            $(row).find('.channel').text().trim(),
            $(numbers[0]).text(),
            $(numbers[2]).text(),
          ].join('|')
        })
    })
  const words = { own_site: 'Own site', marketplace: 'Marketplace', community: 'Community' }
  const expected = rows.map(({ name, channel, mean, ratings }) =>
    [name, words[channel as keyof typeof words], mean.toFixed(1), ratings].join('|'),
  )
  expect(shown.sort()).toEqual(expected.sort())
  expect(shown.length).toBeGreaterThan(10)
})

test('the interval of a mean is the one of bi.product_daily', async () => {
  const { rows } = await db.pool.query(
    'SELECT * FROM bi.product_daily WHERE ratings > 0 ORDER BY ratings DESC LIMIT 50',
  )
  expect(rows).toHaveLength(50)
  for (const row of rows) {
    const { mean, low, high } = meanOf(row)
    expect(mean).toBeCloseTo(row.mean_stars, 9)
    expect(low).toBeCloseTo(row.stars_low, 9)
    expect(high).toBeCloseTo(row.stars_high, 9)
  }
})

test('the product with the open alert stands first, with a trend of its own', async () => {
  const $ = await page('/')
  expect($('.stars-table tbody').first().find('th').text()).toMatch(
    /Aqua Kettle 1.7 l\s+open alert/,
  )
  expect($('.trends figure').first().text()).toContain('Aqua Kettle 1.7 l')
  expect($('.trends svg[role=img]').first().attr('aria-label')).toMatch(
    /^Mean stars by week\. First: Week of .* stars .* ratings?\. Last: /,
  )
})

test('an open alert tells what changed, how sure it is, why, and in whose words', async () => {
  const $ = await page('/')
  const alert = $('#alerts .alert').text().replace(/\s+/g, ' ')
  for (const part of [
    'mean rating fell from 4.5 to 2.4',
    '4.5 ★ → 2.4 ★',
    '−2.1 (−2.6 to −1.6)',
    '96 before, 31 after',
    '>99%',
    'leaks in 14 of 31 mentions, before in 2 of 96',
    'Water runs out below the handle.',
  ]) {
    expect(alert).toContain(part)
  }
})

test('an alert has a page of its own, with the moment of the change in its chart', async () => {
  const $ = await page(`/alerts/${seeded.alert}`)
  expect($('h1').text()).toContain('Aqua Kettle 1.7 l')
  expect($('.weekly .change title').text()).toMatch(/^The change began about /)
  expect($('details tbody tr').length).toBe($('.weekly .dot').length)
  await page('/alerts/99', 404)
})

test('the latest 50 mentions are shown, and the pages lead through all of them once', async () => {
  const total = await one<{ n: number }>('SELECT count(*) AS n FROM bi.fct_mention')
  const links: string[] = []
  let path: string | undefined = '/'
  let pages = 0
  while (path !== undefined) {
    const $: CheerioAPI = await page(path)
    links.push(
      ...$('.mention footer a')
        .map((_, link) => $(link).attr('href'))
        .get(),
    )
    path = $('.pager a[rel=next]').attr('href')
    pages++
    if (pages === 1) expect($('.mention').length).toBe(50)
  }
  expect(pages).toBe(Math.ceil(total.n / 50))
  expect(new Set(links).size).toBe(total.n)
})

test('a filter narrows the counters, the chart and the mentions alike', async () => {
  const product = seeded.products[1]
  const since = addDays(datesIn('Europe/Berlin').isoDay(new Date()), -60)
  const told = await one<{ counted: number; total: number }>(
    `SELECT count(*) FILTER (WHERE is_counted) AS counted, count(*) AS total
     FROM bi.fct_mention WHERE product_id = $1 AND channel = 'own_site' AND day > $2`,
    [product, since],
  )
  const $ = await page(`/?product=${product}&channel=own_site&days=60`)
  expect(counters($)['Mentions']).toBe(String(told.counted))
  expect($('.mention').length).toBe(told.total)
  expect($('.stars-table tbody').length).toBe(1)
  expect($('.stars-table .channel').text().trim()).toBe('Own site')
  expect($('select[name=product] option[selected]').text()).toBe('Aqua Kettle Mini')
})

test('a product in the filter also finds what only names it, and does not take its stars', async () => {
  const product = seeded.products[0]
  const $ = await page(`/?product=${product}&source=gadget-blog`)
  expect(Number(counters($)['Mentions'])).toBeGreaterThan(0)
  expect(counters($)).toMatchObject({ Ratings: '0', 'Mean stars': '–' })
  expect($('.mention header').first().text()).toContain('names Aqua Kettle 1.7 l')
})

test('a filter that finds nothing says so and leads back', async () => {
  const $ = await page('/?source=no-such-source')
  expect($('#mentions').text()).toContain('Nothing matches what you chose.')
  expect($('.filters a[href="/"]').text()).toBe('Show all')
})

test('an address that cannot be used says what is allowed', async () => {
  const $ = await page('/?channel=tv', 400)
  expect($('main').text()).toContain('channel: must be one of own_site, marketplace')
})

test('a source in trouble stands first, with what a person can do', async () => {
  const $ = await page('/')
  const first = $('.sources tbody').first().text().replace(/\s+/g, ' ')
  for (const part of ['gadget-blog', 'not healthy', 'forbidden', '7 failed', 'Login wall']) {
    expect(first).toContain(part)
  }
  expect(first).toContain('Add credentials to the source, or remove it.')
  const all = $('.sources').text()
  for (const part of ['never finished', 'terms unclear', '1,834 found', 'every 6h']) {
    expect(all).toContain(part)
  }
})

test('a product has its weeks, its distribution of stars and its own mentions', async () => {
  const product = seeded.products[0]
  const { rows } = await db.pool.query(
    `SELECT stars, count(*) AS ratings FROM bi.fct_mention
     WHERE product_id = $1 AND is_counted AND stars IS NOT NULL GROUP BY 1 ORDER BY 1 DESC`,
    [product],
  )
  const $ = await page(`/products/${product}`)
  const bars = $('.bars tbody tr')
    .toArray()
    .map((row) => [$(row).find('th').text(), $(row).find('.number').last().text()])
  expect(bars).toEqual(rows.map((row) => [`${row.stars} ★`, String(row.ratings)]))
  expect($('.weekly .dot').length).toBeGreaterThan(15)
  expect($('#alerts .alert').length).toBe(1)
  expect(
    new Set(
      $('.mention .products a')
        .map((_, link) => $(link).text())
        .get(),
    ),
  ).toEqual(new Set(['Aqua Kettle 1.7 l']))
})

test('a product that was merged leads to the one that it is', async () => {
  const [old, survivor] = [seeded.products[6], seeded.products[5]]
  await insert(db.pool, 'product_alias', { old_product_id: old, product_id: survivor })
  const response = await fetch(`${web.url}/products/${old}?days=30`, { redirect: 'manual' })
  await db.pool.query('DELETE FROM earshot.product_alias')
  expect([response.status, response.headers.get('location')]).toEqual([
    302,
    `/products/${survivor}?days=30`,
  ])
})

test('a product that nobody rated has a page that says so', async () => {
  const product = await insert(db.pool, 'product', { external_id: 'NEW', name: 'New' })
  const text = (await page(`/products/${product}`))('main').text()
  expect(text).toContain('No ratings in the last 26 weeks.')
  expect(text).toContain('Nobody has said anything about it yet.')
})

test('all products with ratings are listed', async () => {
  const $ = await page('/products')
  expect($('.stars-table tbody').length).toBe(seeded.products.length)
})

test('collected text cannot become part of any page', async () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
  const source = await one<{ source_id: number }>(`SELECT source_id FROM bi.dim_source LIMIT 1`)
  const product = await insert(db.pool, 'product', { external_id: evil, name: evil, brand: evil })
  const mention = await insert(db.pool, 'mention', {
    ...{ site: 'x.example', type: 'review', source_id: source.source_id, channel: 'own_site' },
    ...{ url: 'javascript:alert(1)', title: evil, text: `${evil}${'x'.repeat(1_000_000)}` },
    ...{ published_at: new Date(), published_precision: 'second', collected_at: new Date() },
    ...{ stars: 1, content_hash: 'h', analysis_version: 'test', language: evil },
  })
  await insert(db.pool, 'mention_product', {
    ...{ mention_id: mention, product_id: product, role: 'subject', confidence: 1, method: 'gtin' },
  })
  const now = new Date()
  const alert = await insert(db.pool, 'alert', {
    ...{ kind: 'rating_drop', product_id: product, state: 'open', opened_at: now, since: now },
    ...{ stars_before: 4, stars_after: 2, change: -2, ratings_before: 9, ratings_after: 9 },
    ...{ confidence: 1, summary: evil, detector_version: 'test' },
    quotes: JSON.stringify([
      { mention_id: mention, stars: 1, quote: evil, url: 'javascript:alert(1)', day: null },
    ]),
    reasons: JSON.stringify([
      { reason: evil, before: 0, before_mentions: 9, after: 9, after_mentions: 9 },
    ]),
  })
  const problem = { code: evil, message: evil, place: evil, source_id: source.source_id }
  await insert(db.pool, 'source_problem', problem)
  try {
    for (const path of ['/', '/products', `/products/${product}`, `/alerts/${alert}`]) {
      const response = await fetch(web.url + path)
      const text = await response.text()
      const $ = load(text)
      expect($('script, img').length, path).toBe(0)
      expect($('*').filter((_, element) => hasHandler($(element).attr())).length, path).toBe(0)
      expect($('[href^="javascript" i]').length, path).toBe(0)
      expect($('main').text(), path).toContain(evil)
      expect(text.length, path).toBeLessThan(400_000)
    }
  } finally {
    await db.pool.query('DELETE FROM earshot.mention WHERE mention_id = $1', [mention])
    await db.pool.query('DELETE FROM earshot.product WHERE product_id = $1', [product])
    await db.pool.query('DELETE FROM earshot.source_problem WHERE code = $1', [evil])
  }
})

function hasHandler(attributes: Record<string, string> | undefined): boolean {
  return Object.keys(attributes ?? {}).some((name) => name.startsWith('on') || name === 'style')
}

test('every page has one heading of the first level, a language and labelled fields', async () => {
  for (const path of ['/', '/products', `/products/${seeded.products[0]}`, '/nowhere']) {
    const $ = load(await (await fetch(web.url + path)).text())
    expect($('html').attr('lang'), path).toBe('en')
    expect($('h1').length, path).toBe(1)
    expect($('select').filter((_, field) => $(field).closest('label').length === 0).length).toBe(0)
    expect($('svg:not([aria-hidden=true]):not([role=img]):not(svg svg)').length, path).toBe(0)
    const ids = $('[id]')
      .map((_, element) => $(element).attr('id'))
      .get()
    expect(new Set(ids).size, path).toBe(ids.length)
  }
})

test("times are in the company's time zone", async () => {
  const $ = await page('/')
  expect($('.bottom').text()).toContain('times in Europe/Berlin')
  expect($('.company').text()).toBe('Acme')
})

test('what has no day is in no period, and the page says so', async () => {
  const { mention_id } = await one<{ mention_id: number }>(
    `SELECT mention_id FROM bi.fct_mention WHERE is_counted ORDER BY mention_id LIMIT 1`,
  )
  await db.pool.query(
    `UPDATE earshot.mention SET day = NULL, published_precision = 'month' WHERE mention_id = $1`,
    [mention_id],
  )
  const $ = await page('/?days=365')
  expect($('main').text()).toContain('1 mention without a day in no period')
  expect((await page('/'))('main').text()).not.toContain('without a day')
})

test('a page sees one moment, and can write nothing', async () => {
  const all = { productId: null, channel: null, source: null, since: null }
  await readSnapshot(db.pool, async (client) => {
    const before = await readConsoleCounters(client, all)
    await db.pool.query('UPDATE earshot.mention SET removed_at = now() WHERE mention_id % 5 = 0')
    expect(await readConsoleCounters(client, all)).toEqual(before)
  })
  const writes = readSnapshot(db.pool, (client) => client.query('DELETE FROM earshot.mention'))
  await expect(writes).rejects.toThrow(/read-only transaction/)
})

test('an empty installation tells the first steps, and every page of it works', async () => {
  const empty = await openDatabase()
  const console = await open(empty)
  try {
    const text = await (await fetch(`${console.url}/`)).text()
    for (const step of [
      'npm run demo',
      'config/sources.example.yaml',
      'npx earshot sources apply config/sources.yaml',
      'npm start',
    ]) {
      expect(text).toContain(step)
    }
    expect((await fetch(`${console.url}/products`)).status).toBe(200)
    expect((await fetch(`${console.url}/?days=30`)).status).toBe(200)
  } finally {
    await console.close()
    await empty.drop()
  }
})
