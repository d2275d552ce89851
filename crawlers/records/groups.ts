import type { MarkupElement } from '../markup.ts'
import type { Anchor, Anchors } from './anchors.ts'
import { namesOf, type Outline, remembered, sumOver } from './outline.ts'

/** The elements `[start, end)` of an outline that one record takes. */
export interface Range {
  start: number
  end: number
}

/** Records that are made alike. */
export interface Group {
  /** What its elements share: a class, the form of their ids, their place in a list. */
  key: string
  records: Range[]
  score: number
}

/** As much as is looked at; more is no page that people read. */
const MAX_TOKENS = 8
const MAX_CANDIDATES = 40
const MAX_ANCHORS_INSIDE = 80
const MIN_TEXT = 3
const PROSE = 20
/** Records of a group hold about the same; what holds less is something else that looks alike. */
const MIN_OF_MEDIAN = 0.57

/** Names of parts of a record. */
const PART =
  /(?:header|head|kopf|entete|tete|cabecera|footer|foot|meta|info|details|title|body|content|inner|byline|author)$/i

/** Words for statements, in names that makers give. */
export const STATEMENT = remembered(
  /(?:^|[^a-z])(?:[a-z]*reviews?|[a-z]*comments?|[a-z]*posts?|[a-z]*answers?|questions?|repl(?:y|ies)|messages?|msg|opinions?|opinia|opinie|avis|bewertung(?:en)?|rezension(?:en)?|kommentar(?:e|er)?|commentaires?|commento|commenti|comentarios?|recensioni?|recensione|resenas?|avaliac(?:ao|oes)|beoordeling(?:en)?|reacties?|testimonials?|feedback|beitrag|antwort|reponse|pregunta|domanda|frage|ugc|discussion|thread|topic|note|kritik|critic|reactions?|reaktionen|berichten?|komentarz[ey]?|komentar|kom)(?:[^a-z]|$)/,
)

/**
 * The groups of records on a page, the best first; of elements around each other those that hold one statement each.
 * A group is every way in which elements can be alike; its worth is what its records hold: each a date, an author, a
 * rating once, and words of its own. Takes time that grows with the page's size.
 */
export function groupsOf(outline: Outline, anchors: Anchors): Group[] {
  const sums = sumsOf(outline, anchors)
  const candidates = candidatesOf(outline, sums)
    .flatMap(([key, starts]) => [
      judge(key, wholes(starts, outline), outline, sums),
      judge(`${key} …`, runs(starts, outline), outline, sums, RUN_FACTOR),
    ])
    .filter((group) => group !== null)
    .sort((a, b) => b.score - a.score || tighter(a, b))
    .slice(0, MAX_CANDIDATES)
  return choose(candidates, outline, sums)
}

/** A statement spread over several neighbours is rarer than one in an element. */
const RUN_FACTOR = 0.8

/** Of records the outer element, which may bear the id; of one alone the inner, which holds nothing else. */
function tighter(a: Group, b: Group): number {
  return a.records.length === 1 ? size(a) - size(b) : size(b) - size(a)
}

function size({ records }: Group): number {
  return records.reduce((n, { start, end }) => n + end - start, 0)
}

/** Anchors of a page with running sums. */
interface Sums {
  anchors: Anchors
  /** Authors that are more than a guess. */
  sure: Anchors['authors']
  dates: Int32Array
  authors: Int32Array
  ratings: Int32Array
  /** Unlinked characters that anchors take, which are no words of a record. */
  taken: Int32Array
}

