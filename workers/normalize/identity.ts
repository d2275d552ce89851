import { hash } from 'node:crypto'
import { isGenericAuthor } from '../../crawlers/generic-author.ts'
import { isRelativeDate } from '../../crawlers/written/relative-dates.ts'
import type { Item } from '../../schema/item.ts'
import { handleKey } from './author-key.ts'
import { indexKey } from './index-key.ts'
import { nameKey } from './name-key.ts'

/**
 * Natural keys, by DESIGN's Identity rules, strongest first; the first one that is known names the mention:
 *
 * - `id:`    site, type, the site's own id
 * - `text:`  site, listing, author, type, day, hash of the text
 * - `day:`   the same without the hash: survives an edit of the text
 *
 * The day is the one that the site writes, never converted; a relative, missing or coarser date has none.
 * `day:` needs a day and an author that is somebody, and is given up where two different items of one page
 * would share it. All parts are escaped, so keys are equal only when all their parts are; one that is too long
 * for an index ends in its hash.
 *
 * An item with an id also owns the others, so that a source that shows no ids finds it; whoever looks up
 * must not let a `text:` or `day:` key join two items that bear different ids.
 */
export interface KeyOptions {
  /** The listing's id or, without a product, the thread or page that the item stands in. */
  listing: string
  /** Another item of the same page has the same `day:` key and says something else. */
  sharesDay: boolean
}

/** The keys of one item; none when its site is unknown. */
export function itemKeys(item: Item, { listing, sharesDay }: KeyOptions): string[] {
  return keysOf(signsOf(item, listing), sharesDay)
}

/** An item, with where it stands. */
export interface PlacedItem {
  item: Item
  listing: string
  /** Null for imports: then a line of the same author and day is another item unless its text is the same. */
  pageUrl: string | null
  /** Its page has another item of the same author and day, which need not be among those given here. */
  sharesDay?: boolean
}

/**
 * The keys of items that are written together, in their order. All items of a page must be in one call: two
 * that share a `day:` key and differ in their text lose it.
 */
export function batchKeys(items: PlacedItem[]): string[][] {
  const signs = items.map(({ item, listing }) => signsOf(item, listing))
  const hashes = new Map<string, Set<string>>()
  const hashesAt = ({ pageUrl }: PlacedItem, { day }: Signs) => {
    const place = `${pageUrl}\n${day}`
    const found = hashes.get(place) ?? new Set<string>()
    hashes.set(place, found)
    return found
  }
  const paired = items.map((placed, index) => [placed, signs[index] ?? NO_SIGNS] as const)
  for (const [placed, sign] of paired) hashesAt(placed, sign).add(sign.hash)
  return paired.map(([placed, sign]) => {
    const isCrowded = hashesAt(placed, sign).size > 1
    return keysOf(sign, placed.sharesDay === true || placed.pageUrl === null || isCrowded)
  })
}

/** What tells an item from others, worked out once. */
interface Signs {
  id: string | null
  text: string | null
  day: string | null
  hash: string
}

const NO_SIGNS: Signs = { id: null, text: null, day: null, hash: '' }

function signsOf(item: Item, listing: string): Signs {
  const { site, type, sourceItemId } = item
  if (site === null) return NO_SIGNS
  const author = authorPart(item)
  const place = [site, listing, author, type]
  const day = dayAsWritten(item)
  const hash = textHash(item)
  return {
    id: sourceItemId === null ? null : joined('id', [site, type, sourceItemId]),
    text: joined('text', [...place, day ?? '', hash]),
    day: day !== null && author !== '' ? joined('day', [...place, day]) : null,
    hash,
  }
}

function keysOf({ id, text, day }: Signs, sharesDay: boolean): string[] {
  return [id, text, sharesDay ? null : day].filter((key) => key !== null).map(indexKey)
}

/**
 * What an edit changes: title, text, rating and replies. Dates, counts and markup are no change.
 * @returns SHA-256, hex
 */
export function contentHash(item: Item): string {
  const { title, text, rating, replies } = item
  const scale = rating && [rating.ratingValue, rating.bestRating, rating.worstRating]
  const said = replies.map((reply) => [reply.author, reply.text])
  return sha256(JSON.stringify([title, text, scale, said]))
}

/** The displayed name, which every view of an item has, else the handle; empty for nobody in particular. */
function authorPart({ author }: Item): string {
  const name = author?.name ?? ''
  if (name !== '' && !isGenericAuthor(name)) return nameKey(name) || name
  return handleKey(author?.handle ?? null) ?? ''
}

/** Normalization keeps the zone of a date, so its first ten characters are the site's own day. */
function dayAsWritten({ publishedAt, raw }: Item): string | null {
  if (publishedAt === null || publishedAt.length < 10) return null
  return isRelativeDate(raw['publishedAt'] ?? '') ? null : publishedAt.slice(0, 10)
}

/** Of the words alone: case, punctuation and spacing do not count. Without words, of the rating. */
function textHash(item: Item): string {
  const words = nameKey(`${item.title ?? ''} ${item.text ?? ''}`)
  return sha256(words || `${item.title ?? ''}${item.text ?? ''}` || `${item.rating?.stars}`).slice(
    0,
    32,
  )
}

function joined(kind: string, parts: string[]): string {
  return `${kind}:${parts.map((part) => part.replace(/[%|]/g, encodeURIComponent)).join('|')}`
}

function sha256(text: string): string {
  return hash('sha256', text)
}
