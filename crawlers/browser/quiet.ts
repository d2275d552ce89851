import { setTimeout as sleep } from 'node:timers/promises'
import type { Request, Page as Tab } from 'playwright'
import { documentSize } from './document-size.ts'

/** Nothing is fetched and nothing changes for so long: the page is done. */
const QUIET_MS = 500
const LOOK_EVERY_MS = 100
/** A request that takes longer is one that stays open, to be told of news. */
const STREAM_MS = 8_000
/** A script that never lets go answers no question. */
const ANSWER_LIMIT_MS = 5_000

export interface Quiet {
  /** Waits until the page is done, at most so long. Returns how large its document is then, as elements and letters. */
  within(limitMs: number): Promise<number>
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
      let quietSince = Date.now()
      let size = await sizeOf(tab)
      while (Date.now() < endsAt && Date.now() - quietSince < QUIET_MS) {
        await sleep(LOOK_EVERY_MS)
        const now = await sizeOf(tab)
        if (now !== size || isFetching()) quietSince = Date.now()
        size = now
      }
      return size
    },
  }
}

async function sizeOf(tab: Tab): Promise<number> {
  const limit = new AbortController()
  const late = sleep(ANSWER_LIMIT_MS, null, { signal: limit.signal }).catch(() => null)
  try {
    // While the page goes on to another document nobody answers, and it is not quiet.
    const size = await Promise.race([tab.evaluate(documentSize).catch(() => -1), late])
    if (size === null) throw new Error('The scripts of the page never end.')
    return Number(size)
  } finally {
    limit.abort()
  }
}
