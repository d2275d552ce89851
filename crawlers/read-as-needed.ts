import type { Logger } from 'pino'
import { BadInput } from '../schema/errors.ts'
import type { Page } from '../schema/page.ts'
import type { Problem } from '../schema/problem.ts'
import type { Browser, RenderOptions } from './browser/browser.ts'
import type { Rendered } from './browser/render.ts'

/** What a page gave: how many statements (aggregate ratings are none), and how many addresses it leads to. */
interface Yield {
  statements: number
  addresses: number
  /** Asked only where it says nothing. */
  isScriptMade: () => boolean
}

export interface Need<R> {
  page: Page
  /** Of the source: `always`, `never`, or `auto`: where a page without statements looks as if scripts made it. */
  mode: 'auto' | 'never' | 'always'
  read: (page: Page) => R | Promise<R>
  yieldOf: (reading: R) => Yield
  browser: Browser
  render: RenderOptions
  /** What earlier pages of this kind taught; asked only where it matters. */
  memory?: {
    /** False: enough pages of this kind showed no more in a browser. */
    isWorthATry(): Promise<boolean>
    remember(needsBrowser: boolean): Promise<void>
  }
  log: Logger
}

export interface Read<R> {
  /** As it was read: as the site sent it, or as a browser made it. */
  page: Page
  reading: R
  /** The browser was needed, and could not be had or did not show all: `no_browser`, `not_rendered`, `not_all_shown`. */
  problem: Problem | null
}

/** Reads a page as it came, and once more as a browser shows it where it says nothing without. */
export async function readAsNeeded<R>(need: Need<R>): Promise<Read<R>> {
  const { page, mode, memory } = need
  const reading = await need.read(page)
  const plain: Read<R> = { page, reading, problem: null }
  if (mode === 'never' || !isDocument(page)) return plain
  const before = need.yieldOf(reading)
  if (mode === 'auto') {
    if (before.statements > 0 || !before.isScriptMade()) return plain
    if ((await memory?.isWorthATry()) === false) return plain
  }
  const rendered = await renderOr(need)
  if ('problem' in rendered) return { ...plain, problem: rendered.problem }
  const { missing } = rendered
  const again = await need.read(rendered.page)
  const after = need.yieldOf(again)
  const isMore = after.statements > before.statements || after.addresses > before.addresses
  const problem = missing === null ? null : notAllShown(page.url, missing)
  // A page that was shown in part teaches nothing of its kind.
  if (mode === 'auto' && (isMore || !problem)) await memory?.remember(isMore)
  if (!isMore && mode !== 'always') return { ...plain, problem }
  return { page: rendered.page, reading: again, problem }
}

function notAllShown(url: string, missing: string): Problem {
  const message = `${url} may say more than the browser showed: ${missing}.`
  return { code: 'not_all_shown', message, where: url }
}

/** Feeds, sitemaps and JSON are what they are. */
function isDocument({ headers }: Page): boolean {
  const type = headers['content-type']
  return type === undefined || /html/i.test(type)
}

async function renderOr<R>(need: Need<R>): Promise<Rendered | { problem: Problem }> {
  const { page, browser, log } = need
  try {
    return await browser.render(page, need.render)
  } catch (error) {
    need.render.signal.throwIfAborted()
    const { message } = error as Error
    if (error instanceof BadInput) {
      const seen = `Some pages say what they say only in a browser, and none was found. ${message}`
      return { problem: { code: error.code, message: seen, where: page.url } }
    }
    log.warn({ err: error, url: page.url }, 'a page could not be rendered')
    return {
      problem: {
        code: 'not_rendered',
        message: `The browser could not show ${page.url}: ${message}`,
        where: page.url,
      },
    }
  }
}
