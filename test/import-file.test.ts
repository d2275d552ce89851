import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { writeSetting } from '../schema/queries/settings.ts'
import {
  type ImportKindName,
  type ImportReport,
  importFile,
} from '../workers/import/import-file.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let db: TestDatabase
let folder: string
beforeAll(async () => {
  db = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'earshot-import-'))
})
afterAll(async () => {
  await db.drop()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  await db.pool.query(
    'TRUNCATE earshot.product, earshot.customer, earshot.purchase_order, earshot.setting CASCADE',
  )
})

const PRODUCTS = `product_id,name,brand,gtin,aliases,urls,is_competitor
P-1,Lamp,Aurora,4006381333931,Lampe|Lampada,https://shop.example/lamp,false
P-2,Chair,,,,,yes
`

test('products are added with all that their file says', async () => {
  const { report } = await run('products', PRODUCTS)
  expect(report).toEqual(counts({ read: 2, new: 2 }))
  expect(
    await all(`SELECT external_id, name, brand, gtin, mpn, aliases, urls, is_competitor
      FROM earshot.product ORDER BY external_id`),
  ).toEqual([
    {
      external_id: 'P-1',
      name: 'Lamp',
      brand: 'Aurora',
      gtin: '4006381333931',
      mpn: null,
      aliases: ['Lampe', 'Lampada'],
      urls: ['https://shop.example/lamp'],
      is_competitor: false,
    },
    {
      external_id: 'P-2',
      name: 'Chair',
      brand: null,
      gtin: null,
      mpn: null,
      aliases: [],
      urls: [],
      is_competitor: true,
    },
  ])
})

test('a second run changes nothing and moves no change_seq', async () => {
  await run('products', PRODUCTS)
  const before = await all('SELECT * FROM earshot.product ORDER BY product_id')
  const { report } = await run('products', PRODUCTS)
  expect(report).toEqual(counts({ read: 2, unchanged: 2 }))
  expect(await all('SELECT * FROM earshot.product ORDER BY product_id')).toEqual(before)
})

test('what differs is changed, a column that the file lacks stays, an empty cell empties', async () => {
  await run('products', PRODUCTS)
  const { report } = await run('products', 'product_id,name,brand\nP-1,Lamp II,\nP-2,Chair,\n')
  expect(report).toEqual(counts({ read: 2, changed: 1, unchanged: 1 }))
  expect(
    await all(`SELECT name, brand, gtin, aliases FROM earshot.product WHERE external_id = 'P-1'`),
  ).toEqual([
    { name: 'Lamp II', brand: null, gtin: '4006381333931', aliases: ['Lampe', 'Lampada'] },
  ])
})

test('of lines with one id the last good one wins, however far apart, on a second run too', async () => {
  const rows = Array.from({ length: 2500 }, (_, i) => `P-${i},Product ${i}`)
  const text = `product_id,name\nP-7,First\n${rows.join('\n')}\nP-7,Last\nP-7,\n`
  const { report } = await run('products', text)
  expect(report).toEqual({
    ...counts({ read: 2503, new: 2500, duplicates: 2, bad: 1 }),
    rejectsFile: expect.any(String),
  })
  expect(await all(`SELECT name FROM earshot.product WHERE external_id = 'P-7'`)).toEqual([
    { name: 'Last' },
  ])
  const again = await run('products', text)
  expect(again.report).toMatchObject({ new: 0, changed: 0, unchanged: 2500, duplicates: 2, bad: 1 })
})

test('bad lines are named, go to the rejects file, and stop nothing', async () => {
  const { report, faults, path } = await run(
    'products',
    `product_id,name,gtin,urls,is_competitor,colour
P-1,Lamp,4006381333931,,,red
,No id,,,,
P-3,"Bad ""gtin""",40063,,perhaps,blue
P-4,Bad url,,ftp://x.example|https://y.example,,
P-5,"broken" quote,,,,
P-6,Table,,,,
`,
  )
  expect(report).toEqual({
    ...counts({ read: 6, new: 2, bad: 4 }),
    rejectsFile: `${path}.rejects`,
  })
  expect(faults).toEqual([
    `${path}:3 product_id: must be given`,
    `${path}:4 gtin: must have 8, 12, 13 or 14 digits, got '40063'`,
    `${path}:4 is_competitor: must be true or false, got 'perhaps'`,
    `${path}:5 urls: must be an address that begins with http:// or https:// and has at most 2048 characters, got 'ftp://x.example|https://y.example'`,
    `${path}:6 has broken quotes: text follows a closing quote`,
  ])
  expect(await readFile(`${path}.rejects`, 'utf8')).toBe(
    `product_id,name,gtin,urls,is_competitor,colour,rejected_line,rejected_because,rejected_text
,No id,,,,,3,product_id: must be given,
P-3,"Bad ""gtin""",40063,,perhaps,blue,4,"gtin: must have 8, 12, 13 or 14 digits, got '40063'; is_competitor: must be true or false, got 'perhaps'",
P-4,Bad url,,ftp://x.example|https://y.example,,,5,"urls: must be an address that begins with http:// or https:// and has at most 2048 characters, got 'ftp://x.example|https://y.example'",
,,,,,,6,has broken quotes: text follows a closing quote,"P-5,""broken"" quote,,,,"
`,
  )
})

