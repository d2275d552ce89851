import { describe, expect, test } from 'vitest'
import { judgeRun, type RunFacts } from '../crawlers/judge-run.ts'
import { readSitemap } from '../crawlers/sitemap.ts'

const complete = { code: 'complete', message: 'Every page in scope was visited.' }
type Levels = Partial<RunFacts['found']>
type Facts = Partial<Omit<RunFacts, 'found' | 'before'>> & {
  found?: Levels
  before?: Levels | null
}

/** `items` that say all that reviews say. */
const levels = (items: number) => ({
  items_found: items,
  items_rated: items,
  items_dated: items,
  items_signed: items,
  item_letters: 200 * items,
})

/** A run like the last one, but for `facts`. */
const run = ({ found, before, ...facts }: Facts): RunFacts => ({
  ending: complete,
  pagesRead: 10,
  found: { ...levels(found?.items_found ?? 100), ...found },
  held: { fresh: 0, changed: 0 },
  hasAggregates: true,
  before: before === null ? null : { ...levels(before?.items_found ?? 100), ...before },
  isPaused: false,
  isPartial: false,
  isFewerAccepted: false,
  isReadAsBefore: true,
  ...facts,
})

describe('a run', () => {
  test.each<[string, Facts]>([
    ['found as much as the last one', {}],
    ['found half of it', { found: { items_found: 50 } }],
    ['is the first of its source', { found: { items_found: 1 }, before: null }],
    [
      'found less where there never was much',
      { found: { items_found: 1 }, before: { items_found: 19 } },
    ],
    [
      'found only what sites say of products as a whole',
      { found: { items_found: 0 }, before: null },
    ],
    [
      'found little, and a person says that it is right',
      { found: { items_found: 3 }, isFewerAccepted: true },
    ],
    [
      'says less, and a person says that it is right',
      { found: { items_rated: 0 }, isFewerAccepted: true },
    ],
    [
      'has no ratings where few had one before',
      { found: { items_rated: 0 }, before: { items_rated: 30 } },
    ],
    ['brings half of its dates', { found: { items_dated: 50 } }],
    ['met many edits', { held: { fresh: 0, changed: 50 } }],
    [
      'says something else, read by a newer version of Earshot',
      { held: { fresh: 0, changed: 60 }, isReadAsBefore: false },
    ],
    ['met nothing that was known', { held: { fresh: 95, changed: 5 } }],
    ['saw a part of the source', { found: { items_found: 3 }, isPartial: true }],
    [
      'was not allowed to begin by its hours',
      { pagesRead: 0, found: { items_found: 0 }, isPaused: true, isPartial: true },
    ],
  ])('that %s is healthy', (_, facts) => {
    expect(judgeRun(run(facts))).toEqual({ isHealthy: true, problem: null })
  })

  test.each<[string, Facts, string]>([
    ['found less than half', { found: { items_found: 49 } }, 'fewer_items'],
    ['lost most ratings', { found: { items_rated: 40 } }, 'fewer_ratings'],
    ['lost most dates', { found: { items_dated: 40 } }, 'fewer_dates'],
    ['lost most authors', { found: { items_signed: 10 } }, 'fewer_authors'],
    ['lost most of its texts', { found: { item_letters: 3_000 } }, 'shorter_texts'],
    [
      'says something else of most that was known',
      { held: { fresh: 0, changed: 60 } },
      'most_changed',
    ],
    ['found nothing any more', { found: { items_found: 0 }, hasAggregates: false }, 'fewer_items'],
    [
      'never found anything',
      { found: { items_found: 0 }, hasAggregates: false, before: null },
      'no_items',
    ],
    [
      'read no page',
      {
        pagesRead: 0,
        found: { items_found: 0 },
        ending: { code: 'unreachable', message: 'Nobody answers.' },
      },
      'unreachable',
    ],
  ])('that %s is not, and says why', (_, facts, code) => {
    expect(judgeRun(run(facts))).toMatchObject({ isHealthy: false, problem: { code } })
  })
})

describe('a sitemap', () => {
  const read = (text: string) => readSitemap({ body: Buffer.from(text) })

  test('gives its pages, with entities undone', () => {
    expect(
      read(`\uFEFF<?xml version="1.0"?>\n<!-- made by a shop -->\n<urlset xmlns="x">
        <url><loc> https://a.example/p?a=1&amp;b=2 </loc><image:image><image:loc>https://a.example/i.png</image:loc></image:image></url>
        <url><loc><![CDATA[https://a.example/q]]></loc></url></urlset>`),
    ).toEqual({ kind: 'pages', urls: ['https://a.example/p?a=1&b=2', 'https://a.example/q'] })
  })

  test('may list more sitemaps', () => {
    expect(
      read('<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>'),
    ).toEqual({ kind: 'sitemaps', urls: ['https://a.example/1.xml'] })
  })

  test.each(['<html><loc>x</loc></html>', '<rss><urlset></urlset></rss>', '', '{"urlset":1}'])(
    'is not %s',
    (text) => {
      expect(read(text)).toBeNull()
    },
  )

  test('is not a packed document of another kind, or a broken one', () => {
    expect(readSitemap({ body: Buffer.from([0x1f, 0x8b, 1, 2, 3]) })).toBeNull()
  })
})
