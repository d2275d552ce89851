import type { BrowserContext, Browser as Chromium, Page as Tab } from 'playwright'
import type { ProxyPass } from '../../net/browser-proxy.ts'
import type { Page } from '../../schema/page.ts'
import { captureResponses } from './captured-responses.ts'
import { confine, type DocumentSource } from './confine.ts'
import { flatDocument } from './flat-document.ts'
import { askForMore } from './more.ts'
import { type Quiet, watchQuiet } from './quiet.ts'

export type { DocumentSource }

/** How long the page's first words may take after its document has come. */
const FIRST_LIMIT_MS = 15_000
const PIECE_LIMIT_MS = 5_000
/** As many times at most is the page asked for more of what it shows. */
const PIECES = 40
/** Asked for more without getting any so often, a page has shown all. */
const VAIN_TRIES = 2
const MORE_LIMIT_MS = 45_000
const LOAD_LIMIT_MS = 30_000
/** As much as one answer may hold when it is fetched (net/http-client.ts). */
const MAX_DOCUMENT = 20_000_000

export interface RenderMeans {
  chromium: Chromium
  /** Through which the page reaches its site; `proxy` is where. */
  pass: ProxyPass
  proxy: string
  userAgent: string
  documentOf: DocumentSource
  cookies: readonly string[]
  signal: AbortSignal
}

/**
 * Shows a fetched page in a context of its own, waits until its scripts are done, asks it for more for as long as
 * more comes, and takes down what then stands there.
 */
export async function renderPage(page: Page, means: RenderMeans): Promise<Page> {
  const { pass, signal } = means
  const context = await means.chromium.newContext({
    proxy: { server: means.proxy, username: pass.username, password: pass.password },
    userAgent: means.userAgent,
    viewport: { width: 1280, height: 1600 },
    acceptDownloads: false,
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
  })
  const stop = () => void context.close().catch(() => {})
  signal.addEventListener('abort', stop)
  try {
    signal.throwIfAborted()
    return await renderIn(context, page, means)
  } finally {
    signal.removeEventListener('abort', stop)
    await context.close().catch(() => {}) // it is gone already
  }
}

async function renderIn(context: BrowserContext, page: Page, means: RenderMeans): Promise<Page> {
  const tab = await context.newPage()
  const confined = await confine(context, tab, page, means)
  const captured = captureResponses(tab)
  const quiet = watchQuiet(tab)
  await tab.goto(page.finalUrl, { waitUntil: 'commit', timeout: LOAD_LIMIT_MS })
  const size = await quiet.within(FIRST_LIMIT_MS)
  confined.stay()
  await showAll(tab, size, { ...means, quiet })
  const html = await tab.evaluate(flatDocument, MAX_DOCUMENT)
  if (typeof html !== 'string') throw new Error('The rendered document is too large.')
  const last = confined.lastDocument()
  return {
    url: page.url,
    finalUrl: pageUrlOf(tab, last.finalUrl),
    status: last.status,
    headers: renderedHeaders(last.headers),
    body: Buffer.from(html),
    fetchedAt: last.fetchedAt,
    responses: await captured.all(),
  }
}

/** Where the page says that it is: scripts may change its path, but not its site. */
function pageUrlOf(tab: Tab, documentUrl: string): string {
  const shown = URL.parse(tab.url())
  return shown?.origin === new URL(documentUrl).origin ? shown.href : documentUrl
}

/** Scrolls and presses "load more" while that brings more. */
async function showAll(
  tab: Tab,
  firstSize: number,
  { pass, signal, quiet }: RenderMeans & { quiet: Quiet },
): Promise<void> {
  const endsAt = Date.now() + MORE_LIMIT_MS
  let size = firstSize
  for (let piece = 0, vain = 0; piece < PIECES && vain < VAIN_TRIES; piece++) {
    if (signal.aborted || pass.isSpent || Date.now() > endsAt) return
    if (!(await tab.evaluate(askForMore))) return
    const now = await quiet.within(PIECE_LIMIT_MS)
    vain = now > size ? 0 : vain + 1
    size = now
  }
}

/** What tells of the bytes that the site sent is not true of ours. */
const OF_THE_BYTES =
  /^(?:etag|last-modified|content-(?:encoding|length|md5|range)|accept-ranges|transfer-encoding|digest)$/

function renderedHeaders(headers: Record<string, string>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_BYTES.test(name))
  return { ...Object.fromEntries(kept), 'content-type': 'text/html; charset=utf-8' }
}
