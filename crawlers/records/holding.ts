import type { Anchor, Anchors } from './anchors.ts'
import { type Outline, sumOver } from './outline.ts'
import { lowerBound, type Range } from './ranges.ts'

/** As many as are looked at; more is no statement. */
const MAX_ANCHORS_INSIDE = 80
/** Characters below which there are no words. */
export const MIN_TEXT = 3

/** Anchors of a page with running sums. */
export interface Sums {
  anchors: Anchors
  /** Authors that are more than a guess. */
  sure: Anchors['authors']
  dates: Int32Array
  authors: Int32Array
  ratings: Int32Array
  /** Unlinked characters that anchors take, which are no words of a record. */
  taken: Int32Array
}

export function sumsOf(outline: Outline, anchors: Anchors): Sums {
  const { dates, authors, ratings } = anchors
  const sure = authors.filter(({ value }) => value.strength >= 2)
  const count = (list: Anchor<unknown>[]) => running(outline, list, () => 1)
  const takenOf = ({ index }: Anchor<unknown>) => {
    const end = outline.ends[index] ?? index
    const ink = sumOver(outline.ink, index, end)
    return ink > 100 ? 0 : ink - sumOver(outline.linkedInk, index, end)
  }
  // A record that bears its date itself is not taken by it.
  const small = [...dates, ...sure, ...ratings].filter(
    ({ index }) => (outline.ends[index] ?? index) - index <= MAX_ANCHOR_ELEMENTS,
  )
  return {
    anchors,
    sure,
    dates: count(dates),
    authors: count(authors),
    ratings: count(ratings),
    taken: running(outline, notNested(small, outline), takenOf),
  }
}

/** An anchor holds few elements; what holds more bears a mark for all of them. */
const MAX_ANCHOR_ELEMENTS = 8

function notNested(list: Anchor<unknown>[], { ends }: Outline): Anchor<unknown>[] {
  let end = 0
  return list
    .toSorted((a, b) => a.index - b.index)
    .filter(({ index }) => {
      if (index < end) return false
      end = ends[index] ?? index
      return true
    })
}

function running(
  { elements }: Outline,
  list: Anchor<unknown>[],
  weight: (anchor: Anchor<unknown>) => number,
): Int32Array {
  const sums = new Int32Array(elements.length + 1)
  for (const anchor of list) sums[anchor.index + 1] = (sums[anchor.index + 1] ?? 0) + weight(anchor)
  for (let i = 1; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (sums[i - 1] ?? 0)
  return sums
}

/** What one record holds of its own. */
export interface Holding {
  dates: number
  authors: number
  ratings: number
  /** Characters of words that are neither links nor anchors. */
  free: number
  /** The same place says twice when or by whom: it is more than one record. */
  isSeveral: boolean
}

export function holdingOf(parts: Range[], outline: Outline, sums: Sums): Holding {
  const dates = sumOverAll(sums.dates, parts)
  const authors = sumOverAll(sums.authors, parts)
  return {
    dates,
    authors,
    ratings: sumOverAll(sums.ratings, parts),
    free:
      sumOverAll(outline.ink, parts) -
      sumOverAll(outline.linkedInk, parts) -
      sumOverAll(sums.taken, parts),
    isSeveral:
      (dates > 1 && repeats(parts, sums.anchors.dates, dates, outline)) ||
      (authors > 1 && repeats(parts, sums.sure, authors, outline)),
  }
}

function sumOverAll(list: Int32Array, parts: Range[]): number {
  let sum = 0
  for (const { start, end } of parts) sum += sumOver(list, start, end)
  return sum
}

/** Whether the same place occurs twice with different words. */
function repeats(
  parts: Range[],
  anchors: Anchor<{ value: string; date?: string }>[],
  count: number,
  { parents }: Outline,
): boolean {
  if (count > MAX_ANCHORS_INSIDE) return true
  // Two on one line are of one statement: when it was written, and since when.
  const [first, second] = count === 2 ? anchorsIn(parts, anchors) : []
  if (first !== undefined && second !== undefined && parents[first] === parents[second])
    return false
  const seen = new Map<string, string>()
  for (const { start, end } of parts) {
    for (let i = lowerBound(anchors, start); i < anchors.length; i++) {
      const anchor = anchors[i]
      if (anchor === undefined || anchor.index >= end) break
      const before = seen.get(anchor.key)
      const said = anchor.value.date ?? anchor.value.value
      if (before !== undefined && before !== said) return true
      seen.set(anchor.key, said)
    }
  }
  return false
}

function anchorsIn(parts: Range[], anchors: readonly { index: number }[]): number[] {
  return parts.flatMap(({ start, end }) =>
    anchors.slice(lowerBound(anchors, start), lowerBound(anchors, end)).map(({ index }) => index),
  )
}
