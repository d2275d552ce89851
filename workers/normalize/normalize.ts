import { absoluteUrl } from '../../crawlers/web-address.ts'
import { type DateContext, parseDate } from '../../crawlers/written/dates.ts'
import { parseCount } from '../../crawlers/written/numbers.ts'
import { parseRating } from '../../crawlers/written/rating.ts'
import type {
  AggregateRating,
  Item,
  ItemAuthor,
  ItemReply,
  ItemReviewed,
} from '../../schema/item.ts'
import type { PageFacts } from '../../schema/page.ts'
import type { Rating } from '../../schema/rating.ts'
import type {
  RawAggregate,
  RawAggregateFieldName,
  RawFieldName,
  RawItem,
  RawReply,
  RawValue,
} from '../../schema/raw-item.ts'
import { companyVoice, type OwnVoices } from './company.ts'
import { countryCode } from './country.ts'
import { parseFlag, parseIncentivized, parseRecommends, parseVerified } from './flags.ts'
import { canonicalLanguage, type LanguageDetector, languageOf } from './language.ts'
import { siteOf } from './site.ts'
import { plainLine, plainText } from './text.ts'

/** What normalization knows besides the item and its page. */
export interface NormalizeContext extends OwnVoices {
  /** From `loadLanguageDetector()`; without it only what site and page state counts. */
  languages?: LanguageDetector | null
}

/**
 * Turns what an adapter read into an item. Every raw string is kept in `raw`, where it stood in `provenance`;
 * what cannot be read is null, and `provenance` says why.
 */
export function normalizeItem(
  raw: RawItem,
  facts: PageFacts | null,
  context: NormalizeContext,
): Item {
  const read = new FieldReader(raw.fields)
  const pageUrl = facts?.finalUrl ?? null
  const url = read.field('url', (value) => absoluteUrl(value.value, pageUrl), 'no web address')
  const text = read.text('text')
  const language = readLanguage(read, facts, text, context)
  const dates = dateContext(raw, facts)
  const published = readDate(read, 'publishedAt', dates)
  return {
    type: raw.type,
    site: siteOf(url) ?? siteOf(pageUrl) ?? read.line('site'),
    sourceItemId: read.line('sourceItemId'),
    url,
    itemReviewed: readReviewed(
      { line: (name) => read.line(name), name: (name) => read.name(name) },
      pageUrl,
      read.line('product.productId'),
    ),
    author: readAuthor(read, pageUrl, context),
    ...(raw.fields.orderId === undefined ? {} : { orderId: read.line('orderId') }),
    title: read.line('title'),
    text,
    pros: read.text('pros'),
    cons: read.text('cons'),
    publishedAt: published.iso,
    publishedPrecision: published.precision,
    editedAt: readDate(read, 'editedAt', dates).iso,
    language,
    rating: readRating(read, raw),
    aspectRatings: readAspects(read, raw),
    recommends: read.field('recommends', (v) => parseRecommends(v.value), 'neither yes nor no'),
    verifiedPurchase: read.field(
      'verifiedPurchase',
      (v) => parseVerified(v.value),
      'neither yes nor no',
    ),
    incentivized: read.field(
      'incentivized',
      (v) => parseIncentivized(v.value),
      'neither yes nor no',
    ),
    helpfulCount: read.field('helpfulCount', (v) => storable(parseCount(v.value)), 'no count'),
    threadId: read.line('threadId'),
    inReplyTo: read.line('inReplyTo'),
    replies: raw.replies.map((reply) => readReply(reply, dates, context)),
    raw: read.rawStrings(),
    provenance: read.provenance,
  }
}

/**
 * Turns what a page says of a product's ratings into numbers; what cannot be read is null. A value beside
 * a count of zero is a template's filling, no rating. The histogram is known only as a whole.
 */
