import type { Logger } from 'pino'
import { BadInput } from '../schema/errors.ts'
import type { Page } from '../schema/page.ts'
import type { Problem } from '../schema/problem.ts'
import type { Browser, RenderOptions } from './browser/browser.ts'
import type { Rendered } from './browser/render.ts'
import type { Document } from './document.ts'
import { looksScriptMade } from './looks-script-made.ts'

/** What a page gave: how many statements (aggregate ratings are none), and how many addresses it leads to. */
interface Yield {
  statements: number
  addresses: number
  document: Document | null
}

export interface Need<R> {
  page: Page
  /** Of the source: `always`, `never`, or `auto`: where a page without statements looks as if scripts made it. */
  mode: 'auto' | 'never' | 'always'
  read: (page: Page) => R
  yieldOf: (reading: R) => Yield
  browser: Browser
  render: RenderOptions
  /** What earlier pages of this kind taught; asked only where it matters. */
  memory?: {
    /** Null: not known, or too long ago. */
    recall(): Promise<boolean | null>
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
  const reading = need.read(page)
  const plain: Read<R> = { page, reading, problem: null }
  if (mode === 'never' || !isDocument(page)) return plain
  const before = need.yieldOf(reading)
  if (mode === 'auto') {
    if (before.statements > 0 || !before.document || !looksScriptMade(before.document)) return plain
    if ((await memory?.recall()) === false) return plain
  }
  const rendered = await renderOr(need)
  if ('problem' in rendered) return { ...plain, problem: rendered.problem }
  const { isWhole } = rendered
  const again = need.read(rendered.page)
  const after = need.yieldOf(again)
  const isMore = after.statements > before.statements || after.addresses > before.addresses
  if (mode === 'auto') await memory?.remember(isMore)
  if (!isMore && mode !== 'always') return plain
  return { page: rendered.page, reading: again, problem: isWhole ? null : notAllShown(page.url) }
}

function notAllShown(url: string): Problem {
  const message = `${url} would show more than a browser was given time for: what it showed was read.`
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
