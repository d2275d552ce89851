import type { MentionType } from '../../schema/mention.ts'
import type { RawFieldName, RawItem, RawValue } from '../../schema/raw-item.ts'
import type { Document } from '../document.ts'
import { isElement, type MarkupElement } from '../markup.ts'
import { elementAround } from '../page-blocks.ts'
import type { PlacedText } from '../thing.ts'
import { absoluteUrl, isSameSite, listKey, pathKey } from '../web-address.ts'
import type { Anchor } from './anchors.ts'
import { type Aspect, aspectPlaces, aspectsOf } from './aspects.ts'
import { badgesOf } from './badges.ts'
import { bylineAuthors } from './byline-authors.ts'
import { choosePlace } from './choose-place.ts'
import { withoutCommonAffix } from './common-affix.ts'
import { isForum } from './kind.ts'
import { likelyAuthors } from './likely-authors.ts'
import { inkOf, type Outline } from './outline.ts'
import { onOneScale } from './rating-scale.ts'
import type { PageRecord } from './record.ts'
import { type Reply, withoutReply } from './reply-within.ts'
import type { ShownAuthor } from './shown-author.ts'
import type { ShownDate } from './shown-date.ts'
import { idsOf } from './statement-id.ts'
import { textOf } from './text-of.ts'
import { titleLines } from './title-line.ts'
import { titlesIn } from './titles.ts'
import { wordsOf } from './words.ts'
import { worthOfAuthor, worthOfDate, worthOfRating } from './worths.ts'

type Fields = Partial<Record<RawFieldName, PlacedText>>

/** What a repeated block says, not yet under an adapter's name. */
export interface Statement {
  type: MentionType
  fields: Fields
  aspects: Aspect[]
  replies: Reply[]
}

/** An item of a statement, under the name of the adapter that hands it on. */
export function itemOf({ type, fields, aspects, replies }: Statement, adapter: string): RawItem {
  const named = <T extends object>(values: T) =>
    Object.fromEntries(
      Object.entries(values as Record<string, PlacedText>).map(
        ([name, value]): [string, RawValue] => [name, { ...value, adapter }],
      ),
    )
  return {
    kind: 'item',
    type,
    fields: named(fields),
    aspects: aspects.map((aspect) => named(aspect)) as unknown as RawItem['aspects'],
    replies: replies.map(named),
  }
}

function addLikelyAuthors(
  authors: Map<PageRecord, Anchor<ShownAuthor>>,
  dates: ReadonlyMap<PageRecord, Anchor<ShownDate>>,
  records: PageRecord[],
  type: MentionType,
  outline: Outline,
): void {
  if (authors.size >= 0.5 * records.length) return
  const signed = bylineAuthors(records, dates, outline)
  // A title in a review's first line looks like a name too, so there it must be plain which is which.
  const likely =
    signed.size > 0 ? signed : likelyAuthors(records, outline, { isStrict: type === 'review' })
  for (const [record, author] of likely) {
    if (authors.has(record)) continue
    authors.set(record, author)
    // What names the author is none of the record's words.
    record.authors.push(author)
    record.authors.sort((a, b) => a.index - b.index)
  }
}

/** Whether what may be a name is the same for all: a label, a place, what is sold. */
function isLabel(authors: Map<PageRecord, Anchor<ShownAuthor>>, records: PageRecord[]): boolean {
  const values = [...authors.values()].map(({ value }) => value)
  const isSure = values.some(({ strength }) => strength >= 2)
  return !isSure && records.length >= 3 && new Set(values.map(({ value }) => value)).size === 1
}

function namesOfAuthors(authors: Map<PageRecord, Anchor<ShownAuthor>>): Map<PageRecord, string> {
  const bare = withoutCommonAffix([...authors.values()].map(({ value }) => value.value))
  return new Map([...authors.keys()].map((record, i) => [record, bare[i] ?? '']))
}

/** A statement with the record that it was read from. */
export interface Read {
  record: PageRecord
  statement: Statement
}

