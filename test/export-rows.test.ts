import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyViews } from '../schema/apply-views.ts'
import { inTransaction } from '../schema/database.ts'
import { type ExportName, type ExportOptions, exportRows } from '../workers/export-rows.ts'
import { insert, insertMention, insertSource } from './bi-seed.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let db: TestDatabase
let shop: number
let lamp: number

beforeAll(async () => {
  db = await createTestDatabase()
  await inTransaction(db.pool, applyViews)
  shop = await insertSource(db.pool)
  const blog = await insertSource(db.pool, { name: 'blog', channel: 'blog', site: 'blog.example' })
  lamp = await insert(db.pool, 'product', { external_id: 'P-1', name: 'Lamp' })
  await insert(db.pool, 'product', { external_id: 'P-2', name: 'Chair' })
  const mara = await insert(db.pool, 'customer', {
    external_id: 'C-1',
    crm_id: 'crm-1',
    country: 'DE',
  })
  await insert(db.pool, 'customer', { external_id: 'C-2' })
  const author = await insert(db.pool, 'author', {
    site: 'shop.example',
    author_key: 'handle:mara_k',
    name: 'Mara K.',
  })
  await insertMention(
    db.pool,
    shop,
    {
      source_item_id: 'r-17',
      author_id: author,
      customer_id: mara,
      day: '2026-03-04',
      published_at: '2026-03-03T23:00:00Z',
      stars: 5,
      title: 'Light, "bright"',
      text: '=HYPERLINK("https://evil.example";"-")\n- second line, ü',
    },
    [[lamp, 'subject']],
  )
  await insertMention(db.pool, blog, { site: 'blog.example', type: 'article', channel: 'blog' })
  await insert(db.pool, 'alert', {
    kind: 'rating_drop',
    product_id: lamp,
    state: 'open',
    opened_at: '2026-03-09T00:00:00Z',
    since: '2026-03-01T00:00:00Z',
    stars_before: 4.5,
    stars_after: 3,
    change: -1.5,
    ratings_before: 100,
    ratings_after: 20,
    confidence: 0.99,
    summary: 'Lamp fell',
    quotes: JSON.stringify([{ quote: 'dark' }]),
    detector_version: 'test',
  })
})
afterAll(() => db.drop())

test('mentions are rows of fct_mention, with what it leaves to other views', async () => {
  const [first, second, ...others] = await exported('mentions')
  expect(others).toEqual([])
  expect(first).toMatchObject({
    mention_id: expect.any(Number),
    source: 'shop',
    site: 'shop.example',
    source_item_id: 'r-17',
    type: 'review',
    published_at: '2026-03-03T23:00:00+00:00',
    published_precision: 'day',
    day: '2026-03-04',
    stars: 5,
    is_removed: false,
    product_external_id: 'P-1',
    product_name: 'Lamp',
    customer_external_id: 'C-1',
    author_name: 'Mara K.',
    text: '=HYPERLINK("https://evil.example";"-")\n- second line, ü',
  })
  expect(second).toMatchObject({
    source: 'blog',
    published_at: null,
    product_external_id: null,
    customer_external_id: null,
    author_name: null,
  })
  const { rows } = await db.pool.query(
    `SELECT column_name FROM bi.data_dictionary WHERE view_name = 'fct_mention'`,
  )
  expect(Object.keys(first ?? {})).toEqual(
    expect.arrayContaining(rows.map((row) => row.column_name)),
  )
})

test.each([
  [{ source: 'shop' }, ['shop']],
  [{ source: 'blog' }, ['blog']],
  // a day of the company's zone, which begins before that of UTC; the undated one was collected on the 10th
  [{ sinceDay: '2026-03-04' }, ['shop', 'blog']],
  [{ sinceDay: '2026-03-05' }, ['blog']],
  [{ sinceDay: '2026-03-11' }, []],
])('mentions are filtered by %j', async (filter, expected) => {
  expect((await exported('mentions', filter)).map((row) => row['source'])).toEqual(expected)
})

test('products, customers and alerts are exported, by source too', async () => {
  expect((await exported('products')).map((row) => row['external_id'])).toEqual(['P-1', 'P-2'])
  expect((await exported('products', { source: 'shop' })).map((row) => row['name'])).toEqual([
    'Lamp',
  ])
  expect(await exported('customers', { source: 'shop' })).toEqual([
    expect.objectContaining({
      external_id: 'C-1',
      crm_id: 'crm-1',
      country: 'DE',
      mentions: 1,
      mean_stars: 5,
    }),
  ])
  expect(await exported('customers')).toHaveLength(2)
  expect(await exported('alerts', { source: 'shop' })).toEqual([
    expect.objectContaining({
      product_external_id: 'P-1',
      product_name: 'Lamp',
      quotes: [{ quote: 'dark' }],
    }),
  ])
  expect(await exported('alerts', { source: 'blog' })).toEqual([])
  expect(await exported('products', { sinceDay: '2999-01-01' })).toEqual([])
})

test('CSV has a header and holds the same, but a formula is no formula any more', async () => {
  const text = await textOf('mentions', { format: 'csv' })
  const rows = parse(text, { columns: true }) as Record<string, string>[]
  const expected = (await exported('mentions')).map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value ?? '')])),
  )
  expect(rows).toEqual([
    { ...expected[0], text: `'=HYPERLINK("https://evil.example";"-")\n- second line, ü` },
    expected[1],
  ])
  const [alert] = parse(await textOf('alerts', { format: 'csv' }), { columns: true }) as Record<
    string,
    string
  >[]
  expect(JSON.parse(alert?.['quotes'] ?? '')).toEqual([{ quote: 'dark' }])
  expect(alert?.['change']).toBe('-1.5')
})

test('many rows come in batches, each row once, and a reader that goes ends it', async () => {
  await db.pool.query(`INSERT INTO earshot.customer (external_id)
    SELECT 'N-' || i FROM generate_series(1, 2500) i`)
  const batches: string[] = []
  const options: ExportOptions = { source: null, sinceDay: null, format: 'ndjson' }
  await exportRows(db.pool, 'customers', options, async (text) => {
    batches.push(text)
    return true
  })
  const ids = batches.flatMap((text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).customer_id as number),
  )
  expect(batches).toHaveLength(3)
  expect(new Set(ids).size).toBe(2502)
  expect(ids).toHaveLength(2502)

  let writes = 0
  await exportRows(db.pool, 'customers', options, async () => {
    writes++
    return false
  })
  expect(writes).toBe(1)
})

async function textOf(what: ExportName, options: Partial<ExportOptions> = {}): Promise<string> {
  let text = ''
  const all: ExportOptions = { source: null, sinceDay: null, format: 'ndjson', ...options }
  await exportRows(db.pool, what, all, async (lines) => {
    text += lines
    return true
  })
  return text
}

async function exported(
  what: ExportName,
  options: Partial<ExportOptions> = {},
): Promise<Record<string, unknown>[]> {
  const text = await textOf(what, options)
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
