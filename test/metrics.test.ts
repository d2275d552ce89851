import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consoleApp } from '../console/app.ts'
import { keepFor } from '../console/keep-for.ts'
import { openPool } from '../schema/database.ts'
import { readQueueLag } from '../schema/queries/metrics-lag.ts'
import { listenToTimes, measure, type StageTime } from '../workers/measure.ts'
import { seedConsole } from './console-seed.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
let productId: number
beforeAll(async () => {
  database = await createTestDatabase()
  productId = (await seedConsole(database.pool)).products[0] ?? 0
})
afterAll(() => database.drop())

const appOf = (pool: TestDatabase['pool']) =>
  consoleApp(
    {
      pool,
      log: pino({ level: 'silent' }),
      isReady: async () => ({ ready: true, checks: {} }),
    },
    '',
  )

async function scrape(app = appOf(database.pool)) {
  const response = await app.request('/metrics', { headers: { host: 'localhost' } })
  expect(response.status).toBe(200)
  const text = await response.text()
  return { type: response.headers.get('content-type'), text, samples: parse(text) }
}

/** Reads OpenMetrics 1.0 as strictly as a scraper; each sample by its name and sorted labels. */
function parse(text: string): Map<string, number> {
  expect(text.endsWith('\n# EOF\n')).toBe(true)
  const types = new Map<string, string>()
  const samples = new Map<string, number>()
  for (const line of text.slice(0, -'# EOF\n'.length).trimEnd().split('\n')) {
    const [, name = '', type] = /^# TYPE ([a-zA-Z_:][\w:]*) (\w+)$/.exec(line) ?? []
    if (type) {
      expect(types.has(name), `TYPE of ${name} stands once`).toBe(false)
      types.set(name, type)
    }
    if (line.startsWith('#')) {
      expect(line).toMatch(/^# (?:HELP|TYPE|UNIT) \S+ \S/)
      continue
    }
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line)
    expect(sample, line).not.toBeNull()
    const [, key = '', labels = '', value = ''] = sample ?? []
    expect(labels.replace(/\w+="(?:[^"\\\n]|\\[\\n"])*"(?:,|$)/g, ''), line).toBe('')
    const family = [key, key.replace(/_(?:total|bucket|sum|count)$/, '')].find((one) =>
      types.has(one),
    )
    expect(family, `${key} has a TYPE before it`).toBeDefined()
    if (types.get(family ?? '') === 'counter') expect(key).toMatch(/_total$/)
    const id = `${key}{${labels
      .split(/,(?=\w+=")/)
      .sort()
      .join(',')}}`
    expect(samples.has(id), `${id} stands once`).toBe(false)
    // A mean of nothing; its case does not matter (ABNF).
    if (/^nan$/i.test(value)) continue
    expect(Number(value), line).not.toBeNaN()
    samples.set(id, Number(value))
  }
  return samples
}

async function one(sql: string, parameters: unknown[] = []): Promise<number> {
  const { rows } = await database.pool.query(sql, parameters)
  return Number(Object.values(rows[0] ?? {})[0])
}

