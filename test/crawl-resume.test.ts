import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ownPaceStore } from '../net/pace.ts'
import { openPool } from '../schema/database.ts'
import {
  type Answer,
  addSource,
  crawl,
  openSite,
  page,
  reviewPage,
  reviews,
  rowsOf,
  type Site,
} from './crawl-site.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
const open: Site[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((site) => site.close()))
})
afterAll(() => database.drop())

async function shop(): Promise<Site> {
  const paths = Array.from({ length: 12 }, (_, index) => `/product/${index}`)
  const pages: Record<string, Answer> = { '/': page('', paths.slice(0, 3)) }
  for (const [index, path] of paths.entries()) {
    const links = paths.slice(index, index + 4)
    pages[path] = reviewPage(`lamp ${index}`, reviews(`p${index}`, 3), links)
  }
  const site = await openSite(pages)
  open.push(site)
  return site
}

type Source = Awaited<ReturnType<typeof addSource>>

/** Crawls over connections of its own, which are all ended hard, again and again, after some pages. */
async function crawlUntilCut(source: Source, pagesBefore: number): Promise<unknown> {
  const pool = openPool(database.url, { applicationName: 'cut-off' })
  let cutting: NodeJS.Timeout | undefined
  let pages = 0
  const cut = () => {
    void database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cut-off'`,
    )
  }
  try {
    return await crawl(pool, source, {
      paceStore: ownPaceStore(),
      onProgress: () => {
        pages += 1
        if (pages === pagesBefore) cutting = setInterval(cut, 3)
      },
    })
  } finally {
    clearInterval(cutting)
    await pool.end()
  }
}

describe('a crawl that is stopped in the middle', () => {
  test('goes on where it was, and ends with the rows of one that was not', async () => {
    const { origin, paths } = await shop()
    const whole = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, whole)
    const askedOnce = paths().length

    const source = await addSource(database.pool, `${origin}/`)
    const stopping = new AbortController()
    const first = await crawl(database.pool, source, {
      signal: stopping.signal,
      concurrency: 1,
      onProgress: ({ pagesDone }) => {
        if (pagesDone === 4) stopping.abort()
      },
    })
    expect(first).toMatchObject({ isFinished: false, stopReason: 'stopped', isHealthy: null })
    const { rows } = await database.pool.query(
      `SELECT DISTINCT state FROM earshot.raw_item LEFT JOIN earshot.raw_item_work USING (raw_item_id)
       WHERE source_id = $1`,
      [source.source_id],
    )
    expect(rows).toEqual([{ state: 'held' }])

    const second = await crawl(database.pool, source)
    expect(second).toMatchObject({ isFinished: true, runId: first.runId, stopReason: 'complete' })
    expect(await rowsOf(database.pool, source.source_id)).toEqual(
      await rowsOf(database.pool, whole.source_id),
    )
    // But for the page that was in hand.
    expect(paths().length).toBeLessThanOrEqual(2 * askedOnce + 1)
  })

  test('loses nothing when its connections are cut, again and again', async () => {
    const { origin } = await shop()
    const whole = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, whole)
    const source = await addSource(database.pool, `${origin}/`)
    for (const pagesBefore of [1, 3, 2]) {
      await expect(crawlUntilCut(source, pagesBefore)).rejects.toThrow()
    }
    await crawl(database.pool, source)
    expect(await rowsOf(database.pool, source.source_id)).toEqual(
      await rowsOf(database.pool, whole.source_id),
    )
  })

  test('is begun by two at once and done once', async () => {
    const { origin } = await shop()
    const whole = await addSource(database.pool, `${origin}/`)
    await crawl(database.pool, whole)
    const source = await addSource(database.pool, `${origin}/`)
    const results = await Promise.all([crawl(database.pool, source), crawl(database.pool, source)])
    expect(results.filter(({ isFinished }) => isFinished).length).toBeGreaterThanOrEqual(1)
    const rows = (await rowsOf(database.pool, source.source_id)) as { runs: object[] }
    const alone = (await rowsOf(database.pool, whole.source_id)) as { runs: object[] }
    expect({ ...rows, runs: rows.runs.slice(0, 1) }).toEqual(alone)
  })

  test('writes nothing more once its lease is lost', async () => {
    const { origin } = await shop()
    const source = await addSource(database.pool, `${origin}/`)
    const token = randomUUID()
    const lease = (value: string) =>
      database.pool.query('UPDATE earshot.source SET lease_token = $2 WHERE source_id = $1', [
        source.source_id,
        value,
      ])
    await lease(token)
    const result = await crawl(database.pool, source, {
      token,
      concurrency: 1,
      onProgress: ({ pagesDone }) => {
        if (pagesDone === 2) void lease(randomUUID())
      },
    })
    expect(result).toMatchObject({ isFinished: false, stopReason: 'lease_lost' })
  })
})

describe("the source's hours", () => {
  test('end a run, release what it found, and let the next one go on', async () => {
    const { origin, paths } = await shop()
    const source = await addSource(database.pool, `${origin}/`, {
      pace: { requests_per_second: 50 },
    })
    // A host that rests for long ends a run as the hours do, at a moment that a test can choose.
    const paceStore = ownPaceStore()
    const { host } = new URL(origin)
    const first = await crawl(database.pool, source, {
      paceStore,
      concurrency: 1,
      onProgress: ({ pagesDone }) => {
        if (pagesDone === 5) void paceStore.block(host, 3600)
      },
    })
    expect(first).toMatchObject({ isFinished: true, stopReason: 'resting', isHealthy: true })
    expect(first.released).toBeGreaterThan(0)
    const before = paths().length
    await paceStore.delete(host)
    const second = await crawl(database.pool, source, { paceStore })
    expect(second).toMatchObject({ isFinished: true, stopReason: 'complete', isHealthy: true })
    expect(second.runId).not.toBe(first.runId)
    expect(before + paths().slice(before).length).toBe(13)
    expect(new Set(paths()).size).toBe(13)
  })

  test('that are over when it begins leave the source as it is', async () => {
    const { origin, paths } = await shop()
    const hour = new Date().getUTCHours()
    const at = (hours: number) => `${String((hour + hours) % 24).padStart(2, '0')}:00`
    const source = await addSource(database.pool, `${origin}/`, {
      pace: { window: `${at(3)}-${at(5)}` },
    })
    expect(await crawl(database.pool, source)).toMatchObject({
      isFinished: true,
      stopReason: 'window',
    })
    expect(paths()).toEqual([])
  })
})
