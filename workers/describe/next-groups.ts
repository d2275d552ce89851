import { pathKind } from '../../crawlers/path-kind.ts'
import { hostOf, listKey, pageNumberOf } from '../../crawlers/web-address.ts'

/** Addresses that would be read next and are of one kind. */
export type NextGroup =
  /** Further pages of a list, in the order of their numbers (which may count entries: 0, 20, 40). */
  | { kind: 'pages'; isThisList: boolean; numbers: number[]; urls: string[] }
  /** Pages whose addresses are built alike. */
  | { kind: 'alike'; urls: string[] }
  /** One page by itself, or many that have nothing in common. */
  | { kind: 'others'; urls: string[] }

const MIN_ALIKE = 3
/** As many are worth a line each. */
const MAX_SINGLE = 3

/**
 * Groups what a page leads to, so that a person can read it: the pages that continue a list, and pages of one kind.
 * Takes time in proportion to the number of addresses.
 * @param own the page's own address; null when it is not known
 */
export function nextGroups(next: readonly string[], own: string | null): NextGroup[] {
  const lists = new Map<string, { number: number; url: string }[]>()
  const kinds = new Map<string, string[]>()
  for (const url of next.filter((address) => URL.canParse(address))) {
    const page = pageNumberOf(url)
    const host = hostOf(url) ?? ''
    if (page === null) push(kinds, host + pathKind(url), url)
    else push(lists, host + page.rest, { number: page.number, url })
  }
  const ownList = own === null || !URL.canParse(own) ? null : (hostOf(own) ?? '') + listKey(own)
  const alike = [...kinds.values()]
    .filter((urls) => urls.length >= MIN_ALIKE)
    .sort((a, b) => b.length - a.length)
  const others = [...kinds.values()].filter((urls) => urls.length < MIN_ALIKE).flat()
  return [
    ...[...lists].map(([list, pages]) => pagesOf(pages, list === ownList)),
    ...alike.map((urls): NextGroup => ({ kind: 'alike', urls })),
    ...singly(others),
  ]
}

function singly(urls: string[]): NextGroup[] {
  if (urls.length > MAX_SINGLE) return [{ kind: 'others', urls }]
  return urls.map((url) => ({ kind: 'others', urls: [url] }))
}

function pagesOf(pages: { number: number; url: string }[], isThisList: boolean): NextGroup {
  const inOrder = pages.sort((a, b) => a.number - b.number)
  const numbers = [...new Set(inOrder.map(({ number }) => number))]
  return { kind: 'pages', isThisList, numbers, urls: inOrder.map(({ url }) => url) }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
