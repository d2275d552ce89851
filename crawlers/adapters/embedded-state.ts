import type { RawAggregate, RawItem, RawReply, RawValue } from '../../schema/raw-item.ts'
import type { Adapter, Detection, Reading } from '../adapter.ts'
import type { Document } from '../document.ts'
import { inlineData } from '../embedded/inline-data.ts'
import { aggregatesOfPage, isBeyondFive, productOfPage } from '../embedded/page-product.ts'
import { type Found, type FoundStatement, walkData } from '../embedded/walk.ts'
import { dropFalseIds } from '../source-item-id.ts'
import type { PlacedText } from '../thing.ts'
import { absoluteUrl, pathKey } from '../web-address.ts'

/** Statements in the data that pages hold for their scripts, and in bodies of JSON: found by their shape, never by the site. */
export const adapter: Adapter = {
  name: 'embedded-state',
  plainName: "data in the page's scripts",
  recognises:
    'data inside of pages (__NEXT_DATA__, __INITIAL_STATE__, Apollo, Nuxt, React flight, JSON in scripts and attributes) and answers of APIs in JSON, where objects look like reviews, comments, questions, answers or posts',
  triedLive: null,
  detect,
  read,
}

interface State extends Found {
  problems: Reading['problems']
  /** Names of the data that statements or ratings were found in. */
  sources: string[]
}

const states = new WeakMap<Document, State>()

function stateOf(document: Document): State {
  const known = states.get(document)
  if (known !== undefined) return known
  const { data, problems } = inlineData(document)
  const found = data.length === 0 ? NOTHING : walkData(data, document.baseUrl, contextOf(document))
  const state = { ...found, problems, sources: data.map(({ at }) => at) }
  states.set(document, state)
  return state
}

const NOTHING: Found = { statements: [], aggregates: [] }
/** Looking for a bracket with a name behind it is much cheaper than parsing. */
const HOLDS_DATA = /[{[]\s{0,20}\\?(?:["'{[]|&quot;|&#34;|[A-Za-z_$][\w$]{0,40}\s{0,5}:)/

function detect(document: Document): Detection | null {
  if (!HOLDS_DATA.test(document.text)) return null
  const { statements, aggregates, problems } = stateOf(document)
  if (statements.length + aggregates.length + problems.length === 0) return null
  const counts = new Map<string, number>()
  for (const { type } of statements) counts.set(type, (counts.get(type) ?? 0) + 1)
  if (aggregates.length > 0) counts.set('aggregate rating', aggregates.length)
  const why = [...counts].map(([type, count]) => `${count} ${type}`).join(', ')
  return { confidence: 0.8, why: `data that looks like statements: ${why || 'not readable'}` }
}

/** The words of the address of a body of JSON: `/api/products/5/reviews.json` lists reviews. */
function contextOf({ page }: Document): string {
  const url = absoluteUrl(page.finalUrl, null)
  if (url === null) return ''
  const parts = new URL(url).pathname.replace(/\.\w{1,5}$/, '').split('/')
  return parts.filter((part) => /^[a-z_-]{3,40}$/i.test(part)).at(-1) ?? ''
}

function read(document: Document): Reading {
  const { statements, aggregates, problems } = stateOf(document)
  if (statements.length + aggregates.length === 0)
    return { items: [], aggregates: [], next: [], problems }
  const product = productOfPage(document)
  const threadId = threadOf(document)
  const scale = isBeyondFive(statements) ? product.scale : {}
  const items = statements.map((statement) => itemOf(statement, product.fields, threadId, scale))
  dropFalseIds(items.map((item) => ({ thing: { syntax: 'json-ld' }, item })))
  const own = aggregatesOfPage(aggregates, product)
  return {
    items,
    aggregates: own.map((fields): RawAggregate => ({ kind: 'aggregate', fields: raw(fields) })),
    next: [],
    problems,
  }
}

function itemOf(
  statement: FoundStatement,
  ofPage: Record<string, PlacedText>,
  threadId: PlacedText | null,
  scale: Record<string, PlacedText>,
): RawItem {
  const { type, fields, replies, aspects, product, isOfSeller, below } = statement
  const isOfProduct = type === 'review' || type === 'question'
  const about = isOfProduct ? { ...(product ?? (isOfSeller ? {} : ofPage)) } : {}
  const isInThread = type === 'comment' || type === 'answer' || type === 'post'
  return {
    kind: 'item',
    type,
    fields: raw({
      ...about,
      ...(fields['rating.value'] !== undefined && fields['rating.best'] === undefined && scale),
      ...fields,
      ...(below !== null && { inReplyTo: below }),
      ...(isInThread && threadId !== null && { threadId }),
    }),
    aspects: aspects.map(({ name, value, best }) => ({
      name: rawValue(name),
      value: rawValue(value),
      ...(best !== null && { best: rawValue(best) }),
    })),
    replies: replies.map(
      ({ author, text, publishedAt, isOfficial }): RawReply => ({
        text: rawValue(text),
        ...(author !== null && { author: rawValue(author) }),
        ...(publishedAt !== null && { publishedAt: rawValue(publishedAt) }),
        ...(isOfficial !== null && { isOfficial: rawValue(isOfficial) }),
      }),
    ),
  }
}

/** As schema-org names the thread that a page is, so that the two are one. */
function threadOf({ canonicalUrl }: Document): PlacedText | null {
  return canonicalUrl === null ? null : { value: pathKey(canonicalUrl), at: 'canonical address' }
}

function raw<K extends string>(
  fields: Partial<Record<K, PlacedText>>,
): Partial<Record<K, RawValue>> {
  const entries = Object.entries<PlacedText>(fields as Record<string, PlacedText>)
  return Object.fromEntries(entries.map(([name, value]) => [name, rawValue(value)])) as Partial<
    Record<K, RawValue>
  >
}

function rawValue(text: PlacedText): RawValue {
  return { ...text, adapter: adapter.name }
}