describe('/metrics', () => {
  test('is OpenMetrics, with what the process and the version are', async () => {
    const { type, samples } = await scrape()
    expect(type).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
    expect([...samples.keys()]).toContainEqual(
      expect.stringMatching(/^earshot_build_info\{version="\d/),
    )
    expect(samples.get('earshot_database_up{}')).toBe(1)
    expect(samples.get('process_resident_memory_bytes{}')).toBeGreaterThan(1e7)
  })

  test('counts pages and items of each source', async () => {
    const { samples } = await scrape()
    const { rows } = await database.pool.query(
      `SELECT name, sum(pages_fetched) AS fetched, sum(items_new) AS new
       FROM earshot.crawl_run JOIN earshot.source USING (source_id) GROUP BY name`,
    )
    expect(rows.length).toBeGreaterThan(1)
    for (const row of rows) {
      const labels = (result: string) => `{result="${result}",source="${row.name}"}`
      expect(samples.get(`earshot_pages_total${labels('fetched')}`)).toBe(Number(row.fetched))
      expect(samples.get(`earshot_items_total${labels('new')}`)).toBe(Number(row.new))
    }
  })

  test('counts mentions by channel, and open problems of healthy sources too', async () => {
    const { samples } = await scrape()
    const sumOf = (name: string) =>
      [...samples].reduce(
        (sum, [key, value]) => (key.startsWith(`${name}{`) ? sum + value : sum),
        0,
      )
    expect(sumOf('earshot_mentions_total')).toBe(await one('SELECT count(*) FROM earshot.mention'))
    expect(sumOf('earshot_source_problems')).toBe(
      await one('SELECT count(*) FROM earshot.source_problem WHERE closed_at IS NULL'),
    )
    const listed = [...samples.keys()].filter((key) => key.startsWith('earshot_source_problems{'))
    expect(listed).toHaveLength(
      await one("SELECT count(*) FROM earshot.source WHERE state <> 'removed'"),
    )
  })

  test('says what waits, and for how long', async () => {
    const { pool } = database
    await pool.query(
      `WITH added AS (
         INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload)
         SELECT (SELECT min(source_id) FROM earshot.source), 'item', n, 'hash', '{}'
         FROM generate_series(1, 4) AS n RETURNING raw_item_id, raw_key)
       INSERT INTO earshot.raw_item_work (raw_item_id, state, available_at)
       SELECT raw_item_id, ('{due,due,held,quarantined}'::text[])[raw_key::int], now() - interval '90 seconds'
       FROM added`,
    )
    const { samples } = await scrape()
    expect(samples.get('earshot_raw_items{state="due"}')).toBe(2)
    expect(samples.get('earshot_raw_items{state="held"}')).toBe(1)
    expect(samples.get('earshot_raw_items{state="quarantined"}')).toBe(1)
    expect(samples.get('earshot_queue_lag_seconds{kind="process"}')).toBeGreaterThan(89)
    expect(samples.get('earshot_queue_lag_seconds{kind="process"}')).toBeLessThan(120)
    expect(samples.get('earshot_queue_lag_seconds{kind="deliver"}')).toBe(0)
  })

  test('says how late alerts were opened and delivered', async () => {
    const { pool } = database
    const sourceId = await one('SELECT min(source_id) FROM earshot.source')
    await pool.query(
      `WITH run AS (
         INSERT INTO earshot.crawl_run (source_id, trigger, started_at, finished_at)
         VALUES ($1, 'schedule', now() - interval '1 hour', now() - interval '50 seconds') RETURNING run_id),
       raw AS (
         INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload, run_id)
         SELECT $1, 'item', 'told', 'hash', '{}', run_id FROM run RETURNING raw_item_id)
       UPDATE earshot.mention SET content_raw_item_id = (SELECT raw_item_id FROM raw)
       WHERE mention_id = (SELECT max(mention_id) FROM earshot.mention_product
         WHERE product_id = $2 AND role = 'subject')`,
      [sourceId, productId],
    )
    await pool.query(
      `WITH event AS (
         INSERT INTO earshot.alert_event (alert_id, type, data, occurred_at)
         SELECT min(alert_id), 'alert.opened', '{}', now() - interval '20 seconds'
         FROM earshot.alert WHERE product_id = $1 RETURNING event_id, occurred_at)
       INSERT INTO earshot.delivery (event_id, recipient, transport, target, state, delivered_at)
       SELECT event_id, 'team', 'email', n || '@acme.example', 'delivered',
         occurred_at + make_interval(secs => n) FROM event, unnest('{2,4,9}'::int[]) AS n`,
      [productId],
    )
    const { samples } = await scrape()
    const delay = (until: string, stat: string) =>
      samples.get(`earshot_alert_delay_seconds{stat="${stat}",until="${until}"}`)
    expect(delay('opened', 'max')).toBeCloseTo(30, 1)
    expect(delay('email', 'median')).toBeCloseTo(4, 3)
    expect(delay('email', 'max')).toBeCloseTo(9, 3)
    expect(delay('webhook', 'max')).toBeUndefined()
  })

  test('counts messages that are due, and those given up in the last week', async () => {
    await database.pool.query(
      `WITH event AS (
         INSERT INTO earshot.alert_event (alert_id, type, data)
         SELECT min(alert_id), 'alert.updated', '{}' FROM earshot.alert WHERE product_id = $1
         RETURNING event_id)
       INSERT INTO earshot.delivery (event_id, recipient, transport, target, state, available_at)
       SELECT event_id, 'team', 'email', state || days, state, now() - make_interval(days => days)
       FROM event, (VALUES ('due', 0), ('failed', 6), ('failed', 8)) AS given (state, days)`,
      [productId],
    )
    const { samples } = await scrape()
    const count = (transport: string, state: string) =>
      samples.get(`earshot_deliveries{state="${state}",transport="${transport}"}`)
    expect(count('email', 'due')).toBe(1)
    expect(count('email', 'failed')).toBe(1)
    expect(count('webhook', 'due')).toBe(0)
    expect(count('webhook', 'failed')).toBe(0)
  })

  test('holds no address of a recipient and no word that was collected', async () => {
    const { text } = await scrape()
    expect(text).not.toContain('@acme.example')
    expect(text).not.toContain('Leaks after a week')
    expect(text).not.toContain('Aqua Kettle')
  })

  test('times the stages of this process, failures apart', async () => {
    const app = appOf(database.pool)
    await measure('alert', async () => {})
    await expect(measure('alert', () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    )
    const { samples } = await scrape(app)
    const count = (outcome: string) =>
      samples.get(`earshot_stage_duration_seconds_count{outcome="${outcome}",stage="alert"}`)
    expect(count('done')).toBe(1)
    expect(count('failed')).toBe(1)
  })

  test('counts nothing twice when two ask at a time, or one asks again', async () => {
    const app = appOf(database.pool)
    const [first, second] = await Promise.all([scrape(app), scrape(app)])
    const third = await scrape(app)
    const totals = ({ samples }: typeof first) =>
      [...samples].filter(([key]) => /^earshot_(?:pages|items|mentions)_total/.test(key)).sort()
    expect(totals(first).length).toBeGreaterThan(5)
    expect(totals(second)).toEqual(totals(first))
    expect(totals(third)).toEqual(totals(first))
  })

  test('says so where Postgres does not answer, and still tells of the process', async () => {
    const pool = openPool('postgres://nobody@127.0.0.1:1/none')
    const { samples } = await scrape(appOf(pool))
    expect(samples.get('earshot_database_up{}')).toBe(0)
    expect([...samples.keys()].filter((key) => key.startsWith('earshot_pages_total'))).toEqual([])
    expect(samples.get('process_resident_memory_bytes{}')).toBeGreaterThan(1e7)
    await pool.end()
  })
})

describe('the lag of crawling', () => {
  const ADD = `INSERT INTO earshot.source (name, channel, config, origin, url, next_run_at, available_at,
    lease_token, leased_until, lease_taken)`

  /** The lag where these are the only sources that are not paused. Leaves nothing behind. */
  async function lagWith(values: string): Promise<number> {
    const client = await database.pool.connect()
    try {
      await client.query("BEGIN; UPDATE earshot.source SET state = 'paused'")
      await client.query(`${ADD} VALUES ${values}`)
      return (await readQueueLag(client)).crawl
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  }
  const at = (seconds: number) => `now() + interval '${seconds} seconds'`
  const site = (nextRun: number, lease = 'NULL, NULL, false') =>
    `('lagging', 'blog', '{}', 'file', 'https://a.example/', ${at(nextRun)}, ${at(-9_000)}, ${lease})`

  test('is the time since a source was due', async () => {
    expect(await lagWith(site(-90))).toBe(90)
  })

  test('is none where a source is due later', async () => {
    expect(await lagWith(site(90))).toBe(0)
  })

  test('leaves out a source that only files and the API bring', async () => {
    const imported = `('survey', 'community', '{}', 'import', NULL, NULL, ${at(-9_000)}, NULL, NULL, false)`
    expect(await lagWith(imported)).toBe(0)
  })

  test('goes on while a source was given out and no crawler has taken it', async () => {
    expect(await lagWith(site(-90, `gen_random_uuid(), ${at(30)}, false`))).toBe(90)
  })

  test('is none while a crawler works on a source', async () => {
    expect(await lagWith(site(-90, `gen_random_uuid(), ${at(30)}, true`))).toBe(0)
  })

  test('begins anew where a crawler let a source down', async () => {
    expect(await lagWith(site(-900, `gen_random_uuid(), ${at(-20)}, true`))).toBe(20)
  })
})

describe('what is kept for a while', () => {
  test('is read again after 5 s, or later where reading took long', async () => {
    let now = 0
    let reads = 0
    let tookMs = 10
    const kept = keepFor(
      async () => {
        now += tookMs
        reads++
        return reads
      },
      () => now,
    )
    expect(await kept()).toBe(1)
    now = 5_009
    expect(await kept()).toBe(1)
    now = 5_011
    tookMs = 2_000
    expect(await kept()).toBe(2)
    now += 37_000
    expect(await kept()).toBe(2)
    now += 2_000
    expect(await kept()).toBe(3)
  })

  test('is read anew after a failure', async () => {
    let reads = 0
    const kept = keepFor(async () => {
      reads++
      if (reads === 1) throw new Error('away')
      return reads
    })
    await expect(kept()).rejects.toThrow('away')
    expect(await kept()).toBe(2)
  })
})

test('nobody listens any more after saying so', async () => {
  const heard: StageTime[] = []
  const stop = listenToTimes((time) => heard.push(time))
  await measure('crawl_page', async () => {})
  stop()
  await measure('crawl_page', async () => {})
  expect(heard).toEqual([{ stage: 'crawl_page', seconds: expect.any(Number), isDone: true }])
})
