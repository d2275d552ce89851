import { describe, expect, it } from 'vitest'
import { dateOrderOf } from '../crawlers/date-order.ts'
import { openDocument } from '../crawlers/document.ts'
import { isInScope, linksInScope } from '../crawlers/links.ts'
import { nextPages } from '../crawlers/pagination.ts'
import { pageOf } from './page-of.ts'

const ALL = { include: [], exclude: [] }
const SITE = 'https://www.shop.example/'

function links(html: string, scope = ALL, siteUrl = SITE): string[] {
  return linksInScope(openDocument(pageOf(html, { url: `${SITE}list` })), scope, siteUrl)
}

describe('the links of a page in scope', () => {
  it('are absolute, of the same site, once each, in the order of the page', () => {
    const html =
      '<a href="b">1</a><a href="/a#x">2</a><a href="https://shop.example/a">3</a><a href="https://other.example/">4</a><a href="/a">5</a>'
    expect(links(html)).toEqual([`${SITE}b`, `${SITE}a`, 'https://shop.example/a'])
  })

  it('are without tracking parameters and session ids', () => {
    const html =
      '<a href="/a?utm_source=x&id=7&gclid=1">1</a><a href="/b;jsessionid=AB12?PHPSESSID=9">2</a>'
    expect(links(html)).toEqual([`${SITE}a?id=7`, `${SITE}b`])
  })

  it('are no files and no links that the page asks not to follow', () => {
    const html =
      '<a href="/a.PDF">1</a><a href="/b.jpg?x">2</a><a rel="ugc nofollow" href="/c">3</a><a href="mailto:a@b">4</a><a href="javascript:x()">5</a><a href="/d.html">6</a>'
    expect(links(html)).toEqual([`${SITE}d.html`])
    expect(links(`<meta name="robots" content="noindex,nofollow">${html}`)).toEqual([])
  })

  it('lead to no cart, account, search or sorted view', () => {
    const html = [
      '/cart',
      '/de/warenkorb/',
      '/my-account/orders',
      '/search?q=x',
      '/list?sort=price',
      '/list?filter[color]=red',
      '/p?add-to-cart=3',
      '/cartoons',
      '/researchers',
    ]
      .map((href) => `<a href="${href}">x</a>`)
      .join('')
    expect(links(html)).toEqual([`${SITE}cartoons`, `${SITE}researchers`])
  })
})

describe('scope', () => {
  const scope = (include: string[], exclude: string[] = []) => ({ include, exclude })

  it('is the folder of the source where nothing is included', () => {
    expect(isInScope(`${SITE}shop/lamps/1`, ALL, `${SITE}shop/index.html`)).toBe(true)
    expect(isInScope(`${SITE}blog/1`, ALL, `${SITE}shop/index.html`)).toBe(false)
  })

  it.each([
    ['/product/**', '/product', true],
    ['/product/**', '/product/a/b', true],
    ['/product/**', '/products', false],
    ['/p/*', '/p/a', true],
    ['/p/*', '/p/a/b', false],
    ['/*/reviews', '/de/reviews', true],
    ['/p.html', '/pxhtml', false],
    ['/größe/**', '/gr%C3%B6%C3%9Fe/xl', true],
    ['/p?id=*', '/p?id=7', true],
    ['/p?id=*', '/p', false],
  ])('%j covers %j: %j', (glob, path, covers) => {
    expect(isInScope(new URL(path, SITE).href, scope([glob]), SITE)).toBe(covers)
  })

  it('leaves out what is excluded, even if it is included', () => {
    expect(
      isInScope(`${SITE}product/old/1`, scope(['/product/**'], ['/product/old/**']), SITE),
    ).toBe(false)
  })

  it('covers a search that a person included by name', () => {
    expect(isInScope(`${SITE}search/lamps`, scope(['/search/**']), SITE)).toBe(true)
    expect(isInScope(`${SITE}search/lamps`, scope(['/**']), SITE)).toBe(false)
  })

  it('always covers the source itself and never another site', () => {
    expect(isInScope(`${SITE}search?q=lamp`, scope(['/p/**']), `${SITE}search?q=lamp`)).toBe(true)
    expect(isInScope('https://other.example/p/1', scope(['/p/**']), SITE)).toBe(false)
    expect(isInScope('ftp://www.shop.example/p/1', scope(['/p/**']), SITE)).toBe(false)
  })
})

