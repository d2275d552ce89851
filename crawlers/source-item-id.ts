import type { RawItem } from '../schema/raw-item.ts'
import type { MarkupElement } from './markup.ts'
import { isElement } from './markup.ts'
import { plainWords } from './plain-words.ts'
import { type PlacedText, type Thing, textOfThing, thingsOf } from './thing.ts'
import { listKey, pathKey } from './web-address.ts'

/** Words that sites put before an item's own id: `review-10023`, `#comment-55`, `div-comment-55`, `customer_review-R3A`. */
const PREFIX =
  /^(?:(?:customer|user|product|div|li|js|item|single|forum|thread)[-_])*(?:reviews?|rev|comments?|posts?|answers?|questions?|reply|replies|message|msg)(?:[-_]?id)?(?:[-_:.=](?=.)|(?=\d))/i

/** An id of an element is that of a statement when a word for one stands before it, or it has so many digits. */
const ID_DIGITS = /\d{4}/
const ID_ATTRIBUTES = [
  'data-review-id',
  'data-reviewid',
  'data-comment-id',
  'data-commentid',
  'data-answer-id',
  'data-question-id',
  'data-post-id',
]
const MAX_LENGTH = 200

/** An id without the word for its kind, so `review-10023`, `#review-10023` and `10023` are one. */
export function strippedId(id: string): string {
  const trimmed = id.trim()
  return trimmed.replace(PREFIX, '') || trimmed
}

/**
 * The site's own id of a statement, by the first of: `identifier`; an attribute like `data-review-id`; the id of
 * its element, or of the list entry around it; the fragment of its `@id` or address; its `@id` or address where it is
 * that of no other page. Null when none of these tells.
 * @param pageUrls addresses of the page and the product: what they name is no statement
 */
export function sourceItemIdOf(thing: Thing, pageUrls: (string | null)[]): PlacedText | null {
  const identifier =
    textOfThing(thing, 'identifier', 'reviewId', 'commentId') ??
    thingsOf(thing, 'identifier').map((one) => textOfThing(one, 'value'))[0] ??
    null
  if (identifier !== null) return usable(identifier.value, identifier.at)
  const ofElement = thing.element === null ? null : elementId(thing.element, thing)
  if (ofElement !== null) return ofElement
  const addresses: PlacedText[] = []
  if (thing.id !== null) addresses.push({ value: thing.id, at: `${thing.at} @id` })
  const url = textOfThing(thing, 'url', 'replyToUrl', 'permalink')
  if (url !== null) addresses.push(url)
  for (const { value, at } of addresses) {
    const id = idOfAddress(value, pageUrls)
    if (id !== null) return usable(id, at)
  }
  return null
}

function elementId(element: MarkupElement, thing: Thing): PlacedText | null {
  for (const name of ID_ATTRIBUTES) {
    const value = element.attribs[name]
    if (value?.trim()) return usable(value, `${thing.at} ${name}`)
  }
  const own = element.attribs['id'] ?? ''
  if (PREFIX.test(own) || ID_DIGITS.test(own)) return usable(strippedId(own), `${thing.at} id`)
  const around = element.parent
  if (around === null || !isElement(around) || !isOnlyChild(element, around)) return null
  const outer = around.attribs['id'] ?? ''
  return PREFIX.test(outer) && /\d/.test(outer) ? usable(strippedId(outer), `#${outer}`) : null
}

function isOnlyChild(element: MarkupElement, around: MarkupElement): boolean {
  return around.children.every((node) => node === element || !isElement(node))
}

/** `https://shop.example/p/lamp#review-10023` → `10023`; `https://shop.example/reviews/88` → `/reviews/88`. */
function idOfAddress(address: string, pageUrls: (string | null)[]): string | null {
  if (address.startsWith('_:')) return null
  const fragment = /#(.+)$/s.exec(address)?.[1]
  if (fragment !== undefined) {
    return PREFIX.test(fragment) || ID_DIGITS.test(fragment) ? strippedId(fragment) : null
  }
  if (!URL.canParse(address)) return null
  const pages = pageUrls
    .filter((url) => url !== null && URL.canParse(url))
    .map((url) => listKey(url ?? ''))
  return pages.includes(listKey(address)) ? null : pathKey(address)
}

function usable(id: string, at: string): PlacedText | null {
  const value = id.trim()
  return value === '' || value.length > MAX_LENGTH ? null : { value, at }
}

/**
 * Takes away ids that are none: those that one markup gives to statements of different authors or words, and
 * reviews counted through from 0 or 1 on their page, which says where they stand and not which they are.
 */
export function dropFalseIds(read: { thing: Pick<Thing, 'syntax'>; item: RawItem }[]): void {
  const groups = new Map<string, RawItem[]>()
  const numbered = new Map<string, RawItem[]>()
  for (const { thing, item } of read) {
    const id = item.fields.sourceItemId
    if (id === undefined || item.type === 'article') continue
    push(groups, JSON.stringify([thing.syntax, item.type, id.value]), item)
    if (item.type === 'review') push(numbered, thing.syntax, item)
  }
  for (const items of groups.values()) {
    const said = new Set(items.map(saidBy))
    if (said.size > 1) for (const { fields } of items) delete fields.sourceItemId
  }
  for (const items of numbered.values()) {
    if (isCountedThrough(items)) for (const { fields } of items) delete fields.sourceItemId
  }
}

/** Author and beginning: a page may show a statement again, shortened. */
function saidBy({ fields }: RawItem): string {
  return `${plainWords(fields['author.name'])}\n${plainWords(fields.text).slice(0, 20)}`
}

function isCountedThrough(items: RawItem[]): boolean {
  const ids = items.map(({ fields }) => fields.sourceItemId?.value ?? '')
  return [0, 1].some((start) => ids.every((id, i) => id === String(start + i)))
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
