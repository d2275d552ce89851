import type { Document } from './document.ts'
import { firstBelow, firstOfClass, hasClass, lineOf, markupWithout } from './find-elements.ts'
import { elementsBelow, type MarkupElement, parseMarkup } from './markup.ts'
import type { PlacedText } from './thing.ts'
import { absoluteUrl, listKey } from './web-address.ts'

/** A post of a topic, as Discourse's JSON and its HTML for crawlers both tell it. */
export interface DiscoursePost {
  topicId: string
  /** From 1; within its topic it never changes, and both views show it. */
  number: string
  /** `/t/slug/18136`, below the folder that the forum stands in. */
  topicPath: string
  role: 'question' | 'answer' | 'post'
  /** Of the topic; only for its first post. */
  heading: PlacedText | null
  username: PlacedText | null
  /** Where the site shows one beside the username. */
  fullName: PlacedText | null
  words: PlacedText | null
  createdAt: PlacedText | null
  changedAt: PlacedText | null
  likes: PlacedText | null
  /** The number of the post that this one answers. */
  answered: string | null
}

/** What stands in a post and is not its author's words: quotes, previews of linked pages, captions of images. */
const NOT_OWN = ['quote', 'onebox', 'meta', 'd-lazyload-meta']
/** 1 is a post, 2 a moderator's; the others are notes of what was done, and whispers among the staff. */
const POST_TYPES = new Set([1, 2])
const LIKE = 2

type Json = Record<string, unknown>

