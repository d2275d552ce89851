import type { Logger } from 'pino'
import type { Company } from '../../config/sources.ts'
import { type Client, inChangeTransaction, type Pool } from '../../schema/database.ts'
import type { AggregateRating, Item } from '../../schema/item.ts'
import type { ListingRow } from '../../schema/queries/find-listings.ts'
import {
  finishRawItems,
  lockLeasedRawItems,
  quarantineRawItems,
  returnRawItems,
} from '../../schema/queries/finish-raw-items.ts'
import type { MentionRow } from '../../schema/queries/mention-columns.ts'
import { type TakenRawItem, takeRawItems } from '../../schema/queries/take-raw-items.ts'
import { touchRatingStreams } from '../../schema/queries/touch-rating-streams.ts'
import {
  type MentionProductRow,
  writeMentionProducts,
} from '../../schema/queries/write-mention-products.ts'
import { type SnapshotRow, writeSnapshots } from '../../schema/queries/write-snapshots.ts'
import type { Labels } from '../../schema/sentiment.ts'
import type { Analyzer } from '../analyze/analyze.ts'
import type { Catalogue } from '../attach/catalogue.ts'
import { attachNamed, type NamedProduct } from '../attach/named-products.ts'
import { attachSubject } from '../attach/products.ts'
import { batchKeys, contentHash } from '../normalize/identity.ts'
import { normalizeAggregate, normalizeItem } from '../normalize/normalize.ts'
import { placeDay } from '../normalize/place-day.ts'
import { siteOf } from '../normalize/site.ts'
import type { LeasedJob } from '../queue.ts'
import { resolveVoices, type Voice } from '../write/authors.ts'
import { type Listed, resolveListings } from '../write/listings.ts'
import { type Statement, writeMentions } from '../write/mentions.ts'
import { withShownAuthor } from '../write/shown-author.ts'

/** What processing needs besides the rows. */
export interface ProcessContext {
  pool: Pool
  company: Company
  analyzer: Analyzer
  catalogue: Catalogue
  log: Logger
}

interface PreparedItem {
  raw: TakenRawItem
  item: Item
  site: string
  labels: Labels
  named: NamedProduct[]
}

interface PreparedAggregate {
  raw: TakenRawItem
  aggregate: AggregateRating
  site: string
}

interface Failure {
  raw_item_id: number
  error: { code: string; message: string }
}

interface Prepared {
  items: PreparedItem[]
  aggregates: PreparedAggregate[]
  failures: Failure[]
}

/**
 * Turns leased raw items into mentions: normalize, analyze, attach, write. All of a batch is written in one
 * transaction; an item that cannot be read is quarantined and does not stop the others.
 * @returns how many were processed and quarantined
 */
export async function runProcessJob(
  context: ProcessContext,
  job: LeasedJob,
): Promise<{ processed: number; quarantined: number }> {
  const { pool, log } = context
  const taken = await takeRawItems(pool, job.ids, job.token)
  if (taken.length === 0) return { processed: 0, quarantined: 0 }
  try {
    const prepared = prepare(context, taken)
    const processed = await inChangeTransaction(pool, (client) =>
      writeBatch(client, context, prepared, job.token),
    )
    for (const { raw_item_id, error } of prepared.failures) {
      log.warn({ rawItemId: raw_item_id, ...error }, 'raw item quarantined')
    }
    return { processed, quarantined: prepared.failures.length }
  } catch (error) {
    await returnRawItems(pool, job.token, describe(error))
    throw error
  }
}

/** The pure part: from raw strings to items with their labels. */
function prepare(context: ProcessContext, taken: TakenRawItem[]): Prepared {
  const prepared: Prepared = { items: [], aggregates: [], failures: [] }
  for (const raw of taken) {
    try {
      if (raw.payload.kind === 'item') prepared.items.push(prepareItem(context, raw))
      else prepared.aggregates.push(prepareAggregate(raw))
    } catch (error) {
      prepared.failures.push({ raw_item_id: raw.raw_item_id, error: describe(error) })
    }
  }
  return prepared
}

function prepareItem(context: ProcessContext, raw: TakenRawItem): PreparedItem {
  if (raw.payload.kind !== 'item') throw new TypeError('not an item')
  const { company, analyzer, catalogue } = context
  const item = normalizeItem(raw.payload, raw.page_facts, {
    officialAuthors: company.official_authors,
    brands: company.brands,
    languages: analyzer.languages,
  })
  const site = item.site
  if (site === null) throw new TypeError('the site is not known: the page has no address')
  const labels = analyzer.analyze(item)
  const words = [item.title, item.text, item.pros, item.cons].filter((part) => part !== null)
  const subject = attachSubject(item.itemReviewed, item.url, catalogue)
  const named = attachNamed(words.join('\n'), catalogue, subject.productId)
  return { raw, item, site, labels, named }
}

function prepareAggregate(raw: TakenRawItem): PreparedAggregate {
  if (raw.payload.kind !== 'aggregate') throw new TypeError('not an aggregate rating')
  const aggregate = normalizeAggregate(raw.payload, raw.page_facts)
  const site = siteOfFacts(raw)
  if (site === null) throw new TypeError('the site is not known: the page has no address')
  return { raw, aggregate, site }
}

