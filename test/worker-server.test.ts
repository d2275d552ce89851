import { mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { WebServer } from '../console/serve.ts'
import { startWorkerServer } from '../console/worker-server.ts'
import { measure } from '../workers/measure.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { type EarshotProcess, startEarshot } from './earshot-process.ts'

describe('the HTTP server of a process without a console', () => {
  let running: WebServer[] = []
  afterEach(async () => {
    for (const server of running.splice(0)) await server.close()
    running = []
  })

  async function start(place: { host?: string; port?: number } = {}): Promise<WebServer> {
    const server = await startWorkerServer({ host: '127.0.0.1', port: 0, ...place })
    running.push(server)
    return server
  }

  test('says that the process lives', async () => {
    const response = await fetch(`${(await start()).url}/healthz`)
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
  })

  test('tells how long the stages of its process took', async () => {
    const { url } = await start()
    await measure('crawl_page', async () => {})
    const text = await (await fetch(`${url}/metrics`)).text()
    expect(text).toContain(
      'earshot_stage_duration_seconds_count{stage="crawl_page",outcome="done"} 1',
    )
    expect(text).toMatch(/^process_resident_memory_bytes \d/m)
  })

  test('leaves what stands in Postgres to the console, so that no sum counts it twice', async () => {
    const text = await (await fetch(`${(await start()).url}/metrics`)).text()
    const names = new Set(text.match(/^# TYPE earshot_\w+/gm))
    expect([...names].sort()).toEqual([
      '# TYPE earshot_build_info',
      '# TYPE earshot_stage_duration_seconds',
    ])
  })

  test('answers only under a name of this machine', async () => {
    const { url } = await start()
    const status = await new Promise((resolve, reject) => {
      get(`${url}/metrics`, { headers: { host: 'rebound.example' } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).on('error', reject)
    })
    expect(status).toBe(403)
  })

  test('listens on no address that other machines reach', async () => {
    await expect(start({ host: '0.0.0.0' })).rejects.toMatchObject({ code: 'not_loopback' })
  })

  test('names its own option where the port is taken', async () => {
    const port = Number(new URL((await start()).url).port)
    await expect(start({ port })).rejects.toThrow(/is taken: .* --port\.$/)
  })
})

describe('earshot worker', () => {
  let database: TestDatabase
  let folder: string
  let started: EarshotProcess | null = null
  beforeAll(async () => {
    database = await createTestDatabase()
    folder = await mkdtemp(join(tmpdir(), 'earshot-worker-'))
  })
  afterEach(async () => {
    await started?.stop()
    started = null
  })
  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  function worker(...args: string[]): EarshotProcess {
    const env = { DATABASE_URL: database.url, EARSHOT_SECRET: 'a secret of the worker test' }
    started = startEarshot(['worker', '--only', 'dispatch,process', ...args], { folder, env })
    return started
  }

  test('with --port tells of the work that it does', async () => {
    await database.pool.query(
      `WITH source AS (
         INSERT INTO earshot.source (name, channel, config, origin)
         VALUES ('survey', 'community', '{}', 'import') RETURNING source_id),
       added AS (
         INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload)
         SELECT source_id, 'item', 'key', 'hash', '{}' FROM source RETURNING raw_item_id)
       INSERT INTO earshot.raw_item_work (raw_item_id, state) SELECT raw_item_id, 'due' FROM added`,
    )
    const { untilLogged, log } = worker('--port', '0')
    await untilLogged('"working"')
    const url = /"metricsUrl":"([^"]+)"/.exec(log())?.[1]
    const metrics = async () => (await fetch(`${url}/metrics`)).text()
    while (!/_seconds_count\{stage="process_read",outcome="\w+"\} 1/.test(await metrics())) {
      await sleep(50)
    }
  })

  test('without --port has no HTTP server', async () => {
    const { untilLogged, log } = worker()
    await untilLogged('"working"')
    expect(log()).not.toContain('metricsUrl')
  })

  test.each(['x', '65536'])('refuses --port %j', async (port) => {
    const { exit, log } = worker('--port', port)
    expect(await exit).toMatchObject({ code: 2 })
    expect(log()).toContain('must be a number from 0 to 65535')
    started = null
  })
})
