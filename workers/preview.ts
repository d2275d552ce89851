import type { Logger } from 'pino'
import type { Selectors } from '../config/selectors.ts'
import { browserOf } from '../crawlers/browser/browser.ts'
import { openDocument } from '../crawlers/document.ts'
import { type FetchOutcome, fetchPage } from '../crawlers/fetch/http.ts'
import { looksScriptMade } from '../crawlers/looks-script-made.ts'
import { readAsNeeded } from '../crawlers/read-as-needed.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { cleanUrl, isSameSite } from '../crawlers/web-address.ts'
import type { WayOut } from '../net/way-out.ts'
import { BadInput } from '../schema/errors.ts'
import type { AggregateRating, Item } from '../schema/item.ts'
import type { Page } from '../schema/page.ts'
import type { Problem } from '../schema/problem.ts'
import { describePage, type PageDescription } from './describe-page.ts'
import { loadLanguageDetector } from './normalize/language.ts'
import { politeFetch } from './polite-fetch.ts'

export interface PreviewOptions {
  url: string
  adapter?: string
  /** Of a source that reads by selectors. */
  selectors?: Selectors
  /** Pages to read in all. */
  pages: number
  /** `auto`: a browser only where a page says nothing without and looks as if scripts made it. */
  browser: 'auto' | 'always'
  wayOut: WayOut
  signal: AbortSignal
  log: Logger
  onPage?: (read: number, url: string) => void
}

/**
 * Reads what a source at an address would collect, from some pages, joined into one object; keeps nothing.
 * `isFetched` is false when not one page could be had; `problems` then says why.
 * @throws BadInput when the guard refuses the address
 */
export async function preview(
  options: PreviewOptions,
): Promise<{ description: PageDescription; isFetched: boolean }> {
  const describe = {
    registry: await loadRegistry(),
    languages: await loadLanguageDetector(),
    followLinks: true,
    ...(options.adapter !== undefined && { adapter: options.adapter }),
    ...(options.selectors !== undefined && { selectors: options.selectors }),
  }
  const fetch = politeFetch(options.wayOut, options.signal)
  const queue = [options.url]
  const asked = new Set<string>()
  const problems: Problem[] = []
  const pages: PageDescription[] = []
  while (queue.length > 0 && asked.size < options.pages) {
    const url = queue.shift() ?? ''
    const address = cleanUrl(url)
    if (asked.has(address)) continue
    asked.add(address)
    const outcome = await fetchPage(url, fetch)
    if (outcome.kind === 'page') {
      const { reading, problem } = await readAsNeeded({
        page: outcome.page,
        mode: options.browser,
        read: (page) => ({ page, ...describePage(page, describe) }),
        yieldOf: ({ page, items, next }) => ({
          statements: items.length,
          addresses: next.length,
          isScriptMade: () => looksScriptMade(openDocument(page)),
        }),
        browser: browserOf(options.wayOut, options.log),
        render: {
          documentOf: async (moved) => {
            const isInScope = (hop: URL) => isSameSite(hop.href, outcome.page.finalUrl)
            return pageOf(await fetchPage(moved, { ...fetch, isInScope }))
          },
          cookies: outcome.cookies,
          signal: options.signal,
        },
        log: options.log,
      })
      if (problem) problems.push(problem)
      const { page: _, ...description } = reading
      pages.push(description)
      queue.push(...description.next)
      options.onPage?.(pages.length, url)
    } else if (outcome.kind !== 'unchanged') {
      if (outcome.problem.code === 'refused_host' && asked.size === 1) {
        throw new BadInput('refused_host', outcome.problem.message)
      }
      problems.push(outcome.problem)
    }
  }
  const next = [...new Set(queue)].filter((url) => !asked.has(cleanUrl(url)))
  return { description: join(options.url, pages, next, problems), isFetched: pages.length > 0 }
}

function pageOf(outcome: FetchOutcome): Page | null {
  return outcome.kind === 'page' ? outcome.page : null
}

function join(
  url: string,
  pages: PageDescription[],
  next: string[],
  problems: Problem[],
): PageDescription {
  const first = pages[0]
  return {
    url,
    finalUrl: first?.finalUrl ?? null,
    adapters: [...new Set(pages.flatMap((page) => page.adapters))],
    channel: pages.map((page) => page.channel).find((channel) => channel !== null) ?? null,
    title: first?.title ?? null,
    language: first?.language ?? null,
    detected: first?.detected ?? [],
    items: joinItems(pages.flatMap((page) => page.items)),
    aggregateRatings: joinAggregates(pages.flatMap((page) => page.aggregateRatings)),
    next,
    problems: [...pages.flatMap((page) => page.problems), ...problems],
  }
}

/** What stands on several pages is one: by its id, else by all that identifies it. */
function joinItems(items: Item[]): Item[] {
  const seen = new Map<string, Item>()
  for (const item of items) {
    const { type, site, sourceItemId, author, publishedAt, title, text, rating } = item
    const key =
      sourceItemId === null
        ? JSON.stringify([type, site, author?.name, publishedAt, title, text, rating?.stars])
        : JSON.stringify([type, site, sourceItemId])
    if (!seen.has(key)) seen.set(key, item)
  }
  return [...seen.values()]
}

function joinAggregates(aggregates: AggregateRating[]): AggregateRating[] {
  const seen = new Map(aggregates.map((aggregate) => [JSON.stringify(aggregate), aggregate]))
  return [...seen.values()]
}
