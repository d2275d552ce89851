import { randomBytes, randomUUID } from 'node:crypto'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PageFacts } from '../schema/page.ts'
import { leaseDueRows } from '../schema/queries/lease-due-rows.ts'
import { replayRawItems } from '../schema/queries/replay-raw-items.ts'
import type { RawAggregate, RawFieldName, RawItem, RawValue } from '../schema/raw-item.ts'
import { type Analyzer, loadAnalyzer } from '../workers/analyze/analyze.ts'
import { openCatalogueCache } from '../workers/catalogue-cache.ts'
import { runProcessJob } from '../workers/jobs/process.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

const log = pino({ level: 'silent' })
const company = {
  name: 'Acme',
  brands: ['Aurora'],
  time_zone: 'Europe/Berlin',
  official_authors: [],
}
const facts: PageFacts = {
  finalUrl: 'https://shop.example/product/halo',
  canonicalUrl: 'https://shop.example/product/halo',
  fetchedAt: '2026-06-30T12:00:00Z',
  language: 'en',
  dateOrder: null,
}

let database: TestDatabase
let analyzer: Analyzer
let sourceId: number

beforeAll(async () => {
  database = await createTestDatabase()
  analyzer = await loadAnalyzer()
}, 60_000)
afterAll(() => database.drop())
beforeEach(async () => {
  await database.pool.query(`TRUNCATE earshot.source, earshot.product, earshot.customer, earshot.author,
    earshot.mention, earshot.listing, earshot.raw_item, earshot.rating_stream, earshot.purchase_order CASCADE`)
  const { rows } = await database.pool.query(
    `INSERT INTO earshot.source (name, channel, config, origin) VALUES ('shop', 'own_site', '{}', 'file')
     RETURNING source_id`,
  )
  sourceId = rows[0].source_id
  await database.pool.query(
    `INSERT INTO earshot.product (external_id, name, brand, sku) VALUES ('P-1', 'Aurora Halo', 'Aurora', 'H-1'),
       ('P-2', 'Aurora Drift Pro', 'Aurora', 'D-1')`,
  )
})

type Fields = Partial<Record<RawFieldName, string>>
const halo: Fields = { 'product.name': 'Aurora Halo', 'product.sku': 'H-1' }

function review(fields: Fields): RawItem {
  const raw: RawItem['fields'] = {}
  for (const [name, value] of Object.entries({ ...halo, ...fields })) {
    raw[name as RawFieldName] = { value, at: 'test', adapter: 'test' } satisfies RawValue
  }
  return { kind: 'item', type: 'review', fields: raw, aspects: [], replies: [] }
}

/** A raw item as a crawl leaves it when its run was judged healthy; the same key again is a change. */
async function crawled(key: string, payload: RawItem | RawAggregate): Promise<void> {
  await database.pool.query(
    `WITH kept AS (
       INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload, page_facts)
       VALUES ($1, $2, $3, '', $4, $5)
       ON CONFLICT (source_id, raw_key) DO UPDATE SET payload = excluded.payload,
         page_facts = excluded.page_facts, changed_at = clock_timestamp()
       RETURNING raw_item_id)
     INSERT INTO earshot.raw_item_work (raw_item_id, state) SELECT raw_item_id, 'due' FROM kept
     ON CONFLICT (raw_item_id) DO UPDATE SET state = 'due'`,
    [sourceId, payload.kind, key, JSON.stringify(payload), JSON.stringify(facts)],
  )
}

async function processDue() {
  const token = randomUUID()
  const ids = await leaseDueRows(database.pool, 'process', token, 500)
  const catalogue = await openCatalogueCache(database.pool)()
  const context = { pool: database.pool, company, analyzer, catalogue, log }
  return runProcessJob(context, { ids, token })
}

async function mentions() {
  const { rows } = await database.pool.query(
    `SELECT mention.*, customer.external_id AS customer FROM earshot.mention
     LEFT JOIN earshot.customer USING (customer_id) ORDER BY mention_id`,
  )
  return rows
}

const basic: Fields = {
  'author.name': 'mara_k',
  text: 'The sound is great and the battery lasts for days.',
  publishedAt: '2026-05-03T14:22:05+02:00',
  'rating.value': '4',
  'rating.best': '5',
  'rating.worst': '1',
}

