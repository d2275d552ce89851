import { articleText } from './article-text.ts'
import type { Document } from './document.ts'
import { mainProductOf } from './reviewed-thing.ts'
import {
  ancestorsOf,
  isOfType,
  type PlacedText,
  type Thing,
  textOfThing,
  thingsOf,
} from './thing.ts'
import { absoluteUrl, isSameSite, pathKey } from './web-address.ts'

export const REVIEWS: ReadonlySet<string> = new Set([
  'review',
  'userreview',
  'criticreview',
  'employerreview',
  'recommendation',
])
export const ARTICLES: ReadonlySet<string> = new Set([
  'article',
  'newsarticle',
  'analysisnewsarticle',
  'opinionnewsarticle',
  'reportagenewsarticle',
  'reviewnewsarticle',
  'blogposting',
  'liveblogposting',
  'techarticle',
  'report',
])
export const POSTS: ReadonlySet<string> = new Set(['socialmediaposting', 'discussionforumposting'])
export const COMMENTS: ReadonlySet<string> = new Set(['comment', 'usercomments'])
export const QUESTIONS: ReadonlySet<string> = new Set(['question'])
export const ANSWERS: ReadonlySet<string> = new Set(['answer'])
/** Their questions are the company's or an author's own, nobody asked them. */
const NO_QUESTIONS: ReadonlySet<string> = new Set(['faqpage', 'quiz', 'learningresource'])

/** What the readings of a page's things need to know of the page. */
export interface SchemaOrgPage {
  document: Document
  things: Thing[]
  baseUrl: string | null
  /** Its own addresses, the final one first; null when unknown. */
  urls: (string | null)[]
  /** What is sold or shown here; null when that cannot be told. */
  main: Thing | null
  /** The article that the page itself is, in each markup that describes it. */
  articles: Thing[]
  /** The article's text as the document shows it. */
  articleText: PlacedText | null
}

export function schemaOrgPage(document: Document): SchemaOrgPage {
  const { things, baseUrl, canonicalUrl } = document
  const urls = [absoluteUrl(document.page.finalUrl, null), canonicalUrl]
  const articles = ownArticles(things, urls)
  const main = mainProductOf(things, urls)
  const text = articles.length === 0 ? null : articleText(document)
  return { document, things, baseUrl, urls, main, articles, articleText: text }
}

/** Articles that state the page's address; of those that state none, a markup's only one. */
function ownArticles(things: Thing[], urls: (string | null)[]): Thing[] {
  const articles = things.filter((thing) => isOfType(thing, ARTICLES))
  const own = articles.filter((thing) => addressesOf(thing).some((url) => isOneOf(url, urls)))
  const nameless = articles.filter((thing) => addressesOf(thing).length === 0)
  for (const syntax of ['json-ld', 'microdata', 'rdfa'] as const) {
    const ofSyntax = nameless.filter((thing) => thing.syntax === syntax)
    const [only, ...more] = ofSyntax
    if (only !== undefined && more.length === 0) own.push(only)
  }
  return own
}

/** The addresses that a thing states for itself, absolute only. */
export function addressesOf(thing: Thing): string[] {
  const pages = thingsOf(thing, 'mainEntityOfPage').flatMap((page) => [
    page.id,
    textOfThing(page, 'url')?.value ?? null,
  ])
  const stated = [
    textOfThing(thing, 'mainEntityOfPage')?.value ?? null,
    ...pages,
    textOfThing(thing, 'url')?.value ?? null,
    thing.id,
  ]
  return stated.filter((url) => url !== null).filter((url) => absoluteUrl(url, null) !== null)
}

function isOneOf(url: string, urls: (string | null)[]): boolean {
  return urls.some((own) => own !== null && isSameSite(url, own) && pathKey(url) === pathKey(own))
}

/**
 * The id of the page itself, which names what the page is one of: an article, a question. It is the path of its
 * canonical address, so that a feed, which knows the address only, gives the same (adapters/feed.ts).
 */
export function pageId({ urls, document }: SchemaOrgPage): PlacedText | null {
  const url = document.canonicalUrl ?? urls[0] ?? null
  return url === null ? null : { value: pathKey(url), at: 'canonical address' }
}

/** Whether a thing states the page's own address as its own. */
export function isThisPage(thing: Thing, { urls }: SchemaOrgPage): boolean {
  return addressesOf(thing).some((url) => isOneOf(url, urls))
}

export function isAsked(question: Thing): boolean {
  return !ancestorsOf(question).some((thing) => isOfType(thing, NO_QUESTIONS))
}
