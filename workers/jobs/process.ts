import { setImmediate } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Company } from '../../config/sources.ts'
import { type Client, inChangeTransaction, type Pool } from '../../schema/database.ts'
import type { ListingRow } from '../../schema/queries/find-listings.ts'
import {
  finishRawItems,
  lockLeasedRawItems,
  quarantineRawItems,
  returnRawItems,
} from '../../schema/queries/finish-raw-items.ts'
import { linkRawItems } from '../../schema/queries/link-raw-items.ts'
import { unmarkRemoved } from '../../schema/queries/mark-removed.ts'
import { type TakenRawItem, takeRawItems } from '../../schema/queries/take-raw-items.ts'
import { touchRatingStreams } from '../../schema/queries/touch-rating-streams.ts'
import { writeMentionProducts } from '../../schema/queries/write-mention-products.ts'
import { writeSnapshots } from '../../schema/queries/write-snapshots.ts'
import type { Analyzer } from '../analyze/analyze.ts'
import type { Catalogue } from '../attach/catalogue.ts'
import { attachNamed } from '../attach/named-products.ts'
import { attachSubject } from '../attach/products.ts'
import { measure } from '../measure.ts'
import { aboutUs } from '../normalize/about-us.ts'
import { batchKeys } from '../normalize/identity.ts'
import { normalizeAggregate, normalizeItem } from '../normalize/normalize.ts'
import { siteOf } from '../normalize/site.ts'
import type { LeasedJob } from '../queue.ts'
import { resolveVoices, type Voice } from '../write/authors.ts'
import { type Listed, resolveListings } from '../write/listings.ts'
import { mentionRow } from '../write/mention-row.ts'
import { type Statement, writeMentions } from '../write/mentions.ts'
import type { Prepared, PreparedAggregate, PreparedItem } from '../write/prepared.ts'
import { productLinks } from '../write/product-links.ts'
import { withShownAuthor } from '../write/shown-author.ts'
import { snapshotRows } from '../write/snapshot-row.ts'

/** What processing needs besides the rows. */
export interface ProcessContext {
  pool: Pool
  company: Company
  analyzer: Analyzer
  catalogue: Catalogue
  log: Logger
}

interface Failure {
  raw_item_id: number
  error: { code: string; message: string }
}

interface Batch {
  items: PreparedItem[]
  /** Articles that don't speak of us: read, and no mention. */
  passedOver: TakenRawItem[]
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
    const prepared = await measure('process_read', () => prepareBatch(context, taken))
    const processed = await measure('process_write', () =>
      inChangeTransaction(pool, (client) => writeBatch(client, context, prepared, job.token)),
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

const YIELD_EVERY_ITEMS = 10

/** The pure part: from raw strings to items with their labels. */
export async function prepareBatch(context: ProcessContext, taken: TakenRawItem[]): Promise<Batch> {
  const prepared: Batch = { items: [], passedOver: [], aggregates: [], failures: [] }
  for (const [index, raw] of taken.entries()) {
    // A batch that is being written meanwhile waits for our event loop between its statements.
    if (index % YIELD_EVERY_ITEMS === 0) await setImmediate()
    try {
      if (raw.payload.kind === 'aggregate') {
        prepared.aggregates.push(prepareAggregate(raw))
        continue
      }
      const item = prepareItem(context, raw)
      if (item) prepared.items.push(item)
      else prepared.passedOver.push(raw)
    } catch (error) {
      prepared.failures.push({ raw_item_id: raw.raw_item_id, error: describe(error) })
    }
  }
  return prepared
}

function prepareItem(context: ProcessContext, raw: TakenRawItem): PreparedItem | null {
  if (raw.payload.kind !== 'item') throw new TypeError('not an item')
  const { company, analyzer, catalogue } = context
  const whole = normalizeItem(raw.payload, raw.page_facts, {
    officialAuthors: company.official_authors,
    brands: company.brands,
    languages: analyzer.languages,
  })
  const item = aboutUs(whole, { brands: company.brands, catalogue })
  if (item === null) return null
  const site = item.site
  if (site === null)
    throw new TypeError('the site is not known: there is no address, and none stated')
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
  prepared: Batch,
  token: string,
): Promise<number> {
  const read = [...prepared.items, ...prepared.aggregates].map(({ raw }) => raw)
  const all = [...read, ...prepared.passedOver].map((raw) => raw.raw_item_id)
  const failed = prepared.failures.map((failure) => failure.raw_item_id)
  const ours = await lockLeasedRawItems(client, [...all, ...failed], token)
  const items = prepared.items.filter(({ raw }) => ours.has(raw.raw_item_id))
  const aggregates = prepared.aggregates.filter(({ raw }) => ours.has(raw.raw_item_id))
  const listed = await listingsOf(client, [...items, ...aggregates], context.catalogue)
  await writeItems(client, context, items, listed)
  await writeSnapshots(
    client,
    aggregates.flatMap((entry) => snapshotRows(entry, listed.get(entry))),
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

async function listingsOf(
  client: Client,
  entries: Prepared[],
  catalogue: Catalogue,
): Promise<Map<Prepared, ListingRow>> {
  const withProduct: { entry: Prepared; thing: Listed }[] = []
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
  listed: Map<Prepared, ListingRow>,
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
      sharesDay: entry.raw.shares_day,
    })),
  )
  const statements = items.map((entry, index): Statement => {
    const voice = voices[index] ?? NOBODY
    return {
      row: mentionRow(entry, voice, listed.get(entry), context.company.time_zone),
      keys: keys[index] ?? [],
      changedAt: entry.raw.changed_at?.toISOString() ?? null,
    }
  })
  const written = await writeMentions(client, statements)
  const stated = items.flatMap(({ raw }, index) => {
    const mention_id = written.ids[index]
    return mention_id === undefined ? [] : [{ mention_id, raw }]
  })
  await linkRawItems(
    client,
    stated.map(({ mention_id, raw }) => ({ mention_id, raw_item_id: raw.raw_item_id })),
  )
  const returned = await unmarkRemoved(
    client,
    stated.map(({ mention_id, raw }) => ({ mention_id, seen_at: raw.last_seen_at })),
  )
  const links = productLinks(items, written.ids, listed)
  const touched = await writeMentionProducts(client, [...new Set(written.ids)], links)
  await touchRatingStreams(client, touched, [...written.changedIds, ...returned])
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

function siteOfFacts(raw: TakenRawItem): string | null {
  const url = raw.page_facts?.finalUrl ?? raw.page_facts?.canonicalUrl
  return url ? siteOf(url) : null
}

function describe(error: unknown): { code: string; message: string } {
  const code = (error as { code?: unknown }).code
  const message = error instanceof Error ? error.message : String(error)
  return { code: typeof code === 'string' ? code : 'unexpected', message: message.slice(0, 2000) }
}
