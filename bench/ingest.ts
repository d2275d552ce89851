import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { writeCatalogue } from '../demo/catalogue.ts'
import { makeWorld, type World } from '../demo/world.ts'
import { openPool, type Pool } from '../schema/database.ts'
import { startEmbeddedServer } from '../schema/embedded-server.ts'
import { migrate } from '../schema/migrate.ts'
import type { RawFieldName, RawItem, RawValue } from '../schema/raw-item.ts'
import { loadAnalyzer } from '../workers/analyze/analyze.ts'
import { importFile } from '../workers/import/import-file.ts'
import { type ProcessContext, prepareBatch } from '../workers/jobs/process.ts'
import { contextOf, processDue } from './process-due.ts'

/**
 * Raw item → mention visible in `bi`, rows a second, against (a) a batched INSERT … UNNEST of mention-like
 * rows alone and (b) normalizing, analyzing and attaching alone, without a database. Then two processes
 * against one, and how busy the event loops and Postgres were: what is busy all the time is what limits it.
 */
const ROWS = Number(process.argv[2] ?? 20_000)
const BATCH_ROWS = 500
const UNNEST_ROWS = 1_000

const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'))
const server = await startEmbeddedServer(folder)
const pool = openPool(server.url, { max: 12 })
try {
  await migrate(pool)
  const world = makeWorld({ seed: 7, endsAt: new Date('2026-06-30T12:00:00Z') })
  await writeCatalogue(world, folder, catalogueUrls())
  for (const kind of ['products', 'customers', 'orders'] as const) {
    await importFile(pool, kind, join(folder, `${kind}.csv`))
  }
  const analyzer = await loadAnalyzer()
  await addRawItems(pool, world, 'warm-up', 2_000)
  const context = await contextOf(pool, analyzer)
  await processDue(context, { batches: 1, rows: BATCH_ROWS })

  const inserted = await rate(ROWS, () => insertUnnest(pool, world))
  await addRawItems(pool, world, 'alone', ROWS)
  const prepared = await rate(ROWS, () => prepareAlone(context))
  await pool.query(`UPDATE earshot.raw_item_work SET lease_token = NULL WHERE state = 'due'`)
  const one = await rate(ROWS, () => processDue(context, { batches: 1, rows: BATCH_ROWS }))
  await addRawItems(pool, world, 'two batches', ROWS)
  const loop = performance.eventLoopUtilization()
  const two = await rate(ROWS, () => processDue(context, { batches: 2, rows: BATCH_ROWS }))
  const busy = performance.eventLoopUtilization(loop).utilization
  const workers = await startWorkers(server.url, 2)
  await addRawItems(pool, world, 'warm-up of processes', 4_000)
  await letWork(workers)
  await addRawItems(pool, world, 'two processes', ROWS)
  let busyOfEach: number[] = []
  const twoProcesses = await rate(ROWS, async () => {
    busyOfEach = await letWork(workers)
  })
  for (const worker of workers) worker.disconnect()

  const slower = Math.min(inserted, prepared)
  console.log(`ingest, ${ROWS} reviews, batches of ${BATCH_ROWS}
  (a) INSERT … UNNEST alone                 ${shown(inserted)} rows/s
  (b) normalize, analyze, attach alone      ${shown(prepared)} rows/s
  raw item → bi, one batch at a time        ${shown(one)} rows/s   ${percent(one / slower)} of the slower
  raw item → bi, two batches at a time      ${shown(two)} rows/s   ${percent(two / slower)} of the slower
     its event loop was busy                ${percent(busy).padStart(8)} of the time
  raw item → bi, in two processes           ${shown(twoProcesses)} rows/s   ${percent(twoProcesses / slower)} of the slower
     their event loops were busy            ${busyOfEach
       .map((one) => percent(one))
       .join(', ')
       .padStart(8)} of the time, on ${availableParallelism()} cores that Postgres shares
  two processes against one                 ${(twoProcesses / two).toFixed(2)}`)
} finally {
  await pool.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

function catalogueUrls() {
  const url = 'http://127.0.0.1:4401'
  return { shopUrl: url, blogUrl: url, marketplaceUrl: url, forumUrl: url }
}

async function rate(rows: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (1000 * rows) / (performance.now() - startedAt)
}

function shown(value: number): string {
  return Math.round(value).toLocaleString('en').padStart(8)
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

/** Due raw items as a crawl leaves them, from the reviews of the demo world, each with an id of its own. */
async function addRawItems(pool: Pool, world: World, name: string, count: number): Promise<void> {
  const source = await pool.query<{ source_id: number }>(
    `INSERT INTO earshot.source (name, channel, config, origin) VALUES ($1, 'own_site', '{}', 'file')
     RETURNING source_id`,
    [name],
  )
  const items = Array.from({ length: count }, (_, index) => ({
    raw_key: `${index}`,
    payload: rawReview(world, index, name),
  }))
  await pool.query(
    `WITH added AS (
       INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload, page_facts)
       SELECT $1, 'item', raw_key, raw_key, payload, $3::jsonb
       FROM jsonb_to_recordset($2::jsonb) AS item (raw_key text, payload jsonb)
       RETURNING raw_item_id)
     INSERT INTO earshot.raw_item_work (raw_item_id, state) SELECT raw_item_id, 'due' FROM added`,
    [
      source.rows[0]?.source_id,
      JSON.stringify(items),
      JSON.stringify({
        finalUrl: `http://127.0.0.1:4401/${name}`,
        canonicalUrl: null,
        fetchedAt: '2026-06-30T12:00:00Z',
        language: 'en',
        dateOrder: null,
      }),
    ],
  )
  await pool.query('ANALYZE earshot.raw_item, earshot.raw_item_work')
}

function rawReview(world: World, index: number, name: string): RawItem {
  const review = world.reviews[index % world.reviews.length]
  const product = world.products.find((one) => one.productId === review?.productId)
  const fields: Partial<Record<RawFieldName, string | null | undefined>> = {
    sourceItemId: `${name}-${index}`,
    'author.name': `${review?.author} ${name} ${index % 5000}`,
    title: review?.title,
    text: review?.text,
    publishedAt: isoOf(review),
    'rating.value': String(review?.stars),
    'rating.best': '5',
    'rating.worst': '1',
    'product.name': product?.name,
    'product.sku': product?.sku,
    'product.gtin': product?.gtin13,
  }
  const raw: Partial<Record<RawFieldName, RawValue>> = {}
  for (const [field, value] of Object.entries(fields)) {
    if (value) raw[field as RawFieldName] = { value, at: 'microdata', adapter: 'schema-org' }
  }
  return { kind: 'item', type: 'review', fields: raw, aspects: [], replies: [] }
}

function isoOf(review: World['reviews'][number] | undefined): string {
  return new Date(review?.publishedAtMs ?? 0).toISOString()
}

async function startWorkers(databaseUrl: string, count: number): Promise<ChildProcess[]> {
  const file = fileURLToPath(new URL('./ingest-worker.js', import.meta.url))
  const workers = Array.from({ length: count }, () => fork(file, [databaseUrl, `${BATCH_ROWS}`]))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  return workers
}

/** Has each of them process what is due. Returns which part of the time the event loop of each was busy. */
function letWork(workers: ChildProcess[]): Promise<number[]> {
  return Promise.all(
    workers.map(async (worker) => {
      worker.send('go')
      const [busy] = (await once(worker, 'message')) as [number]
      return busy
    }),
  )
}

async function prepareAlone(context: ProcessContext): Promise<void> {
  const { rows } = await context.pool.query(
    `SELECT raw_item_id, source_id, payload, page_facts, first_seen_at, 'own_site' AS channel,
       'full' AS store_text, 'store' AS authors
     FROM earshot.raw_item JOIN earshot.raw_item_work USING (raw_item_id) WHERE state = 'due'`,
  )
  await prepareBatch(context, rows)
}

/** Rows of the shape of mentions into a table without triggers, 1,000 a statement. */
async function insertUnnest(pool: Pool, world: World): Promise<void> {
  await pool.query(`CREATE TABLE reference_mention (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, site text, type text, source_item_id text,
    author text, title text, body text, published_at timestamptz, day date, stars double precision,
    language text, score double precision, label text, url text)`)
  for (let from = 0; from < ROWS; from += UNNEST_ROWS) {
    const rows = Array.from(
      { length: UNNEST_ROWS },
      (_, i) => world.reviews[(from + i) % world.reviews.length],
    )
    await pool.query(
      `INSERT INTO reference_mention (site, type, source_item_id, author, title, body, published_at, day,
         stars, language, score, label, url)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
         $7::timestamptz[], $8::date[], $9::float8[], $10::text[], $11::float8[], $12::text[], $13::text[])`,
      [
        rows.map(() => '127.0.0.1:4401'),
        rows.map(() => 'review'),
        rows.map((_, i) => String(from + i)),
        rows.map((row) => row?.author),
        rows.map((row) => row?.title),
        rows.map((row) => row?.text),
        rows.map(isoOf),
        rows.map((row) => isoOf(row).slice(0, 10)),
        rows.map((row) => row?.stars),
        rows.map((row) => row?.language),
        rows.map(() => 0.5),
        rows.map(() => 'positive'),
        rows.map(() => 'http://127.0.0.1:4401/product/x'),
      ],
    )
  }
}
