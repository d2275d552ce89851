import { Configuration } from '@crawlee/core'
import type { RequestQueue } from '@crawlee/http'
import { MemoryStorage } from '@crawlee/memory-storage'
import { PlaywrightCrawler } from '@crawlee/playwright'
import type { Logger } from 'pino'
import type { Page as Tab } from 'playwright'
import type { Gate } from '../../net/browser-proxy.ts'
import type { WayOut } from '../../net/way-out.ts'
import { BadInput } from '../../schema/errors.ts'
import { crawleeLog } from '../crawlee-log.ts'
import { findChromium, hasSandbox, noBrowserAdvice } from './find-chromium.ts'
import { BrowserJobs } from './jobs.ts'

/** Without work for so long, the browser is closed. */
const IDLE_LIMIT_MS = 60_000
const PAGES_AT_ONCE = 2
/** One browser after the other, so that what leaks in one goes with it. */
const PAGES_A_BROWSER = 100
/** Longer than any page waits for its turn. */
const NO_LIMIT_S = 24 * 3600

/** A tab of its own, and the gate through which it reaches its site. */
export interface Place {
  tab: Tab
  gate: Gate
}

/** A running Chromium and what is asked of it. */
export interface Running {
  jobs: BrowserJobs<Place>
  ended: Promise<void>
}

/**
 * Starts Chromium behind its proxy, and Crawlee to run it.
 * @throws BadInput `no_browser` when there is none, with what to install
 */
export async function startBrowser(wayOut: WayOut, log: Logger): Promise<Running> {
  const path = await findChromium(wayOut.chromium)
  if (path === null) throw new BadInput('no_browser', noBrowserAdvice(wayOut.chromium))
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
