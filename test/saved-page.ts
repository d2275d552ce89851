import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Selectors, selectors } from '../config/selectors.ts'
import type { Extraction } from '../crawlers/extract.ts'
import type { Page } from '../schema/page.ts'
import type { RawValue } from '../schema/raw-item.ts'

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

/** An extraction as a person can check it: values without where they stood. */
export function summary(extraction: Extraction): unknown {
  const { detected: _, items, aggregates, problems, ...rest } = extraction
  return {
    ...rest,
    items: items.map(({ type, fields, aspects, replies }) => ({
      type,
      ...values(fields),
      ...(aspects.length > 0 ? { aspects: aspects.map(values) } : {}),
      ...(replies.length > 0 ? { replies: replies.map(values) } : {}),
    })),
    aggregates: aggregates.map(({ fields }) => values(fields)),
    problems: problems.map(({ code, where }) => `${code} ${where}`),
  }
}

function values(fields: object): Record<string, string> {
  const entries = Object.entries(fields as Record<string, RawValue>)
  return Object.fromEntries(
    entries.map(([name, { value, html }]) => [name, html ? `html: ${value}` : value]),
  )
}
