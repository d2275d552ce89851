import type { RawFields, RawItem, RawValue } from '../../schema/raw-item.ts'
import type { Adapter, Detection, Reading } from '../adapter.ts'
import {
  type DiscoursePost,
  listIn,
  objectIn,
  postsOfHtml,
  postsOfJson,
  stringIn,
} from '../discourse-posts.ts'
import type { Document } from '../document.ts'
import { elementsBelow } from '../markup.ts'
import { readJson } from '../relaxed-json.ts'
import type { PlacedText } from '../thing.ts'
import { absoluteUrl, cleanUrl, hostOf } from '../web-address.ts'

/**
 * Forums on Discourse. Every page of theirs is also there as JSON, which says more: so an HTML page leads to it.
 * The id of a post is its topic's number and its own in the topic (`18136/5`), which both views show.
 * @see https://docs.discourse.org
 */
export const adapter: Adapter = {
  name: 'discourse',
  plainName: 'forum posts (Discourse)',
  recognises: 'forums on Discourse: topics and lists of topics, as JSON and as HTML for crawlers',
  triedLive: null,
  replaces: ['schema-org', 'embedded-state', 'thread', 'review-blocks'],
  namesAllPages: true,
  detect,
  read,
}

const GENERATOR = /<meta[^>]{0,100}name=["']generator["'][^>]{0,50}content=["']Discourse\b/i
const JSON_KEYS: [RegExp, string][] = [
  [/"post_stream"\s*:\s*\{/, 'a post_stream'],
  [/"topic_list"\s*:\s*\{/, 'a topic_list'],
  [/"category_list"\s*:\s*\{/, 'a category_list'],
]
/** Pages that are there as JSON too. */
const TOPIC = /^(.*)\/t\/(?:[^/]+\/)?\d+(?:\/\d+)?(?:\.json|\/posts\.json)?$/
const LIST = /^(.*)\/(?:c|tag|tags|latest|top|new|categories)(?:\/[^.]*)?(?:\.json)?$/
/** As many as Discourse itself sends at once. */
const POSTS_AT_ONCE = 20
const MAX_PARTS = 500

function detect({ text }: Document): Detection | null {
  if (/^\s{0,100}\{/.test(text)) {
    const key = JSON_KEYS.find(([pattern]) => pattern.test(text))?.[1]
    return key === undefined ? null : { confidence: 0.9, why: `JSON with ${key}` }
  }
  const isOne = GENERATOR.test(text.slice(0, 50_000))
  return isOne ? { confidence: 0.95, why: 'its generator is Discourse' } : null
}

function read(document: Document): Reading {
  if (/^\s{0,100}\{/.test(document.text)) return readJsonPage(document)
  const items = postsOfHtml(document).map((post) => readPost(post, document))
  return reading(items, [...ownJson(document), ...nextHtml(document)])
}

function reading(items: (RawItem | null)[], next: string[], problems: Reading['problems'] = []) {
  const read = items.filter((item) => item !== null)
  return { items: read, aggregates: [], next: [...new Set(next)], problems }
}

function readJsonPage(document: Document): Reading {
  const parsed = readJson(document.text)
  if (!('value' in parsed)) return reading([], [], [{ ...parsed, where: 'body' }])
  const page = objectIn(parsed.value)
  const folder = folderOf(document)
  const posts = postsOfJson(page, folder)
  const items = posts.map((post) => readPost(post, document))
  const paths = [...furtherPosts(page, folder), ...listed(page, folder)]
  const urls = paths.map((path) => absoluteUrl(path, document.baseUrl))
  return reading(
    items,
    urls.filter((url) => url !== null),
  )
}

/** The path that the forum stands in: empty, or `/forum`. */
function folderOf({ page }: Document): string {
  const url = absoluteUrl(page.finalUrl, null)
  const path = url === null ? '' : new URL(url).pathname
  return (TOPIC.exec(path) ?? LIST.exec(path))?.[1] ?? ''
}

function readPost(post: DiscoursePost, document: Document): RawItem | null {
  if (post.heading === null && post.words === null) return null
  const path = `${post.topicPath}/${post.number}`
  return {
    kind: 'item',
    type: post.role,
    fields: {
      ...field('sourceItemId', { value: `${post.topicId}/${post.number}`, at: 'post number' }),
      ...field('url', addressOf(path, document)),
      ...field('author.name', post.fullName ?? post.username),
      ...field('author.handle', post.username),
      ...field('author.url', profileOf(post, document)),
      ...field('title', post.heading),
      ...field('text', post.words),
      ...field('publishedAt', post.createdAt),
      ...field('editedAt', post.changedAt),
      ...field('helpfulCount', post.likes),
      ...field('threadId', { value: post.topicPath, at: 'topic' }),
      ...field('inReplyTo', repliedTo(post)),
    },
    aspects: [],
    replies: [],
  }
}

function addressOf(path: string, { baseUrl }: Document): PlacedText | null {
  const value = absoluteUrl(path, baseUrl)
  return value === null ? null : { value, at: 'topic and post number' }
}

function profileOf({ username, topicPath }: DiscoursePost, document: Document) {
  if (username === null) return null
  const folder = topicPath.replace(/\/t\/.*$/s, '')
  const address = addressOf(`${folder}/u/${encodeURIComponent(username.value)}`, document)
  return address === null ? null : { value: address.value, at: username.at }
}

/** The accepted answer answers the question where it names no other post. */
function repliedTo({ answered, role, topicId }: DiscoursePost): PlacedText | null {
  if (answered !== null) return { value: `${topicId}/${answered}`, at: 'reply_to_post_number' }
  return role === 'answer' ? { value: `${topicId}/1`, at: 'accepted answer' } : null
}

/** A topic's JSON holds its first posts, and the ids of all. */
function furtherPosts(page: Record<string, unknown>, folder: string): string[] {
  const stream = objectIn(page['post_stream'])
  const known = new Set(listIn(stream['posts']).map((post) => stringIn(objectIn(post)['id'])))
  const topicId = stringIn(page['id'])
  const further = listIn(stream['stream'])
    .map(stringIn)
    .filter((id) => id !== null && /^\d+$/.test(id) && !known.has(id))
  if (topicId === null) return []
  const parts: string[] = []
  for (let i = 0; i < further.length && parts.length < MAX_PARTS; i += POSTS_AT_ONCE) {
    const ids = further.slice(i, i + POSTS_AT_ONCE).map((id) => `post_ids[]=${id}`)
    parts.push(`${folder}/t/${topicId}/posts.json?${ids.join('&')}`)
  }
  return parts
}

/** The topics of a list and its next page; the lists of all categories. */
function listed(page: Record<string, unknown>, folder: string): string[] {
  const list = objectIn(page['topic_list'])
  const more = stringIn(list['more_topics_url'])
  const categories = listIn(objectIn(page['category_list'])['categories'])
  return [
    ...categories.map((one) => pathOf('c', one, folder)).filter((path) => path !== null),
    ...listIn(list['topics'])
      .map((one) => pathOf('t', one, folder))
      .filter((path) => path !== null),
    ...(more === null ? [] : [more.replace(/(?:\.json)?(?=\?|$)/, '.json')]),
  ]
}

function pathOf(kind: 't' | 'c', value: unknown, folder: string): string | null {
  const { id, slug } = objectIn(value)
  const number = stringIn(id)
  return number === null ? null : `${folder}/${kind}/${stringIn(slug) ?? '-'}/${number}.json`
}

/** The JSON of an HTML page: of the topic from its first post on, of a list as it is. */
function ownJson({ canonicalUrl, page }: Document): string[] {
  const url = canonicalUrl ?? absoluteUrl(page.finalUrl, null)
  if (url === null) return []
  const address = new URL(cleanUrl(url))
  const path = address.pathname.replace(/(.)\/+$/, '$1')
  if (TOPIC.test(path)) {
    address.pathname = `${path.replace(/(\/t\/(?:[^/]+\/)?\d+)\/\d+$/, '$1')}.json`
    address.searchParams.delete('page')
  } else if (LIST.test(path)) address.pathname = `${path}.json`
  else if (path === '/') address.pathname = '/latest.json'
  else return []
  return [address.href]
}

/** Where the JSON may not be read, the HTML goes on by itself. */
function nextHtml(document: Document): string[] {
  const own = absoluteUrl(document.page.finalUrl, null)
  const pages = new Set<string>()
  for (const { attribs } of elementsBelow(document.root)) {
    if (!/(?:^|\s)next(?:\s|$)/i.test(attribs['rel'] ?? '')) continue
    const url = absoluteUrl(attribs['href'] ?? '', document.baseUrl)
    if (url !== null && hostOf(url) === hostOf(own)) pages.add(cleanUrl(url))
  }
  return [...pages]
}

function field(name: keyof RawFields, text: PlacedText | null): RawFields {
  if (text === null) return {}
  const raw: RawValue = { ...text, adapter: adapter.name }
  return { [name]: raw }
}
