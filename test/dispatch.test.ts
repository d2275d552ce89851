import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { leaseDueRows } from '../schema/queries/lease-due-rows.ts'
import { takeRawItems } from '../schema/queries/take-raw-items.ts'
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
       VALUES ('s' || $1::int, 'blog', '{}', 'file') RETURNING source_id),
     added AS (
       INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload)
       SELECT source_id, 'item', 'key-' || n, '', '{}' FROM source, generate_series(1, $1::int) AS n
       RETURNING raw_item_id)
     INSERT INTO earshot.raw_item_work (raw_item_id, state) SELECT raw_item_id, 'due' FROM added`,
    [count],
  )
}

async function finish(job: LeasedJob): Promise<void> {
  await database.pool.query(
    `DELETE FROM earshot.raw_item_work WHERE raw_item_id = ANY($1) AND lease_token = $2`,
    [job.ids, job.token],
  )
}

async function countDue(): Promise<number> {
  const { rows } = await database.pool.query(
    `SELECT count(*) AS n FROM earshot.raw_item_work WHERE state = 'due'`,
  )
  return rows[0].n
}

async function untilNoneDue(limitMs: number): Promise<number> {
  const startedAt = Date.now()
  while ((await countDue()) > 0 && Date.now() - startedAt < limitMs) await sleep(50)
  return Date.now() - startedAt
}

test('what is in hand when there is no time left is given back as it was, and its token is worth nothing', async () => {
  await addDueItems(3)
  const holder = await openLeaseHolder(database.url, database.pool)
  const token = randomUUID()
  const ids = await leaseDueRows(database.pool, 'process', token, 10)
  let end = () => {}
  const working = holder.during('process', { ids, token }, async () => {
    await takeRawItems(database.pool, ids, token)
    await new Promise<void>((resolve) => {
      end = resolve
    })
  })
  while ((await countTaken()) < 3) await sleep(20)
  await holder.giveBack()
  expect(await takeRawItems(database.pool, ids, token)).toEqual([])
  expect(await leaseDueRows(database.pool, 'process', randomUUID(), 10)).toEqual(ids)
  const { rows } = await database.pool.query('SELECT sum(attempts) AS n FROM earshot.raw_item_work')
  expect(rows[0].n).toBe(0)
  end()
  await working
  await holder.close()
})

async function countTaken(): Promise<number> {
  const { rows } = await database.pool.query(
    'SELECT count(*) AS n FROM earshot.raw_item_work WHERE lease_taken',
  )
  return rows[0].n
}

describe('on Postgres', () => {
  beforeAll(async () => {
    queue = await openQueue({ databaseUrl: database.url, redisUrl: null })
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
      queue = await openQueue({ databaseUrl: database.url, redisUrl: redis.url })
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

async function leasedIds(): Promise<number[]> {
  const { rows } = await database.pool.query(
    'SELECT raw_item_id FROM earshot.raw_item_work WHERE lease_token IS NOT NULL ORDER BY 1',
  )
  return rows.map((row) => row.raw_item_id)
}

async function emptyQueue(): Promise<void> {
  await loseQueue()
  await queue.migrate()
}

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

  test('what was given out with a queue that is lost is given out again at the next look, before the rest', async () => {
    await addDueItems(5000)
    await dispatchOnce(database.pool, queue, log)
    const before = await leasedIds()
    await loseQueue()
    await dispatchOnce(database.pool, queue, log)
    expect(before).toHaveLength(2000)
    expect(await leasedIds()).toEqual(before)
    await emptyQueue()
  })

  test('jobs that run leave room for others to wait, however many processes there are', async () => {
    await addDueItems(5000)
    let end = () => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    let inHand = 0
    const consumer = queue.consume(
      'process',
      4,
      () => {
        inHand += 1
        return ended
      },
      () => {},
    )
    await dispatchOnce(database.pool, queue, log)
    while (inHand < 4) await sleep(20)
    await dispatchOnce(database.pool, queue, log)
    const pending = await queue.countPending('process')
    end()
    await consumer.close()
    expect(pending).toBe(8)
    await emptyQueue()
  })

  test('what a killed process had in hand is given out again at once', async () => {
    await addDueItems(3)
    const holder = await openLeaseHolder(database.url, database.pool)
    const token = randomUUID()
    const ids = await leaseDueRows(database.pool, 'process', token, 10)
    await database.pool.query(
      'UPDATE earshot.raw_item_work SET lease_taken = true WHERE lease_token = $1',
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
