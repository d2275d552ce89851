import type { CheerioAPI } from 'cheerio'
import type { Page } from '../schema/page.ts'
import type { Problem } from '../schema/problem.ts'
import { decodeBody } from './charset.ts'
import { type JsonLdBlock, jsonLdBlocks, jsonLdThings } from './json-ld.ts'
import {
  elementsBelow,
  isElement,
  type Markup,
  type MarkupElement,
  type MarkupRoot,
  parseMarkup,
  textOf,
} from './markup.ts'
import { embeddedThings } from './microdata.ts'
import { MICROFORMAT_REVIEW } from './microformats.ts'
import { resolveReferences } from './references.ts'
import type { Thing } from './thing.ts'
import { absoluteUrl, isSameSite } from './web-address.ts'

/** Looking for an attribute is much cheaper than asking every element for it. */
const EMBEDDED = /\b(?:itemscope|typeof\s*=)/i

/** As much as one answer may hold when it is fetched (net/http-client.ts). */
const MAX_BODY_BYTES = 20_000_000

/**
 * A page, opened for reading. Everything is worked out when it is first asked for, and once. Reading never
 * throws; what could not be read is in `problems`, which is complete when all has been asked for.
 */
export interface Document {
  readonly page: Page
  /** Media type in lower case without parameters; null when the server said none. */
  readonly contentType: string | null
  /** The body as text; empty when it is too large. */
  readonly text: string
  /**
   * The body as markup; empty when it is JSON. A selector over the whole page takes time that grows with the
   * square of how many elements stand side by side: elementsBelow (markup.ts) does not.
   */
  readonly $: CheerioAPI
  readonly root: MarkupRoot
  /** Where relative links start: the final address or the document's `<base href>`; null when neither is known. */
  readonly baseUrl: string | null
  /** rel=canonical or og:url on the same host; else the final address without fragment; null when unknown. */
  readonly canonicalUrl: string | null
  readonly title: string | null
  /** As the page writes it: `lang` of html or of a feed, `Content-Language`, og:locale. */
  readonly language: string | null
  readonly jsonLd: JsonLdBlock[]
  /** JSON-LD first, then microdata, then RDFa; references by `@id` resolved. */
  readonly things: Thing[]
  readonly problems: Problem[]
}

/** Opens a page. Cheap: nothing is decoded or parsed yet. */
export function openDocument(page: Page): Document {
  return new OpenDocument(page)
}

class OpenDocument implements Document {
  readonly page: Page
  readonly problems: Problem[] = []
  #text: string | undefined
  #markup: Markup | undefined
  #jsonLd: JsonLdBlock[] | undefined
  #things: Thing[] | undefined
  #baseUrl: string | null | undefined
  #canonicalUrl: string | null | undefined
  #landmarks: Map<LandmarkName, MarkupElement[]> | undefined

  constructor(page: Page) {
    this.page = page
  }

  get contentType(): string | null {
    const type = this.page.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    return type ? type : null
  }

  get text(): string {
    this.#text ??= this.#readText()
    return this.#text
  }

