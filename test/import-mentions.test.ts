import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  type ImportKindName,
  type ImportReport,
  importFile,
} from '../workers/import/import-file.ts'
import { processNow } from '../workers/process-now.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let db: TestDatabase
let folder: string
beforeAll(async () => {
  db = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'earshot-mentions-'))
})
afterAll(async () => {
  await db.drop()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  await db.pool.query(`TRUNCATE earshot.source, earshot.product, earshot.customer, earshot.author,
    earshot.purchase_order, earshot.business_metric, earshot.tombstone CASCADE`)
  await db.pool.query(
    `INSERT INTO earshot.product (external_id, name, brand, sku, gtin) VALUES
       ('P-1', 'Halo', 'Aurora', 'H-1', '4006381333931'), ('P-2', 'Drift', 'Aurora', 'D-1', NULL)`,
  )
  await db.pool.query(
    `WITH mara AS (INSERT INTO earshot.customer (external_id, email) VALUES ('C-1', 'mara@example.com')
       RETURNING customer_id)
     INSERT INTO earshot.customer_handle SELECT customer_id, 'user-group', 'mara_k' FROM mara`,
  )
})

async function run(
  kind: ImportKindName,
  content: string,
  map?: string,
): Promise<{ report: ImportReport; path: string }> {
  const path = join(folder, 'given.csv')
  await writeFile(path, content)
  const options = map === undefined ? {} : { map: join(folder, 'map.yaml') }
  if (map !== undefined) await writeFile(join(folder, 'map.yaml'), map)
  const report = await importFile(db.pool, kind, path, options)
  if (kind === 'mentions')
    await processNow({ pool: db.pool, databaseUrl: db.url, log: pino({ level: 'silent' }) })
  return { report, path }
}

async function all(sql: string): Promise<Record<string, unknown>[]> {
  return (await db.pool.query(sql)).rows
}

const FULL = `source,type,text,item_id,product_id,author_name,author_handle,title,published_at,rating_value,rating_best,rating_worst,language,setting,recommends
user-group,review,The headband broke after a week.,m-1,P-1,Mara,mara_k,Broken,2026-03-04,2,10,0,en,offline,no
user-group,post,Who else comes to the meeting in May?,m-2,,Jo,,,2026-03,,,,,offline,
`

test('a mention has all that its line says, and stands beside its product and customer', async () => {
  const { report } = await run('mentions', FULL)
  expect(report).toMatchObject({ read: 2, new: 2, changed: 0, unchanged: 0, bad: 0 })
  expect(
    await all(`SELECT site, type, source_item_id, setting, channel, title, text, language,
        published_precision, day::text, rating_value, stars, recommends,
        product.external_id AS product, customer.external_id AS customer
      FROM earshot.mention
      LEFT JOIN earshot.mention_product link ON link.mention_id = mention.mention_id AND role = 'subject'
      LEFT JOIN earshot.product USING (product_id)
      LEFT JOIN earshot.customer ON customer.customer_id = mention.customer_id
      ORDER BY source_item_id`),
  ).toEqual([
    {
      site: 'user-group',
      type: 'review',
      source_item_id: 'm-1',
      setting: 'offline',
      channel: 'community',
      title: 'Broken',
      text: 'The headband broke after a week.',
      language: 'en',
      published_precision: 'day',
      day: '2026-03-04',
      rating_value: 2,
      stars: 1.8,
      recommends: false,
      product: 'P-1',
      customer: 'C-1',
    },
    expect.objectContaining({
      source_item_id: 'm-2',
      published_precision: 'month',
      day: null,
      stars: null,
      product: null,
      customer: null,
    }),
  ])
  const [raw] = await all(
    `SELECT payload #>> '{fields,text,adapter}' AS adapter, payload #>> '{fields,text,at}' AS at
     FROM earshot.raw_item WHERE payload #>> '{fields,sourceItemId,value}' = 'm-1'`,
  )
  expect(raw).toEqual({ adapter: 'import', at: 'given.csv:2' })
})

test('importing a file again changes nothing, with and without ids', async () => {
  const file = `${FULL}user-group,post,No id here.,,,Jo,,,2026-03-05,,,,,,\n`
  await run('mentions', file)
  const before = await all('SELECT * FROM earshot.mention ORDER BY mention_id')
  expect(before).toHaveLength(3)
  const { report } = await run('mentions', file)
  expect(report).toMatchObject({ read: 3, new: 0, changed: 0, unchanged: 3, bad: 0 })
  expect(await all('SELECT * FROM earshot.mention ORDER BY mention_id')).toEqual(before)
})

