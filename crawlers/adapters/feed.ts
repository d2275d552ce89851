import type { MentionType } from '../../schema/mention.ts'
import type { RawFields, RawItem, RawValue } from '../../schema/raw-item.ts'
import type { Adapter, Detection, Reading } from '../adapter.ts'
import type { Document } from '../document.ts'
import { type Feed, type FeedEntry, readFeed } from '../feed-entries.ts'
import { strippedId } from '../source-item-id.ts'
import type { PlacedText } from '../thing.ts'
import { absoluteUrl, cleanUrl, hostOf, pathKey } from '../web-address.ts'

/**
 * Feeds of articles or comments. An entry's id is the path of its address when that is on the feed's own site, as
 * the article's page gives it too (schema-org-page.ts): so the two are one item. A comment's is the number behind
 * its fragment, as in the page's `id="comment-55"`. Elsewhere it is the guid.
 */
export const adapter: Adapter = {
  name: 'feed',
  plainName: 'the feed itself',
  recognises:
    'feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF, JSON Feed; of articles, comments or reviews',
  triedLive: null,
  detect,
  read,
}

const OPENING =
  /^(?:\s|<\?(?:[^?]|\?(?!>)){0,2000}\?>|<!--(?:[^-]|-(?!->)){0,20000}-->|<!DOCTYPE(?:[^>[]|\[[^\]]{0,20000}\]){0,2000}>)*<(?:\w+:)?(rss|rdf|feed|channel)[\s>]/i
