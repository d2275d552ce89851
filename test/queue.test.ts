import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type JobQueue, type LeasedJob, openQueue } from '../workers/queue.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { redisIsMissing, startRedis, type TestRedis } from './redis-server.ts'

const TOKEN = '0b8f0a54-4c4e-4a0e-9a35-6d9d1c6f2b11'

let database: TestDatabase
let redis: TestRedis | null = null
let queue: JobQueue
let loseQueue: () => Promise<void>
let dropConnections: () => Promise<void>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('on Postgres', () => {
  beforeAll(() => {
    loseQueue = async () => {
      await database.pool.query('DROP SCHEMA bullmq CASCADE')
    }
    dropConnections = async () => {
      await database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'earshot'`,
      )
    }
  })
  theQueue()
})

describe.skipIf(redisIsMissing)(
  `on Redis${redisIsMissing ? ' (not run: needs Redis)' : ''}`,
  () => {
    beforeAll(async () => {
      const server = await startRedis()
      redis = server
      loseQueue = () => server.flush()
      dropConnections = () => server.dropClients()
    })
    afterAll(() => redis?.stop())
    theQueue()
  },
)

function open(databaseUrl = database.url): Promise<JobQueue> {
  return openQueue({ databaseUrl, redisUrl: redis?.url ?? null })
}

/** Takes every job of a kind at once, and keeps what it was given. */
function collect(from: JobQueue): { jobs: LeasedJob[]; close: () => Promise<void> } {
  const jobs: LeasedJob[] = []
  const consumer = from.consume(
    'process',
    1,
    async (job) => {
      jobs.push(job)
    },
    () => {},
  )
  return { jobs, close: () => consumer.close() }
}

async function until(isSo: () => boolean, limitMs = 8_000): Promise<void> {
  const startedAt = Date.now()
  while (!isSo()) {
    if (Date.now() - startedAt > limitMs) throw new Error(`not so within ${limitMs} ms`)
    await sleep(20)
  }
}

function theQueue(): void {
  beforeEach(async () => {
    queue = await open()
    await queue.migrate()
    return () => queue.close()
  })

  test('a job reaches a consumer as it was given', async () => {
    const job = { ids: [3, 5], token: TOKEN }
    const consumer = collect(queue)
    await queue.add('process', job)
    await until(() => consumer.jobs.length > 0)
    await consumer.close()
    expect(consumer.jobs).toEqual([job])
    expect(await queue.countPending('process')).toBe(0)
  })

  test('a job that is worked on is pending, and waits no more', async () => {
    let end = () => {}
    let isInHand = false
    const consumer = queue.consume(
      'alert',
      1,
      () =>
        new Promise<void>((resolve) => {
          isInHand = true
          end = resolve
        }),
      () => {},
    )
    await queue.add('alert', { ids: [1], token: TOKEN })
    await until(() => isInHand)
    await queue.add('alert', { ids: [2], token: TOKEN })
    expect([await queue.countWaiting('alert'), await queue.countPending('alert')]).toEqual([1, 2])
    const closing = consumer.close()
    end()
    await closing
    expect([await queue.countWaiting('alert'), await queue.countPending('alert')]).toEqual([1, 1])
  })

  test('a consumer that closes ends the job in hand and takes no other', async () => {
    const begun: number[] = []
    const done: number[] = []
    const consumer = queue.consume(
      'deliver',
      1,
      async ({ ids }) => {
        begun.push(...ids)
        await sleep(300)
        done.push(...ids)
      },
      () => {},
    )
    await queue.add('deliver', { ids: [1], token: TOKEN })
    await queue.add('deliver', { ids: [2], token: TOKEN })
    await until(() => begun.length > 0)
    await consumer.close()
    await sleep(100)
    expect({ begun, done }).toEqual({ begun: [1], done: [1] })
  })

  test('what it held was lost: it says so, until it is brought back', async () => {
    expect(await queue.isThere()).toBe(true)
    await loseQueue()
    expect(await queue.isThere()).toBe(false)
    await queue.migrate()
    expect(await queue.isThere()).toBe(true)
  })

  test('a consumer whose connections break goes on by itself', async () => {
    const consumer = collect(queue)
    await queue.add('process', { ids: [1], token: TOKEN })
    await until(() => consumer.jobs.length === 1)
    await dropConnections()
    await sleep(200)
    // Who gives out work sees the broken connection, and looks again.
    for (let isAdded = false; !isAdded; ) {
      isAdded = await queue.add('process', { ids: [2], token: TOKEN }).then(
        () => true,
        () => sleep(200).then(() => false),
      )
    }
    await until(() => consumer.jobs.some(({ ids }) => ids[0] === 2))
    await consumer.close()
  })

  test('the queues of two databases hold nothing of each other', async () => {
    const otherDatabase = await createTestDatabase()
    const other = await open(otherDatabase.url)
    await other.migrate()
    await other.add('crawl', { ids: [1], token: TOKEN })
    const pending = [await queue.countPending('crawl'), await other.countPending('crawl')]
    await other.close()
    await otherDatabase.drop()
    expect(pending).toEqual([0, 1])
  })
}
