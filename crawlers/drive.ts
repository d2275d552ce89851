import { BasicCrawler, Configuration, type RequestQueue } from '@crawlee/http'
import { MemoryStorage } from '@crawlee/memory-storage'
import type { Logger } from 'pino'
import { CrawleeHttpClient } from '../net/crawlee-http-client.ts'
import type { HttpClient } from '../net/http-client.ts'
import { crawleeLog } from './crawlee-log.ts'
import type { Frontier, FrontierEntry } from './frontier.ts'

/** Longer than any page takes, waiting for its turn included; each step of a page has its own limit. */
const PAGE_LIMIT_S = 24 * 3600

export interface DriveOptions {
  frontier: Frontier
  http: HttpClient
  /** Pages at a time, at most; fewer when this machine is busy. */
  concurrency: number
  log: Logger
  /** Does all there is to do with one address. What it throws is lost: it has to deal with it. */
  visit: (url: string, entry: FrontierEntry) => Promise<void>
}

/**
 * Lets Crawlee work through the frontier: how many pages at a time this machine can bear, and when it is done.
 *
 * It is the BasicCrawler and not the HttpCrawler, which would convert a page's charset before it is archived
 * and retry in its own way; `fetchPage` asks the site, for crawls and previews alike. Crawlee keeps nothing:
 * its storage is in memory and of this run only.
 */
export async function drive(options: DriveOptions): Promise<void> {
  const { frontier, http, concurrency, visit } = options
  const configuration = new Configuration({
    persistStorage: false,
    purgeOnStart: false,
    // Each look at memory and CPU runs `ps`, and nothing else goes on meanwhile.
    systemInfoIntervalMillis: 5_000,
  })
  configuration.useStorageClient(new MemoryStorage({ persistStorage: false, writeMetadata: false }))
  const log = crawleeLog(options.log)
  const crawler = new BasicCrawler(
    {
      // Crawlee 3.18 has an option `requestManager` for this, but its own check of the options refuses it;
      // of a queue it uses no more than a request manager has.
      requestQueue: frontier as unknown as RequestQueue,
      httpClient: new CrawleeHttpClient(http),
      requestHandler: ({ request }) => visit(request.url, request.userData as FrontierEntry),
      maxRequestRetries: 0,
      requestHandlerTimeoutSecs: PAGE_LIMIT_S,
      useSessionPool: false,
      // Waiting for a site costs no CPU: however busy this machine is, one page is fetched while another is read.
      minConcurrency: Math.min(2, concurrency),
      maxConcurrency: concurrency,
      autoscaledPoolOptions: {
        desiredConcurrency: concurrency,
        // How often it looks for work that came up while a page was read.
        maybeRunIntervalSecs: 0.05,
        loggingIntervalSecs: null,
        log,
      },
      statusMessageLoggingInterval: PAGE_LIMIT_S,
      log,
    },
    configuration,
  )
  await crawler.run()
}