async function writeBatch(
  client: Client,
  context: ProcessContext,
  prepared: Prepared,
  token: string,
): Promise<number> {
  const all = [...prepared.items, ...prepared.aggregates].map(({ raw }) => raw.raw_item_id)
  const failed = prepared.failures.map((failure) => failure.raw_item_id)
  const ours = await lockLeasedRawItems(client, [...all, ...failed], token)
  const items = prepared.items.filter(({ raw }) => ours.has(raw.raw_item_id))
  const aggregates = prepared.aggregates.filter(({ raw }) => ours.has(raw.raw_item_id))
  const listed = await listingsOf(client, [...items, ...aggregates], context.catalogue)
  await writeItems(client, context, items, listed)
  await writeSnapshots(
    client,
    aggregates.flatMap((entry) => snapshotOf(entry, listed.get(entry))),
  )
  await finishRawItems(
    client,
    all.filter((id) => ours.has(id)),
  )
  await quarantineRawItems(
    client,
    prepared.failures.filter((failure) => ours.has(failure.raw_item_id)),
  )
  return items.length + aggregates.length
}

type Entry = PreparedItem | PreparedAggregate

async function listingsOf(
  client: Client,
  entries: Entry[],
  catalogue: Catalogue,
): Promise<Map<Entry, ListingRow>> {
  const withProduct: { entry: Entry; thing: Listed }[] = []
  for (const entry of entries) {
    const itemReviewed = 'item' in entry ? entry.item.itemReviewed : entry.aggregate.itemReviewed
    if (itemReviewed === null) continue
    const { source_id, page_facts } = entry.raw
    withProduct.push({
      entry,
      thing: { sourceId: source_id, site: entry.site, itemReviewed, facts: page_facts },
    })
  }
  const listings = await resolveListings(
    client,
    withProduct.map(({ thing }) => thing),
    catalogue,
  )
  return new Map(
    withProduct.flatMap(({ entry }, index) => {
      const listing = listings[index]
      return listing ? [[entry, listing] as const] : []
    }),
  )
}

async function writeItems(
  client: Client,
  context: ProcessContext,
  items: PreparedItem[],
  listed: Map<Entry, ListingRow>,
): Promise<void> {
  const voices = await resolveVoices(
    client,
    items.map(({ item, site, raw }) => ({ item: withShownAuthor(item, site, raw.authors), site })),
  )
  const keys = batchKeys(
    items.map((entry) => ({
      item: entry.item,
      listing: listingPart(entry, listed.get(entry)),
      pageUrl: entry.raw.page_facts?.finalUrl ?? null,
    })),
  )
  const statements = items.map((entry, index): Statement => {
    const voice = voices[index] ?? NOBODY
    return {
      row: rowOf(entry, voice, listed.get(entry), context.company.time_zone),
      keys: keys[index] ?? [],
      changedAt: entry.raw.changed_at?.toISOString() ?? null,
    }
  })
  const written = await writeMentions(client, statements)
  const links = linksOf(items, written.ids, listed)
  const touched = await writeMentionProducts(client, [...new Set(written.ids)], links)
  await touchRatingStreams(client, touched, written.changedIds)
}

const NOBODY: Voice = {
  authorId: null,
  isCompany: false,
  customer: { customerId: null, method: null, confidence: 0, evidence: [] },
}

/** Where an id-less item stands: its listing, else its thread, else its page. */
function listingPart(entry: PreparedItem, listing: ListingRow | undefined): string {
  if (listing) return `listing:${listing.listing_id}`
  const { item, raw } = entry
  return item.threadId ?? raw.page_facts?.canonicalUrl ?? raw.page_facts?.finalUrl ?? ''
}

function rowOf(
  entry: PreparedItem,
  voice: Voice,
  listing: ListingRow | undefined,
  timeZone: string,
): MentionRow {
  const { raw, item, site, labels } = entry
  const placed = placeDay(item.publishedAt, item.publishedPrecision, timeZone)
  const shown = shownText(item, raw.store_text)
  return {
    mention_id: 0,
    site,
    type: item.type,
    source_item_id: item.sourceItemId,
    source_id: raw.source_id,
    listing_id: listing?.listing_id ?? null,
    author_id: voice.authorId,
    customer_id: voice.customer.customerId,
    customer_method: voice.customer.method,
    customer_confidence: voice.customer.customerId === null ? null : voice.customer.confidence,
    channel: raw.channel,
    setting: 'online',
    url: item.url,
    ...shown,
    language: labels.language,
    language_confidence: labels.language === null ? null : labels.languageConfidence,
    published_text: item.publishedAt,
    published_precision: item.publishedPrecision,
    published_at: placed.publishedAt,
    day: placed.day,
    collected_at: raw.first_seen_at.toISOString(),
    rating_value: item.rating?.ratingValue ?? null,
    rating_best: item.rating?.bestRating ?? null,
    rating_worst: item.rating?.worstRating ?? null,
    stars: item.rating?.stars ?? null,
    aspect_ratings: item.aspectRatings,
    recommends: item.recommends,
    is_verified_purchase: item.verifiedPurchase,
    is_incentivized: item.incentivized,
    helpful_count: item.helpfulCount,
    thread_id: item.threadId,
    in_reply_to: item.inReplyTo,
    replies: item.replies,
    replied_at: repliedAt(item, timeZone),
    order_external_id: item.orderId ?? null,
    is_company: item.author?.isCompany === true || voice.isCompany,
    content_hash: contentHash(item),
    version: 1,
    edit_count: 0,
    edited_at: null,
    sentiment_score: labels.sentiment?.score ?? null,
    sentiment_label: labels.sentiment?.label ?? null,
    sentiment_band: labels.sentiment?.band ?? null,
    sentiment_confidence: labels.sentiment?.confidence ?? null,
    sentiment_reason: labels.sentimentReason,
    disagrees_with_rating: labels.disagreesWithRating,
    analysis_version: labels.version,
    content_raw_item_id: raw.raw_item_id,
    content_seen_at: (raw.changed_at ?? raw.first_seen_at).toISOString(),
  }
}

