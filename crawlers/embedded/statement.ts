import type { MentionType } from '../../schema/mention.ts'
import type { RawFieldName } from '../../schema/raw-item.ts'
import { strippedId } from '../source-item-id.ts'
import type { PlacedText } from '../thing.ts'
import { absoluteUrl } from '../web-address.ts'
import { isOfOther, namesOf, typeOfFields, typeOfName } from './field-names.ts'
import { personOf } from './person.ts'
import { ratingOf } from './rating-value.ts'
import {
  type DataRecord,
  firstOf,
  hasAny,
  isObject,
  lines,
  nested,
  scalar,
  valuesNamed,
  valuesOf,
  words,
} from './record.ts'

export type Fields = Partial<Record<RawFieldName, PlacedText>>

/** What a record says, and what it is. */
export interface Statement {
  type: MentionType
  fields: Fields
}

/** What is sold, counted or linked to is no statement, whatever else it says. */
const NO_STATEMENT = [
  'price',
  'prices',
  'saleprice',
  'listprice',
  'finalprice',
  'pricerange',
  'offers',
  'addtocart',
  'instock',
  'averagerating',
  'ratingcount',
  'numratings',
  'totalreviews',
  'numreviews',
  'reviewcount',
  'reviewscount',
  'featuredimage',
  'slug',
]
/** Of posts: those of a blog, which have pages of their own. */
const NO_POST = [
  'slug',
  'excerpt',
  'featuredimage',
  'coverimage',
  'heroimage',
  'thumbnail',
  'categories',
  'readingtime',
  'wordcount',
  'seo',
  'metadescription',
]
const MAX_ID = 200

/** Where nothing calls it a review: what is rated itself, in a list of such. */
const NO_OPINION = [
  'brand',
  'category',
  'categories',
  'genre',
  'genres',
  'isbn',
  'gtin',
  'ean',
  'developer',
  'cuisine',
  'address',
  'openinghours',
  'latitude',
  'ingredients',
  'director',
  'duration',
]

/** A statement has words, or a rating. */
const RATED = new Set(namesOf('rating'))
const SAID = new Set([
  ...namesOf('text'),
  ...namesOf('title'),
  ...namesOf('rating'),
  ...namesOf('pros'),
  ...namesOf('cons'),
])

/**
 * Reads a record that looks like a statement: an opinion with its rating, words, author and date; a comment, question,
 * answer or post with its words, author or date. Null of all else, and of texts of the page itself that stand under the same names.
 * @param type what the list is one of or the record says to be; null where nothing tells
 */
export function readStatement(
  record: DataRecord,
  type: MentionType | null,
  baseUrl: string | null,
): Statement | null {
  if (!hasAny(record, SAID)) return null
  const called = type ?? typeOfFields([...record.fields.values()].map(({ key }) => key))
  const assumed = called ?? (isBelowOther(record) ? 'comment' : 'review')
  const isCalled = called !== null
  if (!isCalled && assumed === 'review' && (!hasAny(record, RATED) || isVotedOn(record)))
    return null
  const said = fieldsOf(record, assumed, baseUrl)
  const { text, title, publishedAt, sourceItemId, 'rating.value': rating } = said
  const author = said['author.name']
  const isDated = publishedAt !== undefined
  const isWords =
    text !== undefined || said.pros !== undefined || said.cons !== undefined || title !== undefined
  if (valuesNamed(record, NO_STATEMENT).length > 0 && !(isCalled && author && text && isDated))
    return null
  switch (assumed) {
    case 'review': {
      const isWhole =
        rating !== undefined &&
        text !== undefined &&
        author !== undefined &&
        (isDated || sourceItemId !== undefined)
      if (!isCalled && valuesNamed(record, NO_OPINION).length > 0) return null
      if (!isCalled) return isWhole && !isWeakText(text) ? { type: 'review', fields: said } : null
      const isRated =
        rating !== undefined &&
        (isWords
          ? author !== undefined || isDated || sourceItemId !== undefined
          : author !== undefined && isDated)
      const isTold =
        text !== undefined && isDated && (author !== undefined || sourceItemId !== undefined)
      return isRated || isTold ? { type: 'review', fields: said } : null
    }
    case 'comment':
      if (text === undefined || author === undefined || !(isDated || sourceItemId !== undefined))
        return null
      return { type: rating === undefined ? 'comment' : 'review', fields: said }
    case 'post':
      if (valuesNamed(record, NO_POST).length > 0) return null
      return text !== undefined && author !== undefined && isDated
        ? { type: assumed, fields: said }
        : null
    case 'question':
      return (text !== undefined || title !== undefined) && (author !== undefined || isDated)
        ? { type: assumed, fields: said }
        : null
    case 'answer':
      return text !== undefined && (author !== undefined || isDated)
        ? { type: assumed, fields: said }
        : null
    default:
      return null
  }
}