test('a review becomes a mention of its product, once', async () => {
  await crawled('a', review({ ...basic, sourceItemId: '1' }))
  expect(await processDue()).toEqual({ processed: 1, quarantined: 0 })
  const [mention, ...others] = await mentions()
  expect(others).toEqual([])
  expect(mention).toMatchObject({
    site: 'shop.example',
    type: 'review',
    source_item_id: '1',
    stars: 4,
    language: 'en',
    sentiment_label: 'positive',
    version: 1,
  })
  const links = await database.pool.query(
    `SELECT external_id, role, method FROM earshot.mention_product JOIN earshot.product USING (product_id)`,
  )
  expect(links.rows).toEqual([{ external_id: 'P-1', role: 'subject', method: 'sku' }])
  const streams = await database.pool.query(
    'SELECT version, checked_version FROM earshot.rating_stream',
  )
  expect(streams.rows).toEqual([{ version: 1, checked_version: 0 }])
})

test('an edit keeps what was said before', async () => {
  await crawled('a', review({ ...basic, sourceItemId: '1' }))
  await processDue()
  await crawled(
    'a',
    review({ ...basic, sourceItemId: '1', text: 'It broke.', 'rating.value': '1' }),
  )
  await processDue()
  const [mention] = await mentions()
  expect(mention).toMatchObject({ text: 'It broke.', stars: 1, version: 2, edit_count: 1 })
  const versions = await database.pool.query(
    'SELECT version, text, stars FROM earshot.mention_version',
  )
  expect(versions.rows).toEqual([{ version: 1, text: basic.text, stars: 4 }])
})

test('reading again changes no row and numbers no change', async () => {
  await crawled('a', review({ ...basic, sourceItemId: '1' }))
  await processDue()
  const before = await mentions()
  expect(await replayRawItems(database.pool, {})).toBe(1)
  await processDue()
  expect(await mentions()).toEqual(before)
})

test('a review without an id and the same one with an id are one mention, in either order', async () => {
  const stated = review({ ...basic, publishedAt: '2026-05-03' })
  const shown = review({ ...basic, sourceItemId: '1' })
  for (const order of [
    [stated, shown],
    [shown, stated],
  ]) {
    await database.pool.query('TRUNCATE earshot.mention, earshot.raw_item CASCADE')
    for (const [index, payload] of order.entries()) {
      await crawled(`${index}`, payload)
      await processDue()
    }
    const [mention, ...others] = await mentions()
    expect(others).toEqual([])
    expect(mention).toMatchObject({
      source_item_id: '1',
      published_precision: 'second',
      edit_count: 0,
    })
  }
})

test('two reviews of one author and day with ids of their own stay two', async () => {
  await crawled('a', review({ ...basic, sourceItemId: '1' }))
  await crawled('b', review({ ...basic, sourceItemId: '2' }))
  await processDue()
  expect(await mentions()).toHaveLength(2)
})

test('a known handle links the author to the customer, also when the customer comes later', async () => {
  await crawled('a', review({ ...basic, sourceItemId: '1' }))
  await processDue()
  expect((await mentions())[0].customer).toBeNull()
  await database.pool.query(
    `WITH customer AS (INSERT INTO earshot.customer (external_id) VALUES ('C-1') RETURNING customer_id)
     INSERT INTO earshot.customer_handle (customer_id, site, handle)
     SELECT customer_id, 'shop.example', 'mara_k' FROM customer`,
  )
  await replayRawItems(database.pool, {})
  await processDue()
  expect((await mentions())[0].customer).toBe('C-1')
})

test('an order id that an item brings links it to who ordered', async () => {
  await database.pool.query(`INSERT INTO earshot.customer (external_id) VALUES ('C-7')`)
  await database.pool.query(
    `INSERT INTO earshot.purchase_order (external_id, customer_external_id, product_external_id, ordered_at)
     VALUES ('O-1', 'C-7', 'P-1', now())`,
  )
  await crawled(
    'a',
    review({ ...basic, 'author.name': 'Anonymous', sourceItemId: '1', orderId: 'O-1' }),
  )
  await processDue()
  expect((await mentions())[0]).toMatchObject({ customer: 'C-7', customer_method: 'order_id' })
})

