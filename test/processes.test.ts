import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DemoSites, startDemoSites } from '../demo/servers.ts'
import { makeWorld } from '../demo/world.ts'
import { makeSourcesDue } from '../schema/queries/open-work.ts'
import { addSource, openSite, page } from './crawl-site.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { differencesFromHeard, HEARD, isAllHeard, loadDemoCompany } from './demo-company.ts'
import { type EarshotProcess, startEarshot } from './earshot-process.ts'
import { redisIsMissing, startRedis, type TestRedis } from './redis-server.ts'

const SECRET = 'processes-test-secret'
let folder: string
let database: TestDatabase
let redis: TestRedis | null = null
let running: EarshotProcess[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-processes-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function start(...args: string[]): EarshotProcess {
  const started = startEarshot(args, {
    folder,
    env: {
      DATABASE_URL: database.url,
      EARSHOT_SECRET: SECRET,
      EARSHOT_ALLOW_HOSTS: '127.0.0.0/8',
      ...(redis && { REDIS_URL: redis.url }),
    },
  })
  running.push(started)
  return started
}

async function worker(parts: string): Promise<EarshotProcess> {
  const started = start('worker', '--only', parts)
  await started.untilLogged('"working"')
  return started
}

async function stopAll(): Promise<void> {
  for (const { stop } of running.splice(0)) await stop()
}

async function count(sql: string): Promise<number> {
  const { rows } = await database.pool.query(`SELECT count(*) AS n FROM ${sql}`)
  return rows[0].n
}

async function until(what: string, isSo: () => Promise<boolean>, limitMs: number): Promise<void> {
  const startedAt = Date.now()
  while (!(await isSo())) {
    if (Date.now() - startedAt > limitMs) throw new Error(`${what}: not within ${limitMs} ms`)
    await sleep(50)
  }
}

describe('with the queue on Postgres', () => {
  separateProcesses(() => database.pool.query('DROP SCHEMA bullmq CASCADE'))
})

describe.skipIf(redisIsMissing)(
  `with the queue on Redis${redisIsMissing ? ' (not run: needs Redis)' : ''}`,
  () => {
    beforeAll(async () => {
      redis = await startRedis()
      running = []
      database = await createTestDatabase()
    })
    afterAll(async () => {
      await stopAll()
      await redis?.stop()
      await database.drop()
    })

    // All parts as processes on Redis: test/faults/kill-processes.fault.ts
    test('a process that is told to stop while Redis is away ends with 0 all the same', {
      timeout: 60_000,
    }, async () => {
      const all = await worker('dispatch,crawl,process,alert,deliver')
      await redis?.kill()
      await all.untilLogged('nothing can be given out now')
      const { code, tookMs } = await all.stop()
      expect(code).toBe(0)
      expect(tookMs).toBeLessThan(15_000)
    })
  },
)

/** The parts as processes on the demo's sites; the queue is lost on the way. */
function separateProcesses(loseQueue: () => Promise<unknown>): void {
  const world = makeWorld({ seed: 7, endsAt: new Date() })
  let sites: DemoSites
  const startedAt = new Date()

  beforeAll(async () => {
    running = []
    database = await createTestDatabase()
    sites = await startDemoSites(world, { port: 0 })
    await loadDemoCompany(database.pool, world, sites, { folder, requestsPerSecond: 25 })
    expect((await start('migrate').exit).code).toBe(0)
  })
  afterAll(async () => {
    await stopAll()
    await sites.close()
    await database.drop()
  })

  test('a crawl process that is told to stop ends with 0 in the middle of its runs', {
    timeout: 90_000,
  }, async () => {
    await worker('dispatch')
    const crawler = await worker('crawl')
    await makeSourcesDue(database.pool)
    await until('some pages', async () => (await count('earshot.page')) >= 10, 60_000)
    const { code, tookMs } = await crawler.stop()
    expect(code).toBe(0)
    expect(tookMs).toBeLessThan(30_000)
    expect(await count('earshot.crawl_run WHERE finished_at IS NULL')).toBe(HEARD.length)
    expect(await count('earshot.source WHERE lease_token IS NOT NULL AND lease_taken')).toBe(0)
  })

  test('another goes on with them, the queue is lost, and every word is heard once', {
    timeout: 120_000,
  }, async () => {
    const others = await Promise.all([worker('crawl'), worker('process'), worker('alert,deliver')])
    await until('more pages', async () => (await count('earshot.page')) >= 20, 30_000)
    await loseQueue().catch(loseQueue) // in a deadlock with those who use it, once
    await until('all heard', () => isAllHeard(database.pool, startedAt), 90_000)
    expect(await differencesFromHeard(database.pool, world)).toEqual([])
    expect(await count('earshot.crawl_run')).toBe(HEARD.length)
    for (const { log } of others) expect(log()).not.toContain('"level":50')
  })

  test('every process ends with 0 when it is told to, and shows a sign of life before', async () => {
    expect(existsSync(join(folder, 'alive'))).toBe(true)
    const ends = await Promise.all(running.splice(0).map(({ stop }) => stop()))
    expect(ends.map(({ code }) => code)).toEqual(ends.map(() => 0))
    expect(Math.max(...ends.map(({ tookMs }) => tookMs))).toBeLessThan(30_000)
  })
}

/**
 * By how much requests stood closer together, over any stretch of them, than turns so far apart allow. It is
 * 0 but for requests that were on their way for longer than those after them: this machine is busy.
 */
function aheadMs(times: number[], intervalMs: number): number {
  let ahead = 0
  for (const [i, from] of times.entries()) {
    for (const [j, to] of times.entries()) {
      if (j > i) ahead = Math.max(ahead, (j - i) * intervalMs - (to - from))
    }
  }
  return ahead
}

test('the pace of a host holds across two crawl processes', { timeout: 120_000 }, async () => {
  redis = null
  running = []
  database = await createTestDatabase()
  const perSecond = 5
  const pages: Record<string, string> = {}
  // One more source than a process crawls at a time: both must take some.
  const starts = Array.from({ length: 5 }, (_, source) => `/${source}/`)
  for (const path of starts) {
    const paths = Array.from({ length: 5 }, (_, index) => `${path}${index}`)
    pages[path] = page('Words.', paths)
    for (const each of paths) pages[each] = page('Words.')
  }
  const site = await openSite(pages)
  try {
    expect((await start('migrate').exit).code).toBe(0)
    await Promise.all([worker('dispatch'), worker('crawl'), worker('crawl')])
    for (const path of starts) {
      await addSource(database.pool, `${site.origin}${path}`, {
        scope: { include: [`${path}**`] },
        pace: { requests_per_second: perSecond },
      })
    }
    await makeSourcesDue(database.pool)
    const holders = new Set<number>()
    await until(
      'all crawled',
      async () => {
        const claims = await database.pool.query('SELECT holder FROM earshot.lease_claim')
        for (const { holder } of claims.rows) holders.add(holder)
        return (await count('earshot.crawl_run WHERE finished_at IS NOT NULL')) === starts.length
      },
      90_000,
    )
    expect(holders.size).toBe(2)
    expect(new Set(site.paths()).size).toBe(30)
    // Two paces of their own would be ahead by seconds at the end.
    const times = site.seen.map(({ atMs }) => atMs).sort((a, b) => a - b)
    expect(aheadMs(times, 1000 / perSecond)).toBeLessThan(500)
  } finally {
    await stopAll()
    await site.close()
    await database.drop()
  }
})