const EXCERPT_LENGTH = 280

/** The words that the source's policy lets us keep. */
function shownText(item: Item, policy: TakenRawItem['store_text']) {
  const { title, text, pros, cons } = item
  if (policy === 'full') return { title, text, pros, cons }
  if (policy === 'none') return { title: null, text: null, pros: null, cons: null }
  const isLong = text !== null && text.length > EXCERPT_LENGTH
  const excerpt = isLong ? `${text.slice(0, EXCERPT_LENGTH).trimEnd()}…` : text
  return { title, text: excerpt, pros: null, cons: null }
}

/** When the company first answered; null when it did not, or its answer has no date. */
function repliedAt(item: Item, timeZone: string): string | null {
  const dates = item.replies
    .filter((reply) => reply.isOfficial === true && reply.publishedAt !== null)
    .map((reply) => placeDay(reply.publishedAt, 'second', timeZone).publishedAt)
    .filter((date) => date !== null)
  return dates.sort()[0] ?? null
}

function linksOf(
  items: PreparedItem[],
  mentionIds: number[],
  listed: Map<Entry, ListingRow>,
): MentionProductRow[] {
  const links = new Map<string, MentionProductRow>()
  const add = (link: MentionProductRow) => {
    const key = `${link.mention_id} ${link.product_id}`
    if (links.get(key)?.role !== 'subject') links.set(key, link)
  }
  items.forEach((entry, index) => {
    const mentionId = mentionIds[index] ?? 0
    const subject = subjectOf(mentionId, entry, listed.get(entry))
    if (subject) add(subject)
    for (const named of entry.named) {
      if (named.productId === subject?.product_id) continue
      add({
        mention_id: mentionId,
        product_id: named.productId,
        role: named.role,
        confidence: named.confidence,
        method: named.method,
        evidence: [named.quote],
        sentiment_score: null,
      })
    }
  })
  return [...links.values()]
}

function subjectOf(
  mentionId: number,
  entry: PreparedItem,
  listing: ListingRow | undefined,
): MentionProductRow | null {
  if (!listing || listing.product_id === null) return null
  return {
    mention_id: mentionId,
    product_id: listing.product_id,
    role: 'subject',
    confidence: listing.product_confidence ?? 0,
    method: listing.product_method ?? 'listing',
    evidence: listing.name === null ? [] : [listing.name],
    sentiment_score: entry.labels.sentiment?.score ?? null,
  }
}

function snapshotOf(entry: PreparedAggregate, listing: ListingRow | undefined): SnapshotRow[] {
  const { aggregate, raw } = entry
  const takenAt = raw.page_facts?.fetchedAt
  const saysNothing = aggregate.stars === null && aggregate.ratingCount === null
  if (!listing || !takenAt || saysNothing) return []
  return [
    {
      listing_id: listing.listing_id,
      taken_at: takenAt,
      rating_value: aggregate.ratingValue,
      rating_best: aggregate.bestRating,
      rating_worst: aggregate.worstRating,
      stars: aggregate.stars,
      rating_count: aggregate.ratingCount,
      review_count: aggregate.reviewCount,
      count_1: aggregate.histogram?.['1'] ?? null,
      count_2: aggregate.histogram?.['2'] ?? null,
      count_3: aggregate.histogram?.['3'] ?? null,
      count_4: aggregate.histogram?.['4'] ?? null,
      count_5: aggregate.histogram?.['5'] ?? null,
    },
  ]
}

function siteOfFacts(raw: TakenRawItem): string | null {
  const url = raw.page_facts?.finalUrl ?? raw.page_facts?.canonicalUrl
  return url ? siteOf(url) : null
}

function describe(error: unknown): { code: string; message: string } {
  const code = (error as { code?: unknown }).code
  const message = error instanceof Error ? error.message : String(error)
  return { code: typeof code === 'string' ? code : 'unexpected', message: message.slice(0, 2000) }
}