test('the rejects file is replaced by the next run, and taken away when no line is bad', async () => {
  const bad = await run('products', 'product_id,name\nP-1,\n')
  expect(await readFile(`${bad.path}.rejects`, 'utf8')).toContain('P-1')
  await writeFile(bad.path, 'product_id,name\nP-2,\n')
  await importFile(db.pool, 'products', bad.path)
  expect(await readFile(`${bad.path}.rejects`, 'utf8')).not.toContain('P-1')
  await writeFile(bad.path, 'product_id,name\nP-1,Lamp\n')
  await importFile(db.pool, 'products', bad.path)
  await expect(access(`${bad.path}.rejects`)).rejects.toThrow()
})

test('a mended rejects file can be imported as it is, CSV and NDJSON', async () => {
  const csv = await run('products', 'product_id;name\nP-1;\n')
  await mend(`${csv.path}.rejects`, 'P-1;;', 'P-1;Lamp;')
  const ndjson = await run('products', '{"product_id": "P-2", "name": null}\n')
  await mend(`${ndjson.path}.rejects`, '"name":null', '"name":"Chair"')
  for (const { path } of [csv, ndjson]) {
    const warnings: string[] = []
    const report = await importFile(db.pool, 'products', `${path}.rejects`, {
      onWarning: (warning) => warnings.push(warning),
    })
    expect(report).toEqual(counts({ read: 1, new: 1 }))
    expect(warnings).toEqual([])
  }
})

test('an unknown column is left out with a warning that names it', async () => {
  const csv = await run('products', 'product_id,name,colour,size\nP-1,Lamp,red,3\n')
  expect(csv.warnings).toEqual([`${csv.path}: unknown columns left out: colour, size`])
  const ndjson = await run(
    'products',
    '{"product_id": "P-1", "name": "Lamp", "colour": "red"}\n{"product_id": "P-2", "name": "Rug", "colour": "red"}',
  )
  expect(ndjson.warnings).toEqual([`${ndjson.path}: unknown columns left out: colour`])
})

test('a required column that is missing ends the import, naming the columns found', async () => {
  await expect(run('products', 'product_id,title\nP-1,Lamp\n')).rejects.toThrow(
    /:1 the column 'name' is missing; columns found: product_id, title/,
  )
  expect(await all('SELECT * FROM earshot.product')).toEqual([])
})

test('a wrong check digit is warned of, and the product kept with its GTIN', async () => {
  const { report, warnings, path } = await run(
    'products',
    'product_id,name,gtin\nP-1,Lamp,4006381333932\n',
  )
  expect(report).toEqual(counts({ read: 1, new: 1 }))
  expect(warnings).toEqual([
    `${path}:2 gtin: the check digit is wrong, got '4006381333932'; kept, but nothing is recognised by it`,
  ])
  expect(await all('SELECT gtin FROM earshot.product')).toEqual([{ gtin: '4006381333932' }])
})

test('a map names the columns of another system', async () => {
  const map = join(folder, 'map.yaml')
  await writeFile(map, 'product_id: Artikel-Nr\nname: Bezeichnung\n')
  const { report, faults, path } = await run(
    'products',
    'Artikel-Nr;Bezeichnung;BRAND\nP-1;Lampe;Aurora\nP-2;;x\n',
    map,
  )
  expect(report).toMatchObject({ read: 2, new: 1, bad: 1 })
  expect(faults).toEqual([`${path}:3 name (Bezeichnung): must be given`])
  expect(await all('SELECT external_id, name, brand FROM earshot.product')).toEqual([
    { external_id: 'P-1', name: 'Lampe', brand: 'Aurora' },
  ])
})

test.each([
  ['price: Preis', /names 'price', which is no column of ours: product_id, name/],
  ['brand: Marke\nname: Marke', /makes 'Marke' both brand and name/],
  ['brand: name', /'name' is missing \(the map makes 'name' brand\)/],
  ['name: { value: "" }', /must be a list/],
  ['is_competitor: { value: maybe }', /is_competitor: must be true or false, got 'maybe'/],
  ['brand: Marke', /the column 'Marke' \(mapped to brand\) is missing/],
  ['[a, b]', /must be a list of/],
  ['a: [b', /cannot be read/],
])('the map %j is refused', async (content, message) => {
  const map = join(folder, 'map.yaml')
  await writeFile(map, content)
  await expect(run('products', PRODUCTS.replace('brand', 'maker'), map)).rejects.toThrow(message)
})

