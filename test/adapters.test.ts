import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Adapter } from '../crawlers/adapter.ts'
import { type Extraction, extract } from '../crawlers/extract.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { projectRoot } from '../schema/project-root.ts'
import { RAW_AGGREGATE_FIELDS, RAW_FIELDS } from '../schema/raw-item.ts'
import { extractionSummary } from '../workers/describe/extraction-summary.ts'
import { savedConfig, savedPage } from './saved-page.ts'

/**
 * Every folder `test/fixtures/<adapter>/<case>` is a saved page with what must be read from it: `page.html` (or
 * `.xml`, `.json`), `meta.json` (address, headers, time) and `expected.json` (as {@link extractionSummary} writes it).
 */
const FIXTURES = join(projectRoot, 'test', 'fixtures')
const ADAPTERS = join(projectRoot, 'crawlers', 'adapters')
const adapterNames = readdirSync(ADAPTERS).map((file) => file.replace(/\.ts$/, ''))

let registry: Adapter[] = []
beforeAll(async () => {
  registry = await loadRegistry()
})

describe.each(adapterNames)('the adapter %s', (adapter) => {
  const cases = existsSync(join(FIXTURES, adapter)) ? readdirSync(join(FIXTURES, adapter)) : []

  it.each(cases)('reads %s as expected', (name) => {
    const folder = join(FIXTURES, adapter, name)
    const expected: unknown = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
    expect(extractionSummary(extracted(folder))).toEqual(expected)
  })

  it('has at least four fixtures, all of which it recognises by itself', () => {
    expect(cases.length).toBeGreaterThanOrEqual(4)
    for (const name of cases) {
      const { adapters } = extracted(join(FIXTURES, adapter, name))
      expect(adapters, name).toContain(adapter)
    }
  })

  it('has every field that its source names in one of its fixtures', () => {
    const seen = new Set(
      cases.flatMap((name) => fieldsSeen(extracted(join(FIXTURES, adapter, name)))),
    )
    expect([...fieldsNamed(adapter)].filter((field) => !seen.has(field))).toEqual([])
  })
})

function extracted(folder: string): Extraction {
  return extract(savedPage(folder), { registry, ...savedConfig(folder) })
}

function fieldsSeen({ items, aggregates }: Extraction): string[] {
  return [...items, ...aggregates].flatMap(({ fields }) => Object.keys(fields))
}

/** The fields that an adapter's file, or one that it imports from crawlers/, writes a name of. */
function fieldsNamed(adapter: string): Set<string> {
  const sources = sourcesOf(join(ADAPTERS, `${adapter}.ts`))
  const text = sources.map((file) => readFileSync(file, 'utf8')).join('\n')
  // `site` is what files and the API may say; here the word stands for other things.
  const names = [...RAW_FIELDS, ...RAW_AGGREGATE_FIELDS].filter((name) => name !== 'site')
  return new Set(
    names.filter((name) => new RegExp(`(?:'${name.replace('.', '\\.')}'|\\b${name}:)`).test(text)),
  )
}

function sourcesOf(file: string): string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/from '\.\.\/([a-z-]+\.ts)'/g)
  // What document.ts names is the page's, no item's.
  const own = [...imports]
    .filter(([, name]) => name !== 'document.ts')
    .map(([, name]) => join(projectRoot, 'crawlers', name ?? ''))
  return [file, ...own]
}
