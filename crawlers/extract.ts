import type { Selectors } from '../config/selectors.ts'
import { BadInput } from '../schema/errors.ts'
import type { Page, PageFacts } from '../schema/page.ts'
import type { Problem } from '../schema/problem.ts'
import type { RawAggregate, RawItem } from '../schema/raw-item.ts'
import type { Adapter, AdapterConfig, Detection, Reading } from './adapter.ts'
import { dateOrderOf } from './date-order.ts'
import { type Document, openDocument } from './document.ts'
import { joinAggregates, joinItems } from './join.ts'
import { withoutMadeOfOthers } from './made-of-others.ts'
import { textOf } from './markup.ts'
import { emptyListOf, paywallOf, wallOf } from './page-state.ts'
import { nextPages } from './pagination.ts'
import { absoluteUrl } from './web-address.ts'
import { parseCount } from './written/numbers.ts'

/** What is read from one page. */
export interface Extraction {
  /** Those that read it, the surest first. */
  adapters: string[]
  detected: (Detection & { adapter: string })[]
  title: string | null
  language: string | null
  facts: PageFacts
  items: RawItem[]
  aggregates: RawAggregate[]
  /** Absolute addresses of pages that continue or detail this one, each once. */
  next: string[]
  problems: Problem[]
}

export interface ExtractOptions {
  /** Only this one, also where it does not recognise the page; else every one that does. */
  adapter?: string
  /** The source's own. */
  selectors?: Selectors
  registry: readonly Adapter[]
}

/**
 * Reads a page: pure, so any archived page can be read again. What several adapters or markups say of one
 * statement is one item. An adapter that throws is a problem; the others go on.
 * @throws BadInput when no adapter has the name asked for
 */
export function extract(
  source: Page | Document,
  { adapter, selectors, registry }: ExtractOptions,
): Extraction {
  const config: AdapterConfig = { selectors: selectors ?? null }
  const document = 'page' in source ? source : openDocument(source)
  const problems: Problem[] = []
  const detected = detect(document, registry, config, problems)
  const chosen = adapter === undefined ? notReplaced(detected, registry) : [adapter]
  const readings = chosen.map((name) => read(document, named(name, registry), config, problems))
  const responses = readResponses(document.page, { adapter, registry })
  const joined = joinItems([...readings, ...responses].flatMap((reading) => reading.items))
  const items = withoutMadeOfOthers(joined, callsItselfArticle(detected))
  const own = joinAggregates(readings.flatMap((reading) => reading.aggregates))
  const aggregates =
    own.length > 0 ? own : joinAggregates(responses.flatMap((one) => one.aggregates))
  problems.push(...stateOf(document, items, aggregates))
  return {
    adapters: chosen,
    detected,
    title: document.title,
    language: document.language,
    facts: factsOf(document, items),
    items,
    aggregates,
    next: [
      ...new Set([...pagesOf(document, chosen, registry), ...readings.flatMap(({ next }) => next)]),
    ],
    problems: [...document.problems, ...problems],
  }
}

/** Surer than by its text alone. */
function callsItselfArticle(detected: Extraction['detected']): boolean {
  return detected.some(({ adapter, confidence }) => adapter === 'article' && confidence >= 0.5)
}

/** Adapters say what pages are about; how they go on is the same for all. */
function pagesOf(document: Document, chosen: string[], registry: readonly Adapter[]): string[] {
  return chosen.some((name) => named(name, registry).namesAllPages) ? [] : nextPages(document)
}

/**
 * What a page without a statement is: not the page at all, or one on which nobody has said anything yet. Of an article
 * the beginning may stand there.
 */
function stateOf(document: Document, items: RawItem[], aggregates: RawAggregate[]): Problem[] {
  if (items.length > 0) {
    const paywall = items.every(isBeginning) ? paywallOf(document) : null
    return paywall === null ? [] : [paywall]
  }
  const wall = aggregates.length === 0 ? wallOf(document) : null
  const counts = aggregates.flatMap(({ fields }) => [fields.ratingCount, fields.reviewCount])
  const isCounted = counts.some((count) => (parseCount(count?.value ?? '') ?? 0) > 0)
  const state = wall ?? (isCounted ? null : emptyListOf(document))
  return state === null ? [] : [state]
}

/** Markup of so many characters holds more than a paywall leaves, and its page need not be searched for one. */
const MAX_BEGINNING = 20_000

function isBeginning({ type, fields }: RawItem): boolean {
  return type === 'article' && (fields.text?.value.length ?? 0) <= MAX_BEGINNING
}

/**
 * What the page fetched while it was rendered: the document may show a part of it, or shortened. What it says of a
 * product as a whole is of whichever product, and counts only where the document itself says nothing.
 */
function readResponses(
  page: Page,
  { adapter, registry }: { adapter: string | undefined; registry: readonly Adapter[] },
): Extraction[] {
  return page.responses.map(({ url, status, contentType, body }) => {
    const headers = { 'content-type': contentType }
    const { fetchedAt } = page
    const response = { url, finalUrl: url, status, headers, body, fetchedAt, responses: [] }
    return extract(response, { registry, ...(adapter !== undefined && { adapter }) })
  })
}

function detect(
  document: Document,
  registry: readonly Adapter[],
  config: AdapterConfig,
  problems: Problem[],
) {
  const detected: Extraction['detected'] = []
  for (const adapter of registry) {
    const detection = guarded(adapter, problems, () => adapter.detect(document, config))
    if (detection) detected.push({ adapter: adapter.name, ...detection })
  }
  return detected.sort((a, b) => b.confidence - a.confidence)
}

function notReplaced(detected: Extraction['detected'], registry: readonly Adapter[]): string[] {
  const names = detected.map(({ adapter }) => adapter)
  const replaced = new Set(names.flatMap((name) => named(name, registry).replaces ?? []))
  return names.filter((name) => !replaced.has(name))
}

function named(name: string, registry: readonly Adapter[]): Adapter {
  const adapter = registry.find((one) => one.name === name)
  if (adapter !== undefined) return adapter
  const names = registry.map((one) => one.name).join(', ')
  throw new BadInput('unknown_adapter', `There is no adapter '${name}'. Adapters: ${names}.`)
}

function read(
  document: Document,
  adapter: Adapter,
  config: AdapterConfig,
  problems: Problem[],
): Reading {
  const reading = guarded(adapter, problems, () => adapter.read(document, config))
  problems.push(...(reading?.problems ?? []))
  return reading ?? { items: [], aggregates: [], next: [], problems: [] }
}

/** An adapter meets pages that nobody foresaw; its fault must not take what the others read. */
function guarded<T>(adapter: Adapter, problems: Problem[], work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    problems.push({ code: 'adapter_failed', message, where: adapter.name })
    return null
  }
}

function factsOf(document: Document, items: RawItem[]): PageFacts {
  return {
    finalUrl: absoluteUrl(document.page.finalUrl, null),
    canonicalUrl: document.canonicalUrl,
    fetchedAt: document.page.fetchedAt,
    language: document.language,
    dateOrder: dateOrderOf(items, {
      pageText: () => visibleText(document),
      fetchedAt: document.page.fetchedAt,
    }),
  }
}

function visibleText({ root }: Document): string {
  return root.children.map((node) => ('attribs' in node ? textOf(node) : '')).join('\n')
}