function sumsOf(outline: Outline, anchors: Anchors): Sums {
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

const CONTAINER =
  /^(?:div|li|article|section|tr|table|tbody|dl|dt|dd|blockquote|ul|ol|td|p|span|aside|header|h[2-6]|hr|a|[a-z]+-[a-z-]+)$/

const CONTAINERS = remembered(CONTAINER)

/** Elements by what they share with others, each list in the page's order. */
function candidatesOf(outline: Outline, sums: Sums): [string, number[]][] {
  const lists = new Map<string, number[]>()
  outline.elements.forEach((element, i) => {
    if (!CONTAINERS.test(element.name)) return
    const parent = outline.parents[i] ?? -1
    for (const key of likenesses(element, parent, () => isMarked(i, outline, sums))) {
      const list = lists.get(key)
      if (list === undefined) lists.set(key, [i])
      else list.push(i)
    }
  })
  return [...lists].filter(([, starts]) => {
    const first = starts[0] ?? 0
    const last = starts.at(-1) ?? 0
    const end = Math.max(outline.ends[last] ?? 0, outline.ends[first] ?? 0)
    return (
      sumOver(outline.ink, first, end) > 0 &&
      sumOver(sums.dates, first, end) +
        sumOver(sums.authors, first, end) +
        sumOver(sums.ratings, first, end) >
        0
    )
  })
}

/** Whether an author stands in it: where rows have no class those begin a record. */
function isMarked(index: number, { ends }: Outline, sums: Sums): boolean {
  return sumOver(sums.authors, index, ends[index] ?? index) > 0
}

/** Numbers in names count their elements. */
function counted(token: string): string {
  return /\d/.test(token) ? token.replace(/\d+/g, '#') : token
}

function* likenesses(
  element: MarkupElement,
  parent: number,
  isSigned: () => boolean,
): Generator<string> {
  const { name, attribs } = element
  const tokens = (attribs['class'] ?? '').split(/\s+/).filter((token) => token !== '')
  for (const token of tokens.slice(0, MAX_TOKENS)) yield `${name}.${counted(token)}`
  const id = attribs['id']
  if (id !== undefined && /\d/.test(id))
    yield `${name}#${id.replace(/[\dA-Z]{2,}[\w-]*|\d+/g, '#')}`
  for (const attribute of Object.keys(attribs).slice(0, 20)) {
    if (/^data-.*id$/.test(attribute)) yield `${name}[${attribute}]`
  }
  if (tokens.length === 0) {
    yield `${name}^${parent}`
    if (name === 'tr' && isSigned()) yield `${name}^${parent} signed`
  }
}

function wholes(starts: number[], { ends }: Outline): Range[] {
  return starts.map((start) => ({ start, end: ends[start] ?? start + 1 }))
}

/** From each element to the next among its siblings; the last as many siblings long as the longest before it. */
function runs(starts: number[], outline: Outline): Range[] {
  const { parents, ends } = outline
  const ranges: Range[] = []
  let longest = 0
  starts.forEach((start, i) => {
    const parent = parents[start] ?? -1
    const next = starts[i + 1]
    if (next !== undefined && parents[next] === parent) {
      longest = Math.max(longest, siblingsBetween(start, next, outline))
      ranges.push({ start, end: next })
      return
    }
    let end = ends[start] ?? start + 1
    const limit = parent < 0 ? end : (ends[parent] ?? end)
    for (let n = 1; n < longest && end < limit; n++) end = ends[end] ?? limit
    ranges.push({ start, end })
  })
  return longest > 1 ? ranges : []
}

function siblingsBetween(start: number, end: number, { ends }: Outline): number {
  let n = 0
  for (let i = start; i < end && n < 50; i = ends[i] ?? end) n += 1
  return n
}

/** What one record holds of its own. */
interface Holding {
  dates: number
  authors: number
  ratings: number
  /** Characters of words that are neither links nor anchors. */
  free: number
  /** The same place says twice when or by whom: it is more than one record. */
  isSeveral: boolean
}

function judge(
  key: string,
  records: Range[],
  outline: Outline,
  sums: Sums,
  factor = 1,
  holes: Range[] = [],
): Group | null {
  const owned = records.map((range) =>
    partsOf(
      range,
      holes.length === 0
        ? nestedIn(range, records)
        : [...nestedIn(range, records), ...nestedIn(range, holes)],
    ),
  )
  const worths = records.map((range, i) => {
    const holding = holdingOf(owned[i] ?? [], outline, sums)
    return holding.isSeveral ? -1 : worthOf(holding, range.start, outline)
  })
  const middle = worths.filter((worth) => worth > 0).sort((a, b) => a - b)
  const least = MIN_OF_MEDIAN * (middle[middle.length >> 1] ?? 0)
  const valid = records.filter((_, i) => (worths[i] ?? 0) > 0 && (worths[i] ?? 0) >= least)
  if (valid.length === 0 || valid.length < records.length / 3) return null
  // Halves of records are twice as many and hold half each: the whole must be worth more.
  const sum = worths.reduce(
    (n, worth) => n + (worth >= least ? worth ** 3 : worth < 0 ? -10 : 0),
    0,
  )
  const isNamedSo = STATEMENT.test(key.toLowerCase())
  const score =
    factor *
    sum *
    (0.7 + (0.3 * valid.length) / records.length) *
    (isNamedSo ? 1.1 : 1) *
    (PART.test(key) ? 0.8 : 1)
  if (score <= 0) return null
  const [first] = valid
  const isNamed = first !== undefined && isStatement(outline.elements[first.start])
  if (valid.length === 1 && !isNamed) return null
  return { key, records: valid, score }
}

function isStatement(element: MarkupElement | undefined): boolean {
  return element !== undefined && STATEMENT.test(namesOf(element)) && !isSignature(element)
}

/** Who wrote a statement, and when: of that one the end. Notes of a text are none either. */
function isSignature(element: MarkupElement | undefined): boolean {
  return (
    element !== undefined &&
    /signature|user-?info|user-?details|cite-?note|footnote|bibliograph/.test(namesOf(element))
  )
}

const LIST =
  /(?:^|[^a-z])(?:[a-z]*comments?|reviews?|opinions?|reactions?|kommentare|commentaires?|commenti|comentarios|reacties|komentarze|mensagens|mensajes|messages|messaggi|berichten|beitraege|bewertungen|rezensionen|recensioni)(?:-?(?:list|block|items?|wrapper|section|area|cards))?(?![a-z-])/

/** An entry of a list that is named after statements. */
function isListed(start: number, { elements, parents }: Outline): boolean {
  let up = parents[start] ?? -1
  for (let n = 0; up >= 0 && n < 2; n++, up = parents[up] ?? -1) {
    const element = elements[up]
    if (element !== undefined && LIST.test(namesOf(element))) return true
  }
  return false
}

/** 0 when it is no record. */
function worthOf({ dates, authors, ratings, free }: Holding, start: number, outline: Outline) {
  const marks = Math.min(1, dates) + Math.min(1, authors) + Math.min(1, ratings)
  const isNamed = isStatement(outline.elements[start])
  const isKnown = isNamed || (marks === 1 && isListed(start, outline))
  if (marks === 0 || (marks === 1 && !isKnown)) return 0
  if (free < MIN_TEXT && ratings === 0) return 0
  if (isSignature(outline.elements[start])) return 0
  const text = free >= PROSE ? 1 : free >= MIN_TEXT ? 0.6 : 0.1
  return (
    text +
    Math.min(1, dates) +
    0.8 * Math.min(1, authors) +
    Math.min(1, ratings) +
    (isKnown ? 0.2 : 0)
  )
}

function holdingOf(parts: Range[], outline: Outline, sums: Sums): Holding {
  const over = (list: Int32Array) =>
    parts.reduce((n, { start, end }) => n + sumOver(list, start, end), 0)
  const dates = over(sums.dates)
  const authors = over(sums.authors)
  const free = over(outline.ink) - over(outline.linkedInk) - over(sums.taken)
  return {
    dates,
    authors,
    ratings: over(sums.ratings),
    free,
    isSeveral:
      (dates > 1 && repeats(parts, sums.anchors.dates, dates, outline)) ||
      (authors > 1 && repeats(parts, sums.sure, authors, outline)),
  }
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

/** The first of a sorted list at or behind an index. */
export function lowerBound(list: readonly { index: number }[], index: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.index ?? 0) < index) low = middle + 1
    else high = middle
  }
  return low
}

