import type { AggregateRating, Item } from '../schema/item.ts'
import type { Problem } from '../schema/problem.ts'
import { type FieldShare, fieldShares } from '../workers/describe/field-shares.ts'
import { type NextGroup, nextGroups } from '../workers/describe/next-groups.ts'
import { placeOf } from '../workers/describe/place.ts'
import { type RatedProduct, ratedProducts } from '../workers/describe/rated-products.ts'
import { unreadValues } from '../workers/describe/unread-values.ts'
import type { PageDescription } from '../workers/describe-page.ts'
import { cutToWidth, padToWidth, wrapToWidth } from './display-width.ts'
import { oneLine } from './one-line.ts'
import { adviceOn } from './problem-advice.ts'

/** A part of the report: lines below a heading, none of them wider than asked for. */
export interface ReportSection {
  heading: string
  lines: string[]
}

export interface ReportOptions {
  /** The plain name of each adapter (`plainName`) by its name. */
  readers: ReadonlyMap<string, string>
  /** Columns of the terminal, at least {@link MIN_WIDTH}. */
  width: number
}

export const MIN_WIDTH = 60

const SHOWN_ITEMS = 5
const SHOWN_PRODUCTS = 5
const SHOWN_NEXT = 8
const SHOWN_PROBLEMS = 8
/** Of each field the readers that most of its values came from, and where they read them. */
const SHOWN_READERS = 2
const SHOWN_PLACES = 3
const PLACE_WIDTH = 24
const FIELD_WIDTH = 13

/** What a page gives, as a marketing person reads it: everything that stood on the page is escaped and cut. */
export function pageReport(page: PageDescription, options: ReportOptions): ReportSection[] {
  const { width } = options
  const wrong = section('What is wrong, and what you can do', problemLines(page.problems, width))
  const sections = [
    summaryOf(page, options),
    // Where nothing was found, this is what a person looks for.
    ...(page.items.length === 0 ? [wrong] : []),
    section('What it is about', aboutLines(page, width)),
    section(sampleHeading(page.items), page.items.slice(0, SHOWN_ITEMS).map(rowOf(page, width))),
    section('How much of it is known, and where it was read', shareLines(page.items, options)),
    section('What stands on the page and could not be read', unreadLines(page.items, width)),
    section(nextHeading(page.next), nextLines(page, width)),
    ...(page.items.length > 0 ? [wrong] : []),
  ]
  return sections.filter(({ lines }) => lines.length > 0)
}

/** `10 reviews, 2 questions`. */
function counted(items: readonly Item[]): string {
  const counts = new Map<string, number>()
  for (const { type } of items) counts.set(type, (counts.get(type) ?? 0) + 1)
  const parts = [...counts].map(([type, count]) => numberOf(count, type))
  return parts.join(', ') || 'no reviews, posts or articles'
}

function section(heading: string, lines: string[]): ReportSection {
  return { heading, lines }
}

function summaryOf(page: PageDescription, options: ReportOptions): ReportSection {
  const { width } = options
  const address = page.finalUrl ?? page.url
  const title = oneLine(page.title ?? '') || oneLine(address ?? '') || 'A page'
  const rated = page.aggregateRatings.length
  const ratings =
    rated === 0
      ? ''
      : `${page.items.length > 0 ? ',' : ', but'} ${numberOf(rated, 'rating')} of a product as a whole`
  return section(cutToWidth(title, width), [
    ...(address === null ? [] : [cutToWidth(`  ${oneLine(address)}`, width)]),
    ...labelled('found', [`${counted(page.items)}${ratings}`], width),
    ...labelled('read from', readersOf(page, options), width),
    ...labelled('language', [languageName(page.language)], width),
  ])
}

const LANGUAGES = new Intl.DisplayNames('en', { type: 'language' })

/** `German (Austria), de-AT`; what is no language tag stands as the page has it. */
function languageName(tag: string | null): string {
  if (tag === null) return 'the page does not state one'
  const isTag = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i.test(tag)
  return isTag ? `${LANGUAGES.of(tag) ?? tag}, ${tag}` : oneLine(tag)
}

/** Each reader, and what it saw of what was found. */
function readersOf({ adapters, items }: PageDescription, { readers }: ReportOptions): string[] {
  if (adapters.length === 0) return ['nothing: none of our readers knows such a page']
  return adapters.map((adapter) => {
    const seen = items.filter(({ provenance }) =>
      Object.values(provenance).some((entry) => placeOf(entry).adapter === adapter),
    )
    const name = readers.get(adapter) ?? adapter
    return `${name}: ${seen.length > 0 ? counted(seen) : 'recognised, but no reviews or posts in it'}`
  })
}

