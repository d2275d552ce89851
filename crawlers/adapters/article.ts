import type { RawFields, RawItem, RawValue } from '../../schema/raw-item.ts'
import type { Adapter, Detection, Reading } from '../adapter.ts'
import { type ArticleHead, articleHead, countOutermost } from '../article-head.ts'
import { type BlogComment, blogComments } from '../blog-comments.ts'
import type { Document } from '../document.ts'
import { type MainContent, mainContent } from '../main-content.ts'
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
/** A page that does not call itself an article must be one by its text. */
const MIN_UNMARKED_TEXT = 1000
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
  /["'/](?:Product|ProductGroup|Offer|AggregateOffer|DiscussionForumPosting|QAPage|FAQPage|Question|CollectionPage|SearchResultsPage|ProfilePage|ItemList|Hotel|Restaurant|LocalBusiness|SoftwareApplication|MobileApplication|Movie)["']/
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
  return judge(document, isMarked)
}

/** By what the page calls itself; without that, by its date and how much of it is running text. */
function judge(document: Document, isMarked: boolean): Detection | null {
  const { head, content } = partsOf(document)
  if (content === null || content.size < MIN_TEXT || OTHER_KINDS.test(head.kind ?? '')) return null
  const says = `${content.size} characters of running text`
  const isCalled = isMarked || ARTICLE_KINDS.test(head.kind ?? '')
  if (isCalled || head.published?.at.startsWith('meta article')) {
    return { confidence: 0.6, why: `it calls itself an article and has ${says}` }
  }
  const isDated = head.published !== null && head.published.at !== 'date'
  if (!isDated || countOutermost(document, 'article') > MAX_ARTICLES) return null
  const isText =
    content.size >= MIN_UNMARKED_TEXT && content.size / content.seen >= MIN_UNMARKED_SHARE
  return isText ? { confidence: 0.3, why: `a date and ${says}` } : null
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
