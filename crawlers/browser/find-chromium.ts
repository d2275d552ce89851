import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'

/** Where the packages of Chromium and Chrome put it on Linux, macOS and Windows. */
const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * The browser to use: the one that is named (EARSHOT_CHROMIUM), else one of the system, else Playwright's own.
 * @returns its path; null when there is none, or when the named one cannot be run
 */
export async function findChromium(named: string | null): Promise<string | null> {
  if (named !== null) return (await isProgram(named)) ? named : null
  for (const path of SYSTEM_PATHS) if (await isProgram(path)) return path
  const { chromium } = await import('playwright')
  const own = chromium.executablePath()
  return (await isProgram(own)) ? own : null
}

/** What a person can do where {@link findChromium} finds none. */
export function noBrowserAdvice(named: string | null): string {
  if (named !== null) return `EARSHOT_CHROMIUM names ${named}, which cannot be run.`
  return 'Install Chromium (Debian, Ubuntu: apt-get install chromium), or let Playwright bring its own (npx playwright install --with-deps chromium), or name one in EARSHOT_CHROMIUM.'
}

/** Chromium's sandbox refuses to run as root; who runs Earshot as root goes without it (docs/operations.md). */
export function hasSandbox(): boolean {
  return process.getuid?.() !== 0
}

async function isProgram(path: string): Promise<boolean> {
  if (path === '') return false
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