test('what is the same in every line must be a column of ours', async () => {
  const path = join(folder, 'constants.csv')
  await writeFile(path, PRODUCTS)
  const done = importFile(db.pool, 'products', path, { constants: { source: 'survey' } })
  await expect(done).rejects.toThrow(/'source', which is no column of ours/)
})

test('a handle or a market that no index can hold makes its line bad', async () => {
  const long = 'x'.repeat(501)
  const customers = await run('customers', `customer_id,handles\nC-1,forum.example:${long}\n`)
  expect(customers.faults).toEqual([expect.stringContaining('handles: must be site:handle')])
  const metrics = await run('metrics', `date,metric,value,market\n2026-03-04,sales,1,${long}\n`)
  expect(metrics.faults).toEqual([expect.stringContaining('market: must have at most 500')])
})

test('a file that is not there is refused', async () => {
  await expect(importFile(db.pool, 'products', join(folder, 'none.csv'))).rejects.toMatchObject({
    name: 'BadInput',
    message: expect.stringContaining('none.csv cannot be read'),
  })
})

test('customers bring their handles, sites with ports too, and a change of handles is a change', async () => {
  const file = (handles: string, header = 'handles') =>
    `customer_id,crm_id,name,email,birth_date,lifetime_value,currency,${header}
C-1,crm-1,Mara,Mara@Mail.example,1971-07-17,1234.50,eur,${handles}
`
  const kept = () => all(`SELECT site, handle FROM earshot.customer_handle ORDER BY site`)
  await run('customers', file('127.0.0.1:4401:Mara_K|www.Forum.example:@mara'))
  expect(
    await all(`SELECT external_id, crm_id, name, email, birth_date::text, lifetime_value, currency
      FROM earshot.customer`),
  ).toEqual([
    {
      external_id: 'C-1',
      crm_id: 'crm-1',
      name: 'Mara',
      email: 'Mara@Mail.example',
      birth_date: '1971-07-17',
      lifetime_value: 1234.5,
      currency: 'EUR',
    },
  ])
  expect(await kept()).toEqual([
    { site: '127.0.0.1:4401', handle: 'mara_k' },
    { site: 'forum.example', handle: 'mara' },
  ])

  const same = await run('customers', file('forum.example:MARA|127.0.0.1:4401:mara_k'))
  expect(same.report).toEqual(counts({ read: 1, unchanged: 1 }))

  const before = await all('SELECT change_seq FROM earshot.customer')
  const other = await run('customers', file('forum.example:mara2'))
  expect(other.report).toEqual(counts({ read: 1, changed: 1 }))
  expect(await kept()).toEqual([{ site: 'forum.example', handle: 'mara2' }])
  expect(await all('SELECT change_seq FROM earshot.customer')).not.toEqual(before)

  const without = await run('customers', file('x', 'comment'))
  expect(without.report).toEqual(counts({ read: 1, unchanged: 1 }))
  expect(await kept()).toEqual([{ site: 'forum.example', handle: 'mara2' }])

  await run('customers', file(''))
  expect(await kept()).toEqual([])
})

test.each([
  ['email', 'mara', 'must be an e-mail address'],
  ['handles', 'mara_k', 'must be site:handle'],
  ['birth_date', '17.7.1971', 'must be a day such as 2026-03-04'],
  ['birth_date', '2026-02-30', 'must be a day such as 2026-03-04'],
  ['lifetime_value', '1.234,50', 'must be a number such as 1234.56'],
  ['lifetime_value', `1${'0'.repeat(400)}`, 'must be a number such as 1234.56'],
  ['currency', '€', 'must be a currency of three letters'],
  ['name', 'Ma\u0000ra', 'must be text without control codes'],
])('a customer with %s %j is refused', async (column, value, message) => {
  const { faults } = await run('customers', `customer_id,${column}\nC-1,"${value}"\n`)
  expect(faults).toEqual([expect.stringContaining(`:2 ${column}: ${message}`)])
})

