import type { CheerioAPI } from 'cheerio'
import {
  elementsBelow,
  isElement,
  type MarkupElement,
  type MarkupNode,
  type MarkupRoot,
  parseXml,
} from './markup.ts'
import { absoluteUrl } from './web-address.ts'

/** The vocabularies that feeds are written in; a feed may give them any prefix. */
type Vocabulary =
  | 'feed'
  | 'dc'
  | 'dcterms'
  | 'content'
  | 'xhtml'
  | 'media'
  | 'itunes'
  | 'thr'
  | 'rdf'
  | 'other'

const BY_ADDRESS: [RegExp, Vocabulary][] = [
  [/purl\.org\/dc\/elements/, 'dc'],
  [/purl\.org\/dc\/terms/, 'dcterms'],
  [/rss\/1\.0\/modules\/content/, 'content'],
  [/w3\.org\/1999\/xhtml/, 'xhtml'],
  [/search\.yahoo\.com\/mrss|video\.search\.yahoo/, 'media'],
  [/itunes\.com\/dtds/, 'itunes'],
  [/syndication\/thread/, 'thr'],
  [/rdf-syntax-ns/, 'rdf'],
  [
    /w3\.org\/2005\/atom|purl\.org\/atom|backend\.userland\.com|purl\.org\/rss\/1\.0\/?$|purl\.org\/net\/rss|my\.netscape\.com\/rdf|harvard\.edu\/rss|rssboard|w3\.org\/tr\/nocdf|rss\.xml$/,
    'feed',
  ],
]
/** Feeds that forget to declare their prefixes use the usual ones. */
const BY_PREFIX: Record<string, Vocabulary> = {
  '': 'feed',
  dc: 'dc',
  dcterms: 'dcterms',
  content: 'content',
  xhtml: 'xhtml',
  media: 'media',
  itunes: 'itunes',
  thr: 'thr',
  rdf: 'rdf',
  atom: 'feed',
  rss: 'feed',
}

/** As far up as declarations are looked for. */
const MAX_LEVELS = 20

/** An XML feed, parsed, in the terms of the vocabularies. */
export interface FeedMarkup {
  $: CheerioAPI
  /** The element that the feed is. */
  feed: MarkupElement
  entries: MarkupElement[]
}

/** The child elements of a feed or entry by `vocabulary:name`, names in lower case. */
export type Parts = Map<string, MarkupElement[]>

const ROOTS = new Set(['rss', 'rdf', 'feed', 'channel'])
const ENTRIES = new Set(['item', 'entry'])

/** @throws Error on what is no feed, or too large to be read */
export function feedMarkup(text: string, maxEntries: number): FeedMarkup {
  const { $, root, cut } = parseXml(withOwnEntities(text))
  if (cut !== null) throw new Error(cut)
  const feed = firstElement(root)
  if (feed === null || !ROOTS.has(localName(feed)))
    throw new Error('it begins with no element of a feed')
  const entries: MarkupElement[] = []
  for (const element of elementsBelow(root, (one) => !isEntry(one))) {
    if (isEntry(element)) entries.push(element)
    if (entries.length >= maxEntries) break
  }
  return { $, feed, entries }
}

function firstElement(root: MarkupRoot): MarkupElement | null {
  return root.children.find((node) => isElement(node)) ?? null
}

/** In any case of letters: CDF is written in capitals. `ITEM` of another vocabulary inside of an entry is none. */
function isEntry(element: MarkupElement): boolean {
  return ENTRIES.has(localName(element)) && vocabularyOf(element) === 'feed'
}

export function localName({ name }: MarkupElement): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

/** A name that stands for a text, declared by the document itself (`<!ENTITY id "tag:example.com,">`). */
const ENTITY = /<!ENTITY\s+(\w{1,50})\s+(?:"([^"<&]{0,500})"|'([^'<&]{0,500})')\s*>/g
const MAX_ENTITIES = 100
const MAX_PUT = 10_000

/** Entities that the document declares are put in, once: none of them may hold another, so nothing multiplies. */
function withOwnEntities(text: string): string {
  const start = text.indexOf('<!DOCTYPE')
  if (start === -1) return text
  const end = text.indexOf(']>', start)
  if (end === -1 || end - start > 20_000) return text
  const declared = [...text.slice(start, end).matchAll(ENTITY)].slice(0, MAX_ENTITIES)
  if (declared.length === 0) return text
  const values = new Map(
    declared.map(([, name = '', double, single]) => [name, double ?? single ?? '']),
  )
  return putIn(text.slice(end + 2), values)
}

function putIn(text: string, values: ReadonlyMap<string, string>): string {
  const mark = /&(\w{1,50});/g
  const parts: string[] = []
  let from = 0
  for (let put = 0; put < MAX_PUT; put++) {
    const match = mark.exec(text)
    if (match === null) break
    const value = values.get(match[1] ?? '')
    if (value !== undefined) parts.push(text.slice(from, match.index), value)
    if (value !== undefined) from = mark.lastIndex
  }
  return parts.join('') + text.slice(from)
}

function vocabularyOf(element: MarkupElement): Vocabulary {
  const colon = element.name.indexOf(':')
  const prefix = colon === -1 ? '' : element.name.slice(0, colon)
  const address = inherited(element, prefix === '' ? 'xmlns' : `xmlns:${prefix}`)
  if (address === null) return BY_PREFIX[prefix.toLowerCase()] ?? 'other'
  const lower = address.toLowerCase()
  const known = BY_ADDRESS.find(([pattern]) => pattern.test(lower))?.[1]
  return known ?? (prefix === '' ? 'feed' : 'other')
}

export function partsOf(element: MarkupElement): Parts {
  const parts: Parts = new Map()
  for (const node of element.children) {
    if (!isElement(node)) continue
    const key = `${vocabularyOf(node)}:${localName(node)}`
    const list = parts.get(key)
    if (list === undefined) parts.set(key, [node])
    else list.push(node)
  }
  return parts
}

/** The value of an attribute of the element or of the nearest one around it; null where none has it. */
export function inherited(element: MarkupElement, name: string): string | null {
  let up: MarkupNode | null = element
  for (let i = 0; up !== null && isElement(up) && i < MAX_LEVELS; i++) {
    const value: string | undefined = up.attribs[name]
    if (value !== undefined) return value
    up = up.parent as MarkupNode | null
  }
  return null
}

/** An address made absolute by the `xml:base` of the elements around it, else left as it stands. */
export function basedUrl(href: string, element: MarkupElement, baseUrl: string | null): string {
  const bases: string[] = []
  let up: MarkupNode | null = element
  for (let i = 0; up !== null && isElement(up) && i < MAX_LEVELS; i++) {
    const base: string | undefined = up.attribs['xml:base']
    if (base !== undefined) bases.push(base)
    up = up.parent as MarkupNode | null
  }
  if (bases.length === 0) return href
  const base = bases.reduceRight<string | null>(
    (outer, one) => absoluteUrl(one, outer) ?? outer,
    baseUrl,
  )
  return absoluteUrl(href, base) ?? href
}

/** All text inside an element, CDATA included. */
export function xmlText(element: MarkupElement): string {
  const parts: string[] = []
  const open: MarkupNode[] = [element]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('children' in node)
      for (let i = node.children.length - 1; i >= 0; i--) open.push(node.children[i] as MarkupNode)
    else if (node.type === 'text') parts.push(node.data)
  }
  return parts.join('')
}

export function hasElements(element: MarkupElement): boolean {
  return element.children.some((node) => isElement(node))
}
