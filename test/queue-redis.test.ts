import { setTimeout as sleep } from 'node:timers/promises'
import pino, { type Logger } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startDispatcher } from '../workers/dispatch.ts'
import { type JobQueue, type LeasedJob, openQueue } from '../workers/queue.ts'
import { watchTrouble } from '../workers/trouble.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { redisIsMissing, startRedis, type TestRedis } from './redis-server.ts'

describe.skipIf(redisIsMissing)(
  `Redis away${redisIsMissing ? ' (not run: needs Redis)' : ''}`,
  () => {
    let database: TestDatabase
    let redis: TestRedis
    let queue: JobQueue
    beforeAll(async () => {
      database = await createTestDatabase()
    })
    afterAll(() => database.drop())
    beforeEach(async () => {
      redis = await startRedis()
      queue = await openQueue({ databaseUrl: database.url, redisUrl: redis.url })
      await queue.migrate()
    })
    afterEach(async () => {
      await queue.close()
      await redis.stop()
    })

    test('is said with its address and reason, and no password', async () => {
      await redis.kill()
      const url = redis.url.replace('redis://', 'redis://user:hidden@')
      const other = await openQueue({ databaseUrl: database.url, redisUrl: url })
      const said = await other.isThere().then(String, (error: Error) => error.message)
      await other.close()
      expect(said).toBe(
        `Redis at ${new URL(url).host} does not answer: connect ECONNREFUSED ${new URL(url).host}. ` +
          'Check REDIS_URL, and that the server runs.',
      )
    })

    test('for some seconds, dispatcher and worker go on by themselves, and say it once each', async () => {
      const { log, lines } = keptLog()
      await addDueItems(database, 1500)
      const trouble = watchTrouble(log, { met: 'the worker waits', over: 'the worker goes on' })
      const consumer = queue.consume(
        'process',
        1,
        async (job) => {
          trouble.over()
          await sleep(200)
          await finish(database, job)
        },
        (error) => trouble.met(error),
      )
      const options = { pool: database.pool, databaseUrl: database.url, queue, log }
      const dispatcher = startDispatcher(options)
      await sleep(300)
      await redis.kill()
      await sleep(3_000)
      await redis.restart()
      const startedAt = Date.now()
      while ((await countDue(database)) > 0 && Date.now() - startedAt < 15_000) await sleep(50)
      await dispatcher.stop()
      await consumer.close()
      expect(await countDue(database)).toBe(0)
      const said = lines.map(({ msg }) => msg)
      expect(said).toContain('work is given out again')
      expect(said).toContain('the worker goes on')
      expect(said.filter((line) => line.startsWith('nothing can be given out')).length).toBe(1)
      // One for the connection that broke, one for the server that then refuses.
      expect(said.filter((line) => line === 'the worker waits').length).toBeLessThanOrEqual(2)
    })

    test('a consumer closes as soon as its job in hand has ended', async () => {
      let isDone = false
      let isBegun = false
      const consumer = queue.consume(
        'process',
        1,
        async () => {
          isBegun = true
          await sleep(500)
          isDone = true
        },
        () => {},
      )
      await queue.add('process', { ids: [1], token: 'any' })
      while (!isBegun) await sleep(10)
      await redis.kill()
      await sleep(100)
      const startedAt = Date.now()
      await consumer.close()
      expect(isDone).toBe(true)
      expect(Date.now() - startedAt).toBeLessThan(2_000)
    })
  },
)

interface Line {
  msg: string
}

function keptLog(): { log: Logger; lines: Line[] } {
  const lines: Line[] = []
  const log = pino({}, { write: (text: string) => lines.push(JSON.parse(text) as Line) })
  return { log, lines }
}

async function addDueItems(database: TestDatabase, count: number): Promise<void> {
  await database.pool.query(
    `WITH source AS (
       INSERT INTO earshot.source (name, channel, config, origin)
       VALUES ('s', 'blog', '{}', 'file') RETURNING source_id),
     added AS (
       INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload)
       SELECT source_id, 'item', 'key-' || n, '', '{}' FROM source, generate_series(1, $1::int) AS n
       RETURNING raw_item_id)
     INSERT INTO earshot.raw_item_work (raw_item_id, state) SELECT raw_item_id, 'due' FROM added`,
    [count],
  )
}

async function finish(database: TestDatabase, job: LeasedJob): Promise<void> {
  await database.pool.query(
    `DELETE FROM earshot.raw_item_work WHERE raw_item_id = ANY($1) AND lease_token = $2`,
    [job.ids, job.token],
  )
}

async function countDue(database: TestDatabase): Promise<number> {
  const { rows } = await database.pool.query(
    `SELECT count(*) AS n FROM earshot.raw_item_work WHERE state = 'due'`,
  )
  return rows[0].n
}