test('NDJSON takes numbers, lists and truth values, keeps what a line does not name, and null empties', async () => {
  await run(
    'customers',
    `{"customer_id": 17, "name": "Mara", "segment": "gold", "lifetime_value": 12.5, "handles": ["a.example:m", {"site": "b.example:81", "handle": "N"}]}`,
  )
  await run('customers', `{"customer_id": "17", "segment": null}`)
  expect(
    await all(`SELECT external_id, name, segment, lifetime_value,
      (SELECT array_agg(site || ' ' || handle ORDER BY site) FROM earshot.customer_handle) AS handles
      FROM earshot.customer`),
  ).toEqual([
    {
      external_id: '17',
      name: 'Mara',
      segment: null,
      lifetime_value: 12.5,
      handles: ['a.example m', 'b.example:81 n'],
    },
  ])
})

test('a line of NDJSON that Postgres could not store is a bad line, and the others are kept', async () => {
  const { report } = await run(
    'customers',
    '{"customer_id": "1", "name": "\\ud800"}\n{"customer_id": "2", "name": "a\\u0000"}\n{"customer_id": 12345678901234567890}\n{"customer_id": "4", "name": "Ü 😀"}',
  )
  expect(report).toMatchObject({ read: 4, new: 1, bad: 3 })
})

test('orders may come before their customers, one line a product, in the time zone of the company', async () => {
  await writeSetting(db.pool, 'company', { name: 'Acme', time_zone: 'Europe/Berlin' })
  const text = `order_id,customer_id,product_id,ordered_at,quantity,amount,currency,returned_at
O-1,C-1,P-1,2026-03-04,2,19.90,EUR,
O-1,C-1,P-2,2026-07-04 10:15,1,5,EUR,2026-07-10T10:00:00Z
O-2,C-1,P-1,2026-03-04T10:15:00.5+01:00,1,9.95,EUR,
O-3,C-1,P-1,4.3.2026,1,9.95,EUR,
`
  const { report, faults } = await run('orders', text)
  expect(report).toMatchObject({ read: 4, new: 3, bad: 1 })
  expect(faults).toEqual([
    expect.stringContaining(`:5 ordered_at: must be a day or a moment such as 2026-03-04`),
  ])
  expect(
    await all(`SELECT external_id, product_external_id, ordered_at, quantity, amount, returned_at
      FROM earshot.purchase_order ORDER BY order_id`),
  ).toEqual([
    {
      external_id: 'O-1',
      product_external_id: 'P-1',
      ordered_at: new Date('2026-03-03T23:00:00Z'),
      quantity: 2,
      amount: 19.9,
      returned_at: null,
    },
    {
      external_id: 'O-1',
      product_external_id: 'P-2',
      ordered_at: new Date('2026-07-04T08:15:00Z'),
      quantity: 1,
      amount: 5,
      returned_at: new Date('2026-07-10T10:00:00Z'),
    },
    {
      external_id: 'O-2',
      product_external_id: 'P-1',
      ordered_at: new Date('2026-03-04T09:15:00.500Z'),
      quantity: 1,
      amount: 9.95,
      returned_at: null,
    },
  ])
  const again = await run('orders', text)
  expect(again.report).toMatchObject({ read: 4, new: 0, changed: 0, unchanged: 3, bad: 1 })
})

test('two imports of one file at once double nothing', async () => {
  const rows = Array.from({ length: 2500 }, (_, i) => `P-${i},Product ${i}`)
  const paths = ['one.csv', 'two.csv'].map((name) => join(folder, name))
  for (const path of paths) await writeFile(path, `product_id,name\n${rows.join('\n')}\n`)
  const reports = await Promise.all(paths.map((path) => importFile(db.pool, 'products', path)))
  expect(reports.map((report) => report.new).reduce((a, b) => a + b)).toBe(2500)
  expect(reports.map((report) => report.unchanged).reduce((a, b) => a + b)).toBe(2500)
})

let files = 0

async function run(kind: ImportKindName, content: string, map?: string) {
  const path = join(folder, `file-${files++}`)
  await writeFile(path, content)
  const faults: string[] = []
  const warnings: string[] = []
  const report = await importFile(db.pool, kind, path, {
    map,
    onFault: (fault) => faults.push(fault),
    onWarning: (warning) => warnings.push(warning),
  })
  const { read, bad, duplicates, new: fresh, changed, unchanged } = report
  expect(fresh + changed + unchanged + duplicates + bad).toBe(read)
  return { report, faults, warnings, path }
}

function counts(given: Partial<ImportReport>): ImportReport {
  return {
    read: 0,
    new: 0,
    changed: 0,
    unchanged: 0,
    duplicates: 0,
    bad: 0,
    rejectsFile: null,
    ...given,
  }
}

async function mend(path: string, bad: string, good: string): Promise<void> {
  const text = await readFile(path, 'utf8')
  expect(text).toContain(bad)
  await writeFile(path, text.replace(bad, good))
}

async function all(sql: string): Promise<Record<string, unknown>[]> {
  return (await db.pool.query(sql)).rows
}
