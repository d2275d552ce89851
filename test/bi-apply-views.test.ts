import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyViews } from '../schema/apply-views.ts'
import { inTransaction, openPool } from '../schema/database.ts'
import { startEmbeddedServer } from '../schema/embedded-server.ts'
import { migrate } from '../schema/migrate.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let db: TestDatabase
beforeEach(async () => {
  db = await createTestDatabase()
})
afterEach(() => db.drop())

test('a second run touches nothing', async () => {
  await inTransaction(db.pool, applyViews)
  const state = () =>
    db.pool.query(
      `SELECT oid, xmin::text FROM pg_class WHERE relnamespace IN ('bi'::regnamespace, 'earshot'::regnamespace) ORDER BY oid`,
    )
  const before = await state()
  expect(await inTransaction(db.pool, applyViews)).toEqual([])
  expect((await state()).rows).toEqual(before.rows)
})

test('a view that was dropped comes back', async () => {
  await inTransaction(db.pool, applyViews)
  await db.pool.query('DROP VIEW bi.product_daily')
  await inTransaction(db.pool, applyViews)
  await expect(db.pool.query('SELECT * FROM bi.product_daily')).resolves.toBeDefined()
})

test('rights of the roles that a restored backup lacks come back', async () => {
  await inTransaction(db.pool, applyViews)
  await db.pool.query('REVOKE ALL ON SCHEMA bi FROM earshot_bi')
  await db.pool.query('REVOKE ALL ON bi.product_daily FROM earshot_bi')
  await inTransaction(db.pool, applyViews)
  const { rows } = await db.pool.query(
    `SELECT has_schema_privilege('earshot_bi', 'bi', 'USAGE') AS enters,
       has_table_privilege('earshot_bi', 'bi.product_daily', 'SELECT') AS reads`,
  )
  expect(rows).toEqual([{ enters: true, reads: true }])
})

test('a view of an analyst that stands on ours survives a new version of it', async () => {
  await inTransaction(db.pool, applyViews)
  await db.pool.query('CREATE VIEW public.own AS SELECT mention_id, stars FROM bi.fct_mention')
  await db.pool.query(`UPDATE earshot.setting SET value = '"older"' WHERE key = 'bi_views'`)
  await inTransaction(db.pool, applyViews)
  await expect(db.pool.query('SELECT * FROM public.own')).resolves.toBeDefined()
})

test('two databases of one server may be made at once', async () => {
  const others = await Promise.all([createTestDatabase(), createTestDatabase()])
  const hints = await Promise.all(
    [db, ...others].map((each) => inTransaction(each.pool, applyViews)),
  )
  expect(hints.flat()).toEqual([])
  await Promise.all(others.map((each) => each.drop()))
})

test('a user who may not create roles gets the views and a hint, each time until the roles exist', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-roles-'))
  const server = await startEmbeddedServer(folder, { flags: ['fsync=off'] })
  const admin = openPool(server.url, { max: 1 })
  await admin.query(`CREATE ROLE plain LOGIN PASSWORD 'plain'`)
  await admin.query('CREATE DATABASE plain OWNER plain')
  const url = new URL(server.url)
  url.username = url.password = url.pathname = 'plain'
  const plain = openPool(url.href, { max: 1 })
  try {
    await migrate(plain)
    expect(await inTransaction(plain, applyViews)).toEqual([
      expect.stringMatching(/permission denied to create role.*CREATE ROLE earshot_bi NOLOGIN/),
    ])
    expect((await plain.query('SELECT * FROM bi.product_daily')).rows).toEqual([])

    await admin.query('CREATE ROLE earshot_bi NOLOGIN; CREATE ROLE earshot_bi_pii NOLOGIN')
    expect(await inTransaction(plain, applyViews)).toEqual([])
    const { rows } = await plain.query(
      `SELECT has_table_privilege('earshot_bi', 'bi.product_daily', 'SELECT') AS may`,
    )
    expect(rows).toEqual([{ may: true }])
  } finally {
    await Promise.all([plain.end(), admin.end()])
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
