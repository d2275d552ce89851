import type { Page } from '../schema/page.ts'

/** A page with this body at an address of shop.example, as a server would have sent it. */
export function pageOf(body: string | Uint8Array, changes: Partial<Page> = {}): Page {
  const url = changes.url ?? 'https://shop.example/product/lamp'
  return {
    url,
    finalUrl: url,
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: Buffer.from(body as string),
    fetchedAt: '2026-03-04T08:00:00Z',
    responses: [],
    ...changes,
  }
}

/** HTML with one JSON-LD block. */
export function htmlWith(jsonLd: unknown): string {
  const json = JSON.stringify(jsonLd).replaceAll('<', '\\u003c')
  return `<html><head><script type="application/ld+json">${json}</script></head></html>`
}
