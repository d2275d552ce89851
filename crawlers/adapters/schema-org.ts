import type { MentionType } from '../../schema/mention.ts'
import type {
  RawAggregate,
  RawAspect,
  RawFields,
  RawItem,
  RawReply,
  RawValue,
} from '../../schema/raw-item.ts'
import type { Adapter, Detection, Reading } from '../adapter.ts'
import type { Document } from '../document.ts'
import { MICROFORMAT_REVIEW } from '../microformats.ts'
import { isCut, plainWords } from '../plain-words.ts'
import { aggregateFields } from '../rating-fields.ts'
import { isOrganization, reviewedFields, subjectNameOf, subjectOf } from '../reviewed-thing.ts'
import {
  ANSWERS,
  ARTICLES,
  addressesOf,
  COMMENTS,
  isAsked,
  isThisPage,
  POSTS,
  pageId,
  QUESTIONS,
  REVIEWS,
  type SchemaOrgPage,
  schemaOrgPage,
} from '../schema-org-page.ts'
import { dropFalseIds, sourceItemIdOf } from '../source-item-id.ts'
import {
  aspectRatingsOf,
  companyMark,
  known,
  ratingFields,
  statementFields,
} from '../statement-fields.ts'
import {
  ancestorsOf,
  isOfType,
  isThing,
  type PlacedText,
  type Thing,
  textOfThing,
  thingsOf,
  valuesOf,
} from '../thing.ts'
import { absoluteUrl, cleanUrl, isSameSite } from '../web-address.ts'

/** Statements and ratings in schema.org's words: JSON-LD, microdata, RDFa Lite. @see https://schema.org/Review */
export const adapter: Adapter = {
  name: 'schema-org',
  plainName: 'data marked up for search engines',
  recognises:
    'pages with schema.org markup (JSON-LD, microdata, RDFa Lite) or reviews in microformats: products with reviews and ratings, articles, comments, questions and answers, forum postings',
  triedLive: null,
  detect,
  read,
}

const TYPES: [ReadonlySet<string>, MentionType][] = [
  [REVIEWS, 'review'],
  [QUESTIONS, 'question'],
  [ANSWERS, 'answer'],
  [COMMENTS, 'comment'],
  [POSTS, 'post'],
  [ARTICLES, 'article'],
]

