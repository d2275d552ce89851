import { expect, test } from 'vitest'
import { openDocument } from '../crawlers/document.ts'
import { looksScriptMade } from '../crawlers/looks-script-made.ts'

const SCRIPT = '<script src="/app.js"></script>'
const WORDS = 'These are words that tell a reader something of this shop and its people. '

function looks(body: string, contentType = 'text/html'): boolean {
  const url = 'https://shop.example/'
  return looksScriptMade(
    openDocument({
      url,
      finalUrl: url,
      status: 200,
      headers: { 'content-type': contentType },
      body: Buffer.from(
        `<!doctype html><html><head><title>Shop</title></head><body>${body}</body></html>`,
      ),
      fetchedAt: null,
      responses: [],
    }),
  )
}

test.each([
  ['an empty root of an application', `<div id="root"></div>${SCRIPT}`],
  ['an empty root among many words', `${WORDS.repeat(60)}<div id="__next"></div>${SCRIPT}`],
  [
    'an empty place for reviews',
    `${WORDS.repeat(60)}<div id="reviews" data-item="1"></div>${SCRIPT}`,
  ],
  [
    'a place for reviews that is being loaded',
    `${WORDS.repeat(60)}<section class="product-reviews"><p>Loading…</p></section>${SCRIPT}`,
  ],
  [
    'a widget of a review service',
    `${WORDS.repeat(60)}<div class="yotpo-main-widget"></div>${SCRIPT}`,
  ],
  [
    'a custom element for comments',
    `${WORDS.repeat(60)}<product-reviews></product-reviews>${SCRIPT}`,
  ],
  ['hardly any words', `<p>Welcome.</p>${SCRIPT}`],
  [
    'few words and the wish for JavaScript',
    `${WORDS.repeat(10)}<noscript>Bitte aktivieren Sie JavaScript.</noscript>${SCRIPT}`,
  ],
])('%s looks as if scripts made it', (_, body) => {
  expect(looks(body)).toBe(true)
})

test.each([
  ['a page of words', WORDS.repeat(20) + SCRIPT],
  [
    'a long page whose <noscript> asks for JavaScript',
    `${WORDS.repeat(60)}<noscript>Please enable JavaScript.</noscript>${SCRIPT}`,
  ],
  ['a page without scripts', '<div id="root"></div>'],
  [
    'a page whose scripts are data',
    '<div id="root"></div><script type="application/ld+json">{}</script>',
  ],
  [
    'a place for ratings that shows stars',
    `${WORDS.repeat(20)}<div class="rating"><svg></svg></div>${SCRIPT}`,
  ],
  [
    'a place for reviews that is filled',
    `${WORDS.repeat(20)}<div id="reviews">Nobody has said anything yet, be the first one to do so.</div>${SCRIPT}`,
  ],
])('%s does not', (_, body) => {
  expect(looks(body)).toBe(false)
})

test('a feed is not a page', () => {
  expect(looks(`<div id="root"></div>${SCRIPT}`, 'application/rss+xml')).toBe(false)
})
