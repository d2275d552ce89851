import type { Pool } from '../schema/database.ts'
import { type OpenRun, type PageRecord, type Recorded, recordPages } from './record-page.ts'

/** As much at most is written in one transaction, and waits for it. */
const PAGES_TOGETHER = 16
const BYTES_TOGETHER = 16_000_000

/**
 * So long a page waits for others to be written with, while others are being fetched and read: what a
 * transaction costs by itself is more than what most pages do.
 */
const LINGER_MS = 100

export interface Recorder {
  /** A page is on its way: until it is recorded or given up, others may wait for it. */
  expect(): void
  /** It will not be recorded. */
  giveUp(): void
  /**
   * Writes what came of an expected page. While others are being written, or are soon to come, it waits, and
   * then all that wait are written together: the busier the run, the fewer transactions.
   * @returns null when its address was settled before
   * @throws RunLost and what Postgres throws; then none of those that were written together is
   */
  record(record: PageRecord): Promise<Recorded | null>
  /** Waits while many pages wait to be written, so that a slow database slows the crawl, and not fills our memory. */
  room(): Promise<void>
}

interface Waiting {
  record: PageRecord
  resolve: (recorded: Recorded | null) => void
  reject: (error: unknown) => void
}

export function openRecorder(pool: Pool, run: OpenRun): Recorder {
  const waiting: Waiting[] = []
  let isWriting = false
  let expected = 0
  let timer: NodeJS.Timeout | undefined
  let lastWrite: Promise<unknown> = Promise.resolve()

  /** Now, when nothing more is to come or enough has; else soon. */
  function writeSoon(): void {
    if (isWriting || waiting.length === 0) return
    if (expected === 0 || isMuch(waiting)) void writeAll()
    else timer ??= setTimeout(() => void writeAll(), LINGER_MS)
  }

  async function writeAll(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (isWriting) return
    isWriting = true
    do {
      const together = takeTogether(waiting)
      try {
        const records = together.map(({ record }) => record)
        const write = recordPages(pool, run, records)
        lastWrite = write.catch(() => {})
        const recorded = await write
        together.forEach(({ resolve }, index) => {
          resolve(recorded[index] ?? null)
        })
      } catch (error) {
        for (const { reject } of together) reject(error)
      }
    } while (isMuch(waiting))
    isWriting = false
    writeSoon()
  }

  return {
    expect() {
      expected += 1
    },
    giveUp() {
      expected -= 1
      writeSoon()
    },
    record(record) {
      expected -= 1
      return new Promise((resolve, reject) => {
        waiting.push({ record, resolve, reject })
        writeSoon()
      })
    },
    async room() {
      while (isWriting && isMuch(waiting)) await lastWrite
    },
  }
}

function bytesOf({ record: { origin } }: Waiting): number {
  return origin?.kind === 'archive' ? origin.page.body_bytes : 0
}

/** At least one, and more as long as they are not too much together. */
function takeTogether(waiting: Waiting[]): Waiting[] {
  let bytes = 0
  const count = waiting.findIndex((one, index) => {
    bytes += bytesOf(one)
    return index > 0 && (index >= PAGES_TOGETHER || bytes > BYTES_TOGETHER)
  })
  return waiting.splice(0, count < 0 ? waiting.length : count)
}

function isMuch(waiting: Waiting[]): boolean {
  const bytes = waiting.reduce((sum, one) => sum + bytesOf(one), 0)
  return waiting.length >= PAGES_TOGETHER || bytes > BYTES_TOGETHER
}