test('a product that a text compares with is linked beside the subject', async () => {
  const text = 'Much better than the Aurora Drift Pro that I had before.'
  await crawled('a', review({ ...basic, sourceItemId: '1', text }))
  await processDue()
  const { rows } = await database.pool.query(
    `SELECT external_id, role FROM earshot.mention_product JOIN earshot.product USING (product_id)
     ORDER BY external_id`,
  )
  expect(rows).toEqual([
    { external_id: 'P-1', role: 'subject' },
    { external_id: 'P-2', role: 'compared' },
  ])
})

test('what a site says of a product as a whole is a row only when it changed', async () => {
  const aggregate = (value: string): RawAggregate => ({
    kind: 'aggregate',
    fields: Object.fromEntries(
      Object.entries({ ...halo, 'rating.value': value, ratingCount: '12' }).map(([name, text]) => [
        name,
        { value: text, at: 'test', adapter: 'test' },
      ]),
    ),
  })
  for (const value of ['4.5', '4.5', '4.4']) {
    await crawled('whole', aggregate(value))
    facts.fetchedAt = new Date(Date.parse(facts.fetchedAt ?? '') + 1000).toISOString()
    await processDue()
  }
  const { rows } = await database.pool.query(
    'SELECT rating_value, rating_count FROM earshot.rating_snapshot ORDER BY taken_at',
  )
  expect(rows).toEqual([
    { rating_value: 4.5, rating_count: 12 },
    { rating_value: 4.4, rating_count: 12 },
  ])
})

test('a raw item that cannot be read is kept with its reason, and the others go on', async () => {
  await crawled('bad', { kind: 'item', type: 'review' } as unknown as RawItem)
  await crawled('good', review({ ...basic, sourceItemId: '1' }))
  expect(await processDue()).toEqual({ processed: 1, quarantined: 1 })
  const { rows } = await database.pool.query(
    `SELECT raw_key, last_error ->> 'message' AS message
     FROM earshot.raw_item_work JOIN earshot.raw_item USING (raw_item_id) WHERE state = 'quarantined'`,
  )
  expect(rows).toHaveLength(1)
  expect(rows[0].raw_key).toBe('bad')
  expect(rows[0].message).not.toBe('')
})

test('names, ids and counts that no index or column can hold do not stop the others', async () => {
  const long = randomBytes(9000).toString('base64')
  const glyphs = Array.from(randomBytes(500), (byte) => String.fromCodePoint(0x4e00 + 37 * byte))
  const brand = glyphs.join('')
  const host = randomBytes(950).toString('hex').replace(/.{50}/g, '$&.')
  const hostile: Fields[] = [
    { 'author.name': long },
    { 'author.name': brand, 'author.handle': long },
    { sourceItemId: long },
    { threadId: long, 'product.name': long, 'product.sku': long },
    { 'product.sku': '', 'product.brand': brand, 'product.mpn': [...glyphs].reverse().join('') },
    { 'product.sourceProductId': long },
    { url: `https://${host}/`, 'author.name': brand },
    { helpfulCount: '3000000000' },
  ]
  for (const [index, fields] of hostile.entries()) {
    await crawled(`hostile-${index}`, review({ ...basic, text: `Words ${index}.`, ...fields }))
  }
  await crawled('good', review({ ...basic, sourceItemId: '1' }))
  expect(await processDue()).toEqual({ processed: hostile.length + 1, quarantined: 0 })
})

test('rows whose lease was lost meanwhile are not written', async () => {
  await crawled('a', review({ ...basic, sourceItemId: '1' }))
  const token = randomUUID()
  const ids = await leaseDueRows(database.pool, 'process', token, 10)
  await database.pool.query('UPDATE earshot.raw_item_work SET lease_token = $1', [randomUUID()])
  const catalogue = await openCatalogueCache(database.pool)()
  const done = await runProcessJob(
    { pool: database.pool, company, analyzer, catalogue, log },
    { ids, token },
  )
  expect(done.processed).toBe(0)
  expect(await mentions()).toEqual([])
})
