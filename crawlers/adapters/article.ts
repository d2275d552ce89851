import type { RawFields, RawItem, RawValue } from '../../schema/raw-item.ts'
import type { Adapter, Detection, Reading } from '../adapter.ts'
import { type ArticleHead, articleHead, BESIDE_HEADING, countOutermost } from '../article-head.ts'
import { type BlogComment, blogComments } from '../blog-comments.ts'
import type { Document } from '../document.ts'
import { type MainContent, mainContent } from '../main-content.ts'
import { elementsBelow } from '../markup.ts'
import { ownLine, PRICE, SKIPPED } from '../page-signs.ts'
import { shownPage } from '../records/shown-page.ts'
import type { PlacedText } from '../thing.ts'
import { absoluteUrl, pathKey } from '../web-address.ts'

/**
 * Articles and blog posts by what is shown: the main text, headings, bylines. An article's id is the path of its
 * address, as from markup and feeds, so that what each of them says of it is one item.
 */
export const adapter: Adapter = {
  name: 'article',
  plainName: "the page's visible article and comments",
  recognises: 'articles and blog posts without markup, and the comments below them',
  triedLive: null,
  detect,
  read,
}

/** Less is no article, whatever the page calls itself. */
const MIN_TEXT = 250
/** A page that does not call itself an article must be one by its text, the more of it the less else says so. */
const MIN_UNMARKED_TEXT = [1000, 700, 300, 250, 250] as const
const MIN_UNMARKED_SHARE = 0.4
/** A page with more is a list of articles. */
const MAX_ARTICLES = 3

