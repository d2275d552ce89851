import { setTimeout as sleep } from 'node:timers/promises'
import type { Request, Page as Tab } from 'playwright'
import { documentSizeIn } from './document-size.ts'

/** Nothing is fetched and nothing changes for so many looks: the page is done. */
const QUIET_LOOKS = 5
/** By the page's own clock, so that a page that is slow because the machine is busy gets the time it needs. */
const LOOK_EVERY_MS = 100
/** A request that takes longer is one that stays open, to be told of news. */
const STREAM_MS = 8_000
/** A script that never lets go answers no question. */
const ANSWER_LIMIT_MS = 10_000

/** The document as it was when it was last looked at. */
export interface Seen {
  /** In elements and letters. */
  size: number
  /** False: it still changed, or fetched, when the time was over. */
  isQuiet: boolean
}

export interface Quiet {
  /** Waits until the page is done, at most so long. */
  within(limitMs: number): Promise<Seen>
}

/** Watches what a tab fetches, so that one can wait until its page is done. */
export function watchQuiet(tab: Tab): Quiet {
  const open = new Map<Request, number>()
  tab.on('request', (request) => open.set(request, Date.now()))
  tab.on('requestfinished', (request) => open.delete(request))
  tab.on('requestfailed', (request) => open.delete(request))

  function isFetching(): boolean {
    const streamsSince = Date.now() - STREAM_MS
    return [...open.values()].some((startedAt) => startedAt > streamsSince)
  }

  return {
    async within(limitMs) {
      const endsAt = Date.now() + limitMs
      let size = await sizeOf(tab, 0)
      for (let looks = 0; looks < QUIET_LOOKS; ) {
        if (Date.now() > endsAt) return { size, isQuiet: false }
        const now = await sizeOf(tab, LOOK_EVERY_MS)
        looks = now !== size || isFetching() ? 0 : looks + 1
        size = now
      }
      return { size, isQuiet: true }
    },
  }
}

async function sizeOf(tab: Tab, afterMs: number): Promise<number> {
  const limit = new AbortController()
  const late = sleep(ANSWER_LIMIT_MS, null, { signal: limit.signal }).catch(() => null)
  try {
    // While the page goes on to another document nobody answers, and it is not quiet.
    const answer = tab.evaluate(documentSizeIn, afterMs).catch(() => sleep(LOOK_EVERY_MS, -1))
    const size = await Promise.race([answer, late])
    if (size === null) throw new Error('The scripts of the page never end.')
    return Number(size)
  } finally {
    limit.abort()
  }
}