function aboutLines({ items, aggregateRatings, next }: PageDescription, width: number): string[] {
  const products = ratedProducts(items, aggregateRatings)
  const shown = products.slice(0, SHOWN_PRODUCTS).flatMap((product) => {
    const name = oneLine(product.name ?? '') || 'a product that the page does not name'
    return [
      cutToWidth(`  ${name}`, width),
      ...indented(statedOf(product.aggregate), width),
      ...indented(readOf(product, next.length > 0), width),
    ]
  })
  return [...shown, ...moreOf(products.length - SHOWN_PRODUCTS, 'product')]
}

function statedOf(aggregate: AggregateRating | null): string {
  if (aggregate === null) return 'the site states no rating of it as a whole'
  const { ratingValue, bestRating, stars, ratingCount, reviewCount } = aggregate
  const counts = [
    reviewCount === null ? null : numberOf(reviewCount, 'review'),
    ratingCount === null ? null : numberOf(ratingCount, 'rating'),
  ].filter((count) => count !== null)
  const mean = ratingValue === null ? 'no mean' : `${rounded(ratingValue)} of ${bestRating ?? '?'}`
  const isOtherScale = stars !== null && bestRating !== null && bestRating !== 5
  const inStars = isOtherScale ? ` (${stars.toFixed(2)} of 5 stars)` : ''
  return `the site says: ${mean}${inStars}, ${counts.join(', ') || 'from how many it does not say'}`
}

function rounded(value: number): number {
  return Math.round(100 * value) / 100
}

function readOf({ aggregate, read }: RatedProduct, leadsOn: boolean): string {
  const stated = aggregate?.reviewCount ?? aggregate?.ratingCount ?? null
  if (stated === null || read >= stated) return `read here: ${numberOf(read, 'review')}`
  const what = aggregate?.reviewCount == null ? 'ratings' : 'reviews'
  const rest = leadsOn
    ? 'the pages below may hold the others'
    : 'nothing on the page leads to the others (only stars, or loaded by scripts: try --browser)'
  return `read here: ${read} of ${stated} ${what}; ${rest}`
}

function sampleHeading(items: readonly Item[]): string {
  const shown = Math.min(SHOWN_ITEMS, items.length)
  return shown === items.length ? 'What was read' : `The first ${shown} of ${items.length}`
}

const AUTHOR_WIDTH = 18
const TYPE_WIDTH = 8

function rowOf({ items }: PageDescription, width: number): (item: Item) => string {
  const hasStars = items.some(({ rating }) => rating !== null)
  const hasTypes = new Set(items.map(({ type }) => type)).size > 1
  return (item) => {
    const words = [item.title, item.text].filter((part) => part !== null).join(' – ')
    const columns = [
      ...(hasTypes ? [padToWidth(item.type, TYPE_WIDTH)] : []),
      ...(hasStars ? [item.rating === null ? '     ' : `${item.rating.stars.toFixed(1)} ★`] : []),
      padToWidth(item.publishedAt?.slice(0, 10) ?? 'undated', 10),
      cell(item.author?.name ?? item.author?.handle ?? 'nobody named', AUTHOR_WIDTH),
      cell(item.language ?? '?', 5),
      // A text may have megabytes, and a row shows its beginning.
      oneLine(words.slice(0, 8 * width)) || '(only stars)',
    ]
    return cutToWidth(`  ${columns.join('  ')}`, width)
  }
}

function cell(text: string, width: number): string {
  return padToWidth(cutToWidth(oneLine(text.slice(0, 500)), width), width)
}

function shareLines(items: readonly Item[], { readers, width }: ReportOptions): string[] {
  const allTypes = new Set(items.map(({ type }) => type)).size
  return fieldShares(items).map(({ name, types, share, origins }) => {
    const where = share === 0 ? UNSEEN : whereRead(origins, readers)
    const of = types.length === allTypes ? '' : `of the ${types.join('s and ')}s: `
    const line = `  ${name.padEnd(FIELD_WIDTH)}  ${percentOf(share).padStart(4)}  ${of}${where}`
    return cutToWidth(line.trimEnd(), width)
  })
}

const UNSEEN = 'not on the page, as far as we can see'