  #readText(): string {
    const { body, headers } = this.page
    if (body.length <= MAX_BODY_BYTES) return decodeBody(body, headers['content-type'] ?? null)
    const message = `the page has ${body.length} bytes; more than ${MAX_BODY_BYTES} are not read`
    this.problems.push({ code: 'too_large', message, where: 'body' })
    return ''
  }

  get #parsed(): Markup {
    this.#markup ??= this.#parse()
    return this.#markup
  }

  #parse(): Markup {
    const isJson = /^\s{0,100}[{[]/.test(this.text)
    const markup = parseMarkup(isJson ? '' : this.text)
    if (markup.cut !== null) {
      const message = `${markup.cut}: what follows is not read`
      this.problems.push({ code: 'too_large', message, where: 'markup' })
    }
    return markup
  }

  get $(): CheerioAPI {
    return this.#parsed.$
  }

  get root(): MarkupRoot {
    return this.#parsed.root
  }

  get baseUrl(): string | null {
    if (this.#baseUrl === undefined) {
      const final = absoluteUrl(this.page.finalUrl, null)
      const href = this.#head('base', () => true)?.['href']
      this.#baseUrl = (href === undefined ? null : absoluteUrl(href, final)) ?? final
    }
    return this.#baseUrl
  }

  get canonicalUrl(): string | null {
    if (this.#canonicalUrl === undefined) this.#canonicalUrl = this.#readCanonicalUrl()
    return this.#canonicalUrl
  }

  #readCanonicalUrl(): string | null {
    const final = absoluteUrl(this.page.finalUrl, null)
    const claims = [
      this.#head('link', ({ rel }) => /(?:^|\s)canonical(?:\s|$)/i.test(rel ?? ''))?.['href'],
      this.#head('meta', ({ property }) => property?.toLowerCase() === 'og:url')?.['content'],
    ]
    for (const claim of claims) {
      const url = claim === undefined ? null : absoluteUrl(claim, this.baseUrl)
      if (url !== null && (final === null || isSameSite(url, final))) return withoutFragment(url)
    }
    return final === null ? null : withoutFragment(final)
  }

  get title(): string | null {
    const isTitle = (property: string | undefined) => property?.toLowerCase() === 'og:title'
    const element = this.#first('title')
    const written = element === null ? '' : textOf(element)
    const title =
      written.trim() || this.#head('meta', ({ property }) => isTitle(property))?.['content'] || ''
    // A feed's CDATA is text to an HTML parser.
    const line = title
      .replace(/^\s*<!\[CDATA\[|\]\]>\s*$/g, '')
      .replace(/\s+/g, ' ')
      .trim()
    return line === '' ? null : line
  }

  get language(): string | null {
    const html = this.#head('html', () => true)
    const isHeader = (name: string | undefined) => name?.toLowerCase() === 'content-language'
    const claims = [
      html?.['lang'],
      html?.['xml:lang'],
      html === null ? this.#feedLanguage() : null,
      this.page.headers['content-language']?.split(',')[0],
      this.#head('meta', (meta) => isHeader(meta['http-equiv']))?.['content']?.split(',')[0],
      this.#head('meta', ({ property }) => property?.toLowerCase() === 'og:locale')?.['content'],
    ]
    const claim = claims.map((one) => one?.trim().replaceAll('_', '-')).find(Boolean)
    return claim ?? null
  }

  #feedLanguage(): string | null {
    const atom = this.#head('feed', () => true)?.['xml:lang']
    const stated = (['language', 'dc:language'] as const).map((name) => this.#first(name))
    const rss = stated.find((element) => element !== null && !isInEntry(element)) ?? null
    return atom ?? (rss === null ? null : textOf(rss))
  }

  get jsonLd(): JsonLdBlock[] {
    if (this.#jsonLd === undefined) {
      const { blocks, problems } = jsonLdBlocks(this.root)
      this.#jsonLd = blocks
      this.problems.push(...problems)
    }
    return this.#jsonLd
  }

  get things(): Thing[] {
    this.#things ??= resolveReferences([
      ...jsonLdThings(this.jsonLd, this.baseUrl),
      ...(EMBEDDED.test(this.text) || MICROFORMAT_REVIEW.test(this.text)
        ? embeddedThings(this.$, this.root, this.baseUrl)
        : []),
    ])
    return this.#things
  }

  /** The attributes of the first element of this name that `isIt`. */
  #head(name: LandmarkName, isIt: (attributes: Record<string, string | undefined>) => boolean) {
    return this.#first(name, isIt)?.attribs ?? null
  }

  #first(
    name: LandmarkName,
    isIt: (attributes: Record<string, string | undefined>) => boolean = () => true,
  ): MarkupElement | null {
    this.#landmarks ??= landmarksOf(this.root)
    return this.#landmarks.get(name)?.find(({ attribs }) => isIt(attribs)) ?? null
  }
}

/** The elements that tell of a document as a whole. */
const LANDMARKS = [
  'html',
  'base',
  'link',
  'meta',
  'title',
  'feed',
  'language',
  'dc:language',
] as const
type LandmarkName = (typeof LANDMARKS)[number]

/** By hand and in one walk: a selector takes time that grows with the square of how many elements stand side by side. */
function landmarksOf(root: MarkupRoot): Map<LandmarkName, MarkupElement[]> {
  const landmarks = new Map<LandmarkName, MarkupElement[]>(LANDMARKS.map((name) => [name, []]))
  for (const element of elementsBelow(root)) {
    landmarks.get(element.name as LandmarkName)?.push(element)
  }
  return landmarks
}

/** Not just below `channel`: an HTML parser leaves `<atom:link/>` open. */
function isInEntry({ parent }: MarkupElement): boolean {
  for (let up = parent; up !== null; up = up.parent) {
    if (isElement(up) && up.name === 'item') return true
  }
  return false
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '')
}
