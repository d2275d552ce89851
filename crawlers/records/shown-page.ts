import type { Document } from '../document.ts'
import { pageWasRead } from '../remembered.ts'
import { type Anchors, anchorsOf } from './anchors.ts'
import { groupsOf } from './groups.ts'
import type { Group } from './judge.ts'
import { kindOf, ownKind } from './kind.ts'
import { openingOf } from './opening.ts'
import { type Outline, outlineOf } from './outline.ts'
import { pairsOf } from './pairs.ts'
import { lastAtOrBefore } from './ranges.ts'
import { type PageRecord, recordsOf } from './record.ts'
import { type AggregateFields, shownAggregate } from './shown-aggregate.ts'
import { type Read, readGroup, type Statement } from './statements.ts'

/** What a page shows in blocks. */
export interface ShownPage {
  /** In the page's order. */
  statements: Statement[]
  /** Of its own product; null when it shows none. */
  aggregate: AggregateFields | null
}

const known = new WeakMap<Document, ShownPage>()

/** What a page shows, read from its blocks alone. Worked out once a page. */
export function shownPage(document: Document): ShownPage {
  const done = known.get(document)
  if (done !== undefined) return done
  const page = readPage(document)
  pageWasRead(document.text.length)
  known.set(document, page)
  return page
}

function readPage(document: Document): ShownPage {
  const outline = outlineOf(document)
  const anchors = anchorsOf(outline)
  const groups = withoutParts(groupsOf(outline, anchors), document, outline, anchors)
  const read = readRecords(groups, anchors, document, outline)
  // A record without words of its own is none, but its stars are not the product's.
  const kinds = new Set(read.map(({ record }) => record.element))
  const ranges = groups
    .filter((records) => records.some(({ element }) => kinds.has(element)))
    .flatMap((records) => records.map(({ range }) => range))
  return {
    statements: read.map(({ statement }) => statement),
    aggregate: onScaleOfReviews(shownAggregate(anchors.ratings, ranges, outline, document), read),
  }
}

const MAX_PARTS = 0.5

/**
 * The records of groups. What stands in a few reviews alone and is no statement by its kind (the answer of a company,
 * with its date) is a part of them, and no record inside of theirs.
 */
function withoutParts(
  groups: Group[],
  document: Document,
  outline: Outline,
  anchors: Anchors,
): PageRecord[][] {
  const all = recordsOf(groups, outline, anchors)
  const kinds = all.map((records) => kindOf(records, outline, document))
  const reviews = all.filter((_, i) => kinds[i] === 'review').flat()
  const ranges = reviews.map(({ range }) => range).sort((a, b) => a.start - b.start)
  const isPart = (records: PageRecord[]) =>
    records.length <= MAX_PARTS * reviews.length &&
    records.every(({ range }) => {
      const around = ranges[lastAtOrBefore(ranges, range.start - 1)]
      return around !== undefined && range.end <= around.end
    })
  const kept = groups.filter((_, i) => kinds[i] !== null || !isPart(all[i] ?? []))
  return kept.length === groups.length ? all : recordsOf(kept, outline, anchors)
}

const USUAL_BEST = 5

/** A mean beyond five without a scale is on that of the reviews below it. */
function onScaleOfReviews(aggregate: AggregateFields | null, read: Read[]): AggregateFields | null {
  const value = Number(aggregate?.['rating.value']?.value.replace(',', '.'))
  if (aggregate === null || aggregate['rating.best'] !== undefined || !(value > USUAL_BEST))
    return aggregate
  const scales = new Set(
    read.flatMap(({ statement }) => statement.fields['rating.best']?.value ?? []),
  )
  const [best] = scales
  const isOne = scales.size === 1 && best !== undefined && value <= Number(best)
  return isOne
    ? { ...aggregate, 'rating.best': { value: best, at: 'scale of reviews' } }
    : aggregate
}

