import { absoluteUrl, cleanUrl, hostOf } from '../../crawlers/web-address.ts'

/** Parameters that say which part or order of a thing is shown, and where the link stood; a thing keeps its own. */
const PASSING = /^(?:ref|ref_.*|sort|order|lang)$/i

/** Paths that serve many things, told apart by their query: `/product.php?id=7`, `/?p=12`. */
const SCRIPT_PATH = /(?:^\/|\.(?:php|aspx?|jsp|cgi|do|cfm|pl))$/i

/**
 * What makes two addresses the same page: host without `www.`, path without a closing slash; no protocol,
 * fragment or query. Only where the path names a script does the query stay, without passing parameters,
 * because there it alone tells one product from the next. Null when it is no http address.
 */
export function addressKey(url: string): string | null {
  const absolute = absoluteUrl(url, null)
  if (absolute === null) return null
  const { pathname, searchParams } = new URL(cleanUrl(absolute))
  return `${hostOf(absolute)}${pathname.replace(/\/+$/, '')}${tellingQuery(pathname, searchParams)}`
}

function tellingQuery(path: string, params: URLSearchParams): string {
  if (!SCRIPT_PATH.test(path)) return ''
  const kept = [...params].filter(([name, value]) => !PASSING.test(name) && !isPaging(name, value))
  kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`
}

function isPaging(name: string, value: string): boolean {
  return name.toLowerCase() === 'page' && /^\d+$/.test(value)
}
