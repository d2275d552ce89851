import type { PageFacts } from '../schema/page.ts'
import type { RawItem } from '../schema/raw-item.ts'

type Order = 'dmy' | 'mdy'

const NUMERIC_DATE = /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d./-]?\d)/g

/** Fewer dates stand in order by chance. */
const MIN_IN_ORDER = 5
/** Clocks and zones differ. */
const FUTURE_MS = 2 * 86_400_000

/** What is known of a page besides its items. */
export interface DateOrderFacts {
  /** Read only when the items have a numeric date and none decides. */
  pageText: () => string
  /** ISO 8601; null when it is not known. */
  fetchedAt: string | null
}

/**
 * How a page orders day and month in numeric dates. The dates of its items say so where a number above 12 stands in
 * one, where one would lie in the future of the page, or where they stand in order of time in one reading only; else
 * any date of its text with a number above 12. Null when none decides or they contradict each other.
 */
export function dateOrderOf(items: RawItem[], facts: DateOrderFacts): PageFacts['dateOrder'] {
  const dates = items.flatMap(({ fields, replies }) => [
    fields.publishedAt?.value,
    fields.editedAt?.value,
    ...replies.map(({ publishedAt }) => publishedAt?.value),
  ])
  const written = dates.filter((date) => date !== undefined).join('\n')
  const order = orderIn(written)
  if (order !== 'open') return order === 'mixed' ? null : order
  const said = items.flatMap(({ fields }) => fields.publishedAt?.value ?? [])
  const byTime = orderByTime(said.join('\n'), facts.fetchedAt)
  if (byTime !== null) return byTime
  const ofPage = orderIn(facts.pageText())
  return ofPage === 'dmy' || ofPage === 'mdy' ? ofPage : null
}

/** `open`: numeric dates, and none that decides; null: no numeric date. */
function orderIn(text: string): Order | 'mixed' | 'open' | null {
  let order: Order | 'open' | null = null
  for (const [, first, , second] of text.matchAll(NUMERIC_DATE)) {
    const one = orderOf(Number(first), Number(second))
    if (one === 'open') order ??= 'open'
    else if (order === null || order === 'open') order = one
    else if (order !== one) return 'mixed'
  }
  return order
}

function orderOf(first: number, second: number): Order | 'open' {
  if (first > 12 && first <= 31 && second >= 1 && second <= 12) return 'dmy'
  return second > 12 && second <= 31 && first >= 1 && first <= 12 ? 'mdy' : 'open'
}

/** The order in which alone nothing is said after the page was fetched, and items stand as they were said. */
function orderByTime(text: string, fetchedAt: string | null): Order | null {
  const latest = fetchedAt === null ? Number.NaN : Date.parse(fetchedAt) + FUTURE_MS
  const dates = [...text.matchAll(NUMERIC_DATE)].map(([, first, , second, year]) => ({
    first: Number(first),
    second: Number(second),
    year: Number(year),
  }))
  const moments = {
    dmy: dates.map(({ first, second, year }) => Date.UTC(fullYear(year), second - 1, first)),
    mdy: dates.map(({ first, second, year }) => Date.UTC(fullYear(year), first - 1, second)),
  }
  return (
    onlyOne((order) => !moments[order].some((moment) => moment > latest)) ??
    onlyOne((order) => isInOrder(moments[order]))
  )
}

function onlyOne(holds: (order: Order) => boolean): Order | null {
  if (holds('dmy')) return holds('mdy') ? null : 'dmy'
  return holds('mdy') ? 'mdy' : null
}

/** All ascending or all descending, over enough different days. */
function isInOrder(moments: number[]): boolean {
  if (new Set(moments).size < MIN_IN_ORDER) return false
  const steps = moments.slice(1).map((moment, i) => moment - (moments[i] ?? moment))
  return steps.every((step) => step >= 0) || steps.every((step) => step <= 0)
}

function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year
}
