import type { SourceConfig } from '../config/sources.ts'
import type { Page, PageFacts } from '../schema/page.ts'
import type { Problem } from '../schema/problem.ts'
import type { KeyedRawItem } from '../schema/queries/add-raw-items.ts'
import type { FoundUrl, FrontierPriority } from '../schema/queries/queue-urls.ts'
import type { Adapter } from './adapter.ts'
import { openDocument } from './document.ts'
import { extract } from './extract.ts'
import { isInScope, type LinkScope, linksInScope } from './links.ts'
import { looksScriptMade } from './looks-script-made.ts'
import { isWall } from './page-state.ts'
import { keyed } from './raw-key.ts'
import { readSitemap } from './sitemap.ts'
import { cleanUrl, isSameSite } from './web-address.ts'

const WHOLE_SITE = ['/**']

/** What one page gives a run. */
export interface PageReading {
  items: KeyedRawItem[]
  facts: PageFacts | null
  /** Where it leads, in scope, each address once, without fragment. */
  found: FoundUrl[]
  problems: Problem[]
  /** We were shown a wall in the page's place, and nothing stands on it. */
  wall: Problem | null
  /** It says nothing as it is, and looks as if scripts make it. */
  isScriptMade: boolean
}

/** How a source's pages are read. */
export interface ReadConfig {
  source: Pick<SourceConfig, 'url' | 'adapter' | 'selectors' | 'browser' | 'scope'>
  registry: readonly Adapter[]
}

/** Reads a page: a sitemap for its addresses, any other document for its items and links. Pure. */
export function readPage(page: Page, config: ReadConfig): PageReading {
  const sitemap = readSitemap(page)
  if (sitemap) {
    // The sitemaps of an index are lists, not pages: `include` is not about them.
    const priority = sitemap.kind === 'sitemaps' ? 1 : 2
    const scope = sitemap.kind === 'sitemaps' ? siteScope(config) : namedScope(config)
    const found = foundUrls(sitemap.urls, scope, priority, config)
    return { items: [], facts: null, found, problems: [], wall: null, isScriptMade: false }
  }
  return readDocument(page, config)
}

function readDocument(page: Page, config: ReadConfig): PageReading {
  const { url, adapter, selectors, scope } = config.source
  const document = openDocument(page)
  const extraction = extract(document, {
    registry: config.registry,
    ...(adapter !== 'auto' && { adapter }),
    ...(selectors !== undefined && { selectors }),
  })
  const { facts, problems } = extraction
  const items = keyed([...extraction.items, ...extraction.aggregates], facts)
  const next = foundUrls(extraction.next, namedScope(config), 1, config)
  const links = foundUrls(linksInScope(document, scope, url), scope, 2, config)
  const isSilent = extraction.items.length === 0
  const named = new Set(next.map((found) => found.url))
  return {
    items,
    facts,
    found: [...next, ...links.filter((found) => !named.has(found.url))],
    problems,
    wall: items.length === 0 ? (problems.find(({ code }) => isWall(code)) ?? null) : null,
    isScriptMade: isSilent && config.source.browser === 'auto' && looksScriptMade(document),
  }
}

/**
 * Whether an address that stood in the frontier, or that one of them redirects to, may be asked for: the
 * source's own address leads anywhere on its site, lists of addresses stand outside of `include`.
 */
export function isInReach(hop: URL, priority: FrontierPriority, config: ReadConfig): boolean {
  const { url } = config.source
  if (priority === 0) return isSameSite(hop.href, url)
  return isInScope(hop.href, priority === 1 ? siteScope(config) : namedScope(config), url)
}

/** For what a feed, a sitemap or an adapter names: without `include` the whole site, not a folder of it. */
function namedScope({ source }: ReadConfig): LinkScope {
  const { include, exclude } = source.scope
  return { include: include.length > 0 ? include : WHOLE_SITE, exclude }
}

function siteScope({ source }: ReadConfig): LinkScope {
  return { include: WHOLE_SITE, exclude: source.scope.exclude }
}

function foundUrls(
  urls: readonly string[],
  scope: LinkScope,
  priority: FrontierPriority,
  { source }: ReadConfig,
): FoundUrl[] {
  const inScope = urls.filter((url) => isInScope(url, scope, source.url))
  return [...new Set(inScope.map(cleanUrl))].map((url) => ({ url, priority }))
}
