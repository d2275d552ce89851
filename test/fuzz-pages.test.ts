import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Adapter } from '../crawlers/adapter.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { projectRoot } from '../schema/project-root.ts'
import { describePage } from '../workers/describe-page.ts'
import type { LanguageDetector } from '../workers/normalize/language.ts'
import { loadLanguageDetector } from '../workers/normalize/language.ts'
import { pageOf } from './page-of.ts'

/** A minute in CI; a developer who waits gets a look. */
const FUZZ_MS = process.env['CI'] ? 60_000 : 10_000
/** No page of this size may hold a crawl up for so long, on a busy machine. */
const PATIENCE_MS = 10_000
const MAX_PAGE_BYTES = 400_000

const FIXTURES = join(projectRoot, 'test', 'fixtures')
const SITES = join(projectRoot, '..', 'shared', 'data', 'pages', 'sites')

let registry: Adapter[]
let languages: LanguageDetector
beforeAll(async () => {
  registry = await loadRegistry()
  languages = await loadLanguageDetector()
})

function savedPages(): { name: string; body: string }[] {
  const own = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /page\.\w+$/.test(file))
    .map((file) => ({ name: file, body: readFileSync(join(FIXTURES, file), 'latin1') }))
  if (!existsSync(SITES)) return own
  const saved = readdirSync(SITES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html.gz'))
    .map((file) => ({
      name: file,
      body: gunzipSync(readFileSync(join(SITES, file))).toString('latin1'),
    }))
  return [...own, ...saved.filter(({ body }) => body.length <= MAX_PAGE_BYTES)]
}

/** What breaks readers: cut, doubled, moved and strange pieces, deep nesting, halves of characters. */
const STRANGE = [
  '<',
  '">',
  '<!--',
  ']]>',
  '</',
  '\0',
  '\xff\xfe',
  '&#xD800;',
  '&#0;',
  '\u0085\u2028',
  '<script type="application/ld+json">{"@type":"Review",',
  '{"@id":"#a","review":{"@id":"#a"}}',
  '<b itemscope itemprop="review" itemref="x x x" id="x">',
  '5'.repeat(400),
  '-1/0',
  '2026-99-99T99:99',
  '★'.repeat(50),
  '<div class="review"><time>',
  '<p>'.repeat(300),
  '<li>'.repeat(2_000),
  '('.repeat(5_000),
  ' a="'.repeat(2_000),
]

type Mutation = {
  kind: 'cut' | 'double' | 'move' | 'insert'
  at: number
  size: number
  piece: string
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('cut', 'double', 'move', 'insert'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  size: fc.integer({ min: 1, max: 3_000 }),
  piece: fc.oneof(fc.constantFrom(...STRANGE), fc.string({ maxLength: 30 })),
})

function mutated(body: string, mutations: Mutation[]): string {
  return mutations.reduce((text, { kind, at, size, piece }) => {
    const start = Math.floor(at * text.length)
    const part = text.slice(start, start + size)
    const before = text.slice(0, start)
    const after = text.slice(start + part.length)
    if (kind === 'cut') return before + after
    if (kind === 'double') return before + part + part + after
    if (kind === 'insert') return before + piece + part + after
    return after + before + part
  }, body)
}

describe('a page that is broken in any way', () => {
  it(
    'is read without an error, in bounded time',
    () => {
      const pages = savedPages()
      const broken = fc.tuple(
        fc.integer({ min: 0, max: pages.length - 1 }),
        fc.array(mutation, { minLength: 1, maxLength: 8 }),
      )
      let runs = 0
      fc.assert(
        fc.property(broken, ([index, mutations]) => {
          const page = pages[index]
          if (page === undefined) return
          const isXml = page.name.endsWith('.xml')
          const startedAt = performance.now()
          const description = describePage(
            pageOf(Buffer.from(mutated(page.body, mutations), 'latin1'), {
              headers: { 'content-type': isXml ? 'application/xml' : 'text/html' },
            }),
            { registry, languages, followLinks: true },
          )
          const failed = description.problems.filter(({ code }) => code === 'adapter_failed')
          expect(failed, page.name).toEqual([])
          expect(performance.now() - startedAt, page.name).toBeLessThan(PATIENCE_MS)
          runs++
        }),
        { numRuns: 1_000_000, interruptAfterTimeLimit: FUZZ_MS, endOnFailure: true },
      )
      expect(runs).toBeGreaterThan(20)
      console.log(`${runs} broken pages were read in ${FUZZ_MS / 1000} s`)
    },
    FUZZ_MS + 60_000,
  )
})
