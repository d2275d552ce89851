import { gunzipSync } from 'node:zlib'
import type { Page } from '../schema/page.ts'

/** sitemaps.org lets one be this large, unpacked. */
const MAX_BYTES = 50_000_000
const START =
  /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<\?[^>]*>\s*)*<(urlset|sitemapindex)[\s>]/
const LOCATION = /<loc>\s*(?:<!\[CDATA\[)?([^<\]]+?)(?:\]\]>)?\s*<\/loc>/g
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** What a sitemap (sitemaps.org, protocol 0.9) names: pages, or more sitemaps. */
export interface Sitemap {
  kind: 'pages' | 'sitemaps'
  urls: string[]
}

/** Null when the page is no sitemap. Packed ones (`sitemap.xml.gz`) are unpacked. */
export function readSitemap(page: Pick<Page, 'body'>): Sitemap | null {
  const text = unpacked(page.body)
  const root = START.exec(text.slice(0, 10_000))?.[1]
  if (!root) return null
  const urls = [...text.matchAll(LOCATION)].map((match) => unescapeXml(match[1] ?? ''))
  return { kind: root === 'urlset' ? 'pages' : 'sitemaps', urls }
}

function unpacked(body: Buffer): string {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b
  if (!isGzip) return body.toString('utf8')
  try {
    return gunzipSync(body, { maxOutputLength: MAX_BYTES }).toString('utf8')
  } catch {
    // Some other packed document, or a broken one: no sitemap.
    return ''
  }
}

function unescapeXml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}
