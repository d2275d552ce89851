import { lineOf } from '../find-elements.ts'
import { isElement } from '../markup.ts'
import { shapeOf } from './element-shape.ts'
import { type Outline, sumOver } from './outline.ts'
import { lowerBound, type Range } from './ranges.ts'
import type { PageRecord } from './record.ts'

/** A question and what answers it, of one record that holds both. */
export interface Pairs {
  questions: PageRecord[]
  answers: PageRecord[]
}

const MIN_SHARE = 0.6
const MAX_PARTS = 12
const MAX_DEPTH = 8
const MAX_QUESTION = 600
/** Characters of words that a part has, beside its marks. */
const MIN_WORDS = 2

/**
 * Records that hold a question in their first part and answers in those behind it, as shops show them; null where most
 * of the records do not. A question says so itself: it ends in a question mark.
 */
export function pairsOf(records: PageRecord[], outline: Outline): Pairs | null {
  if (records.some(({ ratings }) => ratings.length > 0)) return null
  const questions: PageRecord[] = []
  const answers: PageRecord[] = []
  for (const record of records) {
    const [first, ...rest] = withMarks(partsOfRecord(record, outline), record, outline)
    if (first === undefined || !asks(first, record, outline)) continue
    const answered = answersIn(rest, outline)
    if (answered.length === 0) continue
    questions.push(within(record, first, outline))
    answers.push(...answered.map((range) => within(record, range, outline)))
  }
  return questions.length >= MIN_SHARE * records.length && questions.length > 1
    ? { questions, answers }
    : null
}

/** The parts of a record that hold words: of the outermost element that has several such. */
function partsOfRecord({ range, own }: PageRecord, outline: Outline): Range[] {
  let at = range.start
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const parts = partsBelow(at, outline)
    const [only] = parts
    if (parts.length !== 1 || only === undefined) {
      // What is a record by itself is read as such.
      return parts.every(({ start }) => own.includes(start)) ? parts : []
    }
    at = only.start
  }
  return []
}

function partsBelow(at: number, { elements, ends, indexOf, ink }: Outline): Range[] {
  const inner = (elements[at]?.children ?? []).filter(isElement).slice(0, MAX_PARTS)
  return inner.flatMap((element) => {
    const start = indexOf.get(element) ?? -1
    const end = ends[start] ?? start
    return start >= 0 && sumOver(ink, start, end) >= MIN_WORDS ? [{ start, end }] : []
  })
}

/** Parts that are nothing but a name and a date are those of the part before them. */
function withMarks(parts: Range[], record: PageRecord, outline: Outline): Range[] {
  const joined: Range[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last !== undefined && isByline(part, record, outline)) last.end = part.end
    else joined.push({ ...part })
  }
  return joined
}

const MAX_BYLINE_WORDS = 12

function isByline({ start, end }: Range, record: PageRecord, { ink, ends }: Outline): boolean {
  let taken = 0
  let last = start
  const marks = [...record.dates, ...record.authors].sort((a, b) => a.index - b.index)
  for (const { index } of marks.slice(0, MAX_MARKS)) {
    if (index < last || index >= end) continue
    last = ends[index] ?? index
    taken += sumOver(ink, index, last)
  }
  return taken > 0 && sumOver(ink, start, end) - taken <= MAX_BYLINE_WORDS
}

const MAX_MARKS = 20

/** The part behind the question, and those made like it; or the parts of it, where it holds several alike. */
function answersIn([first, ...rest]: Range[], outline: Outline): Range[] {
  if (first === undefined) return []
  const inner = partsBelow(first.start, outline)
  const shapes = new Set(inner.map(({ start }) => shapeAt(start, outline)))
  if (inner.length > 1 && shapes.size === 1 && /\./.test([...shapes].join(''))) return inner
  return [first, ...rest.filter(({ start }) => isAlike(start, first.start, outline))]
}

function isAlike(a: number, b: number, outline: Outline): boolean {
  const shape = shapeAt(a, outline)
  return shape.includes('.') && shape === shapeAt(b, outline)
}

function shapeAt(index: number, { elements }: Outline): string {
  const element = elements[index]
  return element === undefined ? '' : shapeOf(element)
}

const ASKS = /[?？;؟]["”»)\s]{0,3}$/u

/** Whether words in a part end in a question mark. */
function asks({ start, end }: Range, { own }: PageRecord, { elements, ink, ends }: Outline) {
  return own.some((i) => {
    if (i < start || i >= end || sumOver(ink, i, ends[i] ?? i) > MAX_QUESTION) return false
    return ASKS.test(lineOf(elements[i] ?? null)?.slice(-20) ?? '')
  })
}

function within(record: PageRecord, range: Range, { elements }: Outline): PageRecord {
  const inside = <T extends { index: number }>(anchors: T[]) =>
    anchors.slice(lowerBound(anchors, range.start), lowerBound(anchors, range.end))
  return {
    range,
    element: elements[range.start] ?? record.element,
    own: record.own.filter((i) => i >= range.start && i < range.end),
    dates: inside(record.dates),
    authors: inside(record.authors),
    ratings: [],
  }
}
