import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyViews } from '../schema/apply-views.ts'
import { inTransaction } from '../schema/database.ts'
import { insertSource } from './bi-seed.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

const MENTIONS = 100_000
let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
  await inTransaction(db.pool, applyViews)
  const source = await insertSource(db.pool)
  // The triggers are switched off for the making of the rows alone: change_seq is given instead.
  await db.pool.query(`
    ALTER TABLE earshot.mention DISABLE TRIGGER USER;
    ALTER TABLE earshot.mention_product DISABLE TRIGGER USER;
    INSERT INTO earshot.product (external_id, name) SELECT 'P-' || i, 'Product ' || i FROM generate_series(1, 50) i;
    INSERT INTO earshot.mention (site, type, source_id, channel, text, day, published_at, collected_at,
      content_hash, analysis_version, stars, sentiment_score, sentiment_label, change_seq)
    SELECT 'shop.example', 'review', ${source}, 'own_site', repeat('so it is said ', 20),
      date '2025-09-01' + i % 180, timestamptz '2025-09-01' + make_interval(days => i % 180), now(),
      'hash', 'test', 1 + i % 5, 0.5, 'positive', i
    FROM generate_series(1, ${MENTIONS}) i;
    INSERT INTO earshot.mention_product (mention_id, product_id, role, confidence, method, change_seq)
    SELECT mention_id, (SELECT min(product_id) FROM earshot.product) + mention_id % 50, 'subject', 1, 'gtin', change_seq
    FROM earshot.mention;
    ALTER TABLE earshot.mention ENABLE TRIGGER USER;
    ALTER TABLE earshot.mention_product ENABLE TRIGGER USER;
    ANALYZE earshot.mention; ANALYZE earshot.mention_product; ANALYZE earshot.product;
  `)
})
afterAll(() => db.drop())

test.each([
  ['what changed since', 'change_seq > 99000', 'mention_change'],
  ['a day', `day = '2025-10-10'`, 'mention_day'],
  ['one mention', 'mention_id = 500', 'mention_pkey'],
])('fct_mention finds %s by an index', async (_, condition, index) => {
  const { rows } = await db.pool.query(`EXPLAIN SELECT * FROM bi.fct_mention WHERE ${condition}`)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toContain(index)
  expect(plan).not.toContain('Seq Scan on mention m')
})

test('product_daily of 100,000 mentions takes less than a second', async () => {
  const timesMs: number[] = []
  // the best of three: other processes share the machine
  for (let round = 0; round < 3; round++) {
    const started = performance.now()
    const { rows } = await db.pool.query(
      'SELECT sum(mentions) AS mentions, sum(stars_low) AS low FROM bi.product_daily',
    )
    timesMs.push(performance.now() - started)
    expect(Number(rows[0].mentions)).toBe(MENTIONS)
  }
  expect(Math.min(...timesMs)).toBeLessThan(1000)
})
