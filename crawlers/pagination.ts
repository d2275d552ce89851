import type { Document } from './document.ts'
import { shortLineOf } from './find-elements.ts'
import { nextOfJson } from './json-next.ts'
import { elementsBelow, type MarkupElement } from './markup.ts'
import { isAllOf, isMore, isNextWord } from './next-words.ts'
import { absoluteUrl, cleanUrl, isSameSite, listKey, pageNumberOf } from './web-address.ts'

/** A list's pages are linked by tens; more is a calendar or a trap. */
const MAX_PAGES = 200
/** Labels of links to pages are short. */
const MAX_LABEL = 60

/** Where scripts find the address of what they load. */
const DATA_ADDRESS =
  /^(?:hx-get|formaction|data-(?:[a-z-]{0,30}-)?(?:url|href|next|endpoint|link|src|page-url))$/

/** A link that may lead to a page of the list; most links of a page cannot, and are not looked at closer. */
interface Candidate {
  href: string
  label: string
  tag: string
  isNext: boolean
}

/**
 * The pages that continue this one, absolute, in the page's order:
 * - `rel=next`, and links that say "next" or "older" in one of many languages and stay within the list;
 * - links to the same address with another page number or offset (`?page=3`, `/page/3`, `?start=20`), or whose
 *   label is a number and whose address is this one's but for that number (`thread-5-2.html`);
 * - "load more" with the address that it loads; "see all 57 reviews";
 * - what the JSON of an API names as its next part, or the same address with its cursor or offset moved on.
 * The first page, which is this one without a number, is not named again.
 */
