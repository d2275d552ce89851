import { isElement } from '../markup.ts'
import { MIN_TEXT } from './holding.ts'
import { inkOf, type Outline, sumOver } from './outline.ts'
import { lowerBound, type Range } from './ranges.ts'

const MIN_RECORDS = 3
const MAX_LEVELS = 3
/** Characters of words of their own that records have. */
const MIN_WORDS = 15
const MAX_LOOKED_AT = 12
const MAX_ELEMENTS = 400

/**
 * Records that hold marks and no words are the heads of what holds them: name, date and stars stand in one element, the
 * words in the next. Returns what holds each alone and has words, else the records as they are.
 * @param isFree whether a range holds nothing of other groups
 */
export function widened(
  records: Range[],
  outline: Outline,
  isFree: (range: Range) => boolean,
): Range[] {
  if (records.length < MIN_RECORDS || medianWords(records, outline) >= MIN_WORDS) return records
  let level = records
  for (let n = 0; n < MAX_LEVELS; n++) {
    const around = parentsOf(level, outline)
    if (around === null || !around.every(isFree)) return records
    if (medianWords(around, outline) >= MIN_WORDS) return around
    level = around
  }
  return records
}

/** The elements around, where each holds one record alone. */
function parentsOf(records: Range[], { parents, ends, elements }: Outline): Range[] | null {
  const starts = records.map(({ start }) => ({ index: start })).sort((a, b) => a.index - b.index)
  const around: Range[] = []
  for (const { start } of records) {
    const up = parents[start] ?? -1
    const end = ends[up] ?? up
    if (up < 0 || /^(?:body|main)$/.test(elements[up]?.name ?? '')) return null
    if (lowerBound(starts, end) - lowerBound(starts, up) !== 1) return null
    around.push({ start: up, end })
  }
  return around
}

/** Characters outside of links in texts that no other record repeats; the median of some records. */
function medianWords(records: Range[], outline: Outline): number {
  const some = records.slice(0, MAX_LOOKED_AT)
  const texts = some.map((range) => textsOf(range, outline))
  const counts = new Map<string, number>()
  for (const list of texts)
    for (const text of new Set(list)) counts.set(text, (counts.get(text) ?? 0) + 1)
  const sizes = texts.map((list) =>
    Math.max(0, ...list.filter((text) => counts.get(text) === 1).map(inkOf)),
  )
  return sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 0
}

/** Texts of the elements of a range that are no links. */
function textsOf({ start, end }: Range, { elements, ink, linkedInk }: Outline): string[] {
  const texts: string[] = []
  for (let i = start; i < Math.min(end, start + MAX_ELEMENTS); i++) {
    const own = sumOver(ink, i, i + 1)
    if (own < MIN_TEXT || sumOver(linkedInk, i, i + 1) === own) continue
    for (const node of elements[i]?.children ?? []) {
      if (!isElement(node) && 'data' in node) texts.push(node.data.trim())
    }
  }
  return texts
}
