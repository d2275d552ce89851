import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { leaseDueRows } from '../schema/queries/lease-due-rows.ts'
import { dispatchOnce, startDispatcher } from '../workers/dispatch.ts'
import { openLeaseHolder } from '../workers/lease.ts'
import { type JobQueue, type LeasedJob, openQueue } from '../workers/queue.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { redisIsMissing, startRedis, type TestRedis } from './redis-server.ts'

const log = pino({ level: 'silent' })
let database: TestDatabase
let queue: JobQueue
/** Takes from the queue all that it holds, under whoever uses it. */
let loseQueue: () => Promise<void>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.pool.query(
    'TRUNCATE earshot.source, earshot.raw_item, earshot.lease_claim CASCADE',
  )
})

/** Raw items that are due; their words don't matter here. */
async function addDueItems(count: number): Promise<void> {
  await database.pool.query(
    `WITH source AS (
       INSERT INTO earshot.source (name, channel, config, origin)
       VALUES ('s' || $1::int, 'blog', '{}', 'file') RETURNING source_id)
     INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload, state)
     SELECT source_id, 'item', 'key-' || n, '', '{}', 'due' FROM source, generate_series(1, $1::int) AS n`,
    [count],
  )
}

async function finish(job: LeasedJob): Promise<void> {
  await database.pool.query(
    `UPDATE earshot.raw_item SET state = 'done', lease_token = NULL, leased_until = NULL
     WHERE raw_item_id = ANY($1) AND lease_token = $2`,
    [job.ids, job.token],
  )
}

async function countDue(): Promise<number> {
  const { rows } = await database.pool.query(
    `SELECT count(*) AS n FROM earshot.raw_item WHERE state = 'due'`,
  )
  return rows[0].n
}

async function untilNoneDue(limitMs: number): Promise<number> {
  const startedAt = Date.now()
  while ((await countDue()) > 0 && Date.now() - startedAt < limitMs) await sleep(50)
  return Date.now() - startedAt
}

describe('on Postgres', () => {
  beforeAll(async () => {
    queue = openQueue({ databaseUrl: database.url, redisUrl: null })
    await queue.migrate()
    loseQueue = async () => {
      await database.pool.query('DROP SCHEMA bullmq CASCADE')
    }
  })
  afterAll(() => queue.close())
  theQueue()
})

describe.skipIf(redisIsMissing)(
  `on Redis${redisIsMissing ? ' (not run: needs Redis)' : ''}`,
  () => {
    let redis: TestRedis
    beforeAll(async () => {
      redis = await startRedis()
      queue = openQueue({ databaseUrl: database.url, redisUrl: redis.url })
      await queue.migrate()
      loseQueue = () => redis.flush()
    })
    afterAll(async () => {
      await queue.close()
      await redis.stop()
    })
    theQueue()
  },
)

function theQueue(): void {
  test('what is due reaches a worker once, in batches', async () => {
    await addDueItems(1200)
    const seen: number[] = []
    const consumer = queue.consume(
      'process',
      2,
      async (job) => {
        seen.push(...job.ids)
        await finish(job)
      },
      () => {},
    )
    const dispatcher = startDispatcher({
      pool: database.pool,
      databaseUrl: database.url,
      queue,
      log,
    })
    await untilNoneDue(10_000)
    await dispatcher.stop()
    await consumer.close()
    expect(seen).toHaveLength(1200)
    expect(new Set(seen).size).toBe(1200)
  })

  test('two dispatchers give nothing out twice', async () => {
    await addDueItems(900)
    const leases = await Promise.all(
      Array.from({ length: 6 }, () => leaseDueRows(database.pool, 'process', randomUUID(), 200)),
    )
    const ids = leases.flat()
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(900)
  })

  test('a queue that loses all that it holds under running workers is in use again within 10 s, and nothing is lost', async () => {
    const consumer = queue.consume(
      'process',
      1,
      (job) => sleep(30).then(() => finish(job)),
      () => {},
    )
    const dispatcher = startDispatcher({
      pool: database.pool,
      databaseUrl: database.url,
      queue,
      log,
    })
    await addDueItems(1500)
    await sleep(200)
    await loseQueue()
    await addDueItems(700)
    const tookMs = await untilNoneDue(15_000)
    await dispatcher.stop()
    await consumer.close()
    expect(await countDue()).toBe(0)
    expect(tookMs).toBeLessThan(10_000)
  })

  test('what a killed process had in hand is given out again at once', async () => {
    await addDueItems(3)
    const holder = await openLeaseHolder(database.url, database.pool)
    const token = randomUUID()
    const ids = await leaseDueRows(database.pool, 'process', token, 10)
    await database.pool.query(
      'UPDATE earshot.raw_item SET lease_taken = true WHERE lease_token = $1',
      [token],
    )
    // The process dies in the middle of its work: its session ends, its claim stays.
    let die = () => {}
    const dying = holder.during(
      'process',
      { ids, token },
      () =>
        new Promise<void>((resolve) => {
          die = resolve
        }),
    )
    await sleep(100)
    await dispatchOnce(database.pool, queue, log)
    expect(await leaseDueRows(database.pool, 'process', randomUUID(), 10)).toEqual([])
    await holder.close()
    await dispatchOnce(database.pool, queue, log)
    await sleep(1100) // the rest after a first failed try is one second
    await dispatchOnce(database.pool, queue, log)
    expect(await queue.countPending('process')).toBe(1)
    die()
    await dying
  })
}