describe('the next pages', () => {
  const next = (html: string, url: string) => nextPages(openDocument(pageOf(html, { url })))

  it('are rel=next and the numbered pages of the same list', () => {
    const html =
      '<link rel="next" href="?page=2"><a href="?page=1">1</a><a href="?page=2">2</a><a href="?page=3&utm_source=x">3</a><a href="/other?page=2">x</a><a href="?id=7">y</a>'
    expect(next(html, 'https://a.example/list')).toEqual([
      'https://a.example/list?page=2',
      'https://a.example/list?page=3',
    ])
  })

  it('keep the other parameters of the list, and follow numbers in the path', () => {
    expect(
      next(
        '<a href="?id=7&page=2">2</a><a href="?id=8&page=2">2</a>',
        'https://a.example/list?id=7',
      ),
    ).toEqual(['https://a.example/list?id=7&page=2'])
    expect(
      next('<a href="/t/9/page-4">4</a><a href="/t/9/">1</a>', 'https://a.example/t/9/page-3'),
    ).toEqual(['https://a.example/t/9/page-4'])
  })

  it.each([
    ['https://a.example/thread/5-foo.html', '/thread/5-foo-2.html', '2'],
    ['https://a.example/index.php?topic=343.0', '?topic=343.20', '2'],
    ['https://a.example/t/9', '/t/9/2', '2'],
    ['https://a.example/produkt,p466,l32.html', '/produkt,p466,l32,strona-3.html', '3'],
  ])('of %j are told by a number as their label: %j', (url, href, label) => {
    const expected = new URL(href, url).href
    expect(next(`<a href="${href}">${label}</a>`, url)).toEqual([expected])
  })

  it.each([
    ['/p/7', '7', 'another product'],
    ['/other/list-2.html', '2', 'another list'],
    ['?topic=1.0;prev_next=next', '»', 'the thread after this one'],
  ])('are not %j, labelled %j: %s', (href, label) => {
    expect(next(`<a href="${href}">${label}</a>`, 'https://a.example/p/5?topic=1')).toEqual([])
  })

  it.each([
    ['Next', '?after=x81'],
    ['Ältere Kommentare »', '?c=3'],
    ['Page suivante', '/list/b'],
    ['次へ', '?next=2'],
    ['›', '?cursor=a'],
  ])('say %j and stay within the list', (label, href) => {
    const expected = new URL(href, 'https://a.example/list').href
    expect(next(`<a href="${href}">${label}</a>`, 'https://a.example/list')).toEqual([expected])
    expect(next(`<a href="/elsewhere">${label}</a>`, 'https://a.example/list')).toEqual([])
  })

  it('are not the blog post that was written after this one', () => {
    const html =
      '<link rel="next" href="/2026/an-other-post/"><a rel="next" href="/2026/an-other-post/">»</a>'
    expect(next(html, 'https://blog.example/2026/a-post/')).toEqual([])
  })

  it('begin before the last page of comments, which WordPress shows first', () => {
    const html = '<a href="/a-post/comment-page-1/#comments">Older comments</a>'
    expect(next(html, 'https://blog.example/a-post/')).toEqual([
      'https://blog.example/a-post/comment-page-1/',
    ])
  })

  it.each([
    ['See all 1,234 reviews', '/reviews/B07FW264WL'],
    ['Alle Bewertungen anzeigen', '/dp/B07FW264WL/alle'],
    ['Voir tous les avis', '/avis?asin=B07FW264WL'],
    ['Ver todas las opiniones', '/opiniones/B07FW264WL'],
    ['すべてのレビューを見る', '/product-reviews/B07FW264WL'],
  ])('are all reviews, of which some are shown: %j', (label, href) => {
    const url = 'https://shop.example/dp/B07FW264WL'
    expect(next(`<a href="${href}">${label}</a>`, url)).toEqual([new URL(href, url).href])
    expect(next(`<a href="/reviews">${label}</a>`, url)).toEqual([])
  })

  it('are what a button loads more from', () => {
    const html = `<button data-url="/p/7/reviews?page=2">Load more reviews</button>
      <div data-load-url="/p/7/reviews?page=3">Mehr Bewertungen laden</div><button data-url="/p/7/cart">Add to cart</button>`
    expect(next(html, 'https://shop.example/p/7')).toEqual([
      'https://shop.example/p/7/reviews?page=2',
      'https://shop.example/p/7/reviews?page=3',
    ])
  })

  it.each([
    ['{"next":"/api/r?cursor=b"}', '/api/r?cursor=b'],
    ['{"links":{"next":{"href":"https://a.example/api/r?p=2"}}}', '/api/r?p=2'],
    ['{"data":{"pageInfo":{"hasNextPage":true,"endCursor":"Y3"}}}', '/api/r?after=Y3&limit=20'],
    ['{"pageInfo":{"hasNextPage":false,"endCursor":"Y3"}}', null],
    ['{"next":null,"results":[]}', null],
    ['{"next":"https://b.example/evil"}', null],
  ])('are what the answer of an API names: %s', (json, expected) => {
    const url = 'https://a.example/api/r?after=X1&limit=20'
    const page = pageOf(json, { url })
    const all = expected === null ? [] : [new URL(expected, url).href]
    expect(nextPages(openDocument(page))).toEqual(all)
  })

  it.each([
    ['offset=0&limit=20', '{"total":57}', 'offset=20&limit=20'],
    ['offset=40&limit=20', '{"total":57}', null],
    ['page=2&per_page=10', '{"meta":{"total":25}}', 'page=3&per_page=10'],
    ['page=3', '{"hasMore":true}', 'page=4'],
    ['page=3', '{"reviews":[]}', null],
  ])('move the offset of an API on: %s in %s', (query, json, expected) => {
    const url = `https://a.example/api/r?${query}`
    const all = expected === null ? [] : [`https://a.example/api/r?${expected}`]
    expect(nextPages(openDocument(pageOf(json, { url })))).toEqual(all)
  })

  it('are none of another site', () => {
    expect(next('<a rel="next" href="https://b.example/2">2</a>', 'https://a.example/')).toEqual([])
  })
})

