import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDemoSites } from '../../demo/servers.ts'
import { makeWorld } from '../../demo/world.ts'
import { openPool, type Pool } from '../../schema/database.ts'
import { type EmbeddedServer, startEmbeddedServer } from '../../schema/embedded-server.ts'
import { migrate } from '../../schema/migrate.ts'
import { addApiKey } from '../../schema/queries/api-keys.ts'
import { makeSourcesDue } from '../../schema/queries/open-work.ts'
import { hashApiKey, makeApiKey } from '../../workers/api-key.ts'
import { loadDemoCompany } from '../demo-company.ts'
import { type EarshotProcess, startEarshot } from '../earshot-process.ts'

const MENTIONS = 100_000
const ITEMS_A_REQUEST = 1000
const CLIENTS = 8
/** Every tenth request is sent twice, as by a client whose connection broke before the answer. */
const REPEAT_EVERY = 10
const MEMORY_LIMIT_MIB = 900
const PATIENCE_MS = 900_000

let folder: string
let server: EmbeddedServer
let pool: Pool
let whole: EarshotProcess
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-load-'))
  server = await startEmbeddedServer(join(folder, 'postgres'))
  pool = openPool(server.url)
  await migrate(pool)
}, 60_000)
afterAll(async () => {
  await whole?.kill()
  await pool?.end()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('100,000 mentions pushed while a crawl runs are all there once, and memory is bounded', {
  timeout: PATIENCE_MS,
}, async () => {
  const world = makeWorld({ seed: 11, endsAt: new Date() })
  const sites = await startDemoSites(world, { port: 0 })
  await loadDemoCompany(pool, world, sites, { folder, requestsPerSecond: 2 })
  await makeSourcesDue(pool)
  const key = makeApiKey()
  await addApiKey(pool, { name: 'load', keyHash: hashApiKey(key), scopes: ['mentions:write'] })
  whole = startEarshot(['up'], {
    folder,
    env: {
      DATABASE_URL: server.url,
      EARSHOT_SECRET: 'a secret of sixteen',
      EARSHOT_ALLOW_HOSTS: '127.0.0.0/8',
      EARSHOT_PORT: '0',
    },
  })
  await whole.untilLogged('Console: ')
  const url = /Console: (\S+)/.exec(whole.log())?.[1] ?? ''
  try {
    while ((await count('earshot.page')) === 0) await sleep(50)
    const pagesBefore = await count('earshot.page')
    const startedAt = performance.now()
    const requests = Array.from({ length: MENTIONS / ITEMS_A_REQUEST }, (_, n) => n)
    await Promise.all(Array.from({ length: CLIENTS }, () => pushAll(url, key, requests)))
    const pushedMs = performance.now() - startedAt
    const pagesAfter = await count('earshot.page')
    expect(await count(`earshot.raw_item WHERE page_facts IS NULL`)).toBe(MENTIONS)
    while ((await count(PUSHED)) < MENTIONS) await sleep(500)
    const processedMs = performance.now() - startedAt
    const { rows } = await pool.query(
      `SELECT count(*) AS n, count(DISTINCT source_item_id) AS ids FROM ${PUSHED}`,
    )
    const peakMib = await peakMemoryMib(whole.pid)
    console.log(
      `${MENTIONS} mentions: pushed in ${Math.round(pushedMs)} ms, processed in ${Math.round(processedMs)} ms; ` +
        `${pagesAfter - pagesBefore} pages crawled meanwhile; peak memory ${peakMib} MiB`,
    )
    expect(rows).toEqual([{ n: MENTIONS, ids: MENTIONS }])
    expect(pagesAfter).toBeGreaterThan(pagesBefore)
    expect(peakMib).toBeLessThan(MEMORY_LIMIT_MIB)
    expect(await count('earshot.raw_item_work WHERE state = $$quarantined$$')).toBe(0)
  } finally {
    await sites.close()
  }
  expect((await whole.stop()).code).toBe(0)
})

const PUSHED = `earshot.mention JOIN earshot.source USING (source_id) WHERE source.name LIKE 'load-%'`

/** Takes requests from the list until it is empty; one that is refused for its rate waits as it is told. */
async function pushAll(url: string, key: string, requests: number[]): Promise<void> {
  for (let n = requests.shift(); n !== undefined; n = requests.shift()) {
    const times = n % REPEAT_EVERY === 0 ? 2 : 1
    for (let time = 0; time < times; time++) {
      const answer = await push(url, key, bodyOf(n))
      expect(answer, `request ${n}`).toMatchObject({ errors: [] })
    }
  }
}

async function push(url: string, key: string, body: string): Promise<unknown> {
  for (;;) {
    const response = await fetch(`${url}/api/mentions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      body,
    })
    const answer: unknown = await response.json()
    if (response.status !== 429) return answer
    await sleep(Number(response.headers.get('retry-after')) * 1000)
  }
}

const SAID = [
  'The headband broke after a week, and nobody answers my messages.',
  'Great sound for the price, I would buy these again at once.',
  'Battery lasts two days. The app could be better, but it does what it should.',
  'Delivery took three weeks and the box was open. Very disappointed.',
]

function bodyOf(request: number): string {
  const lines = Array.from({ length: ITEMS_A_REQUEST }, (_, i) => {
    const n = request * ITEMS_A_REQUEST + i
    return JSON.stringify({
      source: `load-${n % 5}`,
      type: 'review',
      sourceItemId: `item-${n}`,
      itemReviewed: { name: `Product ${n % 300}`, sku: `SKU-${n % 300}` },
      author: { name: `Person ${n % 20_000}` },
      text: `${SAID[n % SAID.length]} (${n})`,
      publishedAt: `2026-0${1 + (n % 9)}-1${n % 10}`,
      rating: { ratingValue: 1 + (n % 5), bestRating: 5, worstRating: 1 },
    })
  })
  return lines.join('\n')
}

async function count(from: string): Promise<number> {
  const { rows } = await pool.query(`SELECT count(*) AS n FROM ${from}`)
  return rows[0].n
}

/** The most memory that a process ever had, from the kernel (Linux). */
async function peakMemoryMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024)
}
