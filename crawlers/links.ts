import type { Document } from './document.ts'
import { isHarmfulLink } from './harmful-link.ts'
import { elementsBelow } from './markup.ts'
import { absoluteUrl, cleanUrl, isSameSite } from './web-address.ts'

/** Which addresses of its site a source covers. Globs of paths: `*` within a segment, `**` across. */
export interface LinkScope {
  /** Empty: everything at or below the folder of the source's address. */
  include: readonly string[]
  exclude: readonly string[]
}

const MAX_LINKS = 20_000

const FILE_ENDING =
  /\.(?:7z|apk|avi|bmp|css|csv|dmg|docx?|eot|epub|exe|gif|gz|ico|ics|iso|jpe?g|js|json|m4[av]|mov|mp[34]|mpe?g|msi|og[gv]|pdf|png|pptx?|rar|svg|tar|tgz|tiff?|ttf|vcf|wav|webm|webp|wmv|woff2?|xlsx?|xml|zip)$/i

/** Places where nobody says anything of a product, and views of what other addresses show as well. */
const NO_PLACE =
  /\/(?:cart|basket|bag|orders?|order-history|order-status|my-orders|your-orders|purchase-history|bestellungen|meine-bestellungen|commandes|mes-commandes|pedidos|mis-pedidos|meus-pedidos|ordini|bestellingen|zamowienia|logoff|log-out|sign-out|signout|unsubscribe|checkout|account|my-?account|login|log-in|logout|signin|sign-in|signup|sign-up|register|password|wishlist|compare|search|wp-admin|wp-login\.php|cdn-cgi|warenkorb|kasse|konto|mein-konto|anmelden|registrieren|merkliste|suche|panier|compte|mon-compte|connexion|inscription|recherche|cesta|carrito|cuenta|mi-cuenta|carrello|winkelwagen)(?:\/|$)/i
const NO_VIEW =
  /^(?:sort|sortby|sort_by|sort-by|orderby|order_by|order|dir|filter.*|filter\[.*|f\[.*|facet.*|view|display|limit|per_?page|page_?size|replytocom|share|print|add|add-to-cart|action|q|query|search|s|returnurl|redirect|redirect_to|next_url|currency)$/i

/**
 * Whether an address belongs to what a source covers: the same host (with or without `www.`), included and not
 * excluded. Carts, accounts, searches, and sorted or filtered views are left out unless the source's own address
 * or a glob in `include` names such a place.
 * @param siteUrl the source's own address; always in scope itself, whatever the globs say
 */
export function isInScope(url: string, scope: LinkScope, siteUrl: string): boolean {
  const absolute = absoluteUrl(url, null)
  if (absolute === null || !isSameSite(absolute, siteUrl)) return false
  if (cleanUrl(absolute) === cleanUrl(siteUrl)) return true
  const path = pathOf(absolute)
  if (scope.exclude.some((glob) => matchesGlob(path, glob))) return false
  const includes = scope.include.length > 0 ? scope.include : [`${folderOf(siteUrl)}**`]
  const including = includes.filter((glob) => matchesGlob(path, glob))
  return including.length > 0 && (isPlace(absolute) || including.some(namesNoPlace))
}

/**
 * The links of a page that are in scope, absolute, without fragment and tracking parameters, each once, in the
 * page's order. Links marked nofollow, pages that say so in a robots meta tag, and files are left out.
 */
export function linksInScope(document: Document, scope: LinkScope, siteUrl: string): string[] {
  const links = new Set<string>()
  for (const { name, attribs } of elementsBelow(document.root)) {
    if (name === 'meta' && isRobotsNofollow(attribs)) return []
    if (name !== 'a' && name !== 'area') continue
    const href = attribs['href']
    if (href === undefined || /(?:^|\s)nofollow(?:\s|$)/i.test(attribs['rel'] ?? '')) continue
    const url = absoluteUrl(href, document.baseUrl)
    if (url === null || !isSameSite(url, siteUrl)) continue
    const clean = cleanUrl(url)
    if (links.has(clean) || FILE_ENDING.test(new URL(clean).pathname)) continue
    if (!isHarmfulLink(clean) && isInScope(clean, scope, siteUrl)) links.add(clean)
    if (links.size >= MAX_LINKS) break
  }
  return [...links]
}

function isRobotsNofollow({ name = '', content = '' }: Record<string, string | undefined>) {
  return name.toLowerCase() === 'robots' && /\b(?:nofollow|none)\b/i.test(content)
}

function isPlace(url: string): boolean {
  const { pathname, searchParams } = new URL(url)
  return !NO_PLACE.test(pathname) && ![...searchParams.keys()].some((name) => NO_VIEW.test(name))
}

/** A person wrote the place into the glob, so it is wanted. */
function namesNoPlace(glob: string): boolean {
  return NO_PLACE.test(glob.replaceAll('*', '')) || glob.includes('?')
}

/** Path and query, as people write them in a glob. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  try {
    return decodeURI(pathname) + search
  } catch {
    return pathname + search
  }
}

function folderOf(url: string): string {
  return new URL(url).pathname.replace(/[^/]*$/, '')
}

const regexes = new Map<string, RegExp>()

/**
 * `/product/**` covers `/product` and all below; `/p/*` one segment; `?` and everything else stand for themselves.
 * A glob without a `?` is compared with the path alone.
 */
function matchesGlob(path: string, glob: string): boolean {
  let regex = regexes.get(glob)
  if (regex === undefined) {
    regex = globRegex(glob)
    regexes.set(glob, regex)
  }
  return regex.test(glob.includes('?') ? path : path.replace(/\?.*$/s, ''))
}

function globRegex(glob: string): RegExp {
  const folder = /^(.+)\/\*\*$/.exec(glob)?.[1]
  const steps = (folder ?? glob).split(/(\*{1,2})/)
  const pattern = steps.map((step) => {
    if (step === '**') return '.*'
    return step === '*' ? '[^/]*' : step.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  })
  return new RegExp(`^${pattern.join('')}${folder === undefined ? '' : '(?:/.*)?'}$`, 's')
}