const FEED_TYPE = /^application\/(?:rss|atom|rdf|feed)\+(?:xml|json)$/
const JSON_FEED = /^\s*\{[^<]{0,2000}?"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/

function detect({ text, contentType }: Document): Detection | null {
  const head = text.slice(0, 30_000)
  const element = OPENING.exec(head)?.[1]
  if (element !== undefined) return { confidence: 1, why: `it begins with a <${element}> element` }
  if (JSON_FEED.test(head)) return { confidence: 1, why: 'it states a version of JSON Feed' }
  const isSaid = FEED_TYPE.test(contentType ?? '') && /^\s*[<{]/.test(head)
  return isSaid ? { confidence: 0.5, why: `its content type is ${contentType}` } : null
}

function read(document: Document): Reading {
  const nothing: Reading = { items: [], aggregates: [], next: [], problems: [] }
  let feed: Feed
  try {
    feed = readFeed(document.text, document.baseUrl)
  } catch (error) {
    const message = `this feed cannot be read: ${error instanceof Error ? error.message : error}`
    return { ...nothing, problems: [{ code: 'bad_feed', message, where: 'body' }] }
  }
  const place = placeOf(feed, document)
  const items = feed.entries.map((entry) => readEntry(entry, place)).filter((item) => item !== null)
  return { ...nothing, items, next: nextOf(feed, place) }
}

interface Place {
  baseUrl: string | null
  /** Hosts of the feed and of the site that it says to belong to. */
  hosts: Set<string>
  isOfComments: boolean
}

function placeOf(feed: Feed, { page, baseUrl }: Document): Place {
  const site = feed.link === null ? null : absoluteUrl(feed.link, absoluteUrl(page.finalUrl, null))
  const hosts = [absoluteUrl(page.finalUrl, null), site].map(hostOf).filter((host) => host !== null)
  const title = feed.title ?? ''
  const isOfComments =
    /^\s*(?:comments (?:on|for)|kommentare (?:zu|für)|commentaires (?:sur|pour)|comentarios (?:en|sobre)|commenti (?:a|su)|reacties op)\b/i.test(
      title,
    )
  return { baseUrl: site ?? baseUrl, hosts: new Set(hosts), isOfComments }
}

function readEntry(entry: FeedEntry, place: Place): RawItem | null {
  const { title, text, author, authorUrl, published, edited, language, rating } = entry
  const link = entry.link === null ? null : absoluteUrl(entry.link.value, place.baseUrl)
  const type = typeOf(entry, link, place)
  if (title === null && text === null) return null
  const isEdited = edited !== null && edited.value !== published?.value
  return {
    kind: 'item',
    type,
    fields: raw({
      sourceItemId: idOf(entry, type, link, place),
      url: link === null || entry.link === null ? null : { value: link, at: entry.link.at },
      // WordPress titles a comment "By: Anna", or names the article: no words of its author.
      title: type === 'comment' ? null : title,
      text,
      'author.name': author,
      'author.url': absolute(authorUrl, place),
      publishedAt: published,
      editedAt: isEdited ? edited : null,
      language,
      'rating.value': rating,
      threadId: type === 'comment' ? threadOf(entry, link, place) : null,
      inReplyTo: type === 'comment' ? repliedTo(entry, place) : null,
    }),
    aspects: [],
    replies: [],
  }
}

function absolute(written: PlacedText | null, { baseUrl }: Place): PlacedText | null {
  const url = written === null ? null : absoluteUrl(written.value, baseUrl)
  return written === null || url === null ? null : { ...written, value: url }
}

const COMMENT_FRAGMENT = /#(?:[a-z]+[-_])*(?:comment|c|reply|respond)[-_]?\d/i

function typeOf(entry: FeedEntry, link: string | null, place: Place): MentionType {
  const isComment =
    place.isOfComments ||
    entry.inReplyTo !== null ||
    COMMENT_FRAGMENT.test(link ?? '') ||
    COMMENT_FRAGMENT.test(entry.id?.value ?? '')
  if (entry.rating !== null && entry.author !== null) return 'review'
  return isComment ? 'comment' : 'article'
}

function idOf(
  { id, link: written }: FeedEntry,
  type: MentionType,
  link: string | null,
  place: Place,
): PlacedText | null {
  const addresses = [
    { url: link, at: written?.at ?? '' },
    { url: id === null ? null : absoluteUrl(id.value, null), at: id?.at ?? '' },
  ]
  for (const { url, at } of addresses) {
    if (url === null || !isOwn(url, place)) continue
    const fragment = /#(.+)$/s.exec(url)?.[1]
    if (type === 'comment' && fragment !== undefined) return { value: strippedId(fragment), at }
    if (type === 'article' && pathKey(url) !== '/') return { value: pathKey(url), at }
  }
  const plain = id ?? written
  return plain === null ? null : { value: plain.value.trim(), at: plain.at }
}

/** The article that a comment stands below: the address of either without the fragment. */
function threadOf(
  { link: written, inReplyTo }: FeedEntry,
  link: string | null,
  place: Place,
): PlacedText | null {
  const replied = inReplyTo === null ? null : absoluteUrl(inReplyTo.value, null)
  const addresses = [
    { url: link, at: written?.at ?? '' },
    { url: replied, at: inReplyTo?.at ?? '' },
  ]
  for (const { url, at } of addresses) {
    if (url !== null && isOwn(url, place)) return { value: pathKey(url), at }
  }
  return null
}

function repliedTo({ inReplyTo }: FeedEntry, place: Place): PlacedText | null {
  const url = inReplyTo === null ? null : absoluteUrl(inReplyTo.value, null)
  if (inReplyTo === null || url === null || !isOwn(url, place)) return inReplyTo
  const fragment = /#(.+)$/s.exec(url)?.[1]
  return { ...inReplyTo, value: fragment === undefined ? pathKey(url) : strippedId(fragment) }
}

function isOwn(url: string, { hosts }: Place): boolean {
  const host = hostOf(url)
  return host !== null && hosts.has(host)
}

/** Older entries, and the pages of the entries, which may say more than the feed. */
function nextOf(feed: Feed, place: Place): string[] {
  const links = [...feed.next, ...feed.entries.map(({ link }) => link?.value ?? '')]
  const urls = links.map((link) => absoluteUrl(link, place.baseUrl))
  const own = urls.filter((url) => url !== null).filter((url) => isOwn(url, place))
  return [...new Set(own.map(cleanUrl))]
}

function raw(fields: Partial<Record<keyof RawFields, PlacedText | null>>): RawFields {
  const entries = Object.entries<PlacedText | null>(fields as Record<string, PlacedText | null>)
  return Object.fromEntries(
    entries.flatMap(([name, value]): [string, RawValue][] =>
      value === null ? [] : [[name, { ...value, adapter: adapter.name }]],
    ),
  )
}