export function nextPages(document: Document): string[] {
  const own = absoluteUrl(document.page.finalUrl, null)
  if (own === null) return []
  if (/^\s{0,100}[{[]/.test(document.text)) return nextOfBody(document.text, own)
  const here = cleanUrl(own)
  const lists = new Set([own, document.canonicalUrl ?? own].map(listKey))
  const pages = new Set<string>()
  for (const candidate of candidatesOf(document)) {
    if (pages.size >= MAX_PAGES) break
    const absolute = absoluteUrl(candidate.href, document.baseUrl)
    if (absolute === null || !isSameSite(absolute, own)) continue
    const url = cleanUrl(absolute)
    if (url !== here && isNextPage(candidate, url, here, lists)) pages.add(url)
  }
  return [...pages]
}

function nextOfBody(text: string, own: string): string[] {
  try {
    const next = nextOfJson(JSON.parse(text), own)
    return next === null || !isSameSite(next, own) ? [] : [next]
  } catch {
    return [] // whoever reads it says that it is broken
  }
}

function* candidatesOf({ root }: Document): Generator<Candidate> {
  for (const element of elementsBelow(root)) {
    const { name: tag, attribs } = element
    const href = ['a', 'link', 'area'].includes(tag) ? attribs['href'] : undefined
    const isNext = /(?:^|\s)next(?:\s|$)/i.test(attribs['rel'] ?? '')
    const label = href === undefined ? '' : labelOf(element)
    if (href !== undefined && (isNext || mayLeadOn(href, label))) yield { href, label, tag, isNext }
    for (const address of dataAddresses(attribs)) {
      yield { href: address, label: label || labelOf(element), tag: 'button', isNext: false }
    }
  }
}

/** A cheap look: what only moves within the page leads nowhere, and most links have neither number nor such words. */
function mayLeadOn(href: string, label: string): boolean {
  if (href.startsWith('#')) return false
  if (/[=/-]\d{1,6}(?:\D|$)/.test(href) && COUNTING.test(href)) return true
  return /^\d{1,4}$/.test(label) ? /\d/.test(href) : isNextWord(label) || isAllOf(label)
}

/** Words that come before the number of a page in an address. */
const COUNTING = /page|pg|[?&;/]p|start|offset|skip|seite|pagina|p%c3%a1gina|página|strona/i

function dataAddresses(attribs: Record<string, string>): string[] {
  const addresses: string[] = []
  for (const name in attribs) {
    const value = attribs[name]
    if (name.length < 7 || value === undefined || !/^(?:https?:|[/?.])/.test(value)) continue
    if (DATA_ADDRESS.test(name)) addresses.push(value)
  }
  return addresses
}

function labelOf(element: MarkupElement): string {
  if (element.name === 'link') return ''
  const { attribs } = element
  const label = shortLineOf(element, MAX_LABEL) ?? attribs['aria-label'] ?? attribs['title'] ?? ''
  return label.slice(0, MAX_LABEL).trim()
}

function isNextPage(
  { label, tag, isNext }: Candidate,
  url: string,
  here: string,
  lists: ReadonlySet<string>,
): boolean {
  if (NEIGHBOUR.test(url)) return false
  const isWithin = lists.has(listKey(url)) || isBelow(url, here)
  // Blogs call the post that was written after this one the next.
  if (isNext) return isWithin || pageNumberOf(url) !== null || isAnotherNumber(here, url)
  if (tag === 'link') return false
  if (isOfLists(url, lists, label) || isNumbered(url, label, here)) return true
  if (isAllOf(label)) return isWithin || isAboutTheSame(url, here)
  if (tag !== 'button') return isWithin && isNextWord(label)
  return isMore(label) && (isWithin || pageNumberOf(url) !== null)
}

function isOfLists(page: string, lists: ReadonlySet<string>, label: string): boolean {
  const counted = pageNumberOf(page)
  if (counted === null || !lists.has(counted.rest)) return false
  // Page 1 is the address without a number, unless the site counts from 0 and labels it 2, or begins at the end.
  return counted.number > 1 || (counted.number === 1 && (label === '2' || counted.isFromEnd))
}

/** Forums lead to the thread before and after this one. */
const NEIGHBOUR = /prev_next|goto=next|view=(?:next|previous)/i

/** Both name the same thing: a number or code of four characters or more. */
function isAboutTheSame(url: string, here: string): boolean {
  const codes = here.match(/[a-z0-9]{4,40}/gi)?.filter((token) => /\d/.test(token)) ?? []
  return codes.slice(-10).some((code) => url.includes(code))
}

function isAnotherNumber(here: string, url: string): boolean {
  const [own, other] = differenceOf(here, url)
  return NUMBER_PART.test(other) && (own === '' || NUMBER_PART.test(own))
}

/** The path goes on where this page's ends, as `/p/5/reviews` does behind `/p/5`. */
function isBelow(url: string, here: string): boolean {
  const stem = here.replace(/[?#].*$/s, '').replace(/\/$/, '')
  return url.startsWith(`${stem}/`) || url.startsWith(`${stem}?`)
}

/** What may stand in an address before the number of a page, and after it. */
const NUMBER_PART = /^(?:[/?&;_.,-]{0,3}[a-z_]{0,20}[=/_.,-]{0,2})?(\d{1,6})$/i

/** The label is a number, and the address is this page's but for a number that goes with it. */
function isNumbered(url: string, label: string, here: string): boolean {
  if (!/^\d{1,4}$/.test(label)) return false
  const page = Number(label)
  if (page < 2) return false
  const [, other] = differenceOf(here, url)
  if (!isAnotherNumber(here, url)) return false
  const counted = Number(/(\d+)$/.exec(other)?.[1])
  return counted === page || counted === page - 1 || (counted > 0 && counted % (page - 1) === 0)
}

/** What is left of two addresses without their common beginning and end; no number is cut in two. */
function differenceOf(a: string, b: string): [string, string] {
  const shortest = Math.min(a.length, b.length)
  const isDigit = (character: string | undefined) => /^\d$/.test(character ?? '')
  let start = 0
  while (start < shortest && a[start] === b[start]) start++
  if (isDigit(a[start]) || isDigit(b[start])) while (start > 0 && isDigit(a[start - 1])) start--
  let end = 0
  while (end < shortest - start && a.at(-1 - end) === b.at(-1 - end)) end++
  if (isDigit(a.at(-1 - end)) || isDigit(b.at(-1 - end)))
    while (end > 0 && isDigit(a.at(-end))) end--
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)]
}
