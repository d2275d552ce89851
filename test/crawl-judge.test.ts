import { describe, expect, test } from 'vitest'
import { judgeRun, type RunFacts } from '../crawlers/judge-run.ts'
import { readSitemap } from '../crawlers/sitemap.ts'

const complete = { code: 'complete', message: 'Every page in scope was visited.' }
const run = (facts: Partial<RunFacts>): RunFacts => ({
  ending: complete,
  pagesRead: 10,
  items: 100,
  hasAggregates: true,
  lastHealthyItems: 100,
  isPaused: false,
  isPartial: false,
  isFewerAccepted: false,
  ...facts,
})

describe('a run', () => {
  test.each<[string, Partial<RunFacts>]>([
    ['found as much as the last one', {}],
    ['found half of it', { items: 50 }],
    ['is the first of its source', { items: 1, lastHealthyItems: null }],
    ['found less where there never was much', { items: 1, lastHealthyItems: 19 }],
    ['found only what sites say of products as a whole', { items: 0, lastHealthyItems: null }],
    ['found little, and a person says that it is right', { items: 3, isFewerAccepted: true }],
    ['saw a part of the source', { items: 3, isPartial: true }],
    [
      'was not allowed to begin by its hours',
      { pagesRead: 0, items: 0, isPaused: true, isPartial: true },
    ],
  ])('that %s is healthy', (_, facts) => {
    expect(judgeRun(run(facts))).toEqual({ isHealthy: true, problem: null })
  })

  test.each<[string, Partial<RunFacts>, string]>([
    ['found less than half', { items: 49 }, 'fewer_items'],
    ['found nothing any more', { items: 0, hasAggregates: false }, 'fewer_items'],
    [
      'never found anything',
      { items: 0, hasAggregates: false, lastHealthyItems: null },
      'no_items',
    ],
    [
      'read no page',
      { pagesRead: 0, items: 0, ending: { code: 'unreachable', message: 'Nobody answers.' } },
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