test('other words of a known id are an edit, and another product id moves it', async () => {
  await run('mentions', FULL)
  const { report } = await run(
    'mentions',
    FULL.replace('broke after a week', 'was replaced').replace('m-1,P-1', 'm-1,P-2'),
  )
  expect(report).toMatchObject({ new: 0, changed: 1, unchanged: 1 })
  expect(
    await all(`SELECT text, edit_count, external_id FROM earshot.mention
      JOIN earshot.mention_product USING (mention_id) JOIN earshot.product USING (product_id)
      WHERE source_item_id = 'm-1' AND role = 'subject'`),
  ).toEqual([{ text: 'The headband was replaced.', edit_count: 1, external_id: 'P-2' }])
})

test('lines without an id that say different things on one day are different mentions', async () => {
  const { report } = await run(
    'mentions',
    'source,type,text,author_name,published_at\n' +
      'survey-2026,review,Good.,Jo,2026-03-04\nsurvey-2026,review,Not good.,Jo,2026-03-04\n',
  )
  expect(report).toMatchObject({ new: 2 })
  expect(await all('SELECT text FROM earshot.mention ORDER BY text')).toEqual([
    { text: 'Good.' },
    { text: 'Not good.' },
  ])
})

test('the stated product id beats what SKU and name say', async () => {
  await run(
    'mentions',
    'source,type,text,product_id,sku,product_name\nx,review,Fine.,P-2,H-1,Halo\nx,review,Nice.,,H-1,\n',
  )
  expect(
    await all(`SELECT text, external_id, method FROM earshot.mention
      JOIN earshot.mention_product USING (mention_id) JOIN earshot.product USING (product_id)
      WHERE role = 'subject' ORDER BY text`),
  ).toEqual([
    { text: 'Fine.', external_id: 'P-2', method: 'product_id' },
    { text: 'Nice.', external_id: 'P-1', method: 'sku' },
  ])
})

test('the id of a product that was merged into another leads to the one that survives', async () => {
  await db.pool.query(`INSERT INTO earshot.product_alias (old_product_id, product_id)
    SELECT old.product_id, kept.product_id FROM earshot.product old, earshot.product kept
    WHERE old.external_id = 'P-2' AND kept.external_id = 'P-1'`)
  await run('mentions', 'source,type,text,product_id\nx,review,Fine.,P-2\n')
  expect(
    await all('SELECT external_id FROM bi.fct_mention JOIN bi.dim_product USING (product_id)'),
  ).toEqual([{ external_id: 'P-1' }])
})

test('a wrong product id in a file leaves what was crawled of another product alone', async () => {
  await run('mentions', 'source,type,text,sku\nshop,review,Crawled.,H-1\n')
  await run('mentions', 'source,type,text,sku,product_id\nshop,review,Imported.,H-1,P-2\n')
  expect(
    await all(`SELECT text, external_id FROM earshot.mention JOIN earshot.mention_product USING (mention_id)
      JOIN earshot.product USING (product_id) WHERE role = 'subject' ORDER BY text`),
  ).toEqual([
    { text: 'Crawled.', external_id: 'P-1' },
    { text: 'Imported.', external_id: 'P-2' },
  ])
})

test('an order, an e-mail or a handle leads to the customer', async () => {
  await db.pool.query(`INSERT INTO earshot.purchase_order (external_id, customer_external_id,
    product_external_id, ordered_at) VALUES ('O-1', 'C-1', 'P-1', '2026-01-01')`)
  await run(
    'mentions',
    'source,type,text,author_email,order_id,author_handle\nuser-group,post,by mail,Mara@Example.com,,\n' +
      'user-group,post,by order,,O-1,\nuser-group,post,by handle,,,Mara_K\nuser-group,post,by none,,,\n',
  )
  expect(await all('SELECT text, customer_method FROM earshot.mention ORDER BY text')).toEqual([
    { text: 'by handle', customer_method: 'handle' },
    { text: 'by mail', customer_method: 'email' },
    { text: 'by none', customer_method: null },
    { text: 'by order', customer_method: 'order_id' },
  ])
})

test('a bad line is named with its column and reason, and stops nothing', async () => {
  const { report, path } = await run(
    'mentions',
    `source,type,text,url,published_at,rating_value,rating_best,gtin,setting
ok-one,review,Fine.,https://forum.example/t/1,2026-03-04,7,10,,
,review,a,,,,,,
Not Kebab,review,b,,,,,,
x,opinion,c,,,,,,
x,review,,,,,,,
x,review,e,ftp://x,,,,,
x,review,f,,03/04/2026,,,,
x,review,g,,,7,,,
x,review,h,,,,,123,
x,review,i,,,,,,sometimes
`,
  )
  expect(report).toMatchObject({ read: 10, new: 1, bad: 9 })
  const rejects = await readFile(`${path}.rejects`, 'utf8')
  const columns = [
    'source',
    'source',
    'type',
    'text',
    'url',
    'published_at',
    'rating_value',
    'gtin',
    'setting',
  ]
  const lines = rejects.trimEnd().split('\n').slice(1)
  expect(lines).toHaveLength(columns.length)
  for (const [index, column] of columns.entries()) expect(lines[index]).toContain(`${column}: `)
  expect(await all('SELECT site FROM earshot.mention')).toEqual([{ site: 'forum.example' }])
})

