import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDemoSites } from '../../demo/servers.ts'
import { makeWorld } from '../../demo/world.ts'
import { openPool, type Pool } from '../../schema/database.ts'
import { type EmbeddedServer, startEmbeddedServer } from '../../schema/embedded-server.ts'
import { migrate } from '../../schema/migrate.ts'
import { makeSourcesDue } from '../../schema/queries/open-work.ts'
import { differencesFromHeard, HEARD, isAllHeard, loadDemoCompany } from '../demo-company.ts'
import { type EarshotProcess, startEarshot } from '../earshot-process.ts'
import { redisIsMissing, startRedis, type TestRedis } from '../redis-server.ts'

const PARTS = ['dispatch', 'dispatch', 'crawl', 'crawl', 'process', 'process', 'alert,deliver']
const FAULTS = 14
const PATIENCE_MS = 300_000

let folder: string
let server: EmbeddedServer
let pool: Pool
let redis: TestRedis

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-faults-'))
  server = await startEmbeddedServer(join(folder, 'postgres'))
  pool = openPool(server.url)
  await migrate(pool)
  redis = await startRedis()
}, 60_000)
afterAll(async () => {
  await redis?.stop()
  await pool?.end()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

function startPart(parts: string): EarshotProcess {
  return startEarshot(['worker', '--only', parts], {
    folder,
    env: {
      DATABASE_URL: server.url,
      REDIS_URL: redis.url,
      EARSHOT_SECRET: 'a secret of sixteen',
      EARSHOT_ALLOW_HOSTS: '127.0.0.0/8',
    },
  })
}

test.skipIf(redisIsMissing)(
  'processes that are killed, and a Redis that loses all, in any order, end with the same rows',
  {
    timeout: PATIENCE_MS,
  },
  async () => {
    const world = makeWorld({ seed: 11, endsAt: new Date() })
    const sites = await startDemoSites(world, { port: 0 })
    const startedAt = new Date()
    await loadDemoCompany(pool, world, sites, { folder, requestsPerSecond: 20 })
    await makeSourcesDue(pool)
    const running = PARTS.map(startPart)
    const faults: string[] = []
    try {
      for (let fault = 0; fault < FAULTS; fault++) {
        await sleep(500 + Math.random() * 1_500)
        faults.push(await breakSomething(fault, running))
      }
      const untilMs = Date.now() + 180_000
      while (!(await isAllHeard(pool, startedAt)) && Date.now() < untilMs) await sleep(200)
      const story = faults.join(', ')
      expect(await differencesFromHeard(pool, world), story).toEqual([])
      const runs = await pool.query(
        'SELECT finished_at IS NOT NULL AS ended FROM earshot.crawl_run',
      )
      expect(runs.rows, story).toEqual(HEARD.map(() => ({ ended: true })))
      const ends = await Promise.all(running.map(({ stop }) => stop()))
      expect(ends.map(({ code }) => code)).toEqual(PARTS.map(() => 0))
    } finally {
      await Promise.all(running.map(({ kill }) => kill()))
      await sites.close()
    }
  },
)

/** @returns what it did */
async function breakSomething(fault: number, running: EarshotProcess[]): Promise<string> {
  if (fault % 5 === 3) {
    await redis.flush()
    return 'flushed Redis'
  }
  if (fault % 5 === 4) {
    await redis.kill()
    await sleep(1_000)
    await redis.restart()
    return 'restarted Redis'
  }
  const index = Math.floor(Math.random() * PARTS.length)
  const parts = PARTS[index] ?? ''
  await running[index]?.kill()
  running[index] = startPart(parts)
  return `killed ${parts}`
}
