import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { leaseDueRows } from '../schema/queries/lease-due-rows.ts'
import { replayRawItems } from '../schema/queries/replay-raw-items.ts'
import { type Analyzer, loadAnalyzer } from '../workers/analyze/analyze.ts'
import { openCatalogueCache } from '../workers/catalogue-cache.ts'
import { runProcessJob } from '../workers/jobs/process.ts'
import { isRemoved, noteRemovals } from '../workers/removals.ts'
import { addSource, crawl, openSite, page, reviewPage, reviews, type Site } from './crawl-site.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
let analyzer: Analyzer
let shop: Site
let source: Awaited<ReturnType<typeof addSource>>

beforeAll(async () => {
  database = await createTestDatabase()
  analyzer = await loadAnalyzer()
}, 60_000)
afterAll(() => database.drop())

const company = { name: 'Acme', brands: ['Lamp'], time_zone: 'UTC', official_authors: [] }
const log = pino({ level: 'silent' })

async function processDue(): Promise<void> {
  const token = randomUUID()
  const ids = await leaseDueRows(database.pool, 'process', token, 500)
  const catalogue = await openCatalogueCache(database.pool)()
  await runProcessJob({ pool: database.pool, company, analyzer, catalogue, log }, { ids, token })
}

/** One run, and all that comes of it. */
async function listen(): Promise<{ removed: number; returned: number }> {
  const { runId } = await crawl(database.pool, source)
  const noted = await noteRemovals(database.pool, runId)
  await processDue()
  return noted
}

async function removed(): Promise<string[]> {
  const { rows } = await database.pool.query(
    `SELECT text FROM earshot.mention WHERE source_id = $1 AND removed_at IS NOT NULL ORDER BY text`,
    [source.source_id],
  )
  return rows.map((row) => row.text)
}

/** A product's page that says how many reviews there are. */
function counted(all: ReturnType<typeof reviews>, count = all.length): string {
  return reviewPage('lamp', all).replace(
    '<h1',
    `<div itemprop="aggregateRating" itemscope itemtype="https://schema.org/AggregateRating">
       <b itemprop="ratingValue">4.1</b> of <b itemprop="reviewCount">${count}</b></div><h1`,
  )
}

describe('a review', () => {
  const all = reviews('a', 6)

  beforeEach(async () => {
    shop = await openSite({ '/': counted(all) })
    source = await addSource(database.pool, `${shop.origin}/`)
    await listen()
  })
  afterEach(() => shop.close())

  test('that vanishes from a list that is read wholly is marked', async () => {
    shop.pages.set('/', counted(all.slice(0, 5)))
    expect(await listen()).toEqual({ removed: 1, returned: 0 })
    expect(await removed()).toEqual([all[5]?.text])
  })

  test('that comes back is marked no more', async () => {
    shop.pages.set('/', counted(all.slice(0, 5)))
    await listen()
    shop.pages.set('/', counted(all))
    expect(await listen()).toEqual({ removed: 0, returned: 1 })
    expect(await removed()).toEqual([])
  })

  test('that comes back in other words is marked no more', async () => {
    shop.pages.set('/', counted(all.slice(0, 5)))
    await listen()
    const edited = all.map((one) => (one.id === 'a-5' ? { ...one, text: 'Now it works.' } : one))
    shop.pages.set('/', counted(edited))
    await listen()
    expect(await removed()).toEqual([])
  })

  test('that a list does not show, of more that there are, still stands', async () => {
    shop.pages.set('/', counted(all.slice(0, 5), 6))
    expect(await listen()).toEqual({ removed: 0, returned: 0 })
  })

  test('of a page that says not how many there are still stands', async () => {
    shop.pages.set('/', reviewPage('lamp', all.slice(0, 5)))
    expect(await listen()).toEqual({ removed: 0, returned: 0 })
  })

  test('of a page that could not be read still stands', async () => {
    shop.pages.set('/', page('<h1>Things</h1>', ['/lamp', '/mug']))
    shop.pages.set('/lamp', counted(all))
    shop.pages.set('/mug', reviewPage('mug', reviews('b', 3)))
    await listen()
    shop.pages.delete('/lamp')
    expect(await listen()).toEqual({ removed: 0, returned: 0 })
    expect(await removed()).toEqual([])
  })

  test('that is known by another key from now on still stands', async () => {
    await database.pool.query(
      `UPDATE earshot.raw_item SET raw_key = 'old ' || raw_key WHERE source_id = $1 AND kind = 'item'`,
      [source.source_id],
    )
    shop.pages.set('/', `${counted(all)}<!-- new -->`)
    await listen()
    expect(await removed()).toEqual([])
    shop.pages.set('/', `${counted(all)}<!-- newer -->`)
    expect(await listen()).toEqual({ removed: 0, returned: 0 })
    expect(await removed()).toEqual([])
  })

  test('that another source still shows still stands', async () => {
    shop.pages.set('/all', counted(all))
    const other = await addSource(database.pool, `${shop.origin}/all`)
    const first = source
    source = other
    await listen()
    source = first
    shop.pages.set('/', counted(all.slice(0, 5)))
    expect(await listen()).toEqual({ removed: 0, returned: 0 })
  })

  test('that another version of Earshot no longer sees still stands', async () => {
    await database.pool.query(
      `UPDATE earshot.crawl_run SET detail = detail || '{"version": "0.0.1"}' WHERE source_id = $1`,
      [source.source_id],
    )
    shop.pages.set('/', counted(all.slice(0, 5)))
    expect(await listen()).toEqual({ removed: 0, returned: 0 })
  })

  test('that is read again from what is kept stays marked', async () => {
    shop.pages.set('/', counted(all.slice(0, 5)))
    await listen()
    await replayRawItems(database.pool, { source: source.name })
    await processDue()
    expect(await removed()).toEqual([all[5]?.text])
  })

  test('is outside of every mean while it is marked, and nothing of it is lost', async () => {
    shop.pages.set('/', counted(all.slice(0, 5)))
    await listen()
    const { rows } = await database.pool.query(
      `SELECT is_removed, is_counted, text FROM bi.fct_mention WHERE source_id = $1 AND is_removed`,
      [source.source_id],
    )
    expect(rows).toEqual([{ is_removed: true, is_counted: false, text: all[5]?.text }])
  })
})

describe('a post', () => {
  const thread = (vanished: number, others_seen: number) => ({
    place: 'https://forum.example/t/1',
    vanished: Array.from({ length: vanished }, (_, mention_id) => ({ mention_id, type: 'post' })),
    reviews_seen: 0,
    others_seen,
    claims: [],
  })

  test('that vanishes from a thread that stands is removed', () => {
    expect(isRemoved('post', thread(1, 3))).toBe(true)
    expect(isRemoved('post', thread(2, 10))).toBe(true)
  })

  test('that vanishes with most of its thread still stands', () => {
    expect(isRemoved('post', thread(5, 10))).toBe(false)
    expect(isRemoved('post', thread(1, 0))).toBe(false)
  })
})
