import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings } from '../config/settings.ts'
import { ownPaceStore } from '../net/pace.ts'
import { openWayOut } from '../net/way-out.ts'
import { openQueue } from '../workers/queue.ts'
import { startWorkers } from '../workers/start-workers.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('a batch that does not end in time is given back as it was, and writes nothing afterwards', async () => {
  const { pool, url: databaseUrl } = database
  const queue = await openQueue({ databaseUrl, redisUrl: null })
  await queue.migrate()
  const wayOut = openWayOut({
    userAgent: 'Earshot/test',
    allowHosts: [],
    paceStore: ownPaceStore(),
  })
  await pool.query(
    `WITH source AS (
       INSERT INTO earshot.source (name, channel, config, origin)
       VALUES ('s', 'blog', '{}', 'file') RETURNING source_id),
     added AS (
       INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload)
       SELECT source_id, 'item', 'key', '', '{}' FROM source RETURNING raw_item_id)
     INSERT INTO earshot.raw_item_work (raw_item_id, state) SELECT raw_item_id, 'due' FROM added`,
  )
  const workers = await startWorkers({
    pool,
    databaseUrl,
    queue,
    wayOut,
    parts: ['dispatch', 'process'],
    settings: await readSettings(),
    secret: 'a secret of sixteen',
    log: pino({ level: 'silent' }),
    drainLimitMs: 300,
  })
  // Somebody else writes: the batch waits for the change lock.
  const writer = await pool.connect()
  await writer.query('BEGIN')
  await writer.query('SELECT earshot.lock_changes()')
  await pool.query(`SELECT pg_notify('earshot_due', 'raw_item')`)
  while (!(await isWaitingForLock())) await sleep(20)
  await workers.stop()
  const given = await readItem()
  await writer.query('COMMIT')
  writer.release()
  while (await isWaitingForLock()) await sleep(20)
  await sleep(200)
  const after = await readItem()
  await queue.close()
  await wayOut.close()
  expect(given).toEqual({ state: 'due', attempts: 0, lease_token: null })
  expect(after).toEqual(given)
})

async function isWaitingForLock(): Promise<boolean> {
  const { rows } = await database.pool.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  )
  return rows.length > 0
}

async function readItem(): Promise<unknown> {
  const { rows } = await database.pool.query(
    'SELECT state, attempts, lease_token FROM earshot.raw_item_work',
  )
  return rows[0]
}
