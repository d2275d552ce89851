import type { Request, Route, Page as Tab } from 'playwright'
import type { Page } from '../../schema/page.ts'
import { isSameSite } from '../web-address.ts'

/** Fetches a document that the page goes on to by itself; null when it may not be had. */
export type DocumentSource = (url: string) => Promise<Page | null>

/** How often a page may go on to another document by itself. */
const MOVES = 3
/** What nobody reads; a `ping` only tells somebody of us. */
const UNLOADED = new Set(['image', 'media', 'font', 'texttrack', 'manifest', 'ping', 'other'])
/** What described the bytes on their way. */
const OF_THE_WAY = new Set([
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
])

export interface Confined {
  /** From now on the page stays what it is: what we press must not lead away. */
  stay(): void
  /** The document that the page shows. */
  lastDocument(): Page
}

/**
 * Lets a tab load what it needs to show its words, and nothing else. Documents are never fetched by the browser: it
 * is given the one that we have, and asks `documentOf` for another. All else goes through the guarded proxy.
 */
export async function confine(
  tab: Tab,
  first: Page,
  options: { documentOf: DocumentSource; cookies: readonly string[] },
): Promise<Confined> {
  const context = tab.context()
  const documents = new Map([[withoutFragment(first.finalUrl), first]])
  let last = first
  let moves = 0
  let isStaying = false

  async function documentAt(url: string): Promise<Page | null> {
    const known = documents.get(url)
    if (known) return known
    if (isStaying || ++moves > MOVES) return null
    const page = await options.documentOf(url)
    if (page) documents.set(withoutFragment(page.finalUrl), page)
    return page
  }

  async function show(route: Route, request: Request): Promise<void> {
    const url = withoutFragment(request.url())
    const page = request.method() === 'GET' ? await documentAt(url) : null
    if (!page) return route.fulfill({ status: 204 }) // the tab stays where it is
    // Elsewhere its scripts and links would not be at home.
    if (withoutFragment(page.finalUrl) !== url) return route.fulfill(leadTo(page.finalUrl))
    last = page
    return route.fulfill({
      status: page.status ?? 200,
      headers: headersOf(page, page === first ? options.cookies : []),
      body: page.body,
    })
  }

  await context.route('**/*', async (route) => {
    const request = route.request()
    try {
      if (isMainDocument(request, tab)) await show(route, request)
      else if (mayLoad(request, last.finalUrl)) await route.continue()
      else await route.abort()
    } catch {
      await route.abort().catch(() => {}) // the tab is gone
    }
  })
  await context.routeWebSocket('**/*', (socket) => void socket.close())
  tab.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}))
  context.on('page', (other) => {
    if (other !== tab) void other.close().catch(() => {})
  })
  return {
    stay() {
      isStaying = true
    },
    lastDocument: () => last,
  }
}

function isMainDocument(request: Request, tab: Tab): boolean {
  return request.isNavigationRequest() && request.frame() === tab.mainFrame()
}

function mayLoad(request: Request, pageUrl: string): boolean {
  if (!/^https?:/.test(request.url()) || UNLOADED.has(request.resourceType())) return false
  const isOwn = isSameSite(request.url(), pageUrl)
  // Frames of others are advertisements and trackers; their words are not the page's.
  if (request.isNavigationRequest()) return isOwn && request.method() === 'GET'
  return isOwn || /^(?:GET|HEAD|OPTIONS)$/.test(request.method())
}

function headersOf(page: Page, cookies: readonly string[]): Record<string, string> {
  const kept = Object.entries(page.headers).filter(([name]) => !OF_THE_WAY.has(name))
  return {
    ...Object.fromEntries(kept),
    ...(cookies.length > 0 && { 'set-cookie': cookies.join('\n') }),
  }
}

/** The browser can't be told of a redirect that we followed; so a page of ours leads it on. */
function leadTo(url: string) {
  const target = JSON.stringify(url).replaceAll('<', '\\u003c')
  return { contentType: 'text/html', body: `<script>location.replace(${target})</script>` }
}

function withoutFragment(url: string): string {
  return new URL(url).href.replace(/#.*$/s, '')
}
