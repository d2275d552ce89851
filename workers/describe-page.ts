import type { Selectors } from '../config/selectors.ts'
import type { Adapter } from '../crawlers/adapter.ts'
import { openDocument } from '../crawlers/document.ts'
import { type Extraction, extract } from '../crawlers/extract.ts'
import { linksInScope } from '../crawlers/links.ts'
import { isPageState } from '../crawlers/page-state.ts'
import type { AggregateRating, Item } from '../schema/item.ts'
import type { Channel } from '../schema/mention.ts'
import type { Page } from '../schema/page.ts'
import type { Problem } from '../schema/problem.ts'
import type { LanguageDetector } from './normalize/language.ts'
import { normalizeAggregate, normalizeItem } from './normalize/normalize.ts'

/** The JSON of `preview` and `extract`: what a source would collect from a page. */
export interface PageDescription {
  url: string | null
  finalUrl: string | null
  adapters: string[]
  /** Only where the page's kind tells; a shop may be ours or a marketplace. */
  channel: Channel | null
  title: string | null
  language: string | null
  detected: { adapter: string; confidence: number; why: string }[]
  items: Item[]
  aggregateRatings: AggregateRating[]
  next: string[]
  problems: Problem[]
}

export interface DescribeOptions {
  registry: readonly Adapter[]
  /** Only this adapter. */
  adapter?: string
  /** Of a source that reads by selectors. */
  selectors?: Selectors
  /** A page without items leads to the links of its site, as a crawl would follow them. */
  followLinks?: boolean
  languages?: LanguageDetector
}

/**
 * Reads and normalizes one page. No network, no database.
 * @param page with `finalUrl` empty when its address is not known: then its canonical link is
 * @throws BadInput when there is no adapter of that name
 */
export function describePage(page: Page, options: DescribeOptions): PageDescription {
  const document = openDocument(page)
  const extraction = extract(document, {
    registry: options.registry,
    ...(options.adapter !== undefined && { adapter: options.adapter }),
    ...(options.selectors !== undefined && { selectors: options.selectors }),
  })
  const { facts } = extraction
  const known = { ...facts, finalUrl: facts.finalUrl ?? facts.canonicalUrl }
  const context = { officialAuthors: [], brands: [], languages: options.languages ?? null }
  const items = extraction.items.map((raw) => normalizeItem(raw, known, context))
  const leadsOn = options.followLinks === true && items.length === 0 && known.finalUrl !== null
  const isUnknown = extraction.detected.length === 0
  const links = leadsOn ? linksInScope(document, ALL_BELOW, known.finalUrl ?? '') : []
  return {
    url: page.url === '' ? known.canonicalUrl : page.url,
    finalUrl: known.finalUrl,
    adapters: extraction.adapters,
    channel: channelOf(items),
    title: extraction.title,
    language: extraction.language,
    detected: extraction.detected,
    items,
    aggregateRatings: extraction.aggregates.map((raw) => normalizeAggregate(raw, known)),
    // What is said stands behind the links of a page that nobody recognises, not on more such pages.
    next: [...new Set(isUnknown ? [...links, ...extraction.next] : [...extraction.next, ...links])],
    problems: [
      ...extraction.problems,
      ...unmatched(options.selectors, items),
      ...unrecognised(extraction),
    ],
  }
}

/** A person who looks at one page is told why nothing came of it; in a crawl most pages are such. */
function unrecognised({ detected, problems }: Extraction): Problem[] {
  // What the page is instead says more.
  if (detected.length > 0 || problems.some(({ code }) => isPageState(code))) return []
  const message =
    'None of our readers finds reviews, posts, comments or an article on this page (npx earshot adapters names them).'
  return [{ code: 'not_recognised', message, where: null }]
}

/** In a crawl most pages have none; who tries selectors on a page wants to know. */
function unmatched(selectors: Selectors | undefined, items: Item[]): Problem[] {
  if (selectors === undefined || items.length > 0) return []
  const message = `The selectors find no statement on this page: '${selectors.items}' (items) matches nothing, or no field in it does.`
  return [{ code: 'nothing_selected', message, where: 'selectors' }]
}

const ALL_BELOW = { include: [], exclude: [] }

function channelOf(items: Item[]): Channel | null {
  const types = new Set(items.map((item) => item.type))
  if (types.has('review')) return null
  if (types.has('question') || types.has('answer') || types.has('post')) return 'community'
  if (types.has('article') || types.has('comment')) return 'blog'
  return null
}
