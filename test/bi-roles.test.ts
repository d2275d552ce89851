import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyViews } from '../schema/apply-views.ts'
import { inTransaction, openPool } from '../schema/database.ts'
import { insert, insertMention, insertSource } from './bi-seed.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
  await inTransaction(db.pool, applyViews)
  const source = await insertSource(db.pool)
  const product = await insert(db.pool, 'product', { external_id: 'P-1', name: 'Lamp' })
  await insertMention(db.pool, source, { day: '2026-03-01', stars: 4 }, [[product, 'subject']])
  await insert(db.pool, 'customer', { external_id: 'C-1', name: 'Mara' })
})
afterAll(() => db.drop())

test('earshot_bi reads every view of bi', async () => {
  for (const view of await viewsOf('bi')) {
    await expect(asRole('earshot_bi', `SELECT * FROM bi.${view}`), view).resolves.toBeDefined()
  }
  expect(await asRole('earshot_bi', 'SELECT mentions, ratings FROM bi.product_daily')).toEqual([
    { mentions: 1, ratings: 1 },
  ])
  expect(await asRole('earshot_bi', 'SELECT stars FROM bi.fct_mention')).toEqual([{ stars: 4 }])
})

test('earshot_bi reads nothing else', async () => {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN ('bi', 'pg_catalog', 'information_schema')
       AND n.nspname NOT LIKE 'pg_toast%'`,
  )
  expect(rows.length).toBeGreaterThan(25)
  for (const { name } of rows) {
    await expect(asRole('earshot_bi', `SELECT * FROM ${name}`), name).rejects.toThrow(
      /permission denied/,
    )
  }
})

test('earshot_bi writes nothing', async () => {
  for (const statement of [
    `INSERT INTO bi.dim_source (name) VALUES ('x')`,
    `UPDATE bi.fct_rating_snapshot SET stars = 5`,
    'DELETE FROM bi.dim_source',
    'CREATE TABLE bi.own ()',
    'SELECT earshot.lock_changes()',
  ]) {
    await expect(asRole('earshot_bi', statement), statement).rejects.toThrow(/permission denied/)
  }
})

test('earshot_bi_pii reads bi and bi_pii, and no table of ours', async () => {
  expect(await asRole('earshot_bi_pii', 'SELECT name FROM bi_pii.customer')).toEqual([
    { name: 'Mara' },
  ])
  expect(await asRole('earshot_bi_pii', 'SELECT name FROM bi.dim_product')).toEqual([
    { name: 'Lamp' },
  ])
  await expect(asRole('earshot_bi_pii', 'SELECT * FROM earshot.customer')).rejects.toThrow(
    /permission denied/,
  )
})

test('an analyst who logs in as a member of earshot_bi reads the views', async () => {
  const role = `analyst_${process.pid}`
  await db.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'analyst' IN ROLE earshot_bi`)
  try {
    const url = new URL(db.url)
    url.username = role
    url.password = 'analyst'
    const pool = openPool(url.href, { max: 1 })
    const read = await pool.query('SELECT name FROM bi.dim_product')
    await expect(pool.query('SELECT * FROM earshot.product')).rejects.toThrow(/permission denied/)
    await pool.end()
    expect(read.rows).toEqual([{ name: 'Lamp' }])
  } finally {
    await db.pool.query(`DROP ROLE ${role}`)
  }
})

async function viewsOf(schema: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    'SELECT DISTINCT view_name AS name FROM bi.data_dictionary WHERE view_schema = $1',
    [schema],
  )
  return rows.map((row) => row.name)
}

function asRole(role: string, sql: string): Promise<unknown[]> {
  return inTransaction(db.pool, async (client) => {
    await client.query(`SET LOCAL ROLE ${role}`)
    return (await client.query(sql)).rows
  })
}
