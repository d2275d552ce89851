import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CheerioCrawler } from '@crawlee/cheerio'
import { Configuration } from '@crawlee/core'
import { MemoryStorage } from '@crawlee/memory-storage'
import { load } from 'cheerio'
import pino from 'pino'
import { Agent, request } from 'undici'
import { sourceConfig } from '../config/sources.ts'
import { crawlSource } from '../crawlers/crawl.ts'
import { sharedPaceStore } from '../net/pace.ts'
import { openWayOut } from '../net/way-out.ts'
import { openPool } from '../schema/database.ts'
import { startEmbeddedServer } from '../schema/embedded-server.ts'
import { migrate } from '../schema/migrate.ts'

/**
 * Pages a second of a whole crawl (fetch, extract, store in Postgres) against Crawlee's CheerioCrawler with
 * its defaults, and against a bare undici + cheerio loop that stores nothing. Equal concurrency, the same
 * pages of 100 KB with 50 reviews, from a server in a process of its own.
 */
const PAGES = Number(process.argv[2] ?? 5_000)
const CONCURRENCY = 10
const WARM_UP_PAGES = 50

const child = fork(fileURLToPath(new URL('./page-server.js', import.meta.url)), [`${PAGES}`])
const [port] = (await once(child, 'message')) as [number]
const origin = `http://127.0.0.1:${port}`
const urls = Array.from({ length: PAGES }, (_, n) => `${origin}/product/${n}`)

try {
  await bareLoop(urls.slice(0, WARM_UP_PAGES))
  const bare = await rate(() => bareLoop(urls))
  const cheerio = await rate(() => cheerioCrawler(urls))
  const { pagesASecond: ours, memory } = await wholeCrawl()
  console.log(`crawl, ${PAGES} pages of 100 KB with 50 reviews, concurrency ${CONCURRENCY}
  CheerioCrawler, defaults                ${shown(cheerio)} pages/s
  undici + cheerio, storing nothing       ${shown(bare)} pages/s   ${(bare / cheerio).toFixed(2)}× the CheerioCrawler
  Earshot: fetch, extract, store          ${shown(ours)} pages/s   ${(ours / cheerio).toFixed(2)}× the CheerioCrawler, ${Math.round((100 * ours) / bare)} % of the bare loop
  memory of this process, in its fifths   ${fifths(memory)
    .map((mb) => Math.round(mb))
    .join(', ')} MB`)
} finally {
  child.kill()
}

async function rate(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (1000 * PAGES) / (performance.now() - startedAt)
}

function shown(value: number): string {
  return value.toFixed(1).padStart(7)
}

/** What the reference loops read of a page: 50 reviews by selectors. */
function readReviews($: ReturnType<typeof load>): number {
  const reviews = $('article.review')
    .map((_, element) => ({
      id: $(element).attr('id'),
      title: $(element).find('.title').text(),
      stars: $(element).find('.stars').text(),
      author: $(element).find('.author').text(),
      date: $(element).find('.date').attr('datetime'),
      body: $(element).find('.body').text(),
    }))
    .get()
  return reviews.length
}

async function bareLoop(pages: string[]): Promise<void> {
  const agent = new Agent({ connections: CONCURRENCY })
  let next = 0
  const work = async () => {
    for (let url = pages[next++]; url; url = pages[next++]) {
      const { body } = await request(url, { dispatcher: agent })
      readReviews(load(await body.text(), { xml: { xmlMode: false, decodeEntities: true } }))
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  await agent.close()
}

async function cheerioCrawler(pages: string[]): Promise<void> {
  const config = new Configuration({ persistStorage: false, logLevel: 0 as never })
  config.useStorageClient(new MemoryStorage({ persistStorage: false, writeMetadata: false }))
  const crawler = new CheerioCrawler(
    {
      minConcurrency: CONCURRENCY,
      maxConcurrency: CONCURRENCY,
      requestHandler: async ({ $ }) => {
        readReviews($ as unknown as ReturnType<typeof load>)
      },
    },
    config,
  )
  await crawler.run(pages)
}

/** Means of each fifth of the samples: what grows with the pages grows from each to the next. */
function fifths(samples: number[]): number[] {
  return [0, 1, 2, 3, 4].map((n) => {
    const part = samples.slice((n * samples.length) / 5, ((n + 1) * samples.length) / 5)
    return part.reduce((sum, one) => sum + one, 0) / part.length
  })
}

async function wholeCrawl(): Promise<{ pagesASecond: number; memory: number[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'))
  const server = await startEmbeddedServer(folder)
  const pool = openPool(server.url, { max: 16 })
  const wayOut = openWayOut({
    userAgent: 'Earshot/bench',
    allowHosts: ['127.0.0.1'],
    paceStore: sharedPaceStore(pool),
  })
  const memory: number[] = []
  const sampling = setInterval(() => {
    memory.push(process.memoryUsage().rss / 1_048_576)
  }, 200)
  try {
    await migrate(pool)
    const config = sourceConfig.parse({
      name: 'bench',
      channel: 'own_site',
      url: `${origin}/`,
      scope: { max_pages: PAGES + 1 },
      policy: { terms: 'permitted' },
    })
    const { rows } = await pool.query<{ source_id: number }>(
      `INSERT INTO earshot.source (name, channel, url, config, origin)
       VALUES ('bench', 'own_site', $1, $2, 'file') RETURNING source_id`,
      [config.url, JSON.stringify(config)],
    )
    const startedAt = performance.now()
    const result = await crawlSource({
      pool,
      wayOut,
      source: { source_id: rows[0]?.source_id ?? 0, name: 'bench', config },
      trigger: 'person',
      timeZone: 'UTC',
      resolveCredential: (value) => value,
      signal: new AbortController().signal,
      log: pino({ level: 'silent' }),
      concurrency: CONCURRENCY,
    })
    const seconds = (performance.now() - startedAt) / 1000
    if (result.counts?.items_new !== PAGES * 50) {
      throw new Error(`expected ${PAGES * 50} reviews, found ${result.counts?.items_new}`)
    }
    return { pagesASecond: PAGES / seconds, memory }
  } finally {
    clearInterval(sampling)
    await wayOut.close()
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
