import type { RawReply } from '../../schema/raw-item.ts'
import { lineOf, shortLineOf } from '../find-elements.ts'
import { isElement, type MarkupElement } from '../markup.ts'
import { rememberedPattern } from '../remembered.ts'
import type { PlacedText } from '../thing.ts'
import { namesOf, type Outline, sumOver } from './outline.ts'
import type { PageRecord } from './record.ts'
import { introducesReply, labelsReply, withoutReplyLabel } from './reply-label.ts'
import { wordsMarkup } from './words-markup.ts'

/** What stands inside of a statement and answers it. */
export type Reply = Partial<Record<keyof RawReply, PlacedText>>

const REPLY = rememberedPattern(
  /(?:^|[^a-z])(?:(?:owner|merchant|seller|shop|store|official|staff|manager|admin|company|vendor|brand|management|business|developer)-?(?:reply|response|answer|comment)|(?:review|opinion|comment)?-?(?:reply|response|answer|reaction|replies|responses|answers|reactions)|antwort|reponse|respuesta|risposta|odpowiedz|resposta)(?![a-z-]*(?:link|button|btn|form|count|action))/,
)
const MIN_REPLY = 15

/** Where an answer stands in a record, and the elements that it is made of. */
interface Place {
  start: number
  end: number
  parts: MarkupElement[]
}

/** A review without what the company answered to it: what is named or labelled so. */
export function withoutReply(
  record: PageRecord,
  outline: Outline,
): { rest: PageRecord; reply: Reply | null } {
  for (const find of [namedReply, labelledReply, introducedReply]) {
    const place = find(record, outline)
    const reply = place === null ? null : replyAt(place, record, outline)
    if (place !== null && reply !== null) return { rest: without(place, record), reply }
  }
  return { rest: record, reply: null }
}

function isIn({ start, end }: Place): (anchor: { index: number }) => boolean {
  return ({ index }) => index >= start && index < end
}

function without(place: Place, record: PageRecord): PageRecord {
  const isInside = isIn(place)
  return {
    ...record,
    own: record.own.filter((index) => !isInside({ index })),
    dates: record.dates.filter((one) => !isInside(one)),
    authors: record.authors.filter((one) => !isInside(one)),
    ratings: record.ratings.filter((one) => !isInside(one)),
  }
}

/** Null where nothing is left beside label, date and headings. */
function replyAt(place: Place, record: PageRecord, { elements }: Outline): Reply | null {
  const dates = record.dates.filter(isIn(place))
  const author = record.authors.find(isIn(place))?.value
  const date = dates[0]?.value
  const marks = new Set(dates.map(({ index }) => elements[index]))
  const isLeftOut = (one: MarkupElement) =>
    /^(?:time|h[1-6])$/.test(one.name) || isMark(one, marks) || isLabel(one)
  const nodes = place.parts.flatMap(({ children }) => children)
  const markup = wordsMarkup(nodes, isLeftOut)
  if (markup === null) return null
  return {
    text: { value: withoutReplyLabel(markup), at: 'shown reply', html: true },
    ...(author !== undefined && { author: { value: author.value, at: 'shown reply' } }),
    ...(date !== undefined && { publishedAt: { value: date.value, at: 'shown reply' } }),
  }
}

function isMark(element: MarkupElement, marks: ReadonlySet<MarkupElement | undefined>): boolean {
  return marks.has(element) && (lineOf(element)?.length ?? 0) <= MAX_MARK
}

const MAX_MARK = 40

function isLabel(element: MarkupElement): boolean {
  const line = shortLineOf(element, MAX_LABEL)
  return line !== null && labelsReply(line)
}

const MAX_LABEL = 90
const HOLDER = /^(?:div|li|section|article|blockquote|dl|p|td|tr)$/

function namedReply(record: PageRecord, { elements, ends, ink }: Outline): Place | null {
  const start = record.own.find((i) => {
    const element = elements[i]
    if (element === undefined || i === record.range.start || !HOLDER.test(element.name))
      return false
    return REPLY.test(namesOf(element)) && sumOver(ink, i, ends[i] ?? i) >= MIN_REPLY
  })
  const element = start === undefined ? undefined : elements[start]
  if (start === undefined || element === undefined) return null
  return { start, end: ends[start] ?? start, parts: [element] }
}

/** The label stands first in what holds the answer, or right before it. */
function labelledReply(record: PageRecord, outline: Outline): Place | null {
  const { elements, ends, ink, parents } = outline
  const { start: first } = record.range
  const label = record.own.find((i) => {
    const size = i === first ? 0 : sumOver(ink, i, ends[i] ?? i)
    const element = elements[i]
    return size > 0 && size <= MAX_LABEL && element !== undefined && isLabel(element)
  })
  if (label === undefined) return null
  let start = label
  // As far out as nothing stands before the label.
  for (let up = parents[start] ?? -1; up > first; up = parents[up] ?? -1) {
    if (sumOver(ink, up, start) > 0) break
    start = up
    if (restOf(start, label, record, outline) >= MIN_REPLY) break
  }
  const element = elements[start]
  if (element === undefined) return null
  if (restOf(start, label, record, outline) >= MIN_REPLY)
    return { start, end: ends[start] ?? start, parts: [element] }
  return withNext(start, outline)
}

/** Characters in an element beside the label and the dates. */
function restOf(
  start: number,
  label: number,
  { dates }: PageRecord,
  { ink, ends }: Outline,
): number {
  const end = ends[start] ?? start
  const marks = [label, ...dates.map(({ index }) => index)].filter((i) => i >= start && i < end)
  const taken = marks.map((i) => sumOver(ink, i, ends[i] ?? i))
  return sumOver(ink, start, end) - taken.reduce((sum, size) => sum + size, 0)
}

const MAX_STEPS = 4

/** A label with the next of its neighbours that has words. */
function withNext(start: number, { elements, indexOf, ends, ink }: Outline): Place | null {
  const element = elements[start]
  let next = element?.next ?? null
  for (let n = 0; next !== null && n < MAX_STEPS; n++, next = next.next) {
    const index = isElement(next) ? indexOf.get(next) : undefined
    const end = index === undefined ? 0 : (ends[index] ?? index)
    if (index === undefined || sumOver(ink, index, end) < MIN_REPLY) continue
    const part = elements[index]
    return element === undefined || part === undefined
      ? null
      : { start, end, parts: [element, part] }
  }
  return null
}

/** `Our answer: We are sorry …`, label and words in one. */
function introducedReply(record: PageRecord, { elements, ends, ink }: Outline): Place | null {
  const start = record.own.find((i) => {
    const element = elements[i]
    const [first] = element?.children ?? []
    if (element === undefined || first === undefined || isElement(first) || !('data' in first))
      return false
    return i > record.range.start && HOLDER.test(element.name) && introducesReply(first.data)
  })
  const element = start === undefined ? undefined : elements[start]
  if (start === undefined || element === undefined) return null
  const end = ends[start] ?? start
  return sumOver(ink, start, end) < MIN_REPLY ? null : { start, end, parts: [element] }
}