/** `data marked up for search engines (JSON-LD, microdata); the feed itself`. */
function whereRead(origins: FieldShare['origins'], readers: ReportOptions['readers']): string {
  const places = new Map<string, string[]>()
  for (const { adapter, place } of origins) {
    const reader = adapter === null ? oneLine(place) : (readers.get(adapter) ?? adapter)
    const known = places.get(reader) ?? []
    places.set(reader, known)
    if (adapter !== null && place !== '') known.push(cutToWidth(oneLine(place), PLACE_WIDTH))
  }
  return [...places]
    .slice(0, SHOWN_READERS)
    .map(([reader, where]) => (where.length > 0 ? `${reader} (${placesOf(where)})` : reader))
    .join('; ')
}

function placesOf(places: string[]): string {
  const shown = places.slice(0, SHOWN_PLACES).join(', ')
  return places.length > SHOWN_PLACES ? `${shown}, …` : shown
}

/** 100 % means all, and 0 % none. */
function percentOf(share: number): string {
  if (share === 0 || share === 1) return `${100 * share}%`
  return `${Math.min(99, Math.max(1, Math.round(100 * share)))}%`
}

function unreadLines(items: readonly Item[], width: number): string[] {
  return unreadValues(items).flatMap(({ plural, stated, unread, why }) =>
    hanging(
      `${unread} of ${stated} ${plural}${unread > 1 ? ', the first' : ''}: ${oneLine(why)}`,
      width,
    ),
  )
}

function nextHeading(next: readonly string[]): string {
  return `What would be read next (${numberOf(next.length, 'page')})`
}

function nextLines({ next, finalUrl, url }: PageDescription, width: number): string[] {
  const groups = nextGroups(next, finalUrl ?? url)
  const shown = groups.slice(0, SHOWN_NEXT)
  const labels = shown.map(labelOf)
  const labelWidth = Math.max(0, ...labels.map((label) => label.length))
  const lines = shown.map(({ urls }, index) =>
    cutToWidth(`  ${(labels[index] ?? '').padEnd(labelWidth)}  ${oneLine(urls[0] ?? '')}`, width),
  )
  const left = groups.slice(SHOWN_NEXT).reduce((sum, { urls }) => sum + urls.length, 0)
  return [...lines, ...moreOf(left, 'page')]
}

/** `pages 2–12 of this list`, `28 pages such as`. */
function labelOf(group: NextGroup): string {
  if (group.kind === 'others') return othersOf(group.urls.length)
  if (group.kind === 'alike') return `${group.urls.length} pages such as`
  const list = group.isThisList ? 'of this list' : 'of another list'
  const [first = 0, second] = group.numbers
  const last = group.numbers.at(-1) ?? first
  if (second === undefined) return `page ${first} ${list}`
  const isGapless = last - first === group.numbers.length - 1
  // Offsets, and lists that link only to their first and last pages.
  return isGapless ? `pages ${first}–${last} ${list}` : `${group.numbers.length} pages ${list}`
}

function othersOf(count: number): string {
  return count === 1 ? '1 page' : `${count} other pages such as`
}

function problemLines(problems: readonly Problem[], width: number): string[] {
  const distinct = [...new Map(problems.map((one) => [one.code + one.message, one])).values()]
  const shown = distinct.slice(0, SHOWN_PROBLEMS).flatMap(({ code, message, where }) => {
    const place = where === null || message.includes(where) ? '' : ` (${where})`
    const advice = adviceOn(code)
    return [
      ...hanging(oneLine(`${message.slice(0, 1000)}${place} [${code}]`), width),
      ...(advice === null ? [] : indented(`→ ${advice}`, width)),
    ]
  })
  return [...shown, ...moreOf(distinct.length - SHOWN_PROBLEMS, 'problem')]
}

function moreOf(count: number, what: string): string[] {
  return count > 0 ? [`  … and ${count} more ${what}${count === 1 ? '' : 's'}`] : []
}

function numberOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** `  found      10 reviews`, further values below the first. */
function labelled(label: string, values: string[], width: number): string[] {
  const lines = values.flatMap((value) => wrapToWidth(value, width - 13))
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(11)}${line}`)
}

function hanging(text: string, width: number): string[] {
  return wrapToWidth(text, width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`)
}

function indented(text: string, width: number): string[] {
  return wrapToWidth(text, width - 6).map((line) => `    ${line}`)
}
