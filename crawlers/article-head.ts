import { shownHeading } from './article-heading.ts'
import type { Document } from './document.ts'
import { shortLineOf } from './find-elements.ts'
import { elementsBelow, type MarkupElement } from './markup.ts'
import { plainByline } from './plain-byline.ts'
import { absoluteUrl } from './web-address.ts'

/** What a page says of its article beside the text; each with where it stood. Null where it says nothing. */
export interface ArticleHead {
  heading: Said | null
  byline: Said | null
  profile: Said | null
  published: Said | null
  modified: Said | null
  /** `og:type` in lower case. */
  kind: string | null
}

interface Said {
  value: string
  at: string
}

/** Where a byline or dateline in plain text stood. */
export const BESIDE_HEADING = 'line beside the heading'

const HEADING_METAS = ['og:title', 'twitter:title', 'dc.title', 'parsely-title']
const AUTHOR_METAS = [
  'author',
  'article:author',
  'parsely-author',
  'dc.creator',
  'dcterms.creator',
  'sailthru.author',
  'byl',
  'cxenseparse:author',
]
const PUBLISHED_METAS = [
  'article:published_time',
  'datepublished',
  'parsely-pub-date',
  'publish-date',
  'publishdate',
  'pubdate',
  'article.published',
  'date.created',
  'dc.date.issued',
  'dcterms.created',
  'dc.date',
  'sailthru.date',
  'cxenseparse:recs:publishtime',
  'date',
]
const MODIFIED_METAS = ['article:modified_time', 'datemodified', 'last-modified']

const BYLINE_CLASS = /(?:^|[\s_-])(?:byline|author(?:s|-?name)?|writer|writtenby)(?:$|[\s_-])/i
const DATE_CLASS =
  /(?:^|[\s_-])(?:date|published|pubdate|dateline|timestamp|posted-on|entry-date)(?:$|[\s_-])/i
/** Words before a name. */
const BY =
  /^(?:(?:(?:written|posted|words|text|view (?:all )?posts?|all posts|more|articles?|posts?) )?by|about the author|von|par|por|di|door|av|autor(?:a)?|author|auteur|text|foto)\b[:\s–—-]+/i
/** Who is answerable for a text did not write it. */
const EDITOR = /^(?:责任|責任)?(?:编辑|編輯)|^editor(?:ial)?(?:\s?:|$)|^redaktion(?:\s?:|$)/i
const MAX_NAME = 80
const MAX_DATE = 60
/** Of all that a byline says. */
const MAX_BYLINE = 400
/** Places where others are named than the article's author. */
const ELSEWHERE =
  /comment|disqus|related|sidebar|(?<!(?:entry|post|article|node)[_-])footer|recommend|teaser|promo|widget/i

/** Reads titles, bylines and dates from meta elements, else from what is shown around the text. */
export function articleHead(document: Document): ArticleHead {
  const metas = new Map<string, string>()
  const shown: Shown = { heading: null, byline: null, profile: null, time: null, date: null }
  const enter = (element: MarkupElement) =>
    !ELSEWHERE.test(namesOf(element)) || element.name === 'body'
  for (const element of elementsBelow(document.root, enter)) {
    if (element.name === 'meta') addMeta(metas, element)
    else if (enter(element)) look(element, shown)
  }
  const meta = (names: string[]) => firstMeta(metas, names)
  const site = [metas.get('og:site_name'), metas.get('application-name')]
  const isSite = (said: Said | null) =>
    said !== null &&
    site.some((one) => one !== undefined && comparable(one) === comparable(said.value))
  const known =
    [firstMeta(metas, AUTHOR_METAS, isName), shown.byline].find(
      (said) => said !== null && !isSite(said),
    ) ?? null
  const published = dated(meta(PUBLISHED_METAS)) ?? shown.time
  const plain = known === null || published === null ? plainByline(document) : null
  const profile = shown.profile === null ? null : absoluteUrl(shown.profile.value, document.baseUrl)
  return {
    heading: headingOf(
      repeatedHeading(document) ?? shown.heading,
      meta(HEADING_METAS),
      document.title,
    ),
    byline: known ?? placed(plain?.name, BESIDE_HEADING),
    profile: profile === null ? null : { value: profile, at: 'rel=author' },
    published: published ?? placed(plain?.date, BESIDE_HEADING) ?? shown.date,
    modified: dated(meta(MODIFIED_METAS)),
    kind: metas.get('og:type')?.trim().toLowerCase() ?? null,
  }
}

function repeatedHeading(document: Document): Said | null {
  const heading = shownHeading(document)
  return heading === null ? null : short(heading, heading.name, 300)
}