/** An object, else an empty one: JSON of other people is unknown until looked at. */
export function objectIn(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** A string or number as text; null for anything else, and for what is empty. */
export function stringIn(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/**
 * The posts of a topic's JSON (`/t/slug/id.json`) or of a part of it (`/t/id/posts.json?post_ids[]=…`), which has
 * no title. Deleted and hidden posts, notes and whispers are left out.
 * @param folder path of the forum's root, without a closing slash
 * @see https://docs.discourse.org/#tag/Topics
 */
export function postsOfJson(topic: Json, folder: string): DiscoursePost[] {
  const posts = listIn(objectIn(topic['post_stream'])['posts'])
  const isSolved = Object.keys(objectIn(topic['accepted_answer'])).length > 0
  return posts.flatMap((value, index) => {
    const post = objectIn(value)
    const at = `post_stream.posts[${index}]`
    const topicId = stringIn(post['topic_id']) ?? stringIn(topic['id'])
    const number = stringIn(post['post_number'])
    if (topicId === null || number === null || !isShown(post)) return []
    const of = (name: string): PlacedText | null => {
      const found = stringIn(post[name])
      return found === null ? null : { value: found, at: `${at}.${name}` }
    }
    const slug = stringIn(post['topic_slug']) ?? stringIn(topic['slug']) ?? '-'
    const isFirst = number === '1'
    const isEdited = Number(post['version'] ?? 1) > 1
    const one: DiscoursePost = {
      topicId,
      number,
      topicPath: `${folder}/t/${slug}/${topicId}`,
      role: roleOf(post, isFirst, isSolved),
      heading: isFirst ? headingOf(topic) : null,
      username: of('username'),
      fullName: of('name'),
      words: cookedWords(of('cooked')),
      createdAt: of('created_at'),
      changedAt: isEdited ? of('updated_at') : null,
      likes: likesOf(post, at),
      answered: stringIn(post['reply_to_post_number']),
    }
    return [one]
  })
}

function isShown(post: Json): boolean {
  const isGone = post['deleted_at'] != null || post['hidden'] === true
  const isPost = POST_TYPES.has(Number(post['post_type'] ?? 1))
  return isPost && !isGone && post['user_deleted'] !== true
}

function roleOf(post: Json, isFirst: boolean, isSolved: boolean): DiscoursePost['role'] {
  if (post['accepted_answer'] === true) return 'answer'
  return isFirst && (isSolved || post['topic_accepted_answer'] === true) ? 'question' : 'post'
}

function headingOf(topic: Json): PlacedText | null {
  const heading = stringIn(topic['title'])
  return heading === null ? null : { value: heading, at: 'title' }
}

function cookedWords(cooked: PlacedText | null): PlacedText | null {
  if (cooked === null) return null
  const { $, root } = parseMarkup(`<main>${cooked.value}</main>`)
  const main = firstBelow(root, ({ name }) => name === 'main')
  const value = main === null ? null : markupWithout({ $ }, main, isNotOwn)
  return value === null ? null : { value, at: cooked.at, html: true }
}

function isNotOwn(element: MarkupElement): boolean {
  return hasClass(element, ...NOT_OWN) || element.name === 'script'
}

function likesOf(post: Json, at: string): PlacedText | null {
  const index = listIn(post['actions_summary']).findIndex((one) => objectIn(one)['id'] === LIKE)
  const likes = objectIn(listIn(post['actions_summary'])[index])['count']
  const count = stringIn(likes)
  return count === null ? null : { value: count, at: `${at}.actions_summary[${index}].count` }
}

const CREATED = ['datePublished', 'dateCreated']

/**
 * The posts of a topic's HTML as crawlers and browsers without scripts get it: `div.topic-body.crawler-post`, in
 * versions before 1.8 unnamed blocks with `div.creator` and `div.post`.
 */
export function postsOfHtml(document: Document): DiscoursePost[] {
  const topic = topicOf(document)
  if (topic === null) return []
  const blocks: MarkupElement[] = []
  const isBlock = (one: MarkupElement) => hasClass(one, 'crawler-post') || isOldBlock(one)
  for (const element of elementsBelow(document.root, (one) => !isBlock(one))) {
    if (isBlock(element)) blocks.push(element)
  }
  const isSolved = blocks.some(isAccepted)
  return blocks.flatMap((block) => postOfBlock(block, topic, isSolved, document))
}

interface Topic {
  id: string
  path: string
  heading: string | null
}

const TOPIC_PATH = /^(.*\/t\/(?:[^/]+\/)?(\d+))(?:\/\d+)?$/

function topicOf(document: Document): Topic | null {
  const path = document.canonicalUrl === null ? '' : listKey(document.canonicalUrl)
  const [, topicPath, id] = TOPIC_PATH.exec(path.replace(/\?.*$/s, '')) ?? []
  if (topicPath === undefined || id === undefined) return null
  const heading = lineOf(firstBelow(document.root, ({ name }) => name === 'h1'))
  return { id, path: topicPath, heading }
}

function isOldBlock({ children }: MarkupElement): boolean {
  const isPart = (name: string) =>
    children.some((node) => 'attribs' in node && node.name === 'div' && hasClass(node, name))
  return isPart('creator') && isPart('post')
}

function isAccepted({ attribs }: MarkupElement): boolean {
  return attribs['itemprop'] === 'acceptedAnswer'
}

function postOfBlock(
  block: MarkupElement,
  topic: Topic,
  isSolved: boolean,
  document: Document,
): DiscoursePost[] {
  const number = numberOf(block)
  if (number === null) return []
  const isFirst = number === '1'
  const roleOfFirst = isSolved ? 'question' : 'post'
  const own: DiscoursePost['role'] = isAccepted(block) ? 'answer' : 'post'
  const one: DiscoursePost = {
    topicId: topic.id,
    number,
    topicPath: topic.path,
    role: isFirst ? roleOfFirst : own,
    heading: isFirst && topic.heading !== null ? { value: topic.heading, at: 'h1' } : null,
    ...creatorOf(block, document),
    words: wordsOf(block, document),
    ...momentsOf(block),
    likes: likesShown(block),
    answered: null,
  }
  return [one]
}

function numberOf(block: MarkupElement): string | null {
  const id = /^post_(\d+)$/.exec(block.attribs['id'] ?? '')?.[1]
  const position = firstBelow(block, ({ attribs }) => attribs['itemprop'] === 'position')
  return id ?? /(\d+)/.exec(lineOf(position) ?? '')?.[1] ?? null
}

/** The name in the profile's address: what is shown may be shortened. */
function creatorOf(block: MarkupElement, { baseUrl }: Document) {
  const creator = firstOfClass(block, 'creator')
  const link = creator === null ? null : firstBelow(creator, ({ name }) => name === 'a')
  const profile = absoluteUrl(link?.attribs['href'] ?? '', baseUrl)
  const username = /\/(?:u|users)\/([^/?#]+)/.exec(profile ?? '')?.[1]
  const shown = lineOf(link)
  const name = username === undefined ? shown : decoded(username)
  return {
    username: name === null ? null : { value: name, at: 'creator' },
    fullName: shown === null || shown === name ? null : { value: shown, at: 'creator' },
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function wordsOf(block: MarkupElement, document: Document): PlacedText | null {
  const body = firstOfClass(block, 'post')
  const value = body === null ? null : markupWithout(document, body, isNotOwn)
  return value === null ? null : { value, at: 'div.post', html: true }
}

function momentsOf(block: MarkupElement) {
  const created = momentOf(block, CREATED)
  const changed = momentOf(block, ['dateModified'])
  const isEdited = changed !== null && changed.value !== created?.value
  // Without schema.org's names the only time shown is that of the post.
  return {
    createdAt: created ?? changed ?? momentOf(block, []),
    changedAt: created !== null && isEdited ? changed : null,
  }
}

function momentOf(block: MarkupElement, names: string[]): PlacedText | null {
  const element = firstBelow(block, ({ name, attribs }) =>
    names.length === 0 ? name === 'time' : names.includes(attribs['itemprop'] ?? ''),
  )
  const moment = element?.attribs['datetime'] ?? element?.attribs['content']
  return moment ? { value: moment, at: names[0] ?? 'time' } : null
}

/** Since 1.8 as a statistic of schema.org's LikeAction, before as `UserLikes:3`. */
function likesShown(block: MarkupElement): PlacedText | null {
  for (const statistic of elementsBelow(block)) {
    const old = /^UserLikes:(\d+)$/.exec(statistic.attribs['content'] ?? '')?.[1]
    if (old !== undefined) return { value: old, at: 'interactionCount' }
    if (statistic.attribs['itemprop'] !== 'interactionStatistic') continue
    const property = (name: string) =>
      firstBelow(statistic, ({ attribs }) => attribs['itemprop'] === name)?.attribs ?? {}
    const { content, href } = property('interactionType')
    const count = property('userInteractionCount')['content']
    if (count !== undefined && /\/LikeAction$/.test(content ?? href ?? '')) {
      return { value: count, at: 'interactionStatistic' }
    }
  }
  return null
}
