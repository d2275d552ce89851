/** A handle of a customer at a site, as the customers' file writes them. */
export interface SiteHandle {
  site: string
  /** Lower case, without `@`. */
  handle: string
}

/** A host or bracketed IPv6 address, a port where digits and a further part follow, and the handle. */
const SITE_HANDLE = /^(?:https?:\/\/)?(\[[0-9a-f:]+\]|[^:/\s]+)(?::(\d{1,5}))?:(.+)$/iu
const DEFAULT_PORTS = new Set(['80', '443'])

/**
 * Reads `site:handle`: `shop.example:mara_k`, `127.0.0.1:4401:mara_k` (the site has a port). The site comes
 * out as `siteOf` writes it. Null when there is no site or no handle.
 */
export function parseHandle(text: string): SiteHandle | null {
  const match = SITE_HANDLE.exec(text.trim())
  if (match === null) return null
  const [, host = '', port, rest = ''] = match
  const handle = rest.trim().replace(/^@/, '').toLowerCase()
  if (handle === '') return null
  const site = host.toLowerCase().replace(/^www\./, '')
  return { site: port === undefined || DEFAULT_PORTS.has(port) ? site : `${site}:${port}`, handle }
}