function placed(value: string | null | undefined, at: string): Said | null {
  return value == null ? null : { value, at }
}

interface Shown {
  heading: Said | null
  byline: Said | null
  profile: Said | null
  time: Said | null
  date: Said | null
}

function namesOf({ attribs }: MarkupElement): string {
  return `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`
}

function addMeta(metas: Map<string, string>, { attribs }: MarkupElement): void {
  const name = attribs['property'] ?? attribs['name'] ?? attribs['itemprop']
  const content = attribs['content']?.trim()
  if (!name || !content) return
  // "og:title dc:title" is one element with two names
  for (const one of name.toLowerCase().trim().split(/\s+/)) {
    const key = one.replace(/^(dc|dcterms):/, '$1.')
    if (!metas.has(key)) metas.set(key, content)
  }
}

function firstMeta(
  metas: Map<string, string>,
  names: string[],
  isUsable: (value: string) => boolean = () => true,
): Said | null {
  for (const name of names) {
    const value = metas.get(name)
    if (value !== undefined && isUsable(value)) return { value, at: `meta ${name}` }
  }
  return null
}

/** Some pages put the address or number of a profile where the name belongs. */
function isName(value: string): boolean {
  return !/https?:|^www\.|@|^\d+$/i.test(value)
}

function dated(said: Said | null): Said | null {
  return said !== null && /\d/.test(said.value) && said.value.length <= MAX_DATE ? said : null
}

function look(element: MarkupElement, shown: Shown): void {
  const { name, attribs } = element
  if (name === 'h1') shown.heading ??= short(element, 'h1', 300)
  else if (name === 'time') lookAtTime(element, shown)
  else if (name === 'abbr' && /(?:^|\s)published(?:\s|$)/.test(attribs['class'] ?? ''))
    shown.time ??= dated({ value: attribs['title'] ?? '', at: 'published' })
  const isAuthor = /(?:^|\s)author(?:\s|$)/i.test(
    `${attribs['rel'] ?? ''} ${attribs['itemprop'] ?? ''}`,
  )
  if (isAuthor || BYLINE_CLASS.test(attribs['class'] ?? '')) {
    shown.byline ??= bylineIn(element)
    if (name === 'a' && isAuthor && attribs['href']) {
      shown.profile ??= { value: attribs['href'], at: 'rel=author' }
    }
  }
  if (shown.date === null && DATE_CLASS.test(attribs['class'] ?? '')) {
    shown.date = dated(short(element, 'date', MAX_DATE))
  }
}

function lookAtTime(element: MarkupElement, shown: Shown): void {
  const moment = element.attribs['datetime']?.trim()
  // How long something takes is marked up as a time too (`PT30M`).
  if (moment !== undefined && /^P[T\d]/.test(moment)) return
  const value = moment || (shortLineOf(element, MAX_DATE) ?? '')
  shown.time ??= dated({ value, at: 'time' })
}

/** The name in it, which may be a link; a byline also says where and when. */
function bylineIn(element: MarkupElement): Said | null {
  if (shortLineOf(element, MAX_BYLINE) === null) return null
  const inner = namedPart(element) ?? element
  const said = short(inner, 'byline', MAX_NAME)
  const value = said?.value.replace(BY, '').trim() ?? ''
  return value === '' || /\d{4}|\d:\d/.test(value) || EDITOR.test(value)
    ? null
    : { value, at: 'byline' }
}

function namedPart(element: MarkupElement): MarkupElement | null {
  for (const one of elementsBelow(element)) {
    const { rel = '', itemprop = '', href = '' } = one.attribs
    if (rel.includes('author') || itemprop === 'name') return one
    if (one.name === 'a' && /\/(?:author|autor|auteur|people|by|staff|profil)/i.test(href))
      return one
  }
  return null
}

function short(element: MarkupElement, at: string, maxLength: number): Said | null {
  const value = shortLineOf(element, maxLength)
  return value === null ? null : { value, at }
}

/** The heading that is shown, where the page's title repeats it; titles often end in the site's name. */
function headingOf(h1: Said | null, meta: Said | null, title: string | null): Said | null {
  const known = [meta?.value, title].filter((one) => one != null).map(comparable)
  const isRepeated = h1 !== null && known.some((one) => one.startsWith(comparable(h1.value)))
  if (isRepeated) return h1
  return meta ?? h1 ?? (title === null ? null : { value: title, at: 'title' })
}

function comparable(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Elements right below the page's own, not inside another of their name. */
export function countOutermost(document: Document, name: string): number {
  let count = 0
  for (const element of elementsBelow(document.root, (one) => one.name !== name)) {
    if (element.name === name) count += 1
  }
  return count
}