/** Of a sorted list, those inside of a range and not inside of each other. */
export function nestedIn(range: Range, sorted: Range[]): Range[] {
  const nested: Range[] = []
  for (let i = before(sorted, range.start) + 1; i < sorted.length; i++) {
    const one = sorted[i]
    if (one === undefined || one.start >= range.end) break
    if (one.start >= (nested.at(-1)?.end ?? 0) && one.end <= range.end) nested.push(one)
  }
  return nested
}

/** A range without its holes. */
export function partsOf(range: Range, holes: Range[]): Range[] {
  const parts: Range[] = []
  let start = range.start
  for (const hole of holes.toSorted((a, b) => a.start - b.start)) {
    if (hole.start < start || hole.end > range.end) continue
    if (hole.start > start) parts.push({ start, end: hole.start })
    start = hole.end
  }
  if (start < range.end) parts.push({ start, end: range.end })
  return parts
}

/** From the best on, those that say something which no better one says. */
function choose(candidates: Group[], outline: Outline, sums: Sums): Group[] {
  const chosen: Group[] = []
  const taken = new Taken(outline, sums)
  for (const { key, records } of candidates) {
    const isRun = key.endsWith('…')
    const free = records.filter((range) => taken.isApart(range, isRun))
    if (free.length === 0 || (isRun && free.length < records.length)) continue
    const holes = free.flatMap((range) => nestedIn(range, taken.ranges))
    const group = judge(key, free, outline, sums, 1, holes)
    if (group === null || (isRun && holes.length > 0)) continue
    chosen.push(group)
    taken.add(group.records, isRun)
  }
  return chosen
}

