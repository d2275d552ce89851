import type { Document } from './document.ts'
import { shortLineOf } from './find-elements.ts'
import { elementsBelow, type MarkupElement } from './markup.ts'
import { absoluteUrl } from './web-address.ts'

const MAX_HEADING = 300
/** Shorter ones stand in any title. */
const MIN_REPEATED = 2

/** Whether a reader of articles looks into an element: not into what stands around them. */
export function isAroundArticle({ name, attribs, parent }: MarkupElement): boolean {
  // What wrote it and when may stand in the foot of the article itself.
  if (name === 'footer') return !(parent !== null && 'name' in parent && parent.name === 'article')
  if (/^(?:script|style|nav|aside|form|noscript|template|svg|button)$/.test(name)) return true
  if (name === 'body' || name === 'html') return false
  return AROUND.test(`${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`)
}

const AROUND =
  /comment|disqus|related|sidebar|(?<!(?:entry|post|article|node)[_-])footer|recommend|teaser|widget|breadcrumb|menu/i

/**
 * The heading of the article that a page shows: the one that begins or ends the page's title, a site's own name left
 * out; else its only h1. Null where the page has neither. Worked out once a page, in one walk.
 */
export function shownHeading(document: Document): MarkupElement | null {
  const done = known.get(document)
  if (done !== undefined) return done
  const heading = findHeading(document)
  known.set(document, heading)
  return heading
}

const known = new WeakMap<Document, MarkupElement | null>()

function findHeading(document: Document): MarkupElement | null {
  const whole = plain(document.title ?? '')
  const h1s: MarkupElement[] = []
  for (const element of elementsBelow(document.root, (one) => !isAroundArticle(one))) {
    if (!/^h[1-3]$/.test(element.name) || isSiteName(element, document)) continue
    const line = plain(shortLineOf(element, MAX_HEADING) ?? '')
    const isLong = line.length >= (UNPARTED.test(line) ? MIN_REPEATED : MIN_REPEATED + 3)
    if (isLong && (whole.startsWith(line) || whole.endsWith(line))) return element
    if (element.name === 'h1' && line !== '') h1s.push(element)
  }
  return h1s.length === 1 ? (h1s[0] ?? null) : null
}

const UNPARTED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** It links to what this page stands below: the home page, an author's blog. */
function isSiteName(heading: MarkupElement, { baseUrl, page }: Document): boolean {
  for (const { name, attribs } of elementsBelow(heading)) {
    if (name !== 'a') continue
    const home = absoluteUrl(attribs['href'] ?? '', baseUrl)?.replace(/[/?#]+$/, '')
    return home !== undefined && HOME.test(home) && page.finalUrl.startsWith(`${home}/`)
  }
  return false
}

const HOME = /^https?:\/\/[^/]{1,200}(?:\/[^/]{1,100})?$/i
