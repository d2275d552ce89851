import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { WayOut } from '../../net/way-out.ts'
import { BadInput } from '../../schema/errors.ts'
import type { Page } from '../../schema/page.ts'
import { type DocumentSource, type Rendered, renderPage } from './render.ts'
import type { Place, Running } from './start.ts'

/** Of one page, from its first script to its last word. */
const PAGE_LIMIT_MS = 120_000
/** A browser that broke is replaced, but not for ever: a page may break it on purpose. */
const TRIES = 3
const AGAIN_AFTER_MS = 1_000
/** What one page may receive beside its document. */
const PAGE_BYTES = 30_000_000

/** The browser of this process. It is started when it is needed, and closed when nothing was asked of it for a minute. */
export interface Browser {
  /**
   * Lets the scripts of a fetched page run, and returns the page as they make it: `body` is the document then,
   * `responses` what the page fetched. It has no validators, as it is not what the site sends. A page that shows
   * only a part within its limits says so.
   * @throws BadInput `no_browser` when there is none, with what to install
   * @throws Error when the page could not be rendered; the signal's reason
   */
  render(page: Page, options: RenderOptions): Promise<Rendered>
}

export interface RenderOptions {
  /** Fetches a document that the page goes on to by itself; null when it may not be had. */
  documentOf: DocumentSource
  /** As the site set them with the page. */
  cookies: readonly string[]
  signal: AbortSignal
}

const browsers = new WeakMap<WayOut, Browser>()

/** The browser that leaves this machine by `wayOut`, and ends before it is closed. */
export function browserOf(wayOut: WayOut, log: Logger): Browser {
  let browser = browsers.get(wayOut)
  if (!browser) {
    browser = openBrowser(wayOut, log)
    browsers.set(wayOut, browser)
  }
  return browser
}

function openBrowser(wayOut: WayOut, log: Logger): Browser {
  let starting: Promise<Running> | null = null

  function running(): Promise<Running> {
    // Crawlee and Playwright take a second to load, and most commands need neither.
    starting ??= import('./start.ts').then(({ startBrowser }) => startBrowser(wayOut, log))
    return starting
  }

  /** The next page gets another; unless somebody has started it already. */
  function forget(ended: Promise<Running>): void {
    if (starting === ended) starting = null
  }

  wayOut.onClose(async () => {
    const last = await starting?.catch(() => null)
    last?.jobs.close(new Error('The browser is closed.'))
    await last?.ended
  })

  async function render(page: Page, options: RenderOptions): Promise<Rendered> {
    for (;;) {
      const current = running()
      const { jobs } = await current.catch((error: unknown) => {
        forget(current)
        throw error
      })
      let isTaken = false
      const result = new Promise<Rendered>((resolve, reject) => {
        const run = (place: Place) => renderWithin(place, page, options).then(resolve, reject)
        isTaken = jobs.add({ run, failed: reject })
      })
      if (isTaken) return result
      forget(current) // it is about to close
    }
  }

  return {
    async render(page, options) {
      for (let tries = 1; ; tries++) {
        try {
          return await render(page, options)
        } catch (error) {
          options.signal.throwIfAborted()
          if (isNoBrowser(error)) {
            throw new BadInput('no_browser', `The browser cannot be started: ${firstLine(error)}`)
          }
          if (error instanceof BadInput || !isGone(error) || tries === TRIES) throw error
          log.warn({ err: error, url: page.url }, 'the browser broke: once more, in another')
          await sleep(AGAIN_AFTER_MS) // until Crawlee has noticed
        }
      }
    },
  }
}

async function renderWithin(
  { tab, gate }: Place,
  page: Page,
  options: RenderOptions,
): Promise<Rendered> {
  gate.admit(PAGE_BYTES, new URL(page.finalUrl))
  const late = AbortSignal.timeout(PAGE_LIMIT_MS)
  const signal = AbortSignal.any([options.signal, late])
  return new Promise((resolve, reject) => {
    const end = () => {
      const isLate = late.aborted && !options.signal.aborted
      reject(
        isLate ? new Error(`It was not shown within ${PAGE_LIMIT_MS / 1000} s.`) : signal.reason,
      )
    }
    if (signal.aborted) return end()
    signal.addEventListener('abort', end)
    renderPage(page, tab, { ...options, gate, signal })
      .finally(() => signal.removeEventListener('abort', end))
      .then(resolve, reject)
  })
}

/** The browser ended under our hands, or is so busy that it opens no tab. */
function isGone(error: unknown): boolean {
  return error instanceof Error && /has been closed|timed out/i.test(error.message)
}

function isNoBrowser(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  return error.name === 'BrowserLaunchError' || error.message.includes('Failed to launch browser')
}

function firstLine({ message }: Error): string {
  return message.trim().split('\n')[0]?.slice(0, 300) ?? ''
}
