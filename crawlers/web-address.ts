/** Parameters that say where a visitor came from or who he is, never what the page holds. */
const PASSING_PARAMETER =
  /^(?:utm_.*|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|mkt_tok|phpsessid|jsessionid|aspsessionid.*|cfid|cftoken|sessionid|session_id|sessid|sid)$/i

/** Parameters that count pages of one list. */
const PAGE_PARAMETER =
  /^(?:page|pg|p|_pgn|paged|pagenum|page_num|pagenumber|pageindex|page_index|page_no|pageno|currentpage|page_number|cpage|reviewpage|review_page|reviews_page|commentpage|seite|pagina|página|strona|offset|start|st|skip|startindex|start_index)$/i

/** Endings of a path that count pages of one list: `/page/2`, `/page-2`, `/comment-page-2`, `/p2`. */
const PAGE_ENDING =
  /\/(?:(?:page\/|page-?|(comment-page-)|seite-?|pagina-?|strona-?)(\d{1,6})(?:\.html?)?|p(\d{1,4}))\/?$/i

export const MAX_ADDRESS_CHARACTERS = 2048
/** What DNS has room for (RFC 1035, 3.1). */
const MAX_HOST_CHARACTERS = 253

/**
 * An address made absolute; null when it is no http address, is longer than any server would answer, or names
 * a host that there cannot be.
 */
export function absoluteUrl(href: string, base: string | null): string | null {
  const trimmed = href.trim()
  if (trimmed === '' || trimmed.length > MAX_ADDRESS_CHARACTERS) return null
  const url = parsed(trimmed) ?? (base === null ? null : parsed(trimmed, base))
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  return url.hostname.length > MAX_HOST_CHARACTERS ? null : url.href
}

/** Host without `www.`, with a port that is not the default; null when it is no address. */
export function hostOf(url: string | null): string | null {
  const host = url === null ? null : (parsed(url)?.host.replace(/^www\./, '') ?? null)
  return host === '' ? null : host
}

/** Both are known and their hosts are the same but for `www.`. */
export function isSameSite(a: string | null, b: string | null): boolean {
  const host = hostOf(a)
  return host !== null && host === hostOf(b)
}

/** Without fragment, tracking parameters and session ids (`;jsessionid=…` too). Takes an absolute address. */
export function cleanUrl(url: string): string {
  const clean = new URL(url)
  clean.hash = ''
  // Whose they are, a page does not say.
  clean.username = ''
  clean.password = ''
  clean.pathname = clean.pathname.replace(/;jsessionid=[^/]*/i, '')
  dropParameters(clean, (name, value) => PASSING_PARAMETER.test(name) || isSession(name, value))
  return clean.href
}

/**
 * What names a page within its site: path without a closing slash, and the query that remains after
 * {@link cleanUrl}: `/2026/03/new-lamp`, `/?p=12`. The same for http and https, with and without `www.`.
 */
export function pathKey(url: string): string {
  const { pathname, search } = new URL(cleanUrl(url))
  return `${pathname.replace(/(.)\/+$/, '$1')}${search}`
}

export interface PageNumber {
  number: number
  /** What all pages of the list share. */
  rest: string
  /** WordPress shows the last page of comments first: there the first is one that continues it. */
  isFromEnd: boolean
}

/** The number that an address counts its list's pages by, and the address without it; null when it counts none. */
export function pageNumberOf(url: string): PageNumber | null {
  const address = new URL(cleanUrl(url))
  const ending = PAGE_ENDING.exec(address.pathname)
  if (ending !== null) {
    address.pathname = address.pathname.slice(0, ending.index + 1)
    const [, comments, page, p] = ending
    const rest = pathKey(address.href)
    return { number: Number(page ?? p), rest, isFromEnd: comments !== undefined }
  }
  for (const [name, value] of address.searchParams) {
    if (!PAGE_PARAMETER.test(name) || !/^\d{1,6}$/.test(value)) continue
    address.searchParams.delete(name)
    const isFromEnd = name.toLowerCase() === 'cpage'
    return { number: Number(value), rest: pathKey(address.href), isFromEnd }
  }
  return null
}

/** What all pages of one list share: {@link pathKey} without a page number. */
export function listKey(url: string): string {
  return pageNumberOf(url)?.rest ?? pathKey(url)
}

/** As vBulletin and its like add it for visitors without cookies: `s=` and a hash. */
function isSession(name: string, value: string): boolean {
  return name === 's' && /^[0-9a-f]{32}$/.test(value)
}

function dropParameters(url: URL, isDropped: (name: string, value: string) => boolean): void {
  const all = [...url.searchParams]
  const dropped = all.filter(([name, value]) => isDropped(name, value)).map(([name]) => name)
  // Untouched where nothing is dropped: rewriting would change how the query is escaped.
  for (const name of dropped) url.searchParams.delete(name)
}

function parsed(url: string, base?: string): URL | null {
  return URL.canParse(url, base) ? new URL(url, base) : null
}
