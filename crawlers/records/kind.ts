import type { MentionType } from '../../schema/mention.ts'
import type { Document } from '../document.ts'
import { isElement, type MarkupElement, textOf } from '../markup.ts'
import { elementAround } from '../page-blocks.ts'
import { absoluteUrl, hostOf, isSameSite, listKey } from '../web-address.ts'
import { headingAbove } from './heading-above.ts'
import { STATEMENT } from './judge.ts'
import { namesOf, type Outline, sumOver } from './outline.ts'
import type { PageRecord } from './record.ts'

const REVIEW =
  /(?:^|[^a-z])(?:[a-z]*reviews?|ratings?|rate|opini(?:ons?|on|ones|oni|oes|a|e)|avis|bewertung(?:en)?|rezension(?:en)?|recensioni?|recensione|resenas?|avaliac(?:ao|oes)|beoordeling(?:en)?|testimonials?|ugc|kritik)(?![a-z])/
const QUESTION = /(?:^|[^a-z])(?:questions?|frage|pregunta|domanda|pergunta|vraag|pytanie)(?![a-z])/
const ANSWER =
  /(?:^|[^a-z])(?:[a-z]*answers?|antwort|reponse|respuesta|risposta|resposta|antwoord|odpowiedz)(?![a-z-]*(?:count|link|form))/
const COMMENT =
  /(?:^|[^a-z])(?:[a-z]*comments?|kommentar(?:e|er)?|commentaires?|commento|commenti|comentarios?|reacties?|reactions?|reaktionen|komentarz[ey]?)(?:[^a-z]|$)/
/** In headings, for people. */
const REVIEWS = new RegExp(
  `${REVIEW.source}|feedback|レビュー|[口ク]コミ|クチコミ|评价|評價|리뷰|후기`,
)
const PRICE = /(?:[$€£¥]|USD|EUR|GBP|R\$)\s?\d|\d\s?(?:€|zł|zl|kr|EUR|USD|PLN|£|円|元)(?!\p{L})/u
const FORUM_ADDRESS =
  /^https?:\/\/(?:[^/]*\.)?(?:forums?|foren|foro|community|board|boards|bbs|discuss|talk)\.|\/(?:forums?|foren|foros?|foorumi|threads?|onderwerp|thema|sujet|temat|tema|topics?|discussions?|viewtopic|showthread|boards?|community|viewforum|talk|t(?=\/)|d\/\d+)(?:[/._?-]|$)|[?&](?:topic|showtopic|tid|threadid)=/i
const FORUM_PAGE =
  /<html[^>]{0,1000}\sid=["']?(?:XF|XenForo)\b|\sid=["']?phpbb\b|content=["'](?:Discourse|vBulletin|phpBB|MyBB|NodeBB|Vanilla|XenForo|SMF|FluxBB|Invision|IP\.Board)|vbulletin_|ipb\.vars|smf_theme_url|powered by (?:phpbb|vbulletin|smf|fluxbb|punbb|mybb|invision|vanilla|nodebb|woltlab|burning board)/i

/** Whether a page calls itself a forum, by its address or its engine. */
export function isForum(document: Document): boolean {
  const done = forums.get(document)
  if (done !== undefined) return done
  const is = callsItselfForum(document)
  forums.set(document, is)
  return is
}

const forums = new WeakMap<Document, boolean>()

function callsItselfForum(document: Document): boolean {
  const { text, canonicalUrl, page } = document
  const url = absoluteUrl(page.finalUrl, null) ?? canonicalUrl ?? ''
  return FORUM_ADDRESS.test(url) || FORUM_ADDRESS.test(canonicalUrl ?? '') || FORUM_PAGE.test(text)
}

/**
 * What kind of statements the records of a group are; null when they are none: products with stars, teasers of other
 * pages, lists of threads, people.
 */
export function kindOf(
  records: PageRecord[],
  outline: Outline,
  document: Document,
): MentionType | null {
  const known = kinds.get(records)
  if (known !== undefined) return known
  const kind = judgedKind(records, outline, document)
  kinds.set(records, kind)
  return kind
}

/** Asked of a group before it is read, and when it is. */
const kinds = new WeakMap<PageRecord[], MentionType | null>()