const NO_MARKUP =
  /^\s*(?:[{[]|(?:<\?xml[^>]{0,200}>\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b)/i
/** Paths of lists, of people and of forums. */
const NO_ARTICLE_PATH =
  /\/(?:tags?|categor(?:y|ies)|kategorie|authors?|autor|search|suche|page|feed|members?|users?|cart|checkout|login|threads?|forums?|topics?|discussions?|viewtopic\.php|showthread\.php|topic\.asp|t)(?:[/?]|$)|\/archives?\/?$/i
/** What the pages of forum engines say of themselves. */
const FORUM =
  /<html[^>]{0,1000}\sid=["']?(?:XF|XenForo)\b|\sid=["']?phpbb\b|content=["'](?:Discourse|vBulletin|phpBB|MyBB|NodeBB|Vanilla)|vbulletin_global|ipb\.vars|smf_theme_url/i
const OTHER_TYPES =
  /["'/](?:Product|ProductGroup|Offer|AggregateOffer|DiscussionForumPosting|QAPage|FAQPage|Question|CollectionPage|SearchResultsPage|ProfilePage|ItemList|Hotel|Restaurant|LocalBusiness|SoftwareApplication|MobileApplication|Movie|JobPosting|[A-Z]?[a-z]{0,12}Event)["']/
const ARTICLE_TYPES =
  /["'/](?:\w*NewsArticle|Article|BlogPosting|Blog|TechArticle|Report|Recipe)["']/
const ARTICLE_KINDS = /^(?:article|blog|news)/
const OTHER_KINDS =
  /^(?:product|og:product|video|music|books|profile|business|place|restaurant|hotel|movie)/

function detect(document: Document): Detection | null {
  const { text, page } = document
  const url = document.canonicalUrl ?? absoluteUrl(page.finalUrl, null)
  const path = url === null ? '' : pathKey(url)
  if (text === '' || NO_MARKUP.test(text) || path === '/' || NO_ARTICLE_PATH.test(path)) return null
  const isMarked = ARTICLE_TYPES.test(text)
  if (FORUM.test(text) || (!isMarked && OTHER_TYPES.test(text))) return null
  return judge(document, isMarked, path)
}

/** By what the page calls itself; without that, by its date and how much of it is running text. */
function judge(document: Document, isMarked: boolean, path: string): Detection | null {
  const { head, content } = partsOf(document)
  if (content === null || OTHER_KINDS.test(head.kind ?? '')) return null
  const said = saidIn(content)
  if (said < MIN_TEXT) return null
  const says = `${content.size} characters of running text`
  const isCalled = isMarked || ARTICLE_KINDS.test(head.kind ?? '')
  if (isCalled || head.published?.at.startsWith('meta article')) {
    return { confidence: 0.6, why: `it calls itself an article and has ${says}` }
  }
  const isDated = head.published !== null && head.published.at !== 'date'
  if (!isDated || content.size / content.seen < MIN_UNMARKED_SHARE) return null
  const articles = countOutermost(document, 'article')
  if (articles > MAX_ARTICLES) return null
  const marks = marksOf(head, path, articles === 1 || ARTICLE_NAMES.test(document.text))
  if (said < (MIN_UNMARKED_TEXT[marks] ?? MIN_TEXT)) return null
  // A short text may describe a product or be one of many posts.
  const isSure = said >= MIN_UNMARKED_TEXT[0]
  if (!isSure && (sellsSomething(document) || hasOtherStatements(document))) return null
  return { confidence: 0.3, why: `a date and ${says}` }
}

/** Letters of an alphabet that a letter of each script says as much as. */
const WORTH_THREE = /\p{sc=Han}/gu
const WORTH_TWO = /[\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/gu

/** How much a text says, in letters of an alphabet. */
function saidIn({ size, value }: MainContent): number {
  if (size >= MIN_UNMARKED_TEXT[0]) return size
  return size + 2 * (value.match(WORTH_THREE)?.length ?? 0) + (value.match(WORTH_TWO)?.length ?? 0)
}

/**
 * Of four things that articles have and other dated texts have not: a writer, a dateline beside the heading, an address
 * of articles, and elements that are called so.
 */
function marksOf(head: ArticleHead, path: string, isInArticle: boolean): number {
  const isDatelined = head.published?.at === BESIDE_HEADING
  return [head.byline !== null, isDatelined, ARTICLE_PATH.test(path), isInArticle].filter(Boolean)
    .length
}

const ARTICLE_NAMES =
  /\b(?:hentry|h-entry|(?:entry|post|article|story)[-_]{0,2}(?:title|content|body|text|meta|header))\b/i

/** Addresses of what is published day by day. */
const ARTICLE_PATH =
  /\/(?:19|20)\d{2}[/_-]?(?:0?[1-9]|1[0-2])(?:[/_-]|\d{2}|$)|[/_-](?:blogs?|news|posts?|entry|entries|articles?|artik(?:el|kel)|articoli|articulos?|artigos?|archives?|journal|magazine?|story|stories|notizie|actualites?|noticias?|nyheter|nyheder|aktuality|novosti|haber(?:ler)?|wiadomosci|nieuws|log|diary|kiji)(?:[/_-]|$)/i

/** A price that stands alone. */
function sellsSomething({ root }: Document): boolean {
  for (const element of elementsBelow(root, ({ name }) => !SKIPPED.test(name))) {
    if (SKIPPED.test(element.name)) continue
    const line = ownLine(element)
    if (line !== '' && line.length <= MAX_PRICE && PRICE.test(line)) return true
  }
  return false
}

const MAX_PRICE = 20

function hasOtherStatements(document: Document): boolean {
  return shownPage(document).statements.some(({ type }) => type !== 'comment')
}

interface Parts {
  head: ArticleHead
  content: MainContent | null
}

/** Finding the text costs, and both detecting and reading need it. */
const known = new WeakMap<Document, Parts>()

function partsOf(document: Document): Parts {
  const done = known.get(document)
  if (done !== undefined) return done
  const head = articleHead(document)
  const content = mainContent(document.root, head.heading?.value ?? document.title)
  const parts = { head, content }
  known.set(document, parts)
  return parts
}

function read(document: Document): Reading {
  const { head, content } = partsOf(document)
  const url = document.canonicalUrl ?? absoluteUrl(document.page.finalUrl, null)
  const id = url === null ? null : { value: pathKey(url), at: 'canonical address' }
  const article = content === null ? null : articleItem(head, content, id)
  const comments = commentsOf(document).map((comment) =>
    item('comment', {
      sourceItemId: comment.id,
      url: comment.permalink,
      'author.name': comment.name,
      'author.url': comment.home,
      text: comment.words,
      publishedAt: comment.moment,
      threadId: id,
      inReplyTo: comment.above ?? id,
    }),
  )
  const items = article === null ? comments : [article, ...comments]
  return { items, aggregates: [], next: [], problems: [] }
}

/** Where their blocks are all understood (adapter `thread`), they are not read a second time. */
function commentsOf(document: Document): BlogComment[] {
  const comments = blogComments(document)
  const shown = shownPage(document).statements.filter(({ type }) => type === 'comment')
  return shown.length >= comments.length ? [] : comments
}

function articleItem(head: ArticleHead, content: MainContent, id: PlacedText | null): RawItem {
  return item('article', {
    sourceItemId: id,
    'author.name': head.byline,
    'author.url': head.profile,
    title: head.heading,
    text: { value: content.value, at: 'main text', html: true },
    publishedAt: head.published,
    editedAt: head.modified?.value === head.published?.value ? null : head.modified,
  })
}

function item(
  type: 'article' | 'comment',
  fields: Partial<Record<keyof RawFields, PlacedText | null>>,
): RawItem {
  const entries = Object.entries<PlacedText | null>(fields as Record<string, PlacedText | null>)
  const raw = entries.flatMap(([name, value]): [string, RawValue][] =>
    value === null ? [] : [[name, { ...value, adapter: adapter.name }]],
  )
  return { kind: 'item', type, fields: Object.fromEntries(raw), aspects: [], replies: [] }
}
