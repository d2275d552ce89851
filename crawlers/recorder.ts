import type { Pool } from '../schema/database.ts'
import { type OpenRun, type PageRecord, type Recorded, recordPages } from './record-page.ts'

/** As many pages at most are written in one transaction. */
const PAGES_TOGETHER = 16

export interface Recorder {
  /**
   * Writes what came of a page. While others are being written it waits, and then all that wait are written
   * together: the busier the run, the fewer transactions.
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
  let lastWrite: Promise<unknown> = Promise.resolve()

  async function writeAll(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) {
      const together = waiting.splice(0, PAGES_TOGETHER)
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
    }
    isWriting = false
  }

  return {
    record(record) {
      return new Promise((resolve, reject) => {
        waiting.push({ record, resolve, reject })
        if (!isWriting) void writeAll()
      })
    },
    async room() {
      while (waiting.length >= PAGES_TOGETHER) await lastWrite
    },
  }
}
