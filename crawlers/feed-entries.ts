import { parseJsonFeed } from 'feedsmith'
import {
  basedUrl,
  type FeedMarkup,
  feedMarkup,
  hasElements,
  inherited,
  localName,
  type Parts,
  partsOf,
  xmlText,
} from './feed-elements.ts'
import { isElement, type MarkupElement } from './markup.ts'
import { readJson } from './relaxed-json.ts'
import { looksLikeMarkup, type PlacedText } from './thing.ts'

/** What feeds of all formats say of an entry. */
export interface FeedEntry {
  id: PlacedText | null
  link: PlacedText | null
  title: PlacedText | null
  text: PlacedText | null
  author: PlacedText | null
  authorUrl: PlacedText | null
  published: PlacedText | null
  edited: PlacedText | null
  /** Of the entry or one of its parts; that of the whole feed is the page's (document.ts), but for JSON Feed, which has no markup. */
  language: PlacedText | null
  /** The entry that this one answers (RFC 4685), by its address where that is given. */
  inReplyTo: PlacedText | null
  /** Feeds of reviews state one; extensions call it so in names of their own (`im:rating`). */
  rating: PlacedText | null
}

export interface Feed {
  title: string | null
  /** The site that the feed belongs to. */
  link: string | null
  /** Older entries: Atom `rel=next` and `prev-archive` (RFC 5005), JSON Feed `next_url`. */
  next: string[]
  entries: FeedEntry[]
}

const MAX_ENTRIES = 5000

/**
 * Reads RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF (by the names of their elements, in any mixture, well-formed or not), and
 * JSON Feed. The first 5,000 entries.
 * @param baseUrl where relative addresses start, when the feed itself does not say
 * @throws Error on what is none of these, or too large
 * @see https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287, https://www.w3.org/TR/NOTE-CDFsubmit.html
 */