/** The records of the groups that are chosen. */
class Taken {
  /** By where they begin, the outer first. */
  ranges: Range[] = []
  readonly #outline: Outline
  readonly #sums: Sums
  readonly #byStart = new Map<number, Range>()
  #runs: Range[] = []
  #left = new Map<Range, Holding>()

  constructor(outline: Outline, sums: Sums) {
    this.#outline = outline
    this.#sums = sums
  }

  add(records: Range[], areRuns: boolean): void {
    this.ranges = [...this.ranges, ...records].sort((a, b) => a.start - b.start || b.end - a.end)
    for (const range of records) this.#byStart.set(range.start, range)
    if (areRuns) this.#runs = [...this.#runs, ...records].sort((a, b) => a.start - b.start)
    this.#left = new Map()
  }

  /** Beside all that is taken, around some, or inside of one that remains a record without it. */
  isApart(range: Range, isRun: boolean): boolean {
    if (this.#byStart.has(range.start) || (isRun && this.#isCrossed(range))) return false
    const around = this.#around(range)
    return around === null || (!isRun && this.#isCarved(range, around))
  }

  #around({ start }: Range): Range | null {
    const { parents } = this.#outline
    for (let up = parents[start] ?? -1; up >= 0; up = parents[up] ?? -1) {
      const range = this.#byStart.get(up)
      if (range !== undefined) return range
    }
    const run = this.#runs[before(this.#runs, start)]
    return run !== undefined && run.end > start ? run : null
  }

  /** Whether one that is taken begins inside of a run or reaches into it. */
  #isCrossed({ start, end }: Range): boolean {
    const first = this.ranges[before(this.ranges, start) + 1]
    return first !== undefined && first.start < end
  }

  /** Whether both are records, one without the other. */
  #isCarved(range: Range, around: Range): boolean {
    const element = this.#outline.elements[range.start]
    if (element === undefined || !ANSWER.test(namesOf(element))) return false
    const inner = holdingOf([range], this.#outline, this.#sums)
    const outer = this.#leftOf(around)
    const isWhole = inner.free >= MIN_TEXT && (inner.dates > 0 || inner.authors > 0)
    const isLeft =
      outer.free - inner.free >= MIN_TEXT &&
      (inner.dates === 0 || outer.dates > inner.dates) &&
      (inner.authors === 0 || outer.authors > inner.authors)
    return isWhole && isLeft
  }

  #leftOf(around: Range): Holding {
    const known = this.#left.get(around)
    if (known !== undefined) return known
    const parts = partsOf(around, nestedIn(around, this.ranges))
    const holding = holdingOf(parts, this.#outline, this.#sums)
    this.#left.set(around, holding)
    return holding
  }
}

/** Index of the last of sorted ranges that begins at or before one; -1 when none does. */
function before(sorted: Range[], start: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.start ?? 0) <= start) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Names of what stands inside of a statement and is one itself. */
const ANSWER =
  /(?:^|[^a-z])(?:[a-z]*comments?|repl(?:y|ies)|[a-z]*answers?|responses?|antwort|reponse|respuesta|risposta|kommentar)(?:[^a-z]|$)/
