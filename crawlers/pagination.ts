import type { Document } from './document.ts'
import { elementsBelow, textOf } from './markup.ts'
import { absoluteUrl, cleanUrl, isSameSite, listKey, pageNumberOf } from './web-address.ts'

/** A list's pages are linked by tens; more is a calendar or a trap. */
const MAX_PAGES = 200

/**
 * The pages that continue this one, absolute, in the page's order: `rel=next`, and links to the same address with
 * another page number (`?page=3`, `/page/3`, `?start=20`). The first page, which is this one without a number,
 * is not named again.
 */
export function nextPages(document: Document): string[] {
  const own = absoluteUrl(document.page.finalUrl, null)
  if (own === null) return []
  const lists = new Set([own, document.canonicalUrl ?? own].map(listKey))
  const pages = new Set<string>()
  for (const element of elementsBelow(document.root)) {
    if (!['a', 'link', 'area'].includes(element.name)) continue
    const url = absoluteUrl(element.attribs['href'] ?? '', document.baseUrl)
    if (url === null || !isSameSite(url, own)) continue
    const page = cleanUrl(url)
    if (page === cleanUrl(own) || pages.has(page)) continue
    const isNext = /(?:^|\s)next(?:\s|$)/i.test(element.attribs['rel'] ?? '')
    if (isNext || (element.name !== 'link' && isOfLists(page, lists, () => textOf(element)))) {
      pages.add(page)
    }
    if (pages.size >= MAX_PAGES) break
  }
  return [...pages]
}

function isOfLists(page: string, lists: Set<string>, label: () => string): boolean {
  const counted = pageNumberOf(page)
  if (counted === null || !lists.has(counted.rest)) return false
  // Page 1 is the address without a number, unless the site counts from 0 and labels it 2.
  return counted.number > 1 || (counted.number === 1 && label().trim() === '2')
}