export function readFeed(text: string, baseUrl: string | null = null): Feed {
  if (/^\s{0,100}\{/.test(text)) return jsonFeed(text)
  return new XmlFeed(feedMarkup(text, MAX_ENTRIES), baseUrl).read()
}

class XmlFeed {
  readonly #markup: FeedMarkup
  readonly #baseUrl: string | null
  readonly #channel: Parts

  constructor(markup: FeedMarkup, baseUrl: string | null) {
    this.#markup = markup
    this.#baseUrl = baseUrl
    const own = partsOf(markup.feed)
    const channel = own.get('feed:channel')?.[0]
    this.#channel = channel === undefined ? own : partsOf(channel)
  }

  read(): Feed {
    const { feed, entries } = this.#markup
    const links = this.#channel.get('feed:link') ?? []
    const next = ['next', 'prev-archive'].map(
      (rel) => links.find((link) => link.attribs['rel'] === rel)?.attribs['href'],
    )
    const title = this.#channel.get('feed:title')?.[0]
    const root = localName(feed)
    const name = root === 'feed' ? 'atom' : root === 'channel' ? 'cdf' : root
    return {
      title: title === undefined ? null : xmlText(title),
      link: this.#linkIn(links) ?? feed.attribs['HREF'] ?? null,
      next: next.filter(isKnown),
      entries: entries.map((entry, i) =>
        this.#readEntry(entry, `${name}.${localName(entry)}[${i}]`),
      ),
    }
  }

  #readEntry(element: MarkupElement, at: string): FeedEntry {
    const parts = partsOf(element)
    const text = this.#first(parts, at, TEXTS)
    const published = this.#first(parts, at, PUBLISHED)
    const edited = this.#first(parts, at, EDITED) ?? attribute(element, 'lastmod', at)
    const reply = parts.get('thr:in-reply-to')?.[0]?.attribs
    return {
      id: this.#first(parts, at, IDS) ?? plain(element.attribs['rdf:about'], `${at}.rdf:about`),
      link: this.#linkOf(element, parts, at),
      title: this.#first(parts, at, TITLES),
      text,
      ...this.#authorOf(parts, at),
      // An Atom entry without a date of its own was published when it was updated.
      published: published ?? this.#first(parts, at, ['feed:updated', 'feed:modified']),
      edited,
      language: this.#languageOf(element, parts, at),
      inReplyTo: plain(reply?.['href'] ?? reply?.['ref'], `${at}.thr:in-reply-to`),
      rating: ratingOf(parts, at),
    }
  }

  /** The first of these parts that says something. */
  #first(parts: Parts, at: string, names: readonly string[]): PlacedText | null {
    for (const name of names) {
      for (const element of parts.get(name) ?? []) {
        const text = this.#textOf(element, `${at}.${element.name}`, MARKED.has(name))
        if (text !== null) return text
      }
    }
    return null
  }

  /**
   * What an element says. Atom says itself what its text is (`type`, in 0.3 with a `mode`), and what is neither text nor markup is
   * base64; in RSS some elements are markup whether they look so or not.
   */
  #textOf(element: MarkupElement, at: string, isMarked: boolean): PlacedText | null {
    const { type = '', mode } = element.attribs
    if (hasElements(element)) return marked(this.#innerMarkup(element), at)
    const text = xmlText(element)
    const isOther = /\//.test(type) && !/^text\/|[/+]xml$/i.test(type)
    if (mode === 'base64' || isOther)
      return /^(?:image|audio|video)\//i.test(type) ? null : marked(fromBase64(text), at)
    if (/html|\+xml/i.test(type) || isMarked) return marked(text, at)
    return type === 'text' || type === 'text/plain' ? verbatim(text, at) : plain(text, at)
  }

  /** Markup without prefixes, and without the `div` that Atom wraps it in (RFC 4287, 3.1.1.3). */
  #innerMarkup(element: MarkupElement): string {
    const nodes = element.children.filter(
      (node) => isElement(node) || ('data' in node && node.data.trim() !== ''),
    )
    const [only] = nodes
    const isWrapped =
      nodes.length === 1 && only !== undefined && isElement(only) && localName(only) === 'div'
    const inner = this.#markup.$(isWrapped ? only : element).html() ?? ''
    return inner.replace(/<(\/?)\w{1,20}:(?=\w)/g, '<$1')
  }

  #linkOf(element: MarkupElement, parts: Parts, at: string): PlacedText | null {
    const links = [...(parts.get('feed:link') ?? []), ...(parts.get('feed:a') ?? [])]
    const href = this.#linkIn(links) ?? attribute(element, 'href', at)?.value ?? permalinkIn(parts)
    return plain(href, `${at}.link`)
  }

  /** RSS writes an address as text, Atom in `href`; without `rel` it is the alternate one. */
  #linkIn(links: readonly MarkupElement[]): string | null {
    for (const link of links) {
      const { rel = 'alternate' } = link.attribs
      const href = link.attribs['href'] ?? link.attribs['HREF'] ?? xmlText(link).trim()
      if (rel === 'alternate' && href !== '') return basedUrl(href, link, this.#baseUrl)
    }
    return null
  }

  #authorOf(parts: Parts, at: string): Pick<FeedEntry, 'author' | 'authorUrl'> {
    const own = AUTHORS.flatMap((name) => parts.get(name) ?? [])
    for (const element of [...own, ...(this.#channel.get('feed:author') ?? [])]) {
      const inner = partsOf(element)
      const name = inner.get('feed:name')?.[0]
      const address = ['feed:uri', 'feed:url', 'feed:homepage'].flatMap(
        (one) => inner.get(one) ?? [],
      )[0]
      const author =
        name === undefined && hasElements(element)
          ? null
          : plain(personName(xmlText(name ?? element)), `${at}.${element.name}`)
      if (author === null && address === undefined) continue
      const url =
        address === undefined ? null : basedUrl(xmlText(address).trim(), address, this.#baseUrl)
      return { author, authorUrl: plain(url, `${at}.${element.name}`) }
    }
    return { author: null, authorUrl: null }
  }

  #languageOf(entry: MarkupElement, parts: Parts, at: string): PlacedText | null {
    const said = [...TEXTS, ...TITLES].flatMap((name) => parts.get(name) ?? [])[0]
    const marks = [said?.attribs['xml:lang'], inherited(entry, 'xml:lang')]
    const mark = marks.find((one) => one !== undefined && one !== null && one !== '')
    return plain(mark, `${at}.xml:lang`) ?? this.#first(parts, at, ['dc:language', 'feed:language'])
  }
}

