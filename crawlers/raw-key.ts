import { hash } from 'node:crypto'
import { toJsonb } from '../schema/jsonb.ts'
import type { PageFacts } from '../schema/page.ts'
import type { ItemSays, KeyedRawItem } from '../schema/queries/add-raw-items.ts'
import type { RawAggregate, RawItem, RawValue } from '../schema/raw-item.ts'
import { isGenericAuthor } from './generic-author.ts'
import { comparableWords, plainWords } from './plain-words.ts'
import { listKey } from './web-address.ts'
import { writtenDay } from './written-day.ts'

type Raw = RawItem | RawAggregate

/**
 * The items of one page with what each is recognised by within its source, and a hash of what an edit changes.
 *
 * Key: (type, sourceItemId), else (type, listing, author, written day). The hash of the words stands in for a
 * missing or relative day, and is added when the author is missing or generic or when two items of the page would
 * share the key. An aggregate's key is its listing. Each key once: of items that are the same in all of this, the
 * first stays. Keys and hashes are SHA-256, 32 hex digits.
 */
export function keyed(items: Raw[], facts: PageFacts): KeyedRawItem[] {
  const uses = new Map<string, number>()
  const keys = items.map((raw) => rawKey(raw, facts))
  for (const key of keys) uses.set(key, (uses.get(key) ?? 0) + 1)
  const byKey = new Map<string, KeyedRawItem>()
  items.forEach((payload, i) => {
    const plain = keys[i] ?? ''
    const isShared = (uses.get(plain) ?? 0) > 1
    const shares_day = isShared && isWithoutId(payload)
    const raw_key = shares_day ? digest([plain, wordsOf(payload)]) : plain
    if (byKey.has(raw_key)) return
    byKey.set(raw_key, {
      raw_key,
      raw_hash: rawHash(payload),
      shares_day,
      kind: payload.kind,
      says: whatIsSaid(payload),
      payload: toJsonb(payload),
    })
  })
  return [...byKey.values()]
}

function whatIsSaid(raw: Raw): ItemSays {
  if (raw.kind === 'aggregate') {
    return { isRated: false, isDated: false, isSigned: false, letters: 0 }
  }
  const { fields } = raw
  return {
    isRated: fields['rating.value'] !== undefined,
    isDated: fields.publishedAt !== undefined,
    isSigned: fields['author.name'] !== undefined,
    letters: plainWords(fields.text).length,
  }
}

/** The key of one item, as if it stood on its page alone; see {@link keyed}. */
export function rawKey(raw: Raw, facts: PageFacts): string {
  if (raw.kind === 'aggregate') return digest(['aggregate', ...listingOf(raw, facts)])
  const { fields, type } = raw
  const id = plainWords(fields.sourceItemId)
  if (id !== '') return digest([type, 'id', id])
  const author = authorOf(raw)
  const day = writtenDay(fields.publishedAt?.value)
  const isTelling = author !== '' && day !== null
  const words = isTelling ? [] : wordsOf(raw)
  return digest([type, ...listingOf(raw, facts), author, day, words])
}

/**
 * The key of an item that a file or the API states, of no page: its id, else all that tells it from others.
 * Without an id, two of the same author, day and words are one. Never the key of an item of a page: each is
 * kept as it came, and they meet in their mention.
 */
export function statedKey(raw: RawItem): string {
  const { fields, type } = raw
  const id = plainWords(fields.sourceItemId)
  if (id !== '') return digest(['stated', type, 'id', id])
  const place = [plainWords(fields['product.productId']), plainWords(fields.url)]
  const listing = listingOf(raw, NO_PAGE)
  const day = writtenDay(fields.publishedAt?.value)
  return digest(['stated', type, place, listing, authorOf(raw), day, wordsOf(raw)])
}

/** Changes with anything that a file or the API states, but not with the line where it stands. */
export function statedHash({ type, fields, aspects, replies }: RawItem): string {
  const valuesOf = (group: object) =>
    Object.entries(group as Record<string, RawValue>)
      .map(([name, { value }]) => [name, value])
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  return digest([type, valuesOf(fields), aspects.map(valuesOf), replies.map(valuesOf)])
}

const NO_PAGE: PageFacts = {
  finalUrl: null,
  canonicalUrl: null,
  fetchedAt: null,
  language: null,
  dateOrder: null,
}

/**
 * Changes when an edit does: title, text, pros, cons, rating, replies. Markup, whitespace, dates, counts and where
 * it all stood are no change. For aggregates: value and counts.
 */
export function rawHash(raw: Raw): string {
  if (raw.kind === 'aggregate') {
    const { fields } = raw
    const counts = [1, 2, 3, 4, 5].map((n) => plainWords(fields[`count.${n as 1 | 2 | 3 | 4 | 5}`]))
    const said = [plainWords(fields.ratingCount), plainWords(fields.reviewCount), ...counts]
    return digest([scaleOf(fields), said])
  }
  const { fields, replies, aspects } = raw
  return digest([
    [fields.title, fields.text, fields.pros, fields.cons].map(plainWords),
    scaleOf(fields),
    aspects.map(({ name, value }) => [plainWords(name), number(value)]),
    replies.map(({ author, text }) => [plainWords(author), plainWords(text)]),
  ])
}

/** What a raw item says, for telling it from another of the same author and day. */
function wordsOf(raw: Raw): string[] {
  if (raw.kind === 'aggregate') return []
  const { title, text, 'rating.value': rating } = raw.fields
  const words = [comparableWords(title), comparableWords(text)]
  return words.some((one) => one !== '') ? words : [number(rating)]
}

function isWithoutId(raw: Raw): boolean {
  return raw.kind === 'item' && plainWords(raw.fields.sourceItemId) === ''
}

function authorOf({ fields }: RawItem): string {
  const names = [fields['author.name'], fields['author.handle']].map(plainWords)
  const name = names.find((one) => one !== '' && !isGenericAuthor(one)) ?? ''
  return name.normalize('NFKC').toLowerCase()
}

/** What an item is about: the product by the first thing that names it, else its thread, else its page. */
function listingOf(raw: Raw, facts: PageFacts): string[] {
  const { fields } = raw
  for (const name of ['sourceProductId', 'sku', 'gtin', 'mpn', 'url', 'name'] as const) {
    const value = plainWords(fields[`product.${name}`])
    if (value !== '') return [name, name === 'url' ? addressOf(value) : value]
  }
  const thread = raw.kind === 'item' ? plainWords(raw.fields.threadId) : ''
  return thread === '' ? ['page', addressOf(facts.canonicalUrl ?? '')] : ['thread', thread]
}

function addressOf(url: string): string {
  return URL.canParse(url) ? listKey(url) : url
}

type RatingFields = Partial<Record<'rating.value' | 'rating.best' | 'rating.worst', RawValue>>

function scaleOf(fields: RatingFields): string[] {
  return [fields['rating.value'], fields['rating.best'], fields['rating.worst']].map(number)
}

/** `4.0`, `4,0` and `4` are one number written in three ways. */
function number(raw: RawValue | undefined): string {
  const words = plainWords(raw)
  const value = Number(words.replace(',', '.'))
  return words === '' || Number.isNaN(value) ? words : String(value)
}

function digest(parts: unknown[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, 32)
}
