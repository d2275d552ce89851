import type { MentionType } from '../../schema/mention.ts'
import type { RawFieldName, RawItem, RawReply, RawValue } from '../../schema/raw-item.ts'
import type { Document } from '../document.ts'
import { lineOf } from '../find-elements.ts'
import { isElement, type MarkupElement, type MarkupNode } from '../markup.ts'
import { elementAround } from '../page-blocks.ts'
import type { PlacedText } from '../thing.ts'
import { absoluteUrl, isSameSite, listKey, pathKey } from '../web-address.ts'
import { type Anchor, namesAround, placeOf, type ShownAuthor, type ShownDate } from './anchors.ts'
import { choosePlace } from './choose-place.ts'
import { isForum } from './kind.ts'
import { likelyAuthors } from './likely-authors.ts'
import { inkOf, namesOf, type Outline, sumOver } from './outline.ts'
import type { PageRecord } from './record.ts'
import { idsOf } from './statement-id.ts'
import { type RecordWords, wordsOf } from './words.ts'
import { wordsMarkup } from './words-markup.ts'

/** A rating of one aspect, with the words beside it. */
type Aspect = Record<'name' | 'value', PlacedText> & { best?: PlacedText }
type Fields = Partial<Record<RawFieldName, PlacedText>>

/** What a repeated block says, not yet under an adapter's name. */
export interface Statement {
  type: MentionType
  fields: Fields
  aspects: Aspect[]
  replies: Partial<Record<keyof RawReply, PlacedText>>[]
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
  records: PageRecord[],
  type: MentionType,
  outline: Outline,
): void {
  if (authors.size >= 0.5 * records.length) return
  // A title in a review's first line looks like a name too, so there it must be plain which is which.
  for (const [record, author] of likelyAuthors(records, outline, { isStrict: type === 'review' })) {
    if (authors.has(record)) continue
    authors.set(record, author)
    // What names the author is none of the record's words.
    record.authors.push(author)
  }
}