const IDS = ['feed:guid', 'feed:id', 'dc:identifier']
const TITLES = ['feed:title', 'dc:title', 'media:title', 'itunes:title']
const TEXTS = [
  'content:encoded',
  'feed:content',
  'xhtml:body',
  'feed:body',
  'feed:fullitem',
  'feed:description',
  'feed:summary',
  'dc:description',
  'feed:abstract',
  'itunes:summary',
  'media:description',
]
/** Markup, whether they look so or not. */
const MARKED = new Set([
  'content:encoded',
  'feed:description',
  'feed:fullitem',
  'dc:description',
  'xhtml:body',
  'feed:body',
])
const AUTHORS = ['feed:author', 'dc:creator', 'dc:author', 'itunes:author', 'media:credit']
const PUBLISHED = [
  'feed:pubdate',
  'feed:published',
  'feed:issued',
  'dc:date',
  'dcterms:issued',
  'feed:created',
  'dcterms:created',
  'feed:date',
  'feed:pubDate',
]
const EDITED = ['feed:updated', 'feed:modified', 'dcterms:modified']

/** An attribute in any case of letters. */
function attribute({ attribs }: MarkupElement, name: string, at: string): PlacedText | null {
  return plain(attribs[name] ?? attribs[name.toUpperCase()], `${at}.${name}`)
}

/** A guid is the entry's address unless it says that it is not (RSS 2.0). */
function permalinkIn(parts: Parts): string | null {
  const guid = parts.get('feed:guid')?.[0]
  if (guid === undefined || guid.attribs['isPermaLink'] === 'false') return null
  const value = xmlText(guid).trim()
  return /^https?:\/\//i.test(value) ? value : null
}

/** `me@example.com (Anna Lind)` and `Anna Lind (me@example.com)` are Anna Lind; an address alone is all the name there is. */
function personName(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const names = (/^([^()<>]{0,200})[(<]([^()<>]{0,200})[)>]$/.exec(line) ?? [])
    .slice(1)
    .map((one) => one.trim())
  return names.find((one) => one !== '' && !/^\S+@\S+$/.test(one)) ?? line
}

function ratingOf(parts: Parts, at: string): PlacedText | null {
  for (const [key, elements] of parts) {
    if (!/^(?:feed|other):(?:rating|stars|ratingvalue|reviewrating)$/.test(key)) continue
    const text = elements[0] === undefined ? '' : xmlText(elements[0]).trim()
    if (/^\d{1,3}(?:[.,]\d{1,2})?$/.test(text))
      return { value: text, at: `${at}.${elements[0]?.name}` }
  }
  return null
}

/** Null where the text is no base64 of UTF-8. */
function fromBase64(text: string): string | null {
  const packed = text.replace(/\s+/g, '')
  if (packed === '' || !/^[A-Za-z\d+/]+={0,2}$/.test(packed)) return null
  const decoded = Buffer.from(packed, 'base64').toString('utf8')
  return decoded.includes('\ufffd') ? null : decoded
}

/** Read here: JSON.parse alone takes time that grows with the square of the depth. */
function jsonFeed(text: string): Feed {
  const reading = readJson(text)
  if (!('value' in reading)) throw new Error(reading.message)
  const feed = parseJsonFeed<string>(reading.value, { maxItems: MAX_ENTRIES })
  return {
    title: feed.title ?? null,
    link: feed.home_page_url ?? null,
    next: [feed.next_url].filter(isKnown),
    entries: (feed.items ?? []).map((item, i): FeedEntry => {
      const at = `json.items[${i}]`
      const author = item.authors?.[0] ?? feed.authors?.[0]
      return {
        id: plain(item.id, `${at}.id`),
        link: plain(item.url ?? item.external_url, `${at}.url`),
        title: plain(item.title, `${at}.title`),
        text:
          marked(item.content_html, `${at}.content_html`) ??
          plain(item.content_text ?? item.summary, `${at}.content_text`),
        author: plain(author?.name, `${at}.authors[0].name`),
        authorUrl: plain(author?.url, `${at}.authors[0].url`),
        published: plain(item.date_published, `${at}.date_published`),
        edited: plain(item.date_modified, `${at}.date_modified`),
        language: plain(item.language ?? feed.language, `${at}.language`),
        inReplyTo: null,
        rating: null,
      }
    }),
  }
}

function plain(value: unknown, at: string): PlacedText | null {
  if (typeof value !== 'string' || value.trim() === '') return null
  return looksLikeMarkup(value) ? { value, at, html: true } : { value, at }
}

/** Content of RSS is markup, whether it looks so or not. */
function marked(value: unknown, at: string): PlacedText | null {
  if (typeof value !== 'string' || value.trim() === '') return null
  return { value, at, html: true }
}

/** Text in which `<` is a character. */
function verbatim(value: string, at: string): PlacedText | null {
  return value.trim() === '' ? null : { value, at }
}

function isKnown(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}
