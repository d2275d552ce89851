import type { Request, Page as Tab } from 'playwright'
import type { Gate } from '../../net/browser-proxy.ts'
import { isSameSite } from '../web-address.ts'

/** Watches for what a page wanted and did not get: then what it shows may be a part of what it has to say. */
export interface Misses {
  /** The first of them, in words; null when the page got all that it asked its site for. */
  first(): string | null
}

export function watchMisses(tab: Tab, gate: Gate, pageUrl: string): Misses {
  const misses: string[] = []
  tab.on('response', (response) => {
    const status = response.status()
    if ((status === 429 || status >= 500) && isData(response.request())) {
      misses.push(`${response.url()} answered with ${status}`)
    }
  })
  tab.on('requestfailed', (request) => {
    // What a page breaks off itself it does not want.
    const wasWanted = request.failure()?.errorText !== 'net::ERR_ABORTED'
    if (wasWanted && isData(request) && isSameSite(request.url(), pageUrl)) {
      misses.push(`${request.url()} could not be had`)
    }
  })
  return {
    first() {
      const own = [...gate.refused].find((host) => host.startsWith(`${new URL(pageUrl).hostname}:`))
      if (own !== undefined) {
        return `${own} was refused to the browser; if it is meant, name it in EARSHOT_ALLOW_HOSTS`
      }
      if (gate.isSpent) return 'it wanted more than a page may have'
      return misses[0] ?? null
    },
  }
}

function isData(request: Request): boolean {
  return request.resourceType() === 'xhr' || request.resourceType() === 'fetch'
}
