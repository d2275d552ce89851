import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Selectors, selectors } from '../config/selectors.ts'
import type { Page } from '../schema/page.ts'

/** The page of a fixture folder, with its address, headers and time. */
export function savedPage(folder: string): Page {
  const file = readdirSync(folder).find((name) => name.startsWith('page.')) ?? 'page.html'
  const meta = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as Pick<
    Page,
    'url' | 'headers' | 'fetchedAt'
  >
  const { url, headers, fetchedAt } = meta
  const body = readFileSync(join(folder, file))
  return { url, finalUrl: url, status: 200, headers, fetchedAt, body, responses: [] }
}

/** What its source would configure: `selectors`, where `meta.json` has some. */
export function savedConfig(folder: string): { selectors?: Selectors } {
  const meta = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as {
    selectors?: unknown
  }
  return meta.selectors === undefined ? {} : { selectors: selectors.parse(meta.selectors) }
}