test('a line of a source that was removed is bad, since nobody would see what it says', async () => {
  await run('mentions', 'source,type,text\nfair,post,One.\n')
  await db.pool.query(`UPDATE earshot.source SET state = 'removed'`)
  const { report, path } = await run(
    'mentions',
    'source,type,text\nfair,post,Two.\nx,post,Three.\n',
  )
  expect(report).toMatchObject({ new: 1, bad: 1 })
  expect(await readFile(`${path}.rejects`, 'utf8')).toContain('source: was removed')
})

test('what no index, address or calendar holds is refused line by line', async () => {
  const file = ['source,type,text,author_name,url,published_at', 'x,review,Good.,,,']
  file.push(`x,review,a,${'n'.repeat(501)},,`)
  file.push(`x,review,b,,https://forum.example/${'p'.repeat(2048)},`)
  file.push('x,review,c,,,2062-03-04', 'x,review,d,,,9999-12-31T23:59:59')
  const { report, path } = await run('mentions', `${file.join('\n')}\n`)
  expect(report).toMatchObject({ read: 5, new: 1, bad: 4 })
  const rejects = await readFile(`${path}.rejects`, 'utf8')
  expect(rejects).toContain('author_name: must have at most 500 characters')
  expect(rejects).toContain('has at most 2048 characters')
  expect(rejects).toContain('published_at: lies in the future')
})

test('a vendor export is read through a map', async () => {
  const { report } = await run(
    'mentions',
    'Quelle;Art;Kommentar;Artikel\nhotline;question;Wie lange hält der Akku?;P-1\n',
    'source: Quelle\ntype: Art\ntext: Kommentar\nproduct_id: Artikel\n',
  )
  expect(report).toMatchObject({ read: 1, new: 1 })
  expect(await all('SELECT type, text FROM earshot.mention')).toEqual([
    { type: 'question', text: 'Wie lange hält der Akku?' },
  ])
})

test('an existing source keeps its channel and gives its site; a new one is never crawled', async () => {
  await db.pool.query(`INSERT INTO earshot.source (name, channel, url, site, config, origin)
    VALUES ('own-shop', 'own_site', 'https://shop.example/', 'shop.example', '{}', 'file')`)
  await run(
    'mentions',
    'source,type,text,channel\nown-shop,review,One.,blog\nfair-2026,post,Two.,marketplace\nhotline,post,Three.,\n',
  )
  expect(
    await all(`SELECT name, source.channel, origin, next_run_at, mention.site, mention.channel AS said_in
      FROM earshot.source JOIN earshot.mention USING (source_id) ORDER BY name`),
  ).toEqual([
    {
      name: 'fair-2026',
      channel: 'marketplace',
      origin: 'import',
      next_run_at: null,
      site: 'fair-2026',
      said_in: 'marketplace',
    },
    expect.objectContaining({ name: 'hotline', channel: 'community', site: 'hotline' }),
    expect.objectContaining({ name: 'own-shop', channel: 'own_site', site: 'shop.example' }),
  ])
})

test('our own words may be in capital letters, and others are refused with the list', async () => {
  const { report, path } = await run(
    'mentions',
    'source,type,text,setting,channel\nx,Review,Fine.,OFFLINE,Blog\nx,review,b,sometimes,\nx,opinion,c,,\n',
  )
  expect(report).toMatchObject({ new: 1, bad: 2 })
  expect(await all('SELECT type, setting, channel FROM earshot.mention')).toEqual([
    { type: 'review', setting: 'offline', channel: 'blog' },
  ])
  const rejects = await readFile(`${path}.rejects`, 'utf8')
  expect(rejects).toContain('setting: must be online or offline')
  expect(rejects).toContain('type: must be review, question, answer, post, comment or article')
})

test('who only gave stars or a title said something; who gave neither did not', async () => {
  const { report, path } = await run(
    'mentions',
    'source,type,text,title,rating_value\nsurvey,review,,,4\nsurvey,review,,Great,\nsurvey,review,,,\n',
  )
  expect(report).toMatchObject({ new: 2, bad: 1 })
  expect(await all('SELECT text, title, stars FROM earshot.mention ORDER BY stars')).toEqual([
    { text: null, title: null, stars: 4 },
    { text: null, title: 'Great', stars: null },
  ])
  expect(await readFile(`${path}.rejects`, 'utf8')).toContain(
    'text: must be given, or title or rating_value',
  )
})