/** It names what it answers, as comments do. */
function isBelowOther(record: DataRecord): boolean {
  return hasAny(record, PARENT) && (!hasAny(record, RATED) || isVotedOn(record))
}

/** Beside votes and answers a score counts them, and is no rating. */
function isVotedOn(record: DataRecord): boolean {
  return hasAny(record, VOTED) && valuesOf(record, 'rating').every(({ key }) => /score$/i.test(key))
}

const PARENT = new Set(['parentid', 'parent', 'inreplyto', 'inreplytoid'])
const VOTED = new Set([
  ...PARENT,
  'numcomments',
  'commentcount',
  'replies',
  'ups',
  'downs',
  'upvotes',
  'downvotes',
])

/** `description` alone is what a product, a film or a page has too. */
function isWeakText({ at }: PlacedText): boolean {
  return /\.(?:description|details?|quote|caption|summary|message)$/i.test(at)
}

/** All that a record says in the fields of a statement of this type. */
function fieldsOf(record: DataRecord, type: MentionType, baseUrl: string | null): Fields {
  const person = personOf(record, baseUrl)
  const rating = ratingOfType(record, type)
  const pros = notesOf(record, 'pros')
  const cons = notesOf(record, 'cons')
  const { title: stated, text } = wordsOf(record, type)
  const title =
    stated ??
    (type === 'review' && person.name?.at !== `${record.at()}.name` ? nameOf(record) : null)
  const published = dateOf(record, 'date', type)
  const edited = dateOf(record, 'edited', type)
  const url = firstOf(record, 'url', scalar)
  const address = url === null || /^\d+$/.test(url.value) ? null : absoluteUrl(url.value, baseUrl)
  return known({
    sourceItemId: idOf(record, type),
    url: url === null || address === null ? null : { ...url, value: address },
    'author.name': person.name,
    'author.handle': person.handle,
    'author.url': person.url,
    'author.country': person.country,
    title,
    text,
    pros,
    cons,
    publishedAt: published,
    editedAt: edited?.value === published?.value ? null : edited,
    language: firstOf(record, 'language', languageIn),
    'rating.value': rating?.value ?? null,
    'rating.best': rating?.best ?? null,
    'rating.worst': rating?.worst ?? null,
    recommends: flagOf(record, 'recommends'),
    verifiedPurchase: flagOf(record, 'verified') ?? badgeOf(record),
    incentivized: flagOf(record, 'incentivized'),
    helpfulCount: firstOf(record, 'helpful', countIn),
    inReplyTo: type === 'review' ? null : firstOf(record, 'parent', parentIn),
  })
}

export function known(fields: Record<string, PlacedText | null>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Fields
}

/** The score of a comment counts its votes. */
function ratingOfType(record: DataRecord, type: MentionType) {
  if (type !== 'review' && type !== 'comment') return null
  const rating = ratingOf(record)
  return type === 'comment' && /\.(?:score|grade|note|nota|votes?)$/i.test(rating?.value.at ?? '')
    ? null
    : rating
}

/** Title and text; a title alone of an opinion or answer may be its text (`headline`), but is left as what it is called. */
function wordsOf(
  record: DataRecord,
  type: MentionType,
): { title: PlacedText | null; text: PlacedText | null } {
  const read = (value: unknown, at: string, key: string) =>
    isOfOther(key, type) ? null : words(value, at, key, record)
  const text = firstOf(record, 'text', read)
  const title = firstOf(record, 'title', (value, at, key) =>
    typeof value === 'string' ? read(value, at, key) : null,
  )
  const summary =
    valuesOf(record, 'summary').map(({ value, at, key }) => read(value, at, key))[0] ?? null
  if (text !== null && text.at === summary?.at) return { title, text }
  return {
    title: title ?? (text === null ? null : summary),
    text: text ?? (title === null ? null : summary),
  }
}

/** The name of a review is its title in schema.org's words, where it is not its author's. */
function nameOf({ fields, at }: DataRecord): PlacedText | null {
  const name = fields.get('type')?.key === '@type' ? fields.get('name') : undefined
  return typeof name?.value === 'string' ? scalar(name.value, `${at()}.${name.key}`) : null
}

function notesOf(record: DataRecord, kind: 'pros' | 'cons'): PlacedText | null {
  return firstOf(record, kind, (value, at, key) => {
    if (!Array.isArray(value))
      return typeof value === 'string' ? words(value, at, key, record) : null
    const texts = value.map((one) =>
      isObject(one) ? (one['text'] ?? one['name'] ?? one['label'] ?? one['value']) : one,
    )
    return lines(texts, at)
  })
}

/** Of numbers only those that can be a moment since 1970 in seconds or milliseconds. */
export function dateOf(
  record: DataRecord,
  kind: 'date' | 'edited',
  type: MentionType,
): PlacedText | null {
  return firstOf(record, kind, (value, at, key) =>
    isOfOther(key, type) ? null : (dateIn(value, at) ?? dateInside(value, at, record)),
  )
}