function detect(document: Document): Detection | null {
  // Parsing takes a hundred times as long as looking for the word.
  const { text } = document
  if (!/schema\.org|data-vocabulary\.org|ld\+json/i.test(text) && !MICROFORMAT_REVIEW.test(text))
    return null
  const counts = new Map<string, number>()
  for (const thing of document.things) {
    const isRated = thing.properties.has('aggregaterating') || isLooseAggregate(thing)
    const type = typeOf(thing) ?? (isRated ? 'rated thing' : null)
    if (type !== null) counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  if (counts.size === 0) return null
  const why = [...counts].map(([type, count]) => `${count} ${type}`).join(', ')
  return { confidence: 0.9, why: `schema.org markup: ${why}` }
}

function typeOf(thing: Thing): MentionType | null {
  return TYPES.find(([types]) => isOfType(thing, types))?.[1] ?? null
}

function read(document: Document): Reading {
  const page = schemaOrgPage(document)
  const items = page.things.flatMap((thing) => {
    const item = readItem(thing, page)
    return item === null ? [] : [{ thing, item }]
  })
  dropFalseIds(items)
  return {
    items: items.map(({ item }) => item),
    aggregates: page.things.flatMap((thing) => readAggregates(thing, page)),
    next: [...new Set(detailPages(page))],
    problems: [],
  }
}

function readItem(thing: Thing, page: SchemaOrgPage): RawItem | null {
  const type = typeOf(thing)
  if (type === null) return null
  const fields = fieldsByType[type](thing, page)
  if (fields === null) return null
  const item: RawItem = {
    kind: 'item',
    type,
    fields: raw({ ...statementFields(thing, page.baseUrl), ...fields }),
    aspects: type === 'review' ? aspectsOf(thing) : [],
    replies: type === 'review' ? repliesOf(thing) : [],
  }
  const { title, text, pros, cons, 'rating.value': rating } = item.fields
  return [title, text, pros, cons, rating].some((value) => plainWords(value) !== '') ? item : null
}

type Placed<K extends string> = Partial<Record<K, PlacedText>>
type ItemFields = Placed<keyof RawFields & string>

/** What each type of statement has of its own; null when the thing is none of this page's. */
const fieldsByType: Record<MentionType, (thing: Thing, page: SchemaOrgPage) => ItemFields | null> =
  {
    review: reviewFields,
    question: questionFields,
    answer: (thing, page) => threadFields(thing, page, ANSWERED),
    comment: commentFields,
    post: postFields,
    article: articleFields,
  }

function reviewFields(thing: Thing, page: SchemaOrgPage): ItemFields {
  const subject = subjectOf(thing)
  const name = subjectNameOf(thing)
  const product =
    subject === null && name !== null
      ? { 'product.name': name }
      : reviewedFields(subject, page.main, page.baseUrl)
  return {
    ...product,
    ...known({
      sourceItemId: sourceItemIdOf(thing, [...page.urls, product['product.url']?.value ?? null]),
      title: textOfThing(thing, 'name', 'headline', 'summary'),
      text: textOfThing(thing, 'reviewBody', 'description', 'text'),
    }),
  }
}

function questionFields(thing: Thing, page: SchemaOrgPage): ItemFields | null {
  if (!isAsked(thing)) return null
  const isMain = thing.parent?.property === 'mainentity' || isThisPage(thing, page)
  return known({
    sourceItemId: sourceItemIdOf(thing, page.urls) ?? (isMain ? pageId(page) : null),
    title: textOfThing(thing, 'name', 'headline'),
    text: textOfThing(thing, 'text', 'description'),
  })
}

const ANSWERED = QUESTIONS
const COMMENTED = new Set([
  ...ARTICLES,
  ...POSTS,
  ...QUESTIONS,
  ...ANSWERS,
  ...REVIEWS,
  ...COMMENTS,
])

function commentFields(thing: Thing, page: SchemaOrgPage): ItemFields | null {
  return isReply(thing) ? null : threadFields(thing, page, COMMENTED)
}

/** An answer or comment, with the statement that it stands below. */
function threadFields(
  thing: Thing,
  page: SchemaOrgPage,
  above: ReadonlySet<string>,
): ItemFields | null {
  const threads = ancestorsOf(thing).filter((one) => isOfType(one, above))
  if (threads.some((one) => isOfType(one, QUESTIONS) && !isAsked(one))) return null
  const parent = threads[0] ?? thingsOf(thing, 'parentItem', 'parentComment')[0]
  const top = threads.findLast((one) => !isOfType(one, COMMENTS))
  const thread = (top === undefined ? null : idOf(top, page)) ?? pageId(page)
  const isOnPage = parent === undefined && page.articles.length > 0
  return known({
    sourceItemId: sourceItemIdOf(thing, page.urls),
    title: textOfThing(thing, 'name', 'headline'),
    text: textOfThing(thing, 'text', 'commentText', 'description'),
    threadId: thread,
    inReplyTo: parent === undefined ? (isOnPage ? pageId(page) : null) : idOf(parent, page),
  })
}

function postFields(thing: Thing, page: SchemaOrgPage): ItemFields {
  return known({
    sourceItemId:
      sourceItemIdOf(thing, page.urls) ?? (isThisPage(thing, page) ? pageId(page) : null),
    title: textOfThing(thing, 'headline', 'name'),
    text: textOfThing(thing, 'articleBody', 'text', 'description'),
    threadId: pageId(page),
  })
}

/** Only the article that the page is: what lists show of others is on their own pages, and whole there. */
function articleFields(thing: Thing, page: SchemaOrgPage): ItemFields | null {
  if (!page.articles.includes(thing)) return null
  const stated = textOfThing(thing, 'articleBody', 'text')
  const isWhole = stated !== null && !isCut(plainWords(stated))
  return known({
    sourceItemId: pageId(page),
    title: textOfThing(thing, 'headline', 'name'),
    text: isWhole ? stated : (page.articleText ?? stated),
  })
}

function idOf(thing: Thing, page: SchemaOrgPage): PlacedText | null {
  if (page.articles.includes(thing)) return pageId(page)
  const fields = typeOf(thing) === 'question' ? questionFields(thing, page) : null
  return fields?.sourceItemId ?? sourceItemIdOf(thing, page.urls)
}

/** Below a review, what a company says is its reply; anybody else's comment is an item of its own. */
function isReply(comment: Thing): boolean {
  const above = comment.parent?.thing
  return above !== undefined && isOfType(above, REVIEWS) && companyMark(comment) !== null
}

function repliesOf(review: Thing): RawReply[] {
  const comments = valuesOf(review, 'comment').filter(
    (comment) => !isThing(comment) || isReply(comment),
  )
  return comments.map((comment): RawReply => {
    if (!isThing(comment)) return { text: rawValue(comment) }
    const fields = statementFields(comment, null)
    return raw({
      ...known({
        author: fields['author.name'] ?? null,
        text: textOfThing(comment, 'text', 'commentText', 'description'),
        publishedAt: fields.publishedAt ?? null,
        isOfficial: companyMark(comment),
      }),
    })
  })
}

function aspectsOf(review: Thing): RawAspect[] {
  return aspectRatingsOf(review).flatMap(({ name, rating }) => {
    const {
      'rating.value': value,
      'rating.best': best,
      'rating.worst': worst,
    } = ratingFields(rating)
    if (value === undefined) return []
    return [{ name: rawValue(name), value: rawValue(value), ...raw(optional({ best, worst })) }]
  })
}

function readAggregates(thing: Thing, page: SchemaOrgPage): RawAggregate[] {
  // An organization's own rating beside a product is the shop's badge, no product's.
  if (isOrganization(thing) && page.main !== null) return []
  if (isOfOther(thing, page.main) || isOfType(thing, EMPLOYERS)) return []
  const isLoose = isLooseAggregate(thing)
  const ratings = isLoose ? [thing] : thingsOf(thing, 'aggregateRating')
  return ratings.flatMap((rating): RawAggregate[] => {
    const fields = isOfType(rating, EMPLOYERS) ? null : aggregateFields(rating)
    if (fields === null) return []
    const subject = isLoose ? subjectOf(thing) : thing
    const product = reviewedFields(subject, page.main, page.baseUrl)
    return [{ kind: 'aggregate', fields: raw({ ...fields, ...product }) }]
  })
}

/** A rating that stands by itself, and names what it is of, or does not. */
function isLooseAggregate(thing: Thing): boolean {
  return isOfType(thing, AGGREGATES) && thing.parent === null
}

/** What employees think of a company says nothing of what it sells. */
const EMPLOYERS = new Set(['employeraggregaterating'])
/** Properties of a product that lead to who sells or makes it, and to other products. */
const SELLERS =
  /^(?:seller|offeredby|brand|manufacturer|publisher|provider|author|sourceorganization)$/
const RELATED =
  /^(?:isrelatedto|issimilarto|isaccessoryorsparepartfor|isconsumablefor|relatedlink)$/

/** Its rating is that of a seller or of a related product, or a variant's where the whole group has one. */
function isOfOther(thing: Thing, main: Thing | null): boolean {
  const { parent } = thing
  if (parent === null) return false
  if (SELLERS.test(parent.property) || (RELATED.test(parent.property) && main !== null)) return true
  return parent.property === 'hasvariant' && parent.thing.properties.has('aggregaterating')
}

const AGGREGATES = new Set(['aggregaterating', 'review-aggregate'])
const LISTS = new Set(['itemlist', 'collectionpage', 'blog', 'searchresultspage', 'offercatalog'])
const NO_LISTS = new Set(['breadcrumblist', 'sitenavigationelement', 'howto'])

/** What a list leads to. A page that is about something itself shows lists of other things only. */
function detailPages(page: SchemaOrgPage): string[] {
  if (page.main !== null || page.articles.length > 0) return []
  const own = page.urls[0] ?? null
  const urls = page.things.flatMap((thing) => {
    if (isOfType(thing, ARTICLES)) return addressesOf(thing)
    const isList = isOfType(thing, LISTS) && !isOfType(thing, NO_LISTS)
    return isList ? thingsOf(thing, 'itemListElement').flatMap(listedAddress) : []
  })
  const absolute = urls.map((url) => absoluteUrl(url, page.baseUrl))
  return absolute
    .filter((url) => url !== null)
    .map(cleanUrl)
    .filter((url) => url !== own && isSameSite(url, own))
}

function listedAddress(entry: Thing): string[] {
  const listed = thingsOf(entry, 'item')[0] ?? entry
  const url = textOfThing(entry, 'url') ?? textOfThing(listed, 'url') ?? textOfThing(entry, 'item')
  const address = url?.value ?? listed.id
  return address === null ? [] : [address]
}

function optional<K extends string>(fields: Record<K, PlacedText | undefined>): Placed<K> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Placed<K>
}

function raw<K extends string>(fields: Placed<K>): Partial<Record<K, RawValue>> {
  const made: Partial<Record<K, RawValue>> = {}
  for (const name in fields) {
    const value: PlacedText | undefined = fields[name]
    if (value !== undefined) made[name] = rawValue(value)
  }
  return made
}

function rawValue({ value, at, html }: PlacedText): RawValue {
  return html ? { value, at, adapter: adapter.name, html } : { value, at, adapter: adapter.name }
}
