import { hostOf } from '../../crawlers/web-address.ts'

/**
 * The site of an address: its lower-case host without `www.`, with the port unless it is the protocol's
 * own (`shop.example`, `127.0.0.1:4401`). Null when it is no http address.
 */
export function siteOf(url: string | null): string | null {
  return url !== null && /^\s*https?:/i.test(url) ? hostOf(url) : null
}
