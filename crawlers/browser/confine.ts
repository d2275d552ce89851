import type { Request, Route, Page as Tab } from 'playwright'
import type { Page } from '../../schema/page.ts'
import { isSameSite } from '../web-address.ts'

/** Fetches a document that the page goes on to by itself; null when it may not be had. */
export type DocumentSource = (url: string) => Promise<Page | null>

/** Documents that a page may show one after the other: its own, and three that it goes on to by itself. */
const MOVES = 4
const NO_WORKERS = "worker-src 'none'"
/** What one page may load: we must not become the tool of whoever writes pages. */
const MAX_REQUESTS = 1_000
const MAX_HOSTS = 50
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
  let requests = 0
  const hosts = new Set<string>()

  function hasRoom(request: Request): boolean {
    hosts.add(new URL(request.url()).host)
    return ++requests <= MAX_REQUESTS && hosts.size <= MAX_HOSTS
  }

  async function documentAt(url: string): Promise<Page | null> {
    if (isStaying || ++moves > MOVES) return null
    const known = documents.get(url)
    if (known) return known
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
      else if (mayLoad(request, last.finalUrl) && hasRoom(request)) await route.continue()
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
  // Frames are pages of their own, mostly advertisements; their words are not this page's.
  if (request.isNavigationRequest()) return false
  const isOwn = isSameSite(request.url(), pageUrl)
  return isOwn || /^(?:GET|HEAD|OPTIONS)$/.test(request.method())
}

function headersOf(page: Page, cookies: readonly string[]): Record<string, string> {
  const kept = Object.entries(page.headers).filter(([name]) => !OF_THE_WAY.has(name))
  const policy = page.headers['content-security-policy']
  return {
    ...Object.fromEntries(kept),
    // Workers open sockets that we could not close.
    'content-security-policy': policy ? `${policy}, ${NO_WORKERS}` : NO_WORKERS,
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
