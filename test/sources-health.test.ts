import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../schema/project-root.ts'
import { listSources } from '../schema/queries/list-sources.ts'
import { openSourceProblems } from '../schema/queries/open-source-problems.ts'
import { readSourceHealth } from '../schema/queries/read-source-health.ts'
import { removeSource } from '../schema/queries/remove-source.ts'
import { type SourceFinding, sourceFindings } from '../workers/doctor/source-findings.ts'
import { mendOf } from '../workers/doctor/source-mends.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
let sourceId: number

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.pool.query(
    'TRUNCATE earshot.source, earshot.raw_item, earshot.crawl_run, earshot.mention CASCADE',
  )
  const { rows } = await database.pool.query<{ source_id: number }>(
    `INSERT INTO earshot.source (name, channel, url, site, config, origin, next_run_at)
     VALUES ('shop', 'own_site', 'https://shop.example/', 'shop.example',
       '{"schedule": "every 6h", "policy": {"terms": "permitted"}}', 'file', now() + interval '1 hour')
     RETURNING source_id`,
  )
  sourceId = rows[0]?.source_id ?? 0
})

async function findings(): Promise<SourceFinding[]> {
  const [shop] = await readSourceHealth(database.pool)
  return shop ? sourceFindings(shop, new Date()) : []
}

