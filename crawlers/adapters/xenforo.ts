import type { MentionType } from '../../schema/mention.ts'
import type { RawFields, RawItem, RawValue } from '../../schema/raw-item.ts'
import type { Adapter, Detection, Reading } from '../adapter.ts'
import type { Document } from '../document.ts'
import { firstBelow, firstOfClass, hasClass, lineOf, markupWithout } from '../find-elements.ts'
import { elementsBelow, isElement, type MarkupElement } from '../markup.ts'
import { absoluteUrl, cleanUrl, listKey, pathKey } from '../web-address.ts'

/**
 * Forums on XenForo, in the HTML of versions 1 and 2. The id of a post is its number in the whole forum
 * (`data-content="post-88120"`), the thread's is the path of its first page.
 */
export const adapter: Adapter = {
  name: 'xenforo',
  plainName: 'forum posts (XenForo)',
  recognises: 'forums on XenForo 1 and 2: threads, and the lists that lead to them',
  triedLive: null,
  replaces: ['schema-org', 'embedded-state', 'thread', 'review-blocks'],
  detect,
  read,
}

/** Class names, those of version 2 before those of version 1. */
const AUTHOR = ['message-name', 'userText']
const NAME = 'username'
const META = ['message-attribution', 'messageMeta']
const PERMALINK = ['message-attribution-main', 'datePermalink']
const NUMBER = ['message-attribution-opposite', 'postNumber']
const EDITED = ['message-lastEdit', 'editDate']
const DATE = ['u-dt', 'DateTime']
const BODY = ['message-body', 'messageText']
const QUOTE = ['bbCodeBlock--quote', 'bbCodeQuote']
const QUOTE_SOURCE = ['bbCodeBlock-sourceJump', 'AttributionLink']
/** What stands in a post's body and is not its author's words: quotes, previews of linked pages, controls. */
const NOT_OWN = [...QUOTE, 'bbCodeBlock--unfurl', 'js-selectToQuoteEnd', 'messageTextEndMarker']
const TITLE = ['p-title-value', 'titleBar']
/** Around a link from a list to a thread or to another list. */
const LISTED = ['structItem-title', 'node-title', 'nodeTitle']
const LISTED_V1 = 'discussionListItem'
const QUESTION_THREAD = /thread_view_type_question/