test('the end of a scale without a rating on it is left out with a warning', async () => {
  const path = join(folder, 'scale.csv')
  await writeFile(path, 'source,type,text,rating_best\nx,review,Fine.,10\n')
  const warnings: string[] = []
  const onWarning = (message: string) => warnings.push(message)
  expect(await importFile(db.pool, 'mentions', path, { onWarning })).toMatchObject({ new: 1 })
  expect(warnings).toEqual([`${path}:2 rating_best: left out, since there is no rating_value`])
})

test('a map says what is the same in every line, whatever the file has under that name', async () => {
  const { report } = await run(
    'mentions',
    'Kommentar;type;Stern\nGut.;X1;4\nGeht so.;X2;3\n',
    'source: { value: survey }\ntype: { value: review }\ntext: Kommentar\nrating_value: Stern\n',
  )
  expect(report).toMatchObject({ read: 2, new: 2 })
  expect(
    await all(`SELECT name, type, text, stars FROM earshot.mention JOIN earshot.source USING (source_id)
      ORDER BY stars`),
  ).toEqual([
    { name: 'survey', type: 'review', text: 'Geht so.', stars: 3 },
    { name: 'survey', type: 'review', text: 'Gut.', stars: 4 },
  ])
})

test('what the call says of all lines beats the map', async () => {
  const path = join(folder, 'call.ndjson')
  const map = join(folder, 'call.yaml')
  await writeFile(path, '{"text": "Fine."}\n')
  await writeFile(map, 'type: { value: post }\nsource: { value: other }\n')
  const constants = { source: 'survey' }
  expect(await importFile(db.pool, 'mentions', path, { map, constants })).toMatchObject({ new: 1 })
  expect(await all('SELECT name FROM earshot.source')).toEqual([{ name: 'survey' }])
})

const METRICS = `date,metric,value,product_id,customer_id,market,currency
2026-03-04,revenue,1234.5,P-1,,de-DE,eur
2026-03-04,visits,88,,,,
2026-03-04,revenue,5,P-9,C-1,,EUR
`

test('metrics stand in bi beside products and customers, and a second import moves nothing', async () => {
  const { report } = await run('metrics', METRICS)
  expect(report).toMatchObject({ read: 3, new: 3, changed: 0, unchanged: 0, bad: 0 })
  const view = `SELECT metric.day::text, metric, value, p.external_id AS product, c.external_id AS customer,
      metric.market, metric.currency, metric.change_seq
    FROM bi.fct_business_metric metric LEFT JOIN bi.dim_product p USING (product_id)
    LEFT JOIN bi.dim_customer c USING (customer_id) ORDER BY value`
  const before = await all(view)
  expect(before).toMatchObject([
    { metric: 'revenue', value: 5, product: null, customer: 'C-1', market: null, currency: 'EUR' },
    { day: '2026-03-04', metric: 'visits', value: 88, product: null, currency: null },
    { metric: 'revenue', value: 1234.5, product: 'P-1', market: 'de-DE', currency: 'EUR' },
  ])
  expect((await run('metrics', METRICS)).report).toMatchObject({ new: 0, changed: 0, unchanged: 3 })
  expect(await all(view)).toEqual(before)
})

test('a value that differs is changed, of lines that say one thing twice the last counts', async () => {
  await run('metrics', METRICS)
  const { report } = await run(
    'metrics',
    METRICS.replace('88', '90').concat('2026-03-04,visits,91,,,,\n'),
  )
  expect(report).toMatchObject({ read: 4, new: 0, changed: 1, unchanged: 2, duplicates: 1 })
  expect(await all(`SELECT value FROM bi.fct_business_metric WHERE metric = 'visits'`)).toEqual([
    { value: 91 },
  ])
})

test('a metric whose product is imported later is changed for those who load by change_seq', async () => {
  await run('metrics', METRICS)
  const seq = Number(
    (await all('SELECT max(change_seq) AS seq FROM earshot.business_metric'))[0]?.['seq'],
  )
  await run('products', 'product_id,name\nP-9,Later\n')
  expect(
    await all(`SELECT value, product_id IS NOT NULL AS has_product FROM bi.fct_business_metric
      WHERE change_seq > ${seq}`),
  ).toEqual([{ value: 5, has_product: true }])
})

test('a bad metric is rejected with its reason', async () => {
  const { report, path } = await run(
    'metrics',
    'date,metric,value,currency\n04.03.2026,a,1,\n2026-03-04,,1,\n2026-03-04,a,"1,5",\n2026-03-04,a,1,euro\n',
  )
  expect(report).toMatchObject({ read: 4, new: 0, bad: 4 })
  const rejects = await readFile(`${path}.rejects`, 'utf8')
  for (const column of ['date: ', 'metric: ', 'value: ', 'currency: '])
    expect(rejects).toContain(column)
})