function judgedKind(
  records: PageRecord[],
  outline: Outline,
  document: Document,
): MentionType | null {
  const [first] = records
  if (first === undefined) return null
  const share = (is: (record: PageRecord) => boolean) => records.filter(is).length / records.length
  const isRated = share(({ ratings }) => ratings.length > 0) >= 0.5
  const isDated = share(({ dates }) => dates.length > 0) >= 0.5
  const isSigned = share(({ authors }) => authors.some(({ value }) => value.strength >= 1.5)) >= 0.5
  const own = namesIn(first)
  const around = namesOfAncestors(first.element, 6)
  const isReview = REVIEW.test(own) || REVIEW.test(around)
  if (records.length === 1 && !(isDated && isSigned)) return null
  if (!isDated && !isSigned && share((record) => freeInk(record, outline) >= 15) < 0.5) return null
  const linked = share((record) => isMostlyLinks(record, outline))
  if (linked > 0.5 && !(isDated && isReview)) return null
  if (isRated && records.length === 1 && !(isDated && isSigned && REVIEW.test(own))) return null
  if (isRated && !isDated && !isSigned && !REVIEW.test(own)) return null
  if (isRated && !isDated && (!isReview || share((record) => isPriced(record, outline)) > 0.3))
    return null
  if (!isRated && !isDated && !isSigned) return null
  // Products in a list, with stars and the day of their delivery.
  const isOffer = isRated && !isSigned && !REVIEW.test(own)
  if (isOffer && share((record) => isPriced(record, outline)) > 0.5) return null
  const forum = isForum(document)
  const isTeasing = areTeasers(records, outline, document)
  if (!isRated && (isTeasing || areThreads(records, outline))) return null
  if ((isRated && (!forum || isReview)) || (isReview && !COMMENT.test(own) && !forum)) {
    return isDated || isSigned || isReview ? 'review' : null
  }
  // Comments may have subjects; what else has headings in a list are articles.
  const isHeadless = forum || COMMENT.test(namesOf(first.element))
  if (!isHeadless && share((record) => isHeaded(record, outline)) > 0.5) return null
  const names = `${own} ${around}`
  const inside = namesBelow(first, outline)
  if (!isDated && !isSigned) return null
  if (!isDated && !STATEMENT.test(own)) return null
  if (ANSWER.test(own)) return 'answer'
  if (QUESTION.test(own) && !COMMENT.test(own)) return 'question'
  const type = forum
    ? 'post'
    : COMMENT.test(names) || (STATEMENT.test(own) && COMMENT.test(inside))
      ? 'comment'
      : STATEMENT.test(own)
        ? 'post'
        : REVIEW.test(inside) && isDated && isSigned
          ? 'review'
          : isSaid(records, isDated && isSigned, outline)
            ? REVIEWS.test(headingAbove(first.range.start, outline))
              ? 'review'
              : 'comment'
            : null
  if (type === 'post' && records.length === 1 && !forum) return null
  return type
}

const MIN_UNNAMED = 3
const MIN_SAID = 15
const MAX_LINKED = 0.4

/** Several with a name, a date and words of their own are statements, though nothing calls them so. */
function isSaid(records: PageRecord[], isMarked: boolean, outline: Outline): boolean {
  // Of teasers most words lead to the article.
  const spoken = records.filter(
    (record) => freeInk(record, outline) >= MIN_SAID && linkedShare(record, outline) < MAX_LINKED,
  )
  return isMarked && records.length >= MIN_UNNAMED && spoken.length > 0.5 * records.length
}

const MAX_LEVELS = 3

/** What one record is, where elements around it alone say so: the question above its answers is laid out as they are. */
export function ownKind(
  type: MentionType,
  record: PageRecord,
  records: readonly PageRecord[],
  { elements, parents, ends }: Outline,
): MentionType {
  if (type !== 'post' && type !== 'comment') return type
  // A comment below an answer is none itself, though it is the only one there.
  if (COMMENT.test(namesIn(record))) return type
  // What stands before the comments, made like them and not called so, is what they comment on.
  if (type === 'comment' && records[0] === record && records.length > 1) {
    if (records.slice(1).every((one) => COMMENT.test(namesIn(one)))) return 'post'
  }
  let up = parents[record.range.start] ?? -1
  for (let n = 0; up >= 0 && n < MAX_LEVELS; n++, up = parents[up] ?? -1) {
    const [start, end] = [up, ends[up] ?? up]
    const held = lowerBoundOf(records, end) - lowerBoundOf(records, start)
    const element = elements[up]
    if (held !== 1 || element === undefined) return type
    const names = namesOf(element)
    if (ANSWER.test(names)) return 'answer'
    if (QUESTION.test(names)) return 'question'
  }
  return type
}

/** How many of the records, which are in order, begin before an index. */
function lowerBoundOf(records: readonly PageRecord[], index: number): number {
  let low = 0
  let high = records.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((records[middle]?.range.start ?? 0) < index) low = middle + 1
    else high = middle
  }
  return low
}

/** Characters that no link and no anchor takes. */
function freeInk(
  { range, dates, authors, ratings }: PageRecord,
  { ink, linkedInk, ends }: Outline,
) {
  const all = sumOver(ink, range.start, range.end) - sumOver(linkedInk, range.start, range.end)
  const marks = [...dates, ...authors, ...ratings].map(({ index }) =>
    sumOver(ink, index, ends[index] ?? index),
  )
  return all - marks.filter((size) => size < 100).reduce((sum, size) => sum + size, 0)
}