function detect({ text }: Document): Detection | null {
  const id = /<html[^>]{0,1000}\sid=["']?(XenForo|XF)\b/i.exec(text.slice(0, 20_000))?.[1]
  return id === undefined ? null : { confidence: 0.95, why: `its html element has the id ${id}` }
}

interface Thread {
  document: Document
  id: string | null
  isQuestion: boolean
  /** The list of posts begins here. */
  isFirstPage: boolean
}

function read(document: Document): Reading {
  // A post holds none, so what is inside of one need not be looked at.
  const elements = [...elementsBelow(document.root, (element) => postId(element) === null)]
  const thread = threadOf(document, elements)
  const posts = elements.filter((element) => postId(element) !== null)
  const items = posts.map((post, index) => readPost(post, index, thread))
  return {
    items: items.filter((item) => item !== null),
    aggregates: [],
    next: [...new Set(listedPages(document, elements))],
    problems: [],
  }
}

function threadOf(document: Document, elements: MarkupElement[]): Thread {
  const url = document.canonicalUrl
  const template = elements.find(({ name }) => name === 'html')?.attribs['data-template'] ?? ''
  return {
    document,
    id: url === null ? null : listKey(url),
    isQuestion: QUESTION_THREAD.test(template),
    isFirstPage: url === null || listKey(url) === pathKey(url),
  }
}

function postId({ name, attribs }: MarkupElement): string | null {
  const isOne = name === 'article' || name === 'li'
  if (!isOne || attribs['data-author'] === undefined) return null
  return /^post-(\d+)$/.exec(attribs['data-content'] ?? attribs['id'] ?? '')?.[1] ?? null
}

function readPost(post: MarkupElement, index: number, thread: Thread): RawItem | null {
  const isFirst = isFirstPost(post, index, thread)
  const title = isFirst ? titleOf(thread) : null
  const text = textOfPost(post, thread)
  if (title === null && text === null) return null
  return {
    kind: 'item',
    type: typeOf(isFirst, thread),
    fields: {
      ...field('sourceItemId', postId(post), 'data-content'),
      ...field('url', permalinkOf(post, thread), 'permalink'),
      ...field('author.name', authorOf(post), 'data-author'),
      ...field('author.url', profileOf(post, thread), 'username href'),
      ...field('title', title, 'h1'),
      ...field('text', text, 'message body', true),
      ...field('publishedAt', dateIn(firstOfClass(post, ...META)), 'date of the post'),
      ...field('editedAt', dateIn(firstOfClass(post, ...EDITED)), 'date of the last edit'),
      ...field('threadId', thread.id, 'canonical address'),
      ...field('inReplyTo', quotedPost(post), 'source of the first quote'),
    },
    aspects: [],
    replies: [],
  }
}

/** By its number where the page shows one: a question thread repeats its question on every page. */
function isFirstPost(post: MarkupElement, index: number, { isFirstPage }: Thread): boolean {
  const number = /#\s*([\d.,]+)\s*$/.exec(lineOf(firstOfClass(post, ...NUMBER)) ?? '')?.[1]
  return number === undefined ? isFirstPage && index === 0 : number === '1'
}

function typeOf(isFirst: boolean, { isQuestion }: Thread): MentionType {
  if (!isQuestion) return 'post'
  return isFirst ? 'question' : 'answer'
}

/** Without the label that stands before it, which is a link or a coloured word. */
function titleOf({ document }: Thread): string | null {
  const heading = firstOfClass(document.root, ...TITLE)
  if (heading === null) return null
  const inner = heading.name === 'h1' ? heading : firstBelow(heading, ({ name }) => name === 'h1')
  if (inner === null) return null
  const own = document.$(inner).clone()
  own.find('.label, .labelLink, .label-append, .prefix').remove()
  return lineOf(own.get(0) ?? null)
}

function textOfPost(post: MarkupElement, { document }: Thread): string | null {
  const body = firstOfClass(post, ...BODY)
  if (body === null) return null
  const content = firstOfClass(body, 'bbWrapper') ?? body
  return markupWithout(
    document,
    content,
    (one) => hasClass(one, ...NOT_OWN) || one.name === 'script',
  )
}

function authorOf({ attribs }: MarkupElement): string | null {
  return attribs['data-author']?.trim() || null
}

function profileOf(post: MarkupElement, { document }: Thread): string | null {
  const cell = firstOfClass(post, ...AUTHOR)
  const name = cell === null ? null : firstOfClass(cell, NAME)
  return addressIn(name?.attribs['href'], document)
}

function permalinkOf(post: MarkupElement, { document }: Thread): string | null {
  const place = firstOfClass(post, ...PERMALINK)
  if (place === null) return null
  const link = place.name === 'a' ? place : firstBelow(place, ({ name }) => name === 'a')
  return addressIn(link?.attribs['href'], document)
}

/** The moment with its zone, else the exact words of the title, else what is shown. */
function dateIn(place: MarkupElement | null): string | null {
  const date = place === null ? null : firstOfClass(place, ...DATE)
  if (date === null) return null
  const { datetime, title, 'data-time': epoch } = date.attribs
  return [datetime, epoch, title].find((one) => one?.trim()) ?? lineOf(date)
}

function quotedPost(post: MarkupElement): string | null {
  const quote = firstOfClass(post, ...QUOTE)
  const link = quote === null ? null : firstOfClass(quote, ...QUOTE_SOURCE)
  const { href = '', 'data-content-selector': selector = '' } = link?.attribs ?? {}
  return /#post-(\d+)/.exec(selector || href)?.[1] ?? /[?&]id=(\d+)/.exec(href)?.[1] ?? null
}

/** From a list: its threads and the lists below it, from their beginning. */
function listedPages(document: Document, elements: MarkupElement[]): string[] {
  const pages = elements.flatMap((element) => {
    const isLink = element.name === 'a' && !hasClass(element, 'labelLink', 'prefixLink')
    if (!isLink || !isListed(element)) return []
    const url = addressIn(element.attribs['href'], document)
    return url === null ? [] : [url.replace(/\/(?:unread|latest|preview)(?=$|[?#])/, '/')]
  })
  return pages.map(cleanUrl)
}

function isListed(link: MarkupElement): boolean {
  const around = link.parent
  if (around === null || !isElement(around)) return false
  if (hasClass(around, ...LISTED)) return true
  const isTitle = around.name === 'h3' && hasClass(around, 'title')
  return isTitle && isInside(around, LISTED_V1)
}

function isInside({ parent }: MarkupElement, name: string): boolean {
  for (let up = parent; up !== null && isElement(up); up = up.parent) {
    if (hasClass(up, name)) return true
  }
  return false
}

function addressIn(href: string | undefined, { baseUrl }: Document): string | null {
  return href === undefined ? null : absoluteUrl(href, baseUrl)
}

function field(
  name: keyof RawFields,
  value: string | null,
  at: string,
  isMarkup = false,
): RawFields {
  if (value === null) return {}
  const raw: RawValue = { value, at, adapter: adapter.name, ...(isMarkup && { html: true }) }
  return { [name]: raw }
}
