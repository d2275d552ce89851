import { Configuration } from '@crawlee/core'
import type { RequestQueue } from '@crawlee/http'
import { MemoryStorage } from '@crawlee/memory-storage'
import type { Logger } from 'pino'
import type { Page as Tab } from 'playwright'
import type { Gate } from '../../net/browser-proxy.ts'
import type { WayOut } from '../../net/way-out.ts'
import { BadInput } from '../../schema/errors.ts'
import type { Page } from '../../schema/page.ts'
import { crawleeLog } from '../crawlee-log.ts'
import { findChromium, hasSandbox, noBrowserAdvice } from './find-chromium.ts'
import { BrowserJobs } from './jobs.ts'
import { type DocumentSource, type Rendered, renderPage } from './render.ts'

/** Without work for so long, the browser is closed. */
const IDLE_LIMIT_MS = 60_000
const PAGES_AT_ONCE = 2
/** One browser after the other, so that what leaks in one goes with it. */
const PAGES_A_BROWSER = 100
/** Of one page, from its first script to its last word. */
const PAGE_LIMIT_MS = 120_000
/** What one page may receive beside its document. */
const PAGE_BYTES = 30_000_000
/** Longer than any page waits for its turn. */
const NO_LIMIT_S = 24 * 3600

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

/** A tab of its own, and the gate through which it reaches its site. */
interface Place {
  tab: Tab
  gate: Gate
}

/** A running Chromium and what is asked of it. */
interface Running {
  jobs: BrowserJobs<Place>
  ended: Promise<void>
}

function openBrowser(wayOut: WayOut, log: Logger): Browser {
  let starting: Promise<Running> | null = null

  async function running(): Promise<Running> {
    starting ??= start(wayOut, log)
    try {
      return await starting
    } catch (error) {
      starting = null
      throw error
    }
  }

  wayOut.onClose(async () => {
    const last = await starting?.catch(() => null)
    last?.jobs.close(new Error('The browser is closed.'))
    await last?.ended
  })

  async function render(page: Page, options: RenderOptions): Promise<Rendered> {
    for (;;) {
      const { jobs } = await running()
      let isTaken = false
      const result = new Promise<Rendered>((resolve, reject) => {
        const run = (place: Place) => renderWithin(place, page, options).then(resolve, reject)
        isTaken = jobs.add({ run, failed: reject })
      })
      if (isTaken) return result
      starting = null // that one is about to close
    }
  }

  return {
    async render(page, options) {
      try {
        return await render(page, options)
      } catch (error) {
        options.signal.throwIfAborted()
        if (isNoBrowser(error)) {
          throw new BadInput('no_browser', `The browser cannot be started: ${firstLine(error)}`)
        }
        if (error instanceof BadInput || !isGone(error)) throw error
        log.warn({ err: error, url: page.url }, 'the browser broke: once more, in another')
        return render(page, options)
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
  return error instanceof Error && error.name === 'BrowserLaunchError'
}

function firstLine({ message }: Error): string {
  return message.trim().split('\n')[0]?.slice(0, 300) ?? ''
}

async function start(wayOut: WayOut, log: Logger): Promise<Running> {
  const path = await findChromium(wayOut.chromium)
  if (path === null) throw new BadInput('no_browser', noBrowserAdvice(wayOut.chromium))
  const { PlaywrightCrawler } = await import('@crawlee/playwright')
  const proxy = await wayOut.openBrowserProxy()
  const gates = new Map<string, Gate>()
  const jobs = new BrowserJobs<Place>(IDLE_LIMIT_MS)
  const configuration = new Configuration({ persistStorage: false, purgeOnStart: false })
  configuration.useStorageClient(new MemoryStorage({ persistStorage: false, writeMetadata: false }))
  const crawler = new PlaywrightCrawler(
    {
      requestQueue: jobs as unknown as RequestQueue, // see crawlers/drive.ts
      requestHandler: async ({ page: tab, request, id }) => {
        const gate = gates.get(id)
        if (gate) await jobs.of(request)?.run({ tab, gate })
      },
      failedRequestHandler: async ({ request }, error) => {
        jobs.of(request)?.failed(error)
      },
      launchContext: {
        useIncognitoPages: true,
        userAgent: wayOut.userAgent,
        launchOptions: {
          executablePath: path,
          headless: true,
          args: CHROMIUM_FLAGS,
          proxy: { server: proxy.address }, // it is shut: each tab gets a gate of its own
          chromiumSandbox: hasSandbox(),
          handleSIGINT: false, // the whole stops, and closes it
          handleSIGTERM: false,
          handleSIGHUP: false,
        },
      },
      browserPoolOptions: {
        useFingerprints: false,
        operationTimeoutSecs: 60,
        retireBrowserAfterPageCount: PAGES_A_BROWSER,
        prePageCreateHooks: [
          async (id, _, tabOptions) => {
            const gate = await proxy.openGate()
            gates.set(id, gate)
            Object.assign(tabOptions ?? {}, TAB_OPTIONS, { proxy: { server: gate.address } })
          },
        ],
        postPageCloseHooks: [
          (id) => {
            gates.get(id)?.close()
            gates.delete(id)
          },
        ],
      },
      maxRequestRetries: 0,
      requestHandlerTimeoutSecs: NO_LIMIT_S,
      useSessionPool: false,
      persistCookiesPerSession: false,
      minConcurrency: PAGES_AT_ONCE,
      maxConcurrency: PAGES_AT_ONCE,
      autoscaledPoolOptions: {
        maybeRunIntervalSecs: 0.05,
        loggingIntervalSecs: null,
        log: crawleeLog(log),
      },
      statusMessageLoggingInterval: NO_LIMIT_S,
      log: crawleeLog(log),
    },
    configuration,
  )
  const ended = crawler.run().then(
    () => jobs.close(new Error('The browser has ended.')),
    (error: Error) => jobs.close(error),
  )
  return { jobs, ended: ended.then(() => proxy.close()) }
}

const TAB_OPTIONS = {
  viewport: { width: 1280, height: 1600 },
  acceptDownloads: false,
  serviceWorkers: 'block',
  reducedMotion: 'reduce',
} as const

/** No Google services, no second way out: QUIC and WebRTC would leave beside the proxy. */
const CHROMIUM_FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--dns-prefetch-disable',
  // The name of this one differs between versions.
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
]