describe('a link that is never followed', () => {
  const nextOf = (html: string, path: string) =>
    nextPages(openDocument(pageOf(html, { url: `https://shop.example${path}` })))

  it.each([
    '?page=2&delete=1',
    '?page=2&action=remove',
    '?page=2&logout=1',
    '?add-to-cart=55&page=2',
    '?page=2&unsubscribe=1',
    '?page=2&markread=1',
    '?page=2&supprimer=3',
    '/55/flag?page=2',
    '/5/vote?page=2',
    '/unsubscribe?page=2',
    '?page=2&url=https%3A%2F%2Fother.example',
  ])('does something when it is asked for: %s', (rest) => {
    const html = `<a href="/p/reviews${rest}">2</a><a href="/p/reviews${rest}">Next</a><button data-url="/p/reviews${rest}">Load more</button>`
    expect(nextOf(html, '/p/reviews')).toEqual([])
    expect(links(html.replaceAll('/p/', 'p/'))).toEqual([])
  })

  it.each(['/order-history?page=2', '/my-orders?page=2', '/cart?page=2'])(
    'leads to what is somebody’s own: %s',
    (path) => {
      expect(nextOf(`<a href="${path}">Next</a>`, path.replace(/\?.*/, ''))).toEqual([])
      expect(links(`<a href="${path}">Orders</a>`)).toEqual([])
    },
  )

  it.each([
    ['/product/1001', '<a rel="next" href="/product/1002">Next product</a>'],
    ['/product.php?id=1001', '<a rel="next" href="/product.php?id=1002">›</a>'],
    ['/p/reviews', '<a href="/p/reviews?stars=2">2</a><a href="/p/reviews?limit=20">20</a>'],
    ['/p/reviews', '<a href="/p/reviews?page=2&sort=rating">Lowest</a>'],
    ['/2024/post/', '<a href="/2024/post/?replytocom=2">2</a>'],
    ['/thread/9', '<a href="/thread/9?print=2">2</a>'],
    ['/blog/2024/03/', '<a href="/blog/2024/04/">»</a><a href="/blog/2024/03/02/">2</a>'],
  ])('is of another thing or another view: %s %s', (path, html) => {
    expect(nextOf(html, path)).toEqual([])
  })

  it('is not one that only looks alike', () => {
    const html = '<a href="/deleted-scenes">1</a><a href="/report">2</a><a href="/p/5?page=3">3</a>'
    expect(links(html)).toHaveLength(3)
  })
})

describe('a list that goes on at a mark', () => {
  it.each([
    ['<div hx-get="/p/reviews?cursor=abc">Load more</div>', '/p/reviews?cursor=abc'],
    ['<a href="/t/5?after=eyJ">Voir plus de commentaires</a>', '/t/5?after=eyJ'],
    [
      '<a href="/p/reviews/next_2?pageNumber=2">Siguiente página</a>',
      '/p/reviews/next_2?pageNumber=2',
    ],
  ])('%s', (html, next) => {
    const page = pageOf(html, { url: 'https://shop.example/p/reviews' })
    expect(nextPages(openDocument(page))).toEqual([`https://shop.example${next}`])
  })
})

describe('the order of day and month', () => {
  it.each([
    ['25/12/2025 and 03/04/2026', 'dmy'],
    ['12/25/2025', 'mdy'],
    ['03/04/2026', null],
    ['25/12/2025, 12/25/2025', null],
    ['version 1.13.2 of 192.168.13.1', null],
  ])('of a page with %j is %j', (text, order) => {
    const item = {
      kind: 'item' as const,
      type: 'review' as const,
      aspects: [],
      replies: [],
      fields: { publishedAt: { value: '03/04/2026', at: '', adapter: 'a' } },
    }
    expect(dateOrderOf([item], { pageText: () => text, fetchedAt: null })).toBe(order)
  })
})
