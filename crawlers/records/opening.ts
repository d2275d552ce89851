import type { MentionType } from '../../schema/mention.ts'
import type { Anchor, Anchors } from './anchors.ts'
import { type Outline, sumOver } from './outline.ts'
import { lowerBound, type Range } from './ranges.ts'
import type { PageRecord } from './record.ts'
import type { Statement } from './statements.ts'

/** What others answer, with what it is. */
export interface Opening {
  record: PageRecord
  type: MentionType
}

/** Fewer are not enough to know how the page shows who wrote when. */
const MIN_ANSWERS = 2
const MAX_UP = 12
/** Characters of words of its own. */
const MIN_WORDS = 30
/** More is an article, whatever stands below it. */
const MAX_WORDS = 6000
/** Marks before the first answer; the nearest are looked at. */
const MAX_MARKS = 40

/**
 * The post or question that the statements of a page answer, where it is alone of its kind: what stands before the
 * first of them, is dated and signed as they are, and has words of its own. Null where there is none.
 */
export function openingOf(
  answers: readonly { record: PageRecord; statement: Statement }[],
  anchors: Anchors,
  outline: Outline,
): Opening | null {
  const [first] = answers
  const types = new Set(answers.map(({ statement }) => statement.type))
  const [type] = types
  if (first === undefined || answers.length < MIN_ANSWERS || types.size > 1) return null
  if (type !== 'comment' && type !== 'answer') return null
  const before = first.record.range.start
  const dated = shapesOf(answers.flatMap(({ record }) => record.dates))
  const signed = shapesOf(answers.flatMap(({ record }) => record.authors))
  const dates = nearest(anchors.dates, before)
  const authors = nearest(anchors.authors, before).filter(({ value }) => value.strength >= 1.5)
  for (const date of dates.toReversed()) {
    for (const author of authors.toReversed()) {
      const isAlike =
        type === 'answer' || dated.has(shapeIn(date.key)) || signed.has(shapeIn(author.key))
      const range = isAlike ? blockAround(date.index, author.index, before, outline) : null
      if (range !== null) {
        const own = recordIn(range, anchors, outline)
        if (own !== null) return { record: own, type: type === 'answer' ? 'question' : 'post' }
      }
    }
  }
  return null
}

function nearest<T>(anchors: Anchor<T>[], before: number): Anchor<T>[] {
  const end = lowerBound(anchors, before)
  return anchors.slice(Math.max(0, end - MAX_MARKS), end)
}

/** How the answers' marks are made: their class, or their place where they have none. */
function shapesOf(anchors: readonly Anchor<unknown>[]): Set<string> {
  return new Set(anchors.map(({ key }) => shapeIn(key)))
}

function shapeIn(key: string): string {
  const steps = key.split('>')
  const last = steps.at(-1) ?? ''
  return /[.-]/.test(last) ? last.split('.').slice(0, 2).join('.') : steps.slice(-2).join('>')
}

/** The smallest element around two marks that has words besides, and ends before the answers begin. */
function blockAround(a: number, b: number, before: number, outline: Outline): Range | null {
  const { parents, ends, elements, ink, linkedInk } = outline
  const first = Math.min(a, b)
  const last = Math.max(a, b)
  let up = first
  for (let n = 0; n < MAX_UP && up >= 0; n++, up = parents[up] ?? -1) {
    const end = ends[up] ?? up
    const name = elements[up]?.name ?? ''
    if (end > before || /^(?:body|main|html|header|nav|aside)$/.test(name)) return null
    if (end <= last) continue
    const words = sumOver(ink, up, end) - sumOver(linkedInk, up, end) - inkOfMarks([a, b], outline)
    if (words > MAX_WORDS) return null
    if (words >= MIN_WORDS) return { start: up, end }
  }
  return null
}

function inkOfMarks(marks: number[], { ink, linkedInk, ends }: Outline): number {
  return marks
    .map((i) => sumOver(ink, i, ends[i] ?? i) - sumOver(linkedInk, i, ends[i] ?? i))
    .reduce((sum, size) => sum + size, 0)
}

function recordIn(range: Range, anchors: Anchors, { elements }: Outline): PageRecord | null {
  const element = elements[range.start]
  if (element === undefined) return null
  const inside = <T>(all: Anchor<T>[]) =>
    all.slice(lowerBound(all, range.start), lowerBound(all, range.end))
  return {
    range,
    element,
    own: Array.from({ length: range.end - range.start }, (_, i) => range.start + i),
    dates: inside(anchors.dates),
    authors: inside(anchors.authors),
    ratings: inside(anchors.ratings),
  }
}
