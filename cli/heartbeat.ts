import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'

const BEAT_EVERY_MS = 10_000

/**
 * Touches `alive` in the data folder every 10 s while this process turns, for a health check that only looks
 * at the file's age. Where the folder cannot be written, the log says so, and all else works.
 * @returns stops it
 */
export async function startHeartbeat(dataFolder: string, log: Logger): Promise<() => void> {
  const path = join(dataFolder, 'alive')
  try {
    await mkdir(dataFolder, { recursive: true })
    await writeFile(path, '')
  } catch (error) {
    log.warn({ err: error }, 'no sign of life can be written, health checks that look for it fail')
    return () => {}
  }
  const beat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => {}) // the file grows old, which is what a check sees
  }, BEAT_EVERY_MS)
  return () => clearInterval(beat)
}