/** Articles in a list have headings; those of comments hold a name or a date alone. */
function isHeaded({ own, dates, authors }: PageRecord, { elements, ends }: Outline): boolean {
  return own.some((i) => {
    if (!/^h[1-3]$/.test(elements[i]?.name ?? '')) return false
    return ![...dates, ...authors].some(({ index }) => index >= i && index < (ends[i] ?? i))
  })
}

function namesIn({ element }: PageRecord): string {
  const inner = element.children.find((node): node is MarkupElement => isElement(node))
  return `${namesOf(element)} ${inner === undefined ? '' : namesOf(inner)}`
}

const MAX_INSIDE = 40

function namesBelow({ own }: PageRecord, { elements }: Outline): string {
  return own
    .slice(0, MAX_INSIDE)
    .flatMap((i) => elements[i] ?? [])
    .map(namesOf)
    .join(' ')
}

function namesOfAncestors(element: MarkupElement, levels: number): string {
  let names = ''
  let up = elementAround(element)
  for (let n = 0; up !== null && n < levels && up.name !== 'body'; n++) {
    names += ` ${namesOf(up)}`
    up = elementAround(up)
  }
  return names
}

function isMostlyLinks(record: PageRecord, outline: Outline): boolean {
  return linkedShare(record, outline) > 0.75
}

/** Of a record's characters those in links; 1 where it has none. */
function linkedShare({ range }: PageRecord, { ink, linkedInk }: Outline): number {
  const all = sumOver(ink, range.start, range.end)
  return all === 0 ? 1 : sumOver(linkedInk, range.start, range.end) / all
}

function isPriced(record: PageRecord, { elements }: Outline): boolean {
  return record.own.some((i) => {
    const element = elements[i]
    return element?.children.some(
      (node) =>
        'data' in node && node.type === 'text' && node.data.length < 60 && PRICE.test(node.data),
    )
  })
}

const MAX_BESIDE = 25

/** Rows of lists of threads: a link to each, who wrote last and when, and hardly a word besides. */
function areThreads(records: PageRecord[], outline: Outline): boolean {
  const titles = records.flatMap((record) => {
    if (freeInk(record, outline) > MAX_BESIDE) return []
    const marks = new Set([...record.authors, ...record.dates].map(({ index }) => index))
    const title = record.own.find((i) => {
      const element = outline.elements[i]
      const isLink = element?.name === 'a' && !marks.has(i)
      return isLink && sumOver(outline.linkedInk, i, outline.ends[i] ?? i) >= MIN_SAID
    })
    const element = title === undefined ? undefined : outline.elements[title]
    return element === undefined ? [] : [textOf(element)]
  })
  return titles.length > 0.6 * records.length && new Set(titles).size > 0.6 * titles.length
}

const HEADING = /^h[1-6]$/
const TITLE = /(?:^|[^a-z])(?:title|headline|heading|entry-title|topic-title|subject)(?![a-z])/

/** Their headings lead to other pages of the site, each to another, as those of articles and threads in lists do. */
function areTeasers(records: PageRecord[], outline: Outline, document: Document): boolean {
  const titles = records
    .map((record) => teasedBy(record, outline, document))
    .filter((title) => title !== null)
  if (titles.length <= 0.5 * records.length) return false
  // Posts that all bear the title of their thread are in it.
  const different = new Set(
    titles.map((title) => title.replace(/^\s*(?:re|aw|sv|odp)\s?:\s*/i, '')),
  )
  return records.length < 3 || different.size > 0.4 * titles.length
}

function teasedBy(record: PageRecord, { elements }: Outline, document: Document): string | null {
  const { baseUrl } = document
  const page = absoluteUrl(document.page.finalUrl, null) ?? document.canonicalUrl
  for (const i of record.own) {
    const element = elements[i]
    if (element?.name !== 'a') continue
    const url = absoluteUrl(element.attribs['href'] ?? '', baseUrl)
    const words = textOf(element).trim()
    if (url === null || url.includes('#') || words.length < 8) continue
    const around = elementAround(element)
    const isTitle =
      (around !== null && (HEADING.test(around.name) || TITLE.test(namesOf(around)))) ||
      TITLE.test(namesOf(element)) ||
      element.children.some((node) => isElement(node) && HEADING.test(node.name))
    if (!isTitle) continue
    const isHere = page !== null && listKey(url) === listKey(page)
    const isOwn = record.authors.some(({ index }) => index === i || elements[index] === around)
    const isOther = page === null || isSameSite(url, page) || hostOf(url) !== null
    if (!isHere && !isOwn && isOther) return words
  }
  return null
}
