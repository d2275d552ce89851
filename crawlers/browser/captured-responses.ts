import { setTimeout as sleep } from 'node:timers/promises'
import type { Response, Page as Tab } from 'playwright'
import type { Page } from '../../schema/page.ts'

type CapturedResponse = Page['responses'][number]

const MAX_RESPONSES = 100
const MAX_BYTES = 2_000_000
const LATE_AFTER_MS = 500
const MAX_BYTES_IN_ALL = 10_000_000
const READ = /^(?:application\/(?:[\w.-]+\+)?json|text\/(?:json|html)|application\/xhtml\+xml)\b/i

export interface Captured {
  /** The JSON and HTML that the page fetched so far, in the order in which it came. */
  all(): Promise<CapturedResponse[]>
}

/** Keeps the JSON and HTML that a page's scripts fetch. */
export function captureResponses(tab: Tab): Captured {
  const reads: Promise<CapturedResponse | null>[] = []
  let bytes = 0

  async function read(response: Response): Promise<CapturedResponse | null> {
    try {
      const body = await response.body()
      if (body.length > MAX_BYTES || bytes + body.length > MAX_BYTES_IN_ALL) return null
      bytes += body.length
      const contentType = response.headers()['content-type'] ?? ''
      return { url: response.url(), status: response.status(), contentType, body }
    } catch {
      return null // it was a redirect, or its tab went on without it
    }
  }

  tab.on('response', (response) => {
    if (reads.length < MAX_RESPONSES && isOfInterest(response)) reads.push(read(response))
  })
  return {
    async all() {
      // One that is still open is a stream, and would not end.
      const late = sleep(LATE_AFTER_MS, null)
      const bodies = await Promise.all(reads.map((read) => Promise.race([read, late])))
      return bodies.filter((one) => one !== null)
    },
  }
}

function isOfInterest(response: Response): boolean {
  const request = response.request()
  const headers = response.headers()
  if (!response.ok() || !READ.test(headers['content-type'] ?? '')) return false
  if (Number(headers['content-length'] ?? 0) > MAX_BYTES) return false
  if (request.isNavigationRequest()) return false
  return request.resourceType() === 'xhr' || request.resourceType() === 'fetch'
}
