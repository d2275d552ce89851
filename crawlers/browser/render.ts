import type { Page as Tab } from 'playwright'
import type { Gate } from '../../net/browser-proxy.ts'
import type { Page } from '../../schema/page.ts'
import { captureResponses } from './captured-responses.ts'
import { confine, type DocumentSource } from './confine.ts'
import { flatDocument } from './flat-document.ts'
import { watchMisses } from './misses.ts'
import { askForMore } from './more.ts'
import { type Quiet, type Seen, watchQuiet } from './quiet.ts'

export type { DocumentSource }

/** How long the page's first words may take after its document has come. */
const FIRST_LIMIT_MS = 20_000
const PIECE_LIMIT_MS = 10_000
/** As many times at most is the page asked for more of what it shows. */
const PIECES = 60
/** Asked for more without getting any so often, a page has shown all. */
const VAIN_TRIES = 2
const MORE_LIMIT_MS = 60_000
const LOAD_LIMIT_MS = 30_000
/** As much as one answer may hold when it is fetched (net/http-client.ts). */
const MAX_DOCUMENT = 20_000_000

export interface RenderMeans {
  /** Through which the page reaches its site; it is open to it. */
  gate: Gate
  documentOf: DocumentSource
  cookies: readonly string[]
  signal: AbortSignal
}

export interface Rendered {
  page: Page
  /** Why it may be a part only of what the page has to say; null: it is whole. */
  missing: string | null
}

/**
 * Shows a fetched page in a fresh tab, waits until its scripts are done, asks it for more for as long as more comes,
 * and takes down what then stands there.
 */
export async function renderPage(page: Page, tab: Tab, means: RenderMeans): Promise<Rendered> {
  const confined = await confine(tab, page, means)
  const captured = captureResponses(tab)
  const misses = watchMisses(tab, means.gate, page.finalUrl)
  const quiet = watchQuiet(tab)
  await tab.goto(page.finalUrl, { waitUntil: 'commit', timeout: LOAD_LIMIT_MS })
  const first = await quiet.within(FIRST_LIMIT_MS)
  confined.stay()
  const hasShownAll = await showAll(tab, first, { ...means, quiet })
  const html = await tab.evaluate(flatDocument, MAX_DOCUMENT)
  if (typeof html !== 'string' || html.length > MAX_DOCUMENT) {
    throw new Error('The rendered document is too large.')
  }
  const last = confined.lastDocument()
  const rendered = {
    url: page.url,
    finalUrl: pageUrlOf(tab, last.finalUrl),
    status: last.status,
    headers: renderedHeaders(last.headers),
    body: Buffer.from(html),
    fetchedAt: last.fetchedAt,
    responses: await captured.all(),
  }
  const missing = misses.first() ?? (hasShownAll ? null : 'it was shown for as long as a page may')
  return { page: rendered, missing }
}

/** Where the page says that it is: scripts may change its path, but not its site. */
function pageUrlOf(tab: Tab, documentUrl: string): string {
  const shown = URL.parse(tab.url())
  return shown?.origin === new URL(documentUrl).origin ? shown.href : documentUrl
}

/** Scrolls and presses "load more" while that brings more. Returns whether the page has shown all that it has. */
async function showAll(
  tab: Tab,
  first: Seen,
  { gate, signal, quiet }: RenderMeans & { quiet: Quiet },
): Promise<boolean> {
  const endsAt = Date.now() + MORE_LIMIT_MS
  let seen = first
  for (let piece = 0, vain = 0; vain < VAIN_TRIES; piece++) {
    if (piece === PIECES || Date.now() > endsAt || signal.aborted || gate.isSpent) return false
    if ((await tab.evaluate(askForMore)) === 'nothing') return seen.isQuiet
    const now = await quiet.within(PIECE_LIMIT_MS)
    vain = now.size > seen.size || !now.isQuiet ? 0 : vain + 1
    seen = now
  }
  return true
}

/** What tells of the bytes that the site sent is not true of ours. */
const OF_THE_BYTES =
  /^(?:etag|last-modified|content-(?:encoding|length|md5|range)|accept-ranges|transfer-encoding|digest)$/

function renderedHeaders(headers: Record<string, string>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_BYTES.test(name))
  return { ...Object.fromEntries(kept), 'content-type': 'text/html; charset=utf-8' }
}