function earshot(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], DATABASE_URL: database.url }
    const main = join(projectRoot, 'dist', 'cli', 'main.js')
    execFile(process.execPath, [main, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

test('a source without trouble has no findings', async () => {
  expect(await findings()).toEqual([])
})

test('an open problem is told with where, how often, and what to do with this source', async () => {
  const problem = { code: 'fewer_items', message: 'It found 3 where 40 were.', where: '/reviews' }
  await openSourceProblems(database.pool, sourceId, 1, [problem, problem])
  expect(await findings()).toEqual([
    {
      code: 'fewer_items',
      message: 'It found 3 where 40 were. (/reviews) (2 times so far)',
      mend: 'Look at the site. Where it has truly shrunk: npx earshot sources run shop --accept-fewer',
    },
  ])
})

test('a try that failed as a whole is told in health and in the list', async () => {
  await database.pool.query(
    `UPDATE earshot.source SET last_error = '{"code": "unexpected", "message": "no memory"}'`,
  )
  expect(await findings()).toMatchObject([
    { code: 'last_try_failed', message: 'Its last try failed as a whole: no memory' },
  ])
  expect(await listSources(database.pool)).toMatchObject([{ last_error: 'no memory' }])
  expect((await earshot('sources', 'list')).stdout).toContain('last_try_failed')
})

test('items that were kept aside are counted, with the reason of the latest', async () => {
  await database.pool.query(
    `WITH added AS (
       INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload)
       SELECT source_id, 'item', 'k' || n, 'h', '{}' FROM earshot.source, generate_series(1, 2) AS n
       RETURNING raw_item_id)
     INSERT INTO earshot.raw_item_work (raw_item_id, state, last_error)
     SELECT raw_item_id, 'quarantined', '{"code": "x", "message": "bad date"}' FROM added`,
  )
  expect(await findings()).toMatchObject([
    {
      code: 'quarantined',
      message: '2 items are kept aside that could not be processed; the latest: bad date',
      mend: expect.stringContaining('npx earshot replay --source shop'),
    },
  ])
})

test('a run that was not healthy is told even when no problem is open', async () => {
  await database.pool.query(
    `INSERT INTO earshot.crawl_run (source_id, trigger, finished_at, stop_reason, is_healthy)
     SELECT source_id, 'schedule', now(), 'failed', false FROM earshot.source`,
  )
  expect(await findings()).toMatchObject([{ code: 'failed' }])
})

test.each([
  ['is overdue', "next_run_at = now() - interval '11 minutes', available_at = '2020-01-01'", 1],
  ['is just due', "next_run_at = now() - interval '9 minutes', available_at = '2020-01-01'", 0],
  [
    'rests after a failure',
    "next_run_at = now() - interval '1 day', available_at = now() + interval '1 minute'",
    0,
  ],
  [
    'is being crawled',
    "next_run_at = now() - interval '1 day', leased_until = now() + interval '1 minute'",
    0,
  ],
  ['is paused', "next_run_at = now() - interval '1 day', state = 'paused'", 0],
])('a source that %s is told so, or not', async (_, change, count) => {
  await database.pool.query(
    `UPDATE earshot.source SET available_at = now() - interval '1 day', ${change}`.replace(
      change.includes('available_at') ? "available_at = now() - interval '1 day', " : '',
      '',
    ),
  )
  expect((await findings()).filter(({ code }) => code === 'overdue')).toHaveLength(count)
})

test('an import is never overdue, and is no new source', async () => {
  await database.pool.query(
    `UPDATE earshot.source SET origin = 'import', url = NULL, config = '{}', next_run_at = NULL,
       available_at = now() - interval '1 day'`,
  )
  expect(await findings()).toEqual([])
  expect((await earshot('sources', 'health')).stdout).toMatch(/^shop {2}healthy {2}imported/m)
})

test('the command shows what is wrong and what to do, as text and as JSON', async () => {
  await openSourceProblems(database.pool, sourceId, 1, [
    { code: 'blocked', message: 'https://shop.example/ is closed to us (HTTP 403).', where: null },
  ])
  const text = await earshot('sources', 'health', 'shop')
  expect(text.code).toBe(0)
  expect(text.stdout).toMatch(/^shop {2}trouble/m)
  expect(text.stdout).toContain('blocked: https://shop.example/ is closed to us (HTTP 403).')
  expect(text.stdout).toContain('→ Ask the site')
  const [row] = JSON.parse((await earshot('sources', 'health', '--json')).stdout)
  expect(row).toMatchObject({ name: 'shop', findings: [{ code: 'blocked' }] })
})

test('a name that there is not is refused with those that there are', async () => {
  const { code, stderr } = await earshot('sources', 'health', 'shp')
  expect(code).toBe(2)
  expect(stderr).toContain("There is no source 'shp'. Sources: shop.")
})

test('what to do is said for codes that are not known, too', () => {
  const source = { name: 'shop', url: 'https://shop.example/' }
  expect(mendOf('never_seen', source)).toBe(
    "See what it shows now: npx earshot preview 'https://shop.example/'",
  )
})

test('an address in a command to run is one word of a shell, as it is', () => {
  const url = "https://shop.example/?a=1&b=$&'c"
  expect(mendOf('never_seen', { name: 'shop', url })).toBe(
    "See what it shows now: npx earshot preview 'https://shop.example/?a=1&b=$&'\\''c'",
  )
})

test('a removed source is in no list, keeps its mentions, and is removed once', async () => {
  await database.pool.query(
    `INSERT INTO earshot.mention (site, type, source_id, channel, collected_at, content_hash, analysis_version)
     SELECT 'shop.example', 'review', source_id, channel, now(), 'h', 'test' FROM earshot.source`,
  )
  const { stdout } = await earshot('sources', 'remove', 'shop')
  expect(stdout).toContain('shop is removed: it is not crawled any more. Its mention stays.')
  expect(stdout).toContain('take it out there too')
  expect(await readSourceHealth(database.pool)).toEqual([])
  const mentions = await database.pool.query('SELECT FROM bi.fct_mention')
  expect(mentions.rowCount).toBe(1)
  expect(await removeSource(database.pool, 'shop')).toBeNull()
  expect((await earshot('sources', 'remove', 'shop')).code).toBe(2)
})

test('of a removed import it is said that nothing is taken for it any more', async () => {
  await database.pool.query(`UPDATE earshot.source SET origin = 'import', url = NULL`)
  const { stdout } = await earshot('sources', 'remove', 'shop')
  expect(stdout).toContain('shop is removed: nothing is taken for it any more. It has no mentions.')
})
