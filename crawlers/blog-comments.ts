import type { Document } from './document.ts'
import { firstBelow, firstOfClass, hasClass, lineOf, markupWithout } from './find-elements.ts'
import { elementsBelow, isElement, type MarkupElement } from './markup.ts'
import type { PlacedText } from './thing.ts'
import { absoluteUrl } from './web-address.ts'

/** A comment below an article, as WordPress and themes made for it write them. */
export interface BlogComment {
  id: PlacedText
  permalink: PlacedText | null
  name: PlacedText | null
  home: PlacedText | null
  words: PlacedText
  moment: PlacedText | null
  /** The id of the comment that it answers. */
  above: PlacedText | null
}

/** `comment-5521`; themes name the list entry, the box in it, or both. */
const ID = /^(?:li-|div-)?comment-(\d+)$/
const WORDS = [
  'comment-content',
  'comment-text',
  'comment_content',
  'commentcontent',
  'comment-entry',
  'comment__content',
]
const BODY = ['comment-body', 'comment-main', 'comment']
const AUTHOR = ['fn', 'comment-author', 'commenter', 'comment__author']
const DATE = [
  'comment-metadata',
  'comment-meta',
  'comment-date',
  'commentmetadata',
  'comment-time',
  'date',
]
/** Beside the words, where nothing holds them alone; and the answers below. */
const NO_WORDS = [
  'comment-meta',
  'comment-metadata',
  'comment-meta-data',
  'commentmetadata',
  'comment-author',
  'vcard',
  'reply',
  'comment-reply-link',
  'children',
  'comment-awaiting-moderation',
  'comment-form',
  'avatar',
  'comment-footer',
  'comment-header',
]
/** Announcements of other sites that they link here; a shop's reviews, which bear stars besides. */
const NO_COMMENT = ['pingback', 'trackback', 'review']
const MAX_COMMENTS = 5000

/** The comments that are written into a page, in its order. Pingbacks are left out. */
export function blogComments(document: Document): BlogComment[] {
  const comments = new Map<string, BlogComment>()
  for (const element of elementsBelow(document.root)) {
    const id = idOf(element)
    if (id === null || comments.has(id) || comments.size >= MAX_COMMENTS) continue
    const comment = readComment(element, id, document)
    if (comment !== null) comments.set(id, comment)
  }
  return [...comments.values()]
}

function idOf({ name, attribs }: MarkupElement): string | null {
  const isBox = name === 'li' || name === 'div' || name === 'article' || name === 'section'
  return isBox ? (ID.exec(attribs['id'] ?? '')?.[1] ?? null) : null
}

function readComment(element: MarkupElement, id: string, document: Document): BlogComment | null {
  if (hasClass(element, ...NO_COMMENT)) return null
  const own = (isIt: (one: MarkupElement) => boolean) => firstOwn(element, id, isIt)
  if (own((one) => hasClass(one, 'star-rating')) !== null) return null
  const box =
    own((one) => hasClass(one, ...WORDS)) ?? own((one) => hasClass(one, ...BODY)) ?? element
  const body = firstOfClass(box, ...WORDS) ?? box
  const value = markupWithout(document, body, (one) => isNoWords(one, id))
  if (value === null) return null
  const author = own((one) => hasClass(one, ...AUTHOR))
  const link = author === null ? null : author.name === 'a' ? author : linkIn(author)
  const permalink = own(({ attribs }) => (attribs['href'] ?? '').endsWith(`#comment-${id}`))
  return {
    id: { value: id, at: `#${element.attribs['id']}` },
    permalink: address(permalink, document),
    name: placed(nameIn(author), 'comment author'),
    home: address(link, document),
    words: { value, at: 'comment', html: true },
    moment: momentOf(own((one) => one.name === 'time') ?? own((one) => hasClass(one, ...DATE))),
    above: placed(answered(element, id), 'comment around'),
  }
}

/** The first in a comment itself, not in an answer to it. */
function firstOwn(
  comment: MarkupElement,
  id: string,
  isIt: (element: MarkupElement) => boolean,
): MarkupElement | null {
  const isOwn = (one: MarkupElement) => (idOf(one) ?? id) === id
  for (const one of elementsBelow(comment, isOwn)) if (isOwn(one) && isIt(one)) return one
  return null
}

function isNoWords(element: MarkupElement, id: string): boolean {
  return (
    hasClass(element, ...NO_WORDS) ||
    (idOf(element) ?? id) !== id ||
    /^(?:script|style|form|footer|button|time)$/.test(element.name)
  )
}

function linkIn(element: MarkupElement): MarkupElement | null {
  return firstBelow(element, ({ name, attribs }) => name === 'a' && attribs['href'] !== undefined)
}

function nameIn(author: MarkupElement | null): string | null {
  if (author === null) return null
  const exact =
    firstOfClass(author, 'fn') ?? firstBelow(author, ({ name }) => name === 'cite') ?? author
  const name = lineOf(exact)?.replace(
    /\s*(?:says|sagt|schreibt|dice|dit|ha detto|disse)?\s*:?$/iu,
    '',
  )
  return name ? name : null
}

function momentOf(element: MarkupElement | null): PlacedText | null {
  const value = element?.attribs['datetime']?.trim() || lineOf(element)
  return value && value.length <= 100 ? { value, at: 'comment date' } : null
}

function answered({ parent }: MarkupElement, id: string): string | null {
  for (let up = parent; up !== null && isElement(up); up = up.parent) {
    const around = idOf(up)
    if (around !== null && around !== id) return around
  }
  return null
}

function placed(value: string | null, at: string): PlacedText | null {
  return value === null ? null : { value, at }
}

function address(link: MarkupElement | null, { baseUrl }: Document): PlacedText | null {
  const url = absoluteUrl(link?.attribs['href'] ?? '', baseUrl)
  return url === null ? null : { value: url, at: 'link' }
}