/** The statements of records that are laid out alike. Records that say nothing are left out. */
export function readGroup(
  all: PageRecord[],
  type: MentionType,
  outline: Outline,
  document: Document,
): Read[] {
  const replies = new Map<PageRecord, Reply[]>()
  const records = all.map((record) => {
    if (type !== 'review') return record
    const { rest, reply } = withoutReply(record, outline)
    if (reply !== null) replies.set(rest, [reply])
    return rest
  })
  const dates = choosePlace(
    records,
    ({ dates }) => dates,
    (date) => worthOfDate(date, outline),
  )
  const authors = choosePlace(
    records,
    ({ authors }) => authors,
    (author) => worthOfAuthor(author, outline),
  )
  // One person, or the shop, may answer all.
  if (type !== 'answer' && isLabel(authors, records)) authors.clear()
  addLikelyAuthors(authors, dates, records, type, outline)
  const names = namesOfAuthors(authors)
  const aspects = aspectPlaces(records)
  const isSaidOf = wordsOnly(records)
  const ratings = choosePlace(
    records,
    (record) => record.ratings.filter((one) => !aspects.has(one.key) && !isSaidOf(one)),
    worthOfRating,
  )
  const scaled = onOneScale([...ratings.values()].map(({ value }) => value))
  const ratingOf = new Map([...ratings.keys()].map((record, i) => [record, scaled[i]]))
  const titles = choosePlace(
    records,
    (record) => titlesIn(record, authors.get(record), outline),
    ({ value }) => value.worth,
  )
  const ids = idsOf(records, outline, document)
  const marks = new Map(
    records.map((record) => [
      record,
      [dates, authors, ...(type === 'review' ? [ratings] : [])].flatMap(
        (chosen) => chosen.get(record)?.index ?? [],
      ),
    ]),
  )
  const words = wordsOf(records, outline, { marks, isForum: isForum(document) })
  const lines = type === 'review' && titles.size === 0 ? titleLines(words, outline) : null
  const best = type === 'review' ? scaleOf(scaled) : null
  return records.flatMap((record) => {
    const title = titles.get(record)
    const line = lines?.get(record)
    const titleElement = title === undefined ? line?.element : outline.elements[title.index]
    const titled = title?.value.value ?? line?.value
    const text = textOf(record, words.get(record), titleElement, outline)
    const rating = type === 'review' ? ratingOf.get(record) : undefined
    const author = authors.get(record)?.value
    const date = dates.get(record)
    const isRated = rating !== undefined && Number(rating.value.replace(',', '.')) > 0
    if (isEmpty(text) && !(isRated && date !== undefined)) return []
    const scale = rating?.best ?? (rating === undefined ? undefined : (best ?? undefined))
    const fields: Record<string, PlacedText | undefined | null> = {
      sourceItemId: ids.get(record),
      url: permalinkOf(record, date, outline, document),
      'author.name': author && {
        value: names.get(record) ?? author.value,
        at: `shown ${author.at}`,
      },
      'author.url': author?.profile ? addressOf(author.profile, document) : undefined,
      title: titled === undefined ? undefined : { value: titled, at: 'shown title' },
      text: text === null ? undefined : { value: text, at: 'shown text', html: true },
      publishedAt: date && { value: date.value.value, at: `shown ${date.value.at}` },
      'rating.value': rating && { value: rating.value, at: `shown ${rating.at}` },
      'rating.best': scale === undefined ? undefined : { value: scale, at: 'shown scale' },
      'rating.worst': rating?.worst ? { value: rating.worst, at: 'shown scale' } : undefined,
      ...(type === 'review' ? badgesOf(record, outline) : {}),
      ...threadOf(type, document),
    }
    const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)
    const statement: Statement = {
      type,
      fields: Object.fromEntries(kept) as Fields,
      aspects: type === 'review' ? aspectsOf(record, aspects, outline) : [],
      replies: replies.get(record) ?? [],
    }
    return [{ record, statement }]
  })
}

function isEmpty(text: string | null): boolean {
  return text === null || inkOf(text.replace(/<[^<>]{0,200}>/g, '')) < 2
}

const MAX_SPOKEN = 0.25

/** Whether a rating stands in words where hardly another record has one: its author speaks of stars. */
function wordsOnly(records: PageRecord[]): (rating: PageRecord['ratings'][number]) => boolean {
  const counts = new Map<string, number>()
  for (const { ratings } of records)
    for (const key of new Set(ratings.map(({ key }) => key)))
      counts.set(key, (counts.get(key) ?? 0) + 1)
  return ({ key, value }) =>
    value.at === 'text' && (counts.get(key) ?? 0) <= MAX_SPOKEN * records.length
}

/** Ratings above five on a page are on a scale of ten. */
function scaleOf(ratings: { value: string; best?: string }[]): string | null {
  const bare = ratings
    .filter(({ best }) => best === undefined)
    .map(({ value }) => Number(value.replace(',', '.')))
  const most = Math.max(0, ...bare)
  return most > 5 && most <= 10 ? '10' : null
}

/** The link on the date, or one to a place on this page. */
function permalinkOf(
  record: PageRecord,
  date: Anchor<ShownDate> | undefined,
  { elements }: Outline,
  document: Document,
): PlacedText | null {
  const element = date === undefined ? undefined : elements[date.index]
  if (element === undefined) return null
  const around = elementAround(element)
  const link =
    [element, around].find((one) => one?.name === 'a') ??
    element.children.find((node): node is MarkupElement => isElement(node) && node.name === 'a')
  const page = absoluteUrl(document.page.finalUrl, null)
  const url = link == null ? null : absoluteUrl(link.attribs['href'] ?? '', document.baseUrl)
  if (url === null || (page !== null && !isSameSite(url, page))) return null
  return record.authors.some(({ index }) => elements[index] === link)
    ? null
    : { value: url, at: 'permalink' }
}

function addressOf(href: string, { baseUrl }: Document): PlacedText | null {
  const url = absoluteUrl(href, baseUrl)
  return url === null ? null : { value: url, at: 'profile link' }
}

function threadOf(type: MentionType, document: Document): Fields {
  const url = document.canonicalUrl ?? absoluteUrl(document.page.finalUrl, null)
  if (url === null || type === 'review') return {}
  const id = { value: type === 'comment' ? pathKey(url) : listKey(url), at: 'canonical address' }
  return type === 'comment' ? { threadId: id, inReplyTo: id } : { threadId: id }
}