export function normalizeAggregate(raw: RawAggregate, facts: PageFacts | null): AggregateRating {
  const line = (name: RawAggregateFieldName) => lineOf(raw.fields[name])
  const count = (name: RawAggregateFieldName) => {
    const value = line(name)
    return value === null ? null : parseCount(value)
  }
  const ratingCount = count('ratingCount')
  const reviewCount = count('reviewCount')
  const hasNone = ratingCount === 0 || (ratingCount === null && reviewCount === 0)
  const rating = hasNone ? null : ratingOf(raw.fields).rating
  return {
    itemReviewed: readReviewed(
      { line, name: (name) => shortOf(line(name)) },
      facts?.finalUrl ?? null,
    ),
    ratingValue: rating?.ratingValue ?? null,
    bestRating: rating?.bestRating ?? null,
    worstRating: rating?.worstRating ?? null,
    stars: rating?.stars ?? null,
    ratingCount,
    reviewCount,
    histogram: readHistogram(
      [1, 2, 3, 4, 5].map((stars) => count(`count.${stars as 1 | 2 | 3 | 4 | 5}`)),
    ),
  }
}

/** Reads fields one by one and notes for each where it stood or why it is null. */
class FieldReader {
  readonly provenance: Record<string, string> = {}
  private readonly fields: RawItem['fields']

  constructor(fields: RawItem['fields']) {
    this.fields = fields
  }

  /** Null where the field is absent, and with the reason noted where `parse` finds nothing in it. */
  field<T>(name: RawFieldName, parse: (value: RawValue) => T | null, fault: string): T | null {
    const value = this.fields[name]
    if (value === undefined) return null
    const result = parse(value)
    this.note(name, value, result === null ? `${fault}: '${excerpt(value.value)}'` : null)
    return result
  }

  /** For parsers that say themselves why they found nothing. */
  reading<R extends { reason: string | null }>(
    name: RawFieldName,
    parse: (value: RawValue) => R,
  ): R | null {
    const value = this.fields[name]
    if (value === undefined) return null
    const result = parse(value)
    this.note(name, value, result.reason)
    return result
  }

  line(name: RawFieldName): string | null {
    return this.field(name, (value) => plainLine(value.value, value.html === true), 'empty')
  }

  /** What something or somebody is called. */
  name(name: RawFieldName): string | null {
    const value = this.fields[name]
    const line = this.line(name)
    if (value === undefined || line === null || shortOf(line) !== null) return line
    this.note(name, value, `longer than ${MAX_NAME_CHARACTERS} characters: '${excerpt(line)}'`)
    return null
  }

  text(name: RawFieldName): string | null {
    return this.field(name, (value) => plainText(value.value, value.html === true), 'empty')
  }

  note(name: string, value: RawValue, fault: string | null): void {
    const place = `${value.adapter}: ${value.at}`
    this.provenance[name] = fault === null ? place : `${place} (${fault})`
  }

  rawStrings(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.fields).map(([name, { value }]) => [name, value]))
  }
}

