import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { displayWidth } from '../cli/display-width.ts'
import { pageReport } from '../cli/page-report.ts'
import type { Adapter } from '../crawlers/adapter.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { describePage, type PageDescription } from '../workers/describe-page.ts'
import { htmlWith, pageOf } from './page-of.ts'

let registry: Adapter[] = []
let readers: Map<string, string>
beforeAll(async () => {
  registry = (await loadRegistry()).filter(({ name }) => name === 'schema-org')
  readers = new Map(registry.map(({ name, plainName }) => [name, plainName]))
})

const described = (html: string, url?: string) =>
  describePage(pageOf(html, url === undefined ? {} : { url }), { registry })

function shown(page: PageDescription, width = 100): string {
  const sections = pageReport(page, { readers, width })
  return sections.map(({ heading, lines }) => [heading, ...lines].join('\n')).join('\n\n')
}

const review = (author: string, date: string, stars: unknown, text: string) => ({
  '@type': 'Review',
  author,
  datePublished: date,
  reviewBody: text,
  reviewRating: { '@type': 'Rating', ratingValue: stars, bestRating: 10 },
})

const lamp = (reviews: unknown[], count = 57) => ({
  '@context': 'https://schema.org',
  '@type': 'Product',
  name: 'Halo lamp',
  aggregateRating: {
    '@type': 'AggregateRating',
    ratingValue: 8.6,
    bestRating: 10,
    reviewCount: count,
  },
  review: reviews,
})

const ARTICLE = {
  '@type': 'Article',
  headline: 'A lamp at night',
  author: 'Jo',
  articleBody: 'We looked at one lamp for a week, and it looked back.',
}

const SHOP = `<html><head><title>Halo lamp – Lumen shop</title></head><body>${htmlWith(
  lamp([
    review('Anna M.', '2026-02-11', 9, 'It lights the whole desk and the switch feels solid.'),
    review('佐藤花子', '2026-01-30', 10, 'とても明るくて気に入っています。机の上にぴったりです。'),
    review('Bo', '02/01/2026', 2, 'Broke after a week.'),
    review('Cy', '03/01/2026', 'eleventy', 'Fine.'),
  ]),
)}<a href="?page=2">2</a> <a href="?page=3">3</a></body></html>`

test('a page of a shop is told in words: who read it, of what, how much, what not, and what is next', () => {
  expect(shown(described(SHOP))).toBe(`Halo lamp – Lumen shop
  https://shop.example/product/lamp
  found      4 reviews, 1 rating of a product as a whole
  read from  data marked up for search engines: 4 reviews
  language   the page does not state one

What it is about
  Halo lamp
    the site says: 8.6 of 10 (4.38 of 5 stars), 57 reviews
    read here: 4 of 57 reviews; the pages below may hold the others

What was read
  4.6 ★  2026-02-11  Anna M.             ?      It lights the whole desk and the switch feels solid.
  5.0 ★  2026-01-30  佐藤花子            ?      とても明るくて気に入っています。机の上にぴったりで…
  1.4 ★  undated     Bo                  ?      Broke after a week.
         undated     Cy                  ?      Fine.

How much of it is known, and where it was read
  stars           75%  data marked up for search engines (JSON-LD)
  author         100%  data marked up for search engines (JSON-LD)
  date            50%  data marked up for search engines (JSON-LD)
  text           100%  data marked up for search engines (JSON-LD)
  language         0%  not on the page, as far as we can see
  product        100%  data marked up for search engines (JSON-LD)
  id               0%  not on the page, as far as we can see

What stands on the page and could not be read
  1 of 4 ratings: unreadable rating 'eleventy'
  2 of 4 dates, the first: '02/01/2026' may be in January or in February

What would be read next (2 pages)
  pages 2–3 of this list  https://shop.example/product/lamp?page=2`)
})

test('a page that nobody can read says so, and what to do', () => {
  expect(shown(described('<title>About us</title><p>We make lamps.</p>'))).toBe(`About us
  https://shop.example/product/lamp
  found      no reviews, posts or articles
  read from  nothing: none of our readers knows such a page
  language   the page does not state one

What is wrong, and what you can do
  None of our readers finds reviews, posts, comments or an article on this page (npx earshot
    adapters names them). [not_recognised]
    → Preview a page that shows reviews, a thread or an article, rather than a front page; --pages
    3 reads on from here. If they are to be seen on this one, try --browser, or point at them:
    --selectors FILE (docs/adapters.md).`)
})

test('stars are counted of reviews only, where an article stands beside them', () => {
  const graph = [lamp([review('Anna', '2026-02-11', 9, 'Good.')]), ARTICLE]
  const text = shown(described(htmlWith({ '@context': 'https://schema.org', '@graph': graph })))
  expect(text).toContain('found      1 review, 1 article')
  expect(text).toMatch(/stars +100% {2}of the reviews: data marked up/)
})

test('that all was read is told too, and no pages to come then', () => {
  const text = shown(described(htmlWith(lamp([review('Anna', '2026-02-11', 9, 'Good.')], 1))))
  expect(text).toContain('read here: 1 review\n')
  expect(text).not.toContain('What would be read next')
})

test('where nothing leads to the other reviews, that is said', () => {
  const text = shown(described(htmlWith(lamp([review('Anna', '2026-02-11', 9, 'Good.')]))))
  expect(text).toContain('read here: 1 of 57 reviews; nothing on the page leads to the others')
})

test('a problem that came twice is told once', () => {
  const page = described('<p>We make lamps.</p>')
  const text = shown({ ...page, problems: [...page.problems, ...page.problems] })
  expect(text.match(/\[not_recognised\]/g)).toHaveLength(1)
})

test('whatever stands on the page, lines fit the terminal and move nothing in it', () => {
  const hostile = fc.string({ unit: 'binary', maxLength: 300 })
  fc.assert(
    fc.property(hostile, hostile, fc.integer({ min: 60, max: 100 }), (words, name, width) => {
      const html = htmlWith(lamp([review(name, words, words, `${words}\x1b[2J\u202e`)]))
      const page = { ...described(html), title: words, language: name }
      const problem = { code: 'too_large', message: words, where: name }
      for (const line of shown({ ...page, problems: [problem] }, width).split('\n')) {
        expect(displayWidth(line)).toBeLessThanOrEqual(width)
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      }
    }),
    { numRuns: 50 },
  )
})
