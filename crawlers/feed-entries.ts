import { parseFeed } from 'feedsmith'
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
  /** Its own; that of the whole feed is the page's (document.ts), but for JSON Feed, which has no markup. */
  language: PlacedText | null
  /** The entry that this one answers (RFC 4685), by its address where that is given. */
  inReplyTo: PlacedText | null
}

export interface Feed {
  format: 'rss' | 'rdf' | 'atom' | 'json'
  title: string | null
  /** The site that the feed belongs to. */
  link: string | null
  /** Older entries: Atom `rel=next` and `prev-archive` (RFC 5005), JSON Feed `next_url`. */
  next: string[]
  entries: FeedEntry[]
}

const MAX_ENTRIES = 5000
const MAX_TAGS = 500_000

/**
 * Reads RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and JSON Feed.
 * The first 5,000 entries.
 * @throws what feedsmith throws on text that is none of these, and Error on what is too large
 */
export function readFeed(text: string): Feed {
  const parsed = parseFeed<string>(bounded(text), { maxItems: MAX_ENTRIES })
  switch (parsed.format) {
    case 'atom':
      return atomFeed(parsed.feed)
    case 'json':
      return jsonFeed(parsed.feed)
    case 'rdf':
      return channelFeed('rdf', parsed.feed)
    case 'rss':
      return channelFeed('rss', parsed.feed)
  }
}

/** Text of markup; the value of JSON, which JSON.parse alone would read in time that grows with its depth squared. */
function bounded(text: string): unknown {
  if (/^\s{0,100}\{/.test(text)) {
    const reading = readJson(text)
    if ('value' in reading) return reading.value
    throw new Error(reading.message)
  }
  let tags = 0
  for (let i = text.indexOf('<'); i !== -1; i = text.indexOf('<', i + 1)) {
    if (++tags > MAX_TAGS) throw new Error(`it has more than ${MAX_TAGS} tags`)
  }
  return text
}

type Parsed = ReturnType<typeof parseFeed<string>>
type FeedOf<F extends Parsed['format']> = Extract<Parsed, { format: F }>['feed']

function atomFeed(feed: FeedOf<'atom'>): Feed {
  return {
    format: 'atom',
    title: feed.title?.value ?? null,
    link: linkOf(feed.links, 'alternate') ?? null,
    next: [linkOf(feed.links, 'next'), linkOf(feed.links, 'prev-archive')].filter(isKnown),
    entries: (feed.entries ?? []).map((entry, i): FeedEntry => {
      const at = `atom.entry[${i}]`
      const author = entry.authors?.[0] ?? feed.authors?.[0]
      const { content, summary } = entry
      const replied = entry.thr?.inReplyTos?.[0]
      return {
        id: plain(entry.id, `${at}.id`),
        link: plain(linkOf(entry.links, 'alternate'), `${at}.link`),
        title: typed(entry.title, `${at}.title`),
        text: typed(content, `${at}.content`) ?? typed(summary, `${at}.summary`) ?? null,
        author: plain(author?.name ?? entry.dc?.creators?.[0], `${at}.author.name`),
        authorUrl: plain(author?.uri, `${at}.author.uri`),
        published: plain(
          entry.published ?? entry.dc?.dates?.[0] ?? entry.updated,
          `${at}.published`,
        ),
        edited: plain(entry.updated, `${at}.updated`),
        language: plain(entry.xml?.lang ?? content?.xml?.lang, `${at}.xml:lang`),
        inReplyTo: plain(replied?.href ?? replied?.ref, `${at}.thr:in-reply-to`),
      }
    }),
  }
}

function jsonFeed(feed: FeedOf<'json'>): Feed {
  return {
    format: 'json',
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
      }
    }),
  }
}

/** RSS 1.0 (RDF) has less than RSS 2.0, under the same names, and its id in `rdf:about`. */
type ChannelFeed = Omit<FeedOf<'rss'>, 'items'> & { items?: ChannelItem[] }
type ChannelItem = NonNullable<FeedOf<'rss'>['items']>[number] & { rdf?: { about?: string } }

function channelFeed(format: 'rss' | 'rdf', feed: ChannelFeed): Feed {
  const links = feed.atom?.links
  return {
    format,
    title: feed.title ?? null,
    link: feed.link ?? null,
    next: [linkOf(links, 'next'), linkOf(links, 'prev-archive')].filter(isKnown),
    entries: (feed.items ?? []).map((item, i): FeedEntry => {
      const at = `${format}.item[${i}]`
      const { dc, content, atom, authors, thr } = item
      const replied = thr?.inReplyTos?.[0]
      return {
        id: plain(item.guid?.value ?? item.rdf?.about ?? atom?.id, `${at}.guid`),
        link: plain(
          item.link ?? linkOf(atom?.links, 'alternate') ?? permalinkOf(item),
          `${at}.link`,
        ),
        title: plain(item.title ?? dc?.titles?.[0], `${at}.title`),
        text:
          marked(content?.encoded, `${at}.content:encoded`) ??
          marked(item.description ?? dc?.descriptions?.[0], `${at}.description`),
        author: plain(dc?.creators?.[0] ?? authors?.[0]?.name, `${at}.author`),
        authorUrl: plain(authors?.[0]?.link, `${at}.author`),
        published: plain(item.pubDate ?? dc?.dates?.[0] ?? atom?.published, `${at}.pubDate`),
        edited: plain(atom?.updated, `${at}.atom:updated`),
        language: plain(dc?.languages?.[0], `${at}.dc:language`),
        inReplyTo: plain(replied?.href ?? replied?.ref, `${at}.thr:in-reply-to`),
      }
    }),
  }
}

/** A guid is the entry's address unless it says that it is not (RSS 2.0). */
function permalinkOf({ guid }: ChannelItem): string | undefined {
  const value = guid?.isPermaLink === false ? undefined : guid?.value
  return typeof value === 'string' && /^https?:\/\//i.test(value) ? value : undefined
}

/** A link without `rel` is the alternate one. */
function linkOf(
  links: readonly { href?: unknown; rel?: string | undefined }[] | undefined,
  rel: string,
): string | undefined {
  const link = links?.find((one) => (one.rel ?? 'alternate') === rel)
  return typeof link?.href === 'string' ? link.href : undefined
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

/** Atom says itself what its text is; `text` is the default, and then `<` is a character. Other media are base64. */
function typed(
  text: { value?: string | undefined; type?: string | undefined } | string | undefined,
  at: string,
): PlacedText | null {
  if (typeof text === 'string') return plain(text, at)
  const value = text?.value
  if (value === undefined || value.trim() === '') return null
  const type = text?.type ?? 'text'
  if (/\//.test(type) && !/^text\/|[/+]xml$/i.test(type)) return null
  const isMarkup = /html/i.test(type)
  return isMarkup ? { value, at, html: true } : { value, at }
}

function isKnown(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}