function readRecords(
  groups: PageRecord[][],
  anchors: Anchors,
  document: Document,
  outline: Outline,
): Read[] {
  const read = groups.flatMap((records) => {
    const pairs = pairsOf(records, outline)
    if (pairs !== null) {
      return [
        ...readGroup(pairs.questions, 'question', outline, document),
        ...readGroup(pairs.answers, 'answer', outline, document),
      ]
    }
    return readAlike(records, outline, document)
  })
  read.sort((a, b) => a.record.range.start - b.record.range.start)
  read.unshift(...readOpening(read, anchors, outline, document))
  addParents(read)
  // One post alone is the article that a page is about.
  const isArticle = read.length === 1 && read[0]?.statement.type === 'post'
  return isArticle ? [] : withReplies(read)
}

function readOpening(
  answers: Read[],
  anchors: Anchors,
  outline: Outline,
  document: Document,
): Read[] {
  const opening = openingOf(answers, anchors, outline)
  if (opening === null) return []
  return readGroup([opening.record], opening.type, outline, document)
    .map(withTitleAsText)
    .filter(({ statement }) => inkOfText(statement) >= MIN_OPENING)
}

const MIN_TEXT = 30
/** Less is what is left of labels; a picture or a link alone is no statement. */
const MIN_OPENING = 12

function inkOfText({ fields }: Statement): number {
  return (fields.text?.value ?? '').replace(/<[^<>]{0,200}>/g, '').replace(/\s/g, '').length
}

/** Some pages ask their question in the heading, and have nothing but labels below it. */
function withTitleAsText({ record, statement }: Read): Read {
  const { title, text: _, ...fields } = statement.fields
  const isSaid = statement.type !== 'question' || inkOfText(statement) >= MIN_TEXT
  if (isSaid || title === undefined || title.value.length < MIN_TEXT) return { record, statement }
  return { record, statement: { ...statement, fields: { ...fields, text: title } } }
}

function readAlike(records: PageRecord[], outline: Outline, document: Document): Read[] {
  const type = kindOf(records, outline, document)
  if (type === null) return []
  return layoutsOf(records, outline).flatMap((alike) =>
    readGroup(alike, type, outline, document).map(({ record, statement }) => ({
      record,
      statement: { ...statement, type: ownKind(type, record, records, outline) },
    })),
  )
}

const MIN_ALIKE = 3

/** Records of several lists are laid out differently, though they be named the same. */
function layoutsOf(records: PageRecord[], { parents }: Outline): PageRecord[][] {
  const isNested = records.some(
    ({ range }, i) => (records[i + 1]?.range.start ?? Infinity) < range.end,
  )
  if (isNested) return [records]
  const lists = new Map<number, PageRecord[]>()
  for (const record of records) {
    const parent = parents[record.range.start] ?? -1
    const list = lists.get(parent)
    if (list === undefined) lists.set(parent, [record])
    else list.push(record)
  }
  const isSplit = lists.size > 1 && [...lists.values()].every((list) => list.length >= MIN_ALIKE)
  return isSplit ? [...lists.values()] : [records]
}

/** What stands inside of another statement answers it. */
function addParents(read: Read[]): void {
  const open: Read[] = []
  for (const one of read) {
    while (open.length > 0 && (open.at(-1)?.record.range.end ?? 0) <= one.record.range.start)
      open.pop()
    const id = open.at(-1)?.statement.fields.sourceItemId
    if (id !== undefined)
      one.statement.fields.inReplyTo = { value: id.value, at: 'statement around' }
    open.push(one)
  }
}

/** What stands inside of a review answers it, and is no statement of its own: mostly the company's. */
function withReplies(read: Read[]): Read[] {
  let review: Read | null = null
  return read.filter((one) => {
    if (review === null || review.record.range.end <= one.record.range.start) {
      review = one.statement.type === 'review' ? one : null
      return true
    }
    const { text, publishedAt, 'author.name': author } = one.statement.fields
    if (text === undefined) return false
    review.statement.replies.push({
      text,
      ...(author !== undefined && { author }),
      ...(publishedAt !== undefined && { publishedAt }),
    })
    return false
  })
}
