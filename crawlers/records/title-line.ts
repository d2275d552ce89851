import { lineOf } from '../find-elements.ts'
import { isElement, type MarkupElement } from '../markup.ts'
import { shapeOf } from './element-shape.ts'
import { NO_PLACE } from './likely-authors.ts'
import { type Outline, sumOver } from './outline.ts'
import { lowerBound } from './ranges.ts'
import type { PageRecord } from './record.ts'
import type { RecordWords } from './words.ts'

const MIN_RECORDS = 3
const MIN_SHARE = 0.8
const MAX_LENGTH = 80
/** Titles take less room than what they stand above. */
const MAX_OF_WORDS = 0.6
const MAX_SENTENCES = 0.3

/** `Colour: red`, which says what was bought. */
const LABELLED = /^\p{L}[\p{L} ]{1,24}\s?[:：]\s?\S/u

/** The line above a record's words. */
interface Line {
  element: MarkupElement
  value: string
  /** How it and the words below it are made. */
  key: string
  ink: number
  inkBelow: number
}

/**
 * Titles that nothing calls so: nearly all records of a group have a short line above their words, made otherwise than
 * those, each a different one and no sentence. Empty where they have not: then it may be the first line of a text.
 */
export function titleLines(
  words: ReadonlyMap<PageRecord, RecordWords>,
  outline: Outline,
): Map<PageRecord, Line> {
  const lines = new Map<PageRecord, Line>()
  for (const [record, own] of words) {
    const line = own.isAtPlace ? lineAbove(record, own, outline) : null
    if (line !== null) lines.set(record, line)
  }
  return areTitles([...lines.values()], words.size) ? lines : new Map()
}

function lineAbove(record: PageRecord, words: RecordWords, outline: Outline): Line | null {
  const { element, isLeftOut, isLabel } = words
  const parts: MarkupElement[] = []
  for (const node of element.children) {
    if (!isElement(node)) {
      // Loose words are those of a text.
      if ('data' in node && node.type === 'text' && node.data.trim() !== '') return null
    } else if (!isLeftOut(node) && inkOf(node, outline) > 0) {
      const part = isMarked(node, record, outline)
        ? besideStars(node, parts.length, record, outline)
        : node
      if (part !== null) parts.push(part)
    }
  }
  const [first, second] = parts
  if (first === undefined || second === undefined || shapeOf(first) === shapeOf(second)) return null
  if (outline.indexOf.get(first) === record.range.start) return null
  const ink = inkOf(first, outline)
  const value = ink <= MAX_LENGTH ? lineOf(first) : null
  if (value === null || value.length > MAX_LENGTH || isLabel(value, first)) return null
  if (NO_PLACE.test(shapeOf(first)) || LABELLED.test(value)) return null
  const inkBelow = parts.slice(1).reduce((sum, part) => sum + inkOf(part, outline), 0)
  return { element: first, value, key: `${shapeOf(first)} ${shapeOf(second)}`, ink, inkBelow }
}

/** In a head of stars and one part more, before all words, that part. */
function besideStars(
  head: MarkupElement,
  before: number,
  record: PageRecord,
  outline: Outline,
): MarkupElement | null {
  const { dates, authors, ratings } = record
  if (before > 0 || holdsAny(head, [dates, authors], outline)) return null
  const parts = head.children.filter(isElement)
  const free = parts.filter(
    (part) => inkOf(part, outline) > 0 && !holdsAny(part, [ratings], outline),
  )
  const [only, ...more] = free
  return only !== undefined && more.length === 0 && free.length < parts.length ? only : null
}

/** Whether a name, a date or stars stand in an element: it is the head. */
function isMarked(element: MarkupElement, record: PageRecord, outline: Outline): boolean {
  const { dates, authors, ratings } = record
  return holdsAny(element, [dates, authors, ratings], outline)
}

function holdsAny(
  element: MarkupElement,
  kinds: readonly { index: number }[][],
  { indexOf, ends }: Outline,
): boolean {
  const start = indexOf.get(element) ?? -1
  const end = ends[start] ?? start
  return kinds.some((anchors) => {
    const next = anchors[lowerBound(anchors, start)]
    return next !== undefined && next.index < end
  })
}

function inkOf(element: MarkupElement, { indexOf, ends, ink }: Outline): number {
  const index = indexOf.get(element)
  return index === undefined ? 0 : sumOver(ink, index, ends[index] ?? index)
}

function areTitles(lines: Line[], records: number): boolean {
  if (lines.length < MIN_RECORDS || lines.length < MIN_SHARE * records) return false
  const [first] = lines
  const sum = (of: (line: Line) => number) => lines.reduce((all, line) => all + of(line), 0)
  const share = (is: (line: Line) => boolean) => lines.filter(is).length / lines.length
  return (
    share(({ key }) => key === first?.key) >= MIN_SHARE &&
    new Set(lines.map(({ value }) => value)).size >= MIN_SHARE * lines.length &&
    sum(({ ink }) => ink) <= MAX_OF_WORDS * sum(({ inkBelow }) => inkBelow) &&
    share(({ value }) => /[.。,:]$/.test(value)) <= MAX_SENTENCES
  )
}
