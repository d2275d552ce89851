import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import pino from 'pino'
import { resolveCredential } from '../config/settings.ts'
import { type SourceConfig, sourceConfig } from '../config/sources.ts'
import { type CrawlOptions, type CrawlResult, crawlSource } from '../crawlers/crawl.ts'
import { type PaceStore, sharedPaceStore } from '../net/pace.ts'
import { openWayOut, type WayOut } from '../net/way-out.ts'
import type { Pool } from '../schema/database.ts'
import { type LocalServer, serve } from './net-server.ts'

export interface Review {
  id: string
  author: string
  stars: number
  text: string
  day?: string
}

/** What a site answers at a path: a page, or a function that answers itself. */
export type Answer = string | RequestListener

/** A real site whose pages a test may change while it runs. */
export interface Site extends LocalServer {
  pages: Map<string, Answer>
}

export async function openSite(pages: Record<string, Answer>): Promise<Site> {
  const known = new Map(Object.entries(pages))
  const server = await serve((request, response) => {
    const answer = known.get(request.url ?? '')
    if (answer === undefined) response.writeHead(404).end('not found')
    else if (typeof answer === 'function') answer(request, response)
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(answer)
  })
  return { ...server, pages: known }
}

/** A page with the reviews of a product as microdata, and links. */
export function reviewPage(product: string, reviews: Review[], links: string[] = []): string {
  const items = reviews.map(
    (
      review,
    ) => `<article itemprop="review" itemscope itemtype="https://schema.org/Review" id="${review.id}">
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">${review.author}</b></span>
      <meta itemprop="datePublished" content="${review.day ?? '2026-03-04'}">
      <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
        <meta itemprop="ratingValue" content="${review.stars}"><meta itemprop="bestRating" content="5"></div>
      <p itemprop="reviewBody">${review.text}</p></article>`,
  )
  return page(
    `<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">${product}</h1>
     <meta itemprop="sku" content="${product.toUpperCase()}">${items.join('\n')}</div>`,
    links,
  )
}

export function page(content: string, links: string[] = []): string {
  const anchors = links.map((link) => `<a href="${link}">${link}</a>`).join(' ')
  return `<!doctype html><html lang="en"><head><title>A page</title></head><body>${content}<nav>${anchors}</nav></body></html>`
}

/** `count` reviews, each of its own words. */
export function reviews(prefix: string, count: number): Review[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${prefix}-${index}`,
    author: `Author ${prefix} ${index}`,
    stars: 1 + (index % 5),
    text: `Review number ${index} of ${prefix}: it does what it should.`,
  }))
}

/** A source of this site, as `sources.yaml` has it, written to the database. */
export async function addSource(
  pool: Pool,
  url: string,
  config: Record<string, unknown> = {},
): Promise<{ source_id: number; name: string; config: SourceConfig }> {
  const name = `site-${randomUUID().slice(0, 8)}`
  const full = sourceConfig.parse({ name, channel: 'own_site', url, ...config })
  const { rows } = await pool.query(
    `INSERT INTO earshot.source (name, channel, url, config, origin)
     VALUES ($1, $2, $3, $4, 'file') RETURNING source_id`,
    [name, full.channel, url, JSON.stringify(full)],
  )
  return { source_id: rows[0].source_id, name, config: full }
}

type Source = CrawlOptions['source']

/** One crawl, with a way out of its own that lets the given hosts through. */
export async function crawl(
  pool: Pool,
  source: Source,
  options: Partial<CrawlOptions> & {
    allowHosts?: string[]
    paceStore?: PaceStore
    chromium?: string
    /** One that is open, and stays so. */
    wayOut?: WayOut
  } = {},
): Promise<CrawlResult> {
  const { allowHosts = [new URL(source.config.url).host], paceStore, chromium, ...rest } = options
  const own = openWayOut({
    userAgent: 'Earshot/test',
    allowHosts,
    paceStore: paceStore ?? sharedPaceStore(pool),
    limits: { deadlineMs: 5000 },
    chromium: chromium ?? null,
  })
  try {
    return await crawlSource({
      pool,
      wayOut: own,
      source,
      trigger: 'person',
      timeZone: 'UTC',
      resolveCredential,
      signal: new AbortController().signal,
      log: pino({ level: 'silent' }),
      retryDelayMs: 10,
      ...rest,
    })
  } finally {
    await own.close()
  }
}

/** All that a source's crawls left, without what differs from run to run (ids, moments). */
export async function rowsOf(pool: Pool, sourceId: number): Promise<unknown> {
  const rows = async (sql: string) => (await pool.query(sql, [sourceId])).rows
  return {
    items: await rows(
      `SELECT kind, raw_key, raw_hash, payload, state, attempts, page_facts - 'fetchedAt' AS facts
       FROM earshot.raw_item LEFT JOIN earshot.raw_item_work USING (raw_item_id) WHERE source_id = $1 ORDER BY raw_key`,
    ),
    pages: await rows(
      `SELECT url, final_url, status, body_hash, body_bytes FROM earshot.page
       WHERE source_id = $1 ORDER BY url, body_hash`,
    ),
    latest: await rows(
      `SELECT url, etag, body_hash FROM earshot.page_latest WHERE source_id = $1 ORDER BY url`,
    ),
    frontier: await rows(
      `SELECT url, state, priority FROM earshot.frontier JOIN earshot.crawl_run USING (run_id)
       WHERE source_id = $1 ORDER BY url`,
    ),
    runs: await rows(
      `SELECT pages_fetched, pages_unchanged, pages_failed, items_found, items_new, items_changed,
         items_bad, bytes_fetched, stop_reason, is_healthy
       FROM earshot.crawl_run WHERE source_id = $1 ORDER BY run_id`,
    ),
    problems: await rows(
      `SELECT code, occurrences, closed_at IS NULL AS is_open FROM earshot.source_problem
       WHERE source_id = $1 ORDER BY code`,
    ),
  }
}