/** Places where a record has several ratings: of its aspects, one of which is no rating of the whole. */
function aspectPlaces(records: PageRecord[]): Set<string> {
  const counts = new Map<string, number>()
  for (const { ratings } of records) {
    for (const { key } of ratings) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return new Set(
    [...counts].filter(([, count]) => count > 1.3 * records.length).map(([key]) => key),
  )
}

function aspectsOf({ ratings }: PageRecord, places: Set<string>, { elements }: Outline): Aspect[] {
  return ratings.flatMap(({ index, key, value }) => {
    const element = elements[index]
    if (!places.has(key) || element === undefined) return []
    const name = labelBefore(element) || labelBefore(elementAround(element) ?? element)
    if (!/^\p{L}[^.!?]{1,40}$/u.test(name)) return []
    return [
      {
        name: { value: name.replace(/\s*:$/, ''), at: 'shown aspect' },
        value: { value: value.value, at: `shown ${value.at}` },
        ...(value.best !== undefined && { best: { value: value.best, at: 'shown scale' } }),
      },
    ]
  })
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
  const replies = new Map<PageRecord, Statement['replies']>()
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
  addLikelyAuthors(authors, records, type, outline)
  const aspects = aspectPlaces(records)
  const ratings = choosePlace(
    records,
    (record) => record.ratings.filter(({ key }) => !aspects.has(key)),
    worthOfRating,
  )
  const titles = choosePlace(
    records,
    (record) => titlesIn(record, authors.get(record), outline),
    ({ value }) => value.worth,
  )
  const ids = idsOf(records, outline, document)
  const marks = new Map(
    records.map((record) => [
      record,
      [dates, authors, ratings].flatMap((chosen) => chosen.get(record)?.index ?? []),
    ]),
  )
  const words = wordsOf(records, outline, { marks, isForum: isForum(document) })
  const best = type === 'review' ? scaleOf([...ratings.values()].map(({ value }) => value)) : null
  return records.flatMap((record) => {
    const title = titles.get(record)
    const titleElement = title === undefined ? undefined : outline.elements[title.index]
    const text = textOf(record, words.get(record), titleElement, outline)
    const rating = type === 'review' ? ratings.get(record)?.value : undefined
    const author = authors.get(record)?.value
    const date = dates.get(record)
    const isRated = rating !== undefined && Number(rating.value.replace(',', '.')) > 0
    if (isEmpty(text) && !(isRated && date !== undefined)) return []
    const scale = rating?.best ?? (rating === undefined ? undefined : (best ?? undefined))
    const fields: Record<string, PlacedText | undefined | null> = {
      sourceItemId: ids.get(record),
      url: permalinkOf(record, date, outline, document),
      'author.name': author && { value: author.value, at: `shown ${author.at}` },
      'author.url': author?.profile ? addressOf(author.profile, document) : undefined,
      title: title && { value: title.value.value, at: 'shown title' },
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

/** Ratings above five on a page are on a scale of ten. */
function scaleOf(ratings: { value: string; best?: string }[]): string | null {
  const bare = ratings
    .filter(({ best }) => best === undefined)
    .map(({ value }) => Number(value.replace(',', '.')))
  const most = Math.max(0, ...bare)
  return most > 5 && most <= 10 ? '10' : null
}

const DATE_NAMES =
  /(?:^|[^a-z])(?:date|time|datetime|posted|published|publish|created|submitted|ago|datum|fecha|data|when|timestamp|dtreviewed|relative-time)(?![a-z])/
const NO_DATE =
  /(?:^|[^a-z])(?:join(?:ed)?|regist(?:er|ered|riert)?|since|member|edit(?:ed)?|modified|updated|last|visit|seen|expires?|purchase|stay|visited|birth|signature)(?![a-z])/
const NO_DATE_WORDS =
  /join|regist|member since|mitglied seit|dabei seit|inscri|membre depuis|miembro desde|iscritto|membro (?:dal|desde)|lid sinds|edited|bearbeitet|modifi|zuletzt|last (?:edit|visit|update|seen)|updated|édité|editado|modificato|aangepast|purchased|gekauft am|dołączył|rejestracja|zarejestrowany|stayed|visited|from:|beiträge|bought|dato di/i

function worthOfDate({ index, value }: Anchor<ShownDate>, { elements }: Outline): number {
  const element = elements[index]
  if (element === undefined) return 0
  const around = elementAround(element)
  const names = namesAround(element)
  const label = labelBefore(element)
  if (NO_DATE_WORDS.test(value.value) || NO_DATE_WORDS.test(label)) return 0.05
  let worth = 1 + (value.isExact ? 1 : 0) + (element.name === 'time' ? 0.5 : 0)
  if (DATE_NAMES.test(names)) worth += 1
  if (NO_DATE.test(names) || (around !== null && /signature|quote/.test(namesOf(around))))
    worth -= 0.9
  if (/(?:19|20)\d{2}|\d[./-]\d/.test(value.value)) worth += 0.3
  if (element.name === 'p' || value.value.length > 60) worth -= 0.4
  return Math.max(0.05, worth)
}

const MAX_BEFORE = 6

/** The words before an element on its line. */
function labelBefore(element: MarkupElement): string {
  let before = element.prev as MarkupNode | null
  for (
    let n = 0;
    before !== null && n < MAX_BEFORE;
    n++, before = before.prev as MarkupNode | null
  ) {
    const text = isElement(before) ? lineOf(before) : 'data' in before ? before.data.trim() : ''
    if (text) return text.slice(-40)
  }
  return ''
}

function worthOfAuthor({ index, value }: Anchor<ShownAuthor>, { elements }: Outline): number {
  const element = elements[index]
  if (element === undefined) return 0
  const names = namesAround(element)
  if (/quote|signature|mention|in-reply|reply-to|edited|last-edit|like|react|tag/.test(names))
    return 0.05
  return value.strength + (/^(?:a|b|strong|cite|h[2-6]|span)$/.test(element.name) ? 0.2 : 0)
}

function worthOfRating({ value }: { value: { at: string; best?: string } }): number {
  return value.best === undefined ? 1 : 1.5
}

const TITLE =
  /(?:^|[^a-z])(?:[a-z]*title|headline|subject|summary|heading|titulo|titre|titel|tytul)(?![a-z])/
const NO_TITLE =
  /user|member|author|rank|custom|profile|badge|product|item-?title|avatar|list-title|group-title/

const MAX_MARKS = 20

interface Title {
  value: string
  worth: number
}

function titlesIn(
  record: PageRecord,
  author: Anchor<ShownAuthor> | undefined,
  { elements, ink, ends }: Outline,
): Anchor<Title>[] {
  const marked = new Set([...record.dates, ...record.authors].map(({ index }) => index))
  if (author !== undefined) marked.add(author.index)
  // Titles stand at the beginning, beside the first of them.
  const marks = [...marked].slice(0, MAX_MARKS)
  return record.own.flatMap((index) => {
    const element = elements[index]
    if (element === undefined || index === record.range.start || marked.has(index)) return []
    const size = sumOver(ink, index, ends[index] ?? index)
    if (size < 2 || size > 180) return []
    const names = namesOf(element)
    const isNamed = TITLE.test(names) && !NO_TITLE.test(names)
    const isHeading = /^h[1-6]$/.test(element.name)
    if (!isNamed && !isHeading) return []
    const holds = marks.some((one) => one > index && one < (ends[index] ?? index))
    const value = lineOf(element)
    if (value === null || holds || /^\d+$|^#\d/.test(value)) return []
    return [{ index, key: placeOf(element), value: { value, worth: isNamed ? 2 : 1.5 } }]
  })
}

function textOf(
  { range, element }: PageRecord,
  words: RecordWords | undefined,
  title: MarkupElement | undefined,
  outline: Outline,
): string | null {
  if (words === undefined) return null
  const isLeftOut = (one: MarkupElement) => one === title || words.isLeftOut(one)
  const isRun = words.element === element && (outline.ends[range.start] ?? 0) < range.end
  const nodes = isRun ? partsOfRun(range, outline) : words.element.children
  const markup = wordsMarkup(nodes, isLeftOut, words.isLabel)
  return markup !== null && isText(markup, words.isAtPlace) ? markup : null
}

const MIN_ELSEWHERE = 15

/** Beside the place of the words a few letters are what is left of labels. */
function isText(markup: string, isAtPlace: boolean): boolean {
  const ink = markup.replace(/<[^<>]{0,200}>/g, '').replace(/[\s\p{P}|]+/gu, '').length
  return ink >= (isAtPlace ? 1 : MIN_ELSEWHERE)
}

function partsOfRun(
  { start, end }: PageRecord['range'],
  { elements, ends }: Outline,
): MarkupNode[] {
  const nodes: MarkupNode[] = []
  for (let i = start; i < end; i = ends[i] ?? end) {
    const one = elements[i]
    if (one !== undefined) nodes.push(one)
  }
  return nodes
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

const REPLY =
  /(?:^|[^a-z])(?:(?:owner|merchant|seller|shop|store|official|staff|manager|admin|company|vendor|brand|management|business|developer)-?(?:reply|response|answer|comment)|(?:review|opinion|comment)?-?(?:reply|response|answer|reaction|replies|responses|answers|reactions)|antwort|reponse|respuesta|risposta|odpowiedz|resposta)(?![a-z-]*(?:link|button|btn|form|count|action))/
const MIN_REPLY = 15

/** A review without what the company answered to it. */
function withoutReply(
  record: PageRecord,
  { elements, ends, ink }: Outline,
): { rest: PageRecord; reply: Statement['replies'][number] | null } {
  const start = record.own.find((i) => {
    const element = elements[i]
    if (
      element === undefined ||
      i === record.range.start ||
      !/^(?:div|li|section|article|blockquote|dl|p|td|tr)$/.test(element.name)
    ) {
      return false
    }
    return REPLY.test(namesOf(element)) && sumOver(ink, i, ends[i] ?? i) >= MIN_REPLY
  })
  if (start === undefined) return { rest: record, reply: null }
  const end = ends[start] ?? start
  const isOutside = ({ index }: { index: number }) => index < start || index >= end
  const element = elements[start]
  const date = record.dates.find((one) => !isOutside(one))?.value
  const author = record.authors.find((one) => !isOutside(one))?.value
  const text =
    element === undefined
      ? null
      : wordsMarkup(element.children, (one) => /^(?:time|h[1-6])$/.test(one.name))
  if (text === null) return { rest: record, reply: null }
  return {
    rest: {
      ...record,
      own: record.own.filter((index) => isOutside({ index })),
      dates: record.dates.filter(isOutside),
      authors: record.authors.filter(isOutside),
      ratings: record.ratings.filter(isOutside),
    },
    reply: {
      text: { value: text, at: 'shown reply', html: true },
      ...(author !== undefined && { author: { value: author.value, at: 'shown reply' } }),
      ...(date !== undefined && { publishedAt: { value: date.value, at: 'shown reply' } }),
    },
  }
}

const VERIFIED =
  /^(?:✓|✔|☑)?\s?(?:verified|vérifié|achat vérifié|verifizierter? (?:kauf|käufer)|bestätigter kauf|compra verificada|acquisto verificato|geverifieerde aankoop|zakup (?:zweryfikowany|potwierdzony)|amazonで購入)/iu
const HELPFUL =
  /(\d[\d.,]*|one|eine?|une?|una|um|uma)\s(?:of\s\d+\s)?(?:people|persons?|person|users?|customers?|personen|kunden|personnes|personas?|persone|pessoas|osób|osoby|klientów)\s.{0,40}(?:helpful|hilfreich|utile|útil|nützlich|pomocn|przydatn)/iu
const RECOMMENDS =
  /^(?:(?:✓|✔|yes,?|no,?|oui|ja|sí|tak)\s)?(?:(?:i|would|we)\s)?(?:(?:would|do|don't|not)\s)*(?:not\s)?recommend(?:s|ed)?(?:\s(?:this|to)\s.{0,30})?[.!]?$/i

function badgesOf(record: PageRecord, { elements, ink, ends }: Outline): Fields {
  const fields: Fields = {}
  for (const i of record.own) {
    const element = elements[i]
    if (element === undefined || sumOver(ink, i, ends[i] ?? i) > 80) continue
    const line = lineOf(element)
    if (line === null) continue
    if (VERIFIED.test(line)) fields.verifiedPurchase ??= { value: line, at: 'badge' }
    const helpful = HELPFUL.exec(line)?.[0]
    if (helpful !== undefined) fields.helpfulCount ??= { value: helpful, at: 'shown votes' }
    if (RECOMMENDS.test(line)) fields.recommends ??= { value: line, at: 'badge' }
  }
  return fields
}
