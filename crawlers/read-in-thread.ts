import { availableParallelism } from 'node:os'
import Tinypool from 'tinypool'
import type { Page } from '../schema/page.ts'
import type { PageReading, ReadConfig } from './read-page.ts'

/** One core stays for the event loop; beyond a few, Postgres is what a crawl waits for. */
const THREADS = Math.max(1, Math.min(4, availableParallelism() - 1))
/** A page of 20 MB takes seconds. */
const LIMIT_MS = 60_000
/** A thread without work ends. */
const IDLE_MS = 30_000
/** The tree of a page of 20 MB takes some hundreds. */
const MEMORY_MB = 2_048

/** What a thread is given: all of it can be sent. */
export interface ReadTask {
  page: Page
  source: ReadConfig['source']
}

let pool: Tinypool | null = null
let free = THREADS
const waiting: (() => void)[] = []

/**
 * `readPage` on a thread beside the event loop, which answers, fetches and writes meanwhile. A page that takes
 * too long or too much memory costs its thread, and no other page.
 * @throws Error when the page could not be read
 */
export async function readInThread(
  page: Page,
  source: ReadConfig['source'],
  { limitMs = LIMIT_MS }: { limitMs?: number } = {},
): Promise<PageReading> {
  await slot()
  try {
    pool ??= openThreads()
    return await pool.run({ page, source } satisfies ReadTask, {
      signal: AbortSignal.timeout(limitMs),
    })
  } catch (error) {
    throw isTimeout(error) ? new Error(`it takes more than ${limitMs / 1000} s to read`) : error
  } finally {
    release()
  }
}

/** Its own queue, and not the pool's: the time limit is for the reading, not for the wait. */
async function slot(): Promise<void> {
  if (free > 0) free--
  else await new Promise<void>((resolve) => waiting.push(resolve))
}

function release(): void {
  const next = waiting.shift()
  if (next) next()
  else free++
}

function openThreads(): Tinypool {
  return new Tinypool({
    filename: threadFile(),
    runtime: 'worker_threads',
    minThreads: 0,
    maxThreads: THREADS,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
}

/** Threads load JavaScript only: where this runs from its sources, as tests do, they take the built file. */
function threadFile(): string {
  const own = new URL('./reader-thread.js', import.meta.url)
  if (import.meta.url.endsWith('.js')) return own.href
  return new URL('../dist/crawlers/reader-thread.js', import.meta.url).href
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
