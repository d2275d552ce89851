import { describe, expect, it } from 'vitest'
import { adapter } from '../crawlers/adapters/article.ts'
import { openDocument } from '../crawlers/document.ts'
import { mainContent } from '../crawlers/main-content.ts'
import type { Page } from '../schema/page.ts'
import { pageOf } from './page-of.ts'

const PROSE =
  'We wore them for a month, on trains, in kitchens, and in an office that is never quiet, and asked others to do the same. '
const STORY = `<article><h1>A month with buds</h1><time datetime="2026-02-01">1 February</time><p>${PROSE.repeat(5)}</p><p>${PROSE.repeat(5)}</p></article>`
const URL_OF_STORY = 'https://blog.example/2026/02/a-month-with-buds'

function detection(body: string, changes: Partial<Page> = {}) {
  return adapter.detect(openDocument(pageOf(body, { url: URL_OF_STORY, ...changes })))
}

const html = (body: string, head = '') => `<html><head>${head}</head><body>${body}</body></html>`

describe('an article', () => {
  it('is recognised by a date and its running text', () => {
    expect(detection(html(STORY))?.why).toMatch(/^a date and \d+ characters of running text$/)
  })

  it('is surer where the page calls itself one', () => {
    const marked = detection(html(STORY, '<meta property="og:type" content="article">'))
    expect(marked?.confidence).toBeGreaterThan(detection(html(STORY))?.confidence ?? 1)
    expect(marked?.confidence).toBeLessThan(0.9)
  })

  it.each([
    [
      'the home page',
      html(STORY),
      { finalUrl: 'https://blog.example/', url: 'https://blog.example/' },
    ],
    ['a list of a tag', html(STORY), { finalUrl: 'https://blog.example/tag/buds/' }],
    ['a page of a list', html(STORY), { finalUrl: 'https://blog.example/news/page/3' }],
    ['a thread', html(STORY), { finalUrl: 'https://forum.example/threads/buds.12/' }],
    ['a product', html(STORY, '<meta property="og:type" content="product">'), {}],
    [
      'a product in JSON-LD',
      html(STORY, '<script type="application/ld+json">{"@type":"Product","name":"Buds"}</script>'),
      {},
    ],
    ['a forum', `<html id="XF"><body>${STORY}</body></html>`, {}],
    ['a list of many articles', html(STORY.repeat(5)), {}],
    ['a few words', html('<article><time datetime="2026-02-01"></time><p>Soon.</p></article>'), {}],
    ['a text without a date', html(STORY.replace(/<time.*<\/time>/, '')), {}],
    ['a feed', `<?xml version="1.0"?><rss><channel><item>${STORY}</item></channel></rss>`, {}],
    ['JSON', JSON.stringify({ html: STORY }), {}],
    ['nothing', '', {}],
  ] satisfies [string, string, Partial<Page>][])('is not %s', (_, body, changes) => {
    expect(detection(body, changes)).toBeNull()
  })

  it('names no author where the page gives only an address, a number or the name of the site', () => {
    const meta = (name: string) =>
      html(
        STORY,
        `<meta name="author" content="${name}"><meta property="og:site_name" content="The Blog">`,
      )
    const author = (name: string) =>
      adapter.read(openDocument(pageOf(meta(name)))).items[0]?.fields['author.name']?.value
    expect(author('Jo Marsh')).toBe('Jo Marsh')
    expect(['https://blog.example/jo', '105092', 'the blog'].map(author)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('the date of an article', () => {
  it('is not how long something takes', () => {
    const story = STORY.replace('<time ', '<time datetime="PT30M">30 minutes</time><time ')
    const { items } = adapter.read(openDocument(pageOf(html(story), { url: URL_OF_STORY })))
    expect(items[0]?.fields.publishedAt?.value).toBe('2026-02-01')
  })
})

describe('the main text of a page', () => {
  it('is null where there is no running text', () => {
    expect(mainContent(openDocument(pageOf(html('<a href="/">Home</a>'))).root, null)).toBeNull()
  })

  it('is found in seconds on hostile pages: wide, deep, or with bylines in bylines', () => {
    const pages = [
      '<p>a, b, c, and so on and so forth</p>'.repeat(60_000),
      `${'<div class="author date">'.repeat(500)}${`<p>${PROSE}</p>`.repeat(5_000)}`,
      `${'<span>'.repeat(500)}${PROSE}${'</span>'.repeat(500)}`.repeat(100),
      `<ul>${`<li><a href="/x">${PROSE}</a></li>`.repeat(20_000)}</ul>`,
      `<table>${'<tr><td><table>'.repeat(160)}${`<tr><td>${PROSE}</td></tr>`.repeat(10_000)}`,
    ]
    for (const page of pages) {
      const document = openDocument(pageOf(html(page)))
      document.root
      const start = performance.now()
      adapter.read(document)
      expect(performance.now() - start, page.slice(0, 60)).toBeLessThan(5_000)
    }
  })
})