const INSIDE_DATE = [
  '$date',
  'date',
  'iso',
  'isodate',
  'iso8601',
  'value',
  'raw',
  'publisheddate',
  'createdat',
  'created',
  'seconds',
  'timestamp',
  'formatted',
  'display',
  'text',
  'datetime',
]

function dateInside(value: unknown, at: string, record: DataRecord): PlacedText | null {
  const inner = nested(value, at, record)
  if (inner === null) return null
  for (const one of valuesNamed(inner, INSIDE_DATE)) {
    const date = dateIn(one.value, one.at)
    if (date !== null) return date
  }
  const text = words(value, at, 'date', record)
  return text === null ? null : dateIn(text.value, text.at)
}

const MIN_SECONDS = 600_000_000
const MAX_SECONDS = 4_000_000_000

function dateIn(value: unknown, at: string): PlacedText | null {
  if (typeof value === 'number') {
    const seconds = value > 100_000_000_000 ? value / 1000 : value
    const isMoment = seconds > MIN_SECONDS && seconds < MAX_SECONDS
    // Ten digits are seconds, thirteen milliseconds; what is finer is cut.
    return isMoment ? { value: String(Math.floor(value)), at } : null
  }
  if (typeof value !== 'string' || value.length > 80) return null
  const epoch = /^\/Date\((\d{10,13})(?:[+-]\d{4})?\)\/$/.exec(value)?.[1]
  if (epoch !== undefined) return { value: epoch, at }
  return /\d|^\p{L}+$/u.test(value) ? { value, at } : null
}

function idOf(record: DataRecord, type: MentionType): PlacedText | null {
  return firstOf(record, 'id', (value, at, key) => {
    if (isOfOther(key, type)) return null
    const id = scalar(value, at)
    return id === null || id.value.length > MAX_ID ? null : { value: strippedId(id.value), at }
  })
}

/** The id of what is answered; 0 and the like say that nothing is. */
function parentIn(value: unknown, at: string): PlacedText | null {
  const id = scalar(isObject(value) ? value['id'] : value, at)
  return id === null || /^(?:0|-1|false)$/.test(id.value) || id.value.length > MAX_ID
    ? null
    : { value: strippedId(id.value), at }
}

function languageIn(value: unknown, at: string): PlacedText | null {
  return typeof value === 'string' && /^[a-z]{2,3}(?:[-_][a-z\d]{2,8}){0,2}$/i.test(value)
    ? { value, at }
    : null
}

function flagOf(
  record: DataRecord,
  kind: 'recommends' | 'verified' | 'incentivized',
): PlacedText | null {
  return firstOf(record, kind, (value, at) => {
    if (typeof value === 'boolean' || value === 1 || value === 0)
      return { value: String(value === true || value === 1), at }
    return typeof value === 'string' && /^(?:true|false|yes|no|y|n|1|0)$/i.test(value)
      ? { value, at }
      : null
  })
}

/** `"badges": {"verifiedPurchaser": {…}}` or `["verified_buyer"]`. */
function badgeOf(record: DataRecord): PlacedText | null {
  for (const { value, at } of valuesNamed(record, ['badges', 'badgesorder'])) {
    const names = Array.isArray(value) ? value : isObject(value) ? Object.keys(value) : []
    const badge = names
      .slice(0, 20)
      .find(
        (name) => typeof name === 'string' && /verified.?(?:purchase|buyer|customer)/i.test(name),
      )
    if (badge !== undefined) return { value: 'true', at: `${at}.${badge}` }
  }
  return null
}

/** A count, or an object that holds one: `{"count": 3}`, `{"up": 3, "down": 1}`. */
function countIn(value: unknown, at: string): PlacedText | null {
  if (typeof value === 'number')
    return Number.isInteger(value) && value >= 0 ? { value: String(value), at } : null
  if (typeof value === 'string') return /^\d{1,9}$/.test(value) ? { value, at } : null
  if (!isObject(value)) return null
  const counts = ['count', 'up', 'upvotes', 'total', 'totalCount', 'helpful', 'yes', 'positive']
  const key = counts.find((name) => typeof value[name] === 'number')
  return key === undefined ? null : countIn(value[key], `${at}.${key}`)
}

/** What a record says of itself: `"__typename": "ProductReview"`, `"@type": "Review"`, `"type": "reviews"`. */
export function statedType({ fields }: DataRecord): MentionType | null {
  for (const name of ['typename', 'type', 'objecttype', 'kind', 'contenttype', 'posttype']) {
    const value = fields.get(name)?.value
    const type = typeof value === 'string' ? typeOfName(value.replace(/^.*[/#:]/, '')) : null
    if (type !== null) return type
  }
  return null
}