function excerpt(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`
}

function lineOf(value: RawValue | undefined): string | null {
  return value === undefined ? null : plainLine(value.value, value.html === true)
}

/** A longer one is the name of nothing: a page's mistake, or its malice. */
const MAX_NAME_CHARACTERS = 500

/** Four bytes in the database; of more readers no site has asked. */
function storable(count: number | null): number | null {
  return count !== null && count > 2_147_483_647 ? null : count
}

function shortOf(name: string | null): string | null {
  return name !== null && name.length > MAX_NAME_CHARACTERS ? null : name
}

function readLanguage(
  read: FieldReader,
  facts: PageFacts | null,
  text: string | null,
  context: NormalizeContext,
): string | null {
  const stated = read.field(
    'language',
    (value) => canonicalLanguage(value.value),
    'no language tag',
  )
  if (stated !== null) return stated
  const evidence = { stated: null, page: facts?.language ?? null, text }
  const { language, reason } = languageOf(evidence, context.languages ?? null)
  read.provenance['language'] = [read.provenance['language'], reason].filter(Boolean).join('; ')
  return language
}

/** The order of day and month is the site's habit: what a text was read to be says nothing of it. */
function dateContext(raw: RawItem, facts: PageFacts | null): DateContext {
  const stated = lineOf(raw.fields.language)
  return {
    fetchedAt: facts?.fetchedAt ?? null,
    dateOrder: facts?.dateOrder ?? null,
    language: canonicalLanguage(facts?.language ?? null) ?? canonicalLanguage(stated),
  }
}

function readDate(read: FieldReader, name: 'publishedAt' | 'editedAt', context: DateContext) {
  return (
    read.reading(name, (value) => parseDate(lineOf(value) ?? '', context)) ?? {
      iso: null,
      precision: null,
    }
  )
}

type ProductFieldName = Extract<RawFieldName & RawAggregateFieldName, `product.${string}`>

/** Also for aggregates: both name the thing reviewed with the same fields. */
function readReviewed(
  read: Record<'line' | 'name', (name: ProductFieldName) => string | null>,
  pageUrl: string | null,
  productId: string | null = null,
): ItemReviewed | null {
  const url = read.line('product.url')
  const reviewed = {
    name: read.name('product.name'),
    sku: read.name('product.sku'),
    gtin: read.name('product.gtin'),
    mpn: read.name('product.mpn'),
    brand: read.name('product.brand'),
    url: url === null ? null : absoluteUrl(url, pageUrl),
    sourceProductId: read.line('product.sourceProductId'),
    variant: read.name('product.variant'),
    ...(productId === null ? {} : { productId }),
  }
  return Object.values(reviewed).every((value) => value === null) ? null : reviewed
}

function readAuthor(read: FieldReader, pageUrl: string | null, own: OwnVoices): ItemAuthor | null {
  const name = read.name('author.name')
  const handle = read.name('author.handle')
  const email = read.line('author.email')?.toLowerCase() ?? null
  const rest = {
    url: read.field('author.url', (value) => absoluteUrl(value.value, pageUrl), 'no web address'),
    country: read.field('author.country', (value) => countryCode(value.value), 'no country'),
  }
  const known = [name, handle, email, rest.url, rest.country].some((value) => value !== null)
  if (!known) return null
  const stated = read.field('author.isCompany', (value) => parseFlag(value.value), 'no yes or no')
  const { isCompany, reason } = companyVoice({ name, handle }, own)
  if (stated !== null) return { name, handle, ...rest, isCompany: stated, ...emailOf(email) }
  read.provenance['author.isCompany'] = reason
  return { name, handle, ...rest, isCompany, ...emailOf(email) }
}

function emailOf(email: string | null): Pick<ItemAuthor, 'email'> {
  return email === null ? {} : { email }
}

function readRating(read: FieldReader, raw: RawItem): Rating | null {
  for (const name of ['rating.best', 'rating.worst'] as const) read.line(name)
  return read.reading('rating.value', () => ratingOf(raw.fields))?.rating ?? null
}

function ratingOf(fields: RawAggregate['fields']) {
  return parseRating({
    value: lineOf(fields['rating.value']) ?? '',
    best: lineOf(fields['rating.best']),
    worst: lineOf(fields['rating.worst']),
  })
}

function readAspects(read: FieldReader, raw: RawItem): Item['aspectRatings'] {
  return raw.aspects.flatMap((aspect) => {
    const name = lineOf(aspect.name)
    if (name === null) return []
    const { rating, reason } = parseRating({
      value: lineOf(aspect.value) ?? '',
      best: lineOf(aspect.best),
      worst: lineOf(aspect.worst),
    })
    read.note(`aspect.${name}`, aspect.value, reason)
    return rating === null ? [] : [{ name, stars: rating.stars }]
  })
}

function readReply(reply: RawReply, dates: DateContext, own: OwnVoices): ItemReply {
  const author = lineOf(reply.author)
  const publishedAt = lineOf(reply.publishedAt)
  return {
    author,
    isOfficial:
      markedOfficial(reply) ?? companyVoice({ name: author, handle: null }, own).isCompany,
    text: reply.text === undefined ? null : plainText(reply.text.value, reply.text.html === true),
    publishedAt: publishedAt === null ? null : parseDate(publishedAt, dates).iso,
  }
}

/** A mark that is not a plain yes or no is a badge ("Official", "Seller"): it says yes by being there. */
function markedOfficial({ isOfficial }: RawReply): boolean | null {
  const mark = lineOf(isOfficial)
  return mark === null ? null : (parseFlag(mark) ?? true)
}

function readHistogram(counts: (number | null)[]): AggregateRating['histogram'] {
  const [one = null, two = null, three = null, four = null, five = null] = counts
  if (one === null || two === null || three === null || four === null || five === null) return null
  return { '1': one, '2': two, '3': three, '4': four, '5': five }
}
