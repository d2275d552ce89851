import type { FetchOptions } from '../crawlers/fetch/http.ts'
import { openPace } from '../net/pace.ts'
import type { WayOut } from '../net/way-out.ts'

/** How a page is fetched for a person who looks at it: as a crawl with the default policy would. */
export function politeFetch(wayOut: WayOut, signal: AbortSignal): FetchOptions {
  const pace = openPace({
    store: wayOut.paceStore,
    requestsPerSecond: null,
    window: null,
    timeZone: 'UTC',
    isUndelayed: wayOut.isUndelayed,
  })
  return { wayOut, pace, robots: 'obey', signal }
}
