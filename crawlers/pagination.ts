import type { Document } from './document.ts'
import { shortLineOf } from './find-elements.ts'
import { isHarmfulLink, isPrivatePlace } from './harmful-link.ts'
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
    if (url === here || isHarmfulLink(url) || isPrivatePlace(url)) continue
    if (isNextPage(candidate, url, here, lists)) pages.add(url)
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
  return /^\d{1,4}$/.test(label) ? /\d/.test(href) : isMore(label) || isAllOf(label)
}

/** Words that come before the number of a page in an address. */
const COUNTING = /page|pg|[?&;/]p|start|offset|skip|seite|pagina|p%c3%a1gina|página|strona/i

function dataAddresses(attribs: Record<string, string>): string[] {
  const addresses: string[] = []
  for (const name in attribs) {
    const value = attribs[name]
    if (name.length < 6 || value === undefined || !/^(?:https?:|[/?.])/.test(value)) continue
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
  if (NEIGHBOUR.test(url) || CALENDAR.test(url) || isAnotherView(url, here)) return false
  const isWithin = lists.has(listKey(url)) || isBelow(url, here)
  // Blogs and shops call the post or product that stands after this one the next.
  if (isNext) return isWithin || goesOn(url, here) || isNextPart(url, here)
  if (tag === 'link') return false
  if (isOfLists(url, lists, label) || isNumbered(url, label, here)) return true
  if (isAllOf(label)) return isWithin || isAboutTheSame(url, here)
  if (tag !== 'button')
    return (isWithin && isNextWord(label)) || (isMore(label) && goesOn(url, here))
  return isMore(label) && (isWithin || goesOn(url, here))
}

function isOfLists(page: string, lists: ReadonlySet<string>, label: string): boolean {
  const counted = pageNumberOf(page)
  if (counted === null || !lists.has(counted.rest)) return false
  // Page 1 is the address without a number, unless the site counts from 0 and labels it 2, or begins at the end.
  return counted.number > 1 || (counted.number === 1 && (label === '2' || counted.isFromEnd))
}

/** Where a list goes on at a mark instead of a number. */
const CURSOR =
  /^(?:cursor|after|max_?id|before|page_?token|next_?token|continuation|starting_after|updated-max|last_?id)$/i

/** The address counts or marks how far a list has been shown, where this page's does the same or nothing at all. */
function goesOn(url: string, here: string): boolean {
  const moved = pageNumberOf(url)
  if (moved !== null) return moved.number > (pageNumberOf(here)?.number ?? 0)
  return [...new URL(url).searchParams].some(([name]) => CURSOR.test(name))
}

/**
 * The number in the address is the one that follows on this page's, or its second part where this has none. A number
 * of more than three digits is a thing's own, as the one in `id=12` is.
 */
function isNextPart(url: string, here: string): boolean {
  const [own, other] = differenceOf(here, url)
  if (!isAnotherNumber(here, url) || OWN_NUMBER.test(url.slice(0, url.lastIndexOf(other))))
    return false
  const numberIn = (part: string) => Number(/(\d+)$/.exec(part)?.[1] ?? 1)
  return numberIn(other) < 1000 && numberIn(other) === numberIn(own) + 1
}

/** What stands before a number that is a thing's own. */
const OWN_NUMBER = /[?&;/_-](?:\w{0,12}id|t|p|item|product)=?$/i

/** The same shown otherwise: printed, sorted, filtered, in another number at a time, or to answer to. */
const VIEW =
  /^(?:print|printable|view|sort|sort_?by|sort-by|order|order_?by|dir|filter.*|stars?|rating|score|limit|per_?page|page_?size|size|count|pp|ipp|rows|step|tab|image|img|photo|pic|picture|slide|foto|bild|variant|color|colour|replytocom|reply|share|lang|locale|currency|highlight|format|output|helpful|month|year|date|day)$/i
const VIEW_STEP = /\/(?:print|printable|share|amp|edit)(?=[/?;]|$)/i

/** What this page's own address says of its view, the next ones may say too. */
function isAnotherView(url: string, here: string): boolean {
  const own = new URL(here)
  const other = new URL(url)
  if (VIEW_STEP.test(other.pathname) && !VIEW_STEP.test(own.pathname)) return true
  return [...other.searchParams].some(
    ([name, value]) => VIEW.test(name) && own.searchParams.get(name) !== value,
  )
}

/** Forums lead to the thread before and after this one. */
const NEIGHBOUR = /prev_next|goto=next|view=(?:next|previous)/i
/** A calendar leads from each month and day to the next, without end. */
const CALENDAR = /\/(?:19|20)\d{2}(?:\/(?:0?[1-9]|1[0-2])){1,2}\/(?:[0-3]?\d\/)?$/

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
  if (url.startsWith(`${stem}/`)) return true
  // `?t=901` is another thing than `?t=900`.
  return url.startsWith(`${stem}?`) && says(url, here)
}

/** All that one address says in its query, another says too. */
function says(url: string, of: string): boolean {
  const other = new URL(url).searchParams
  return [...new URL(of).searchParams].every(
    ([name, value]) => other.get(name) === value || PAGE_NAME.test(name),
  )
}

const PAGE_NAME = /page|start|offset|skip|cursor/i

/** What may stand in an address before the number of a page, and after it. */
const NUMBER_PART = /^(?:[/?&;_.,-]{0,3}[a-z_]{0,20}[=/_.,-]{0,2})?(\d{1,6})[/-]?$/i

/** The label is a number, and the address is this page's but for a number that goes with it. */
function isNumbered(url: string, label: string, here: string): boolean {
  if (!/^\d{1,4}$/.test(label)) return false
  const page = Number(label)
  if (page < 2) return false
  const [, other] = differenceOf(here, url)
  if (!isAnotherNumber(here, url)) return false
  const counted = Number(/(\d+)[/-]?$/.exec(other)?.[1])
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
