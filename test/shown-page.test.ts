import { describe, expect, it } from 'vitest'
import { openDocument } from '../crawlers/document.ts'
import { shownPage } from '../crawlers/records/shown-page.ts'
import { parseCount } from '../crawlers/written/numbers.ts'

function read(body: string, url = 'https://shop.example/p/1') {
  const html = `<html><body>${body}</body></html>`
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  const page = {
    url,
    finalUrl: url,
    status: 200,
    headers,
    body: Buffer.from(html),
    fetchedAt: null,
    responses: [],
  }
  return shownPage(openDocument(page))
}

const numbers = [1, 2, 3, 4, 5, 6]
const FILLED = [5, 4, 2, 5, 3, 1]
const times = (block: (n: number) => string) => numbers.map(block).join('')
const review = (n: number) =>
  `<div class="review"><b class="author">Person ${'ABCDEF'[n - 1]}</b> <time>May ${n}, 2025</time>
   <i aria-label="${(n % 5) + 1} out of 5 stars"></i><p class="text">Opinion number ${n} of this thing.</p></div>`

describe('what a page shows', () => {
  it('are reviews with stars, name, day and words', () => {
    const { statements } = read(times(review))
    expect(statements.map(({ type }) => type)).toEqual(numbers.map(() => 'review'))
    expect(statements[1]?.fields['author.name']?.value).toBe('Person B')
    expect(statements[1]?.fields.publishedAt?.value).toBe('May 2, 2025')
    expect(statements[1]?.fields['rating.value']?.value).toBe('3')
    expect(statements[1]?.fields.text?.value).toBe('Opinion number 2 of this thing.')
  })

  it('are no labels with counts that differ', () => {
    const block = (n: number) =>
      `<div class="opinion"><div><b class="author">Person ${'ABCDEF'[n - 1]}</b> <span>Beiträge: ${n}7</span></div>
       <div><time>May ${n}, 2025</time> <i>#${n}00</i> Opinion ${n} of this thing, in words. <div>${n} fanden das gut</div></div></div>`
    const texts = read(times(block)).statements.map(({ fields }) => fields.text?.value)
    expect(texts[1]?.trim()).toBe('Opinion 2 of this thing, in words.')
  })

  it('are ratings in rows of icons that only look different, the first look filled', () => {
    const star = (look: string) => `<span class="${look}"><svg><path d="M0 0"/></svg></span>`
    const block = (n: number) =>
      `<li><p>${[1, 2, 3, 4, 5].map((k) => star(k <= (FILLED[n - 1] ?? 0) ? 'k3f' : 'z9q')).join('')}</p>
       <p>${n} May 2025</p><p>Opinion number ${n} of this thing, in a few more words.</p></li>`
    const found = read(`<ul class="reviews">${times(block)}</ul>`).statements
    const stars = found.map(({ fields }) => fields['rating.value']?.value)
    expect(stars).toEqual(FILLED.map(String))
  })

  it('are comments with subjects of their own, by whom a line says', () => {
    const block = (n: number) =>
      `<article class="comment"><p>Inviato da <span>Person ${'ABCDEF'[n - 1]} (non verificato)</span> il Sab, 1${n}/03/2026 - 12:30</p>
       <h3><a href="/comment/${n}#comment-${n}">Opinion number ${n}</a></h3><div>Opinion number ${n} of this thing, in words.</div></article>`
    const found = read(times(block)).statements
    expect(found.map(({ type }) => type)).toEqual(numbers.map(() => 'comment'))
    expect(found[1]?.fields['author.name']?.value).toBe('Person B')
  })

  it('are ratings whose scale is in small type, and names behind a date', () => {
    const block = (n: number) =>
      `<li class="comment-item"><div>${n + 3}<small>/10</small></div><div>Le ${n} mai 2025, 10:12 par <b>Person ${'ABCDEF'[n - 1]}</b></div><p>Opinion number ${n} of this thing.</p></li>`
    const fields = read(times(block)).statements[1]?.fields
    expect(fields?.['rating.value']?.value).toBe('5')
    expect(fields?.['author.name']?.value).toBe('Person B')
  })

  it('are whole, where name, day and stars stand in a head that alone is named', () => {
    const block = (n: number) =>
      `<div><header data-review-id="r${n}"><div><b>Person ${'ABCDEF'[n - 1]}</b></div><i aria-label="${(n % 5) + 1} out of 5 stars"></i><span>May ${n}, 2025</span></header>
       <div>Opinion number ${n} of this thing.</div></div>`
    const texts = read(`<div>${times(block)}</div>`).statements.map(({ fields }) => fields.text)
    expect(texts.map((text) => text?.value)).toEqual(
      numbers.map((n) => `Opinion number ${n} of this thing.`),
    )
  })

  it('are by the name, not by the initials that stand for a picture', () => {
    const block = (n: number) =>
      `<div class="review"><a href="/users/${n}"><i>P${'ABCDEF'[n - 1]}</i></a><a href="/users/${n}"><span>Person ${'ABCDEF'[n - 1]}</span></a>
       <time>May ${n}, 2025</time><p>Opinion number ${n} of this thing.</p></div>`
    const fields = read(times(block)).statements[1]?.fields
    expect(fields?.['author.name']?.value).toBe('Person B')
  })

  it('are what somebody says, though it is a label in another place', () => {
    const block = (n: number) =>
      `<div class="review"><b class="author">Person ${'ABCDEF'[n - 1]}</b> <time>May ${n}, 2025</time><em>Lovely</em>
       <i aria-label="4 out of 5 stars"></i><p>${n === 3 ? 'Lovely' : `Opinion number ${n} of this thing.`}</p></div>`
    expect(read(times(block)).statements[2]?.fields.text?.value).toContain('Lovely')
  })

  it('have titles without the stars inside of them', () => {
    const block = (n: number) =>
      `<li class="review"><span class="author">Person ${'ABCDEF'[n - 1]}</span><h5><i><span>${(n % 5) + 1} out of 5 stars</span></i><span>Title ${n}</span></h5>
       <p>May ${n}, 2025</p><p>Opinion number ${n} of this thing.</p></li>`
    const fields = read(`<ul>${times(block)}</ul>`).statements[1]?.fields
    expect([fields?.title?.value, fields?.['rating.value']?.value]).toEqual(['Title 2', '3'])
  })

  it('have titles in a line of their own that nothing calls so', () => {
    const block = (n: number, kind: string) =>
      `<div class="review"><div><b class="author">Person ${'ABCDEF'[n - 1]}</b> <time>May ${n}, 2025</time><i aria-label="4 out of 5 stars"></i></div>
       <div><p class="qa">My title number ${n}</p><p class="${kind}">Opinion number ${n} of this thing, in a few words more.</p></div></div>`
    const titled = read(times((n) => block(n, 'qb'))).statements[1]?.fields
    expect([titled?.title?.value, titled?.text?.value.includes('title')]).toEqual([
      'My title number 2',
      false,
    ])
    const paragraphs = read(times((n) => block(n, 'qa'))).statements[1]?.fields
    expect([paragraphs?.title, paragraphs?.text?.value.includes('title')]).toEqual([
      undefined,
      true,
    ])
  })

  it('are comments in custom elements, one inside of another', () => {
    const block = (n: number, inside = '') =>
      `<x-comment><a href="/user/p${n}">Person ${'ABCDEF'[n - 1]}</a><time datetime="2025-05-0${n}">then</time><div>Opinion number ${n} of this thing.</div>${inside}</x-comment>`
    const found = read(`<x-tree>${block(1, block(2, block(3)))}${block(4)}</x-tree>`).statements
    expect(found.map(({ fields }) => fields.text?.value)).toEqual(
      [1, 2, 3, 4].map((n) => `Opinion number ${n} of this thing.`),
    )
  })

  it('is the post above the comments, where it is made like them', () => {
    const block = (n: number) =>
      `<div class="thing ${n === 1 ? 'link' : 'comment'}"><p>submitted <time datetime="2025-05-0${n}">then</time> by <a class="author" href="/user/p${n}">Person ${'ABCDEF'[n - 1]}</a></p><div>Opinion number ${n} of this thing.</div></div>`
    const found = read(times(block)).statements
    expect(found.map(({ type }) => type)).toEqual(['post', ...Array(5).fill('comment')])
    expect(found[0]?.fields.text?.value).not.toContain('submitted')
  })

  it('are no products with stars and a day of delivery', () => {
    const block = (n: number) =>
      `<div class="tile"><a href="/p/${n}"><h3>Kettle model ${n}</h3></a><i aria-label="4.${n} out of 5 stars"></i><p>$${n}9.99</p>
       <p>Get it by May ${n}, 2025</p><p>Boils a litre in ${n} minutes.</p></div>`
    expect(read(times(block)).statements).toEqual([])
  })

  it('are no rows of similar threads below a thread', () => {
    const post = (n: number) =>
      `<div class="post"><b class="username">Person ${'ABCDEF'[n - 1]}</b> <time>May ${n}, 2025</time><p>Opinion number ${n} of this thing.</p></div>`
    const row = (n: number) =>
      `<tr><td><a href="/t/${n}">Another question number ${n}</a></td><td><a href="/member.php?u=${n}">User${n}</a></td><td>${n}</td><td>May ${n}, 2020</td></tr>`
    const url = 'https://forum.example/showthread.php?t=1'
    const found = read(`${times(post)}<table>${times(row)}</table>`, url).statements
    expect(found).toHaveLength(numbers.length)
  })

  it('counts how many found it helpful, not of how many', () => {
    const block = (n: number) =>
      `<div class="review"><b class="author">Person ${'ABCDEF'[n - 1]}</b> <time>May ${n}, 2025</time><i aria-label="4 out of 5 stars"></i>
       <p>Opinion number ${n} of this thing.</p><p>1${n} von 20 Kunden fanden das hilfreich</p></div>`
    const found = read(times(block)).statements[1]?.fields.helpfulCount?.value ?? ''
    expect([null, 12]).toContain(parseCount(found))
  })

  it('are no products with stars', () => {
    const tile = (n: number) =>
      `<div class="card"><a href="/p/${n}">Lamp ${n}</a><i aria-label="4 out of 5 stars"></i> ${n}9.00 € <p>A fine lamp for every desk</p></div>`
    expect(read(times(tile)).statements).toEqual([])
  })

  it('are no teasers of articles', () => {
    const teaser = (n: number) =>
      `<article class="post"><h2><a href="/blog/${n}">News of the week ${n}</a></h2><span class="author">Ann</span> <time>May ${n}, 2025</time><p>What happened in week number ${n}, in short.</p></article>`
    expect(read(times(teaser)).statements).toEqual([])
  })

  it('are no lists of threads', () => {
    const row = (n: number) =>
      `<li class="thread"><h3 class="title"><a href="/threads/t${n}">How do I mend number ${n}?</a></h3><a class="username" href="/members/${n}">Bob</a> <time>May ${n}, 2025</time> Replies: ${n}</li>`
    expect(read(times(row), 'https://forum.example/forums/5').statements).toEqual([])
  })

  it('are no navigation and no scale of a form', () => {
    const link = (n: number) => `<li><a href="/c/${n}">Category ${n}</a></li>`
    const star = (n: number) => `<label class="star" title="${n} stars">${n}</label>`
    const page = read(`<ul>${times(link)}</ul><form class="rate">${times(star)}</form>`)
    expect(page).toEqual({ statements: [], aggregate: null })
  })

  it('is the rating of its product with its count, not that of one review or a neighbour', () => {
    const page = read(
      `<h1>Lamp</h1><div class="summary"><span>4.3 out of 5</span> <a href="#r">1,204 ratings</a></div>${times(review)}
       <div class="related"><a href="/p/2"><i aria-label="2 out of 5 stars"></i> (7) Other</a></div>`,
    )
    expect(page.aggregate?.['rating.value']?.value).toBe('4.3')
    expect(page.aggregate?.ratingCount?.value).toBe('1,204')
  })

  it('is a mean whose scale stands in the next element', () => {
    const body = '<h1>Lamp</h1><div><p>3,3</p><p>de 5 · 6 valoraciones</p></div>'
    const { aggregate } = read(`${body}${times(review)}`)
    expect(aggregate?.['rating.value']?.value).toBe('3,3')
    expect(aggregate?.ratingCount?.value).toBe('6')
  })

  it('is a mean beyond five on the scale of the reviews below it', () => {
    const block = (n: number) => review(n).replace(/\d out of 5 stars/, `${n + 3} out of 10 stars`)
    const { aggregate } = read(
      `<h1>Lamp</h1><div><b class="score">6,7</b> <span>6 reviews</span></div>${times(block)}`,
    )
    expect(aggregate?.['rating.best']?.value).toBe('10')
  })

  it('is no count of a filter, and one in words of other shops', () => {
    const whole = (count: string, filters: string) =>
      read(
        `<h1>Kettle</h1><div><div><div class="rating-average" aria-label="3.4 out of 5"></div><div>${count}</div></div><div>${filters}</div></div>`,
      ).aggregate
    expect(whole('1.208 Sternebewertungen', '')?.ratingCount?.value).toBe('1208')
    expect(
      whole('All', '<p>5 stars (70), 4 stars (9), 3 stars (5), with comments (88)</p>')
        ?.reviewCount,
    ).toBeUndefined()
  })

  it('is no rating where there are none yet', () => {
    const page = read('<h1>Lamp</h1><div class="rating-summary"><i class="stars-5"></i> (0)</div>')
    expect(page.aggregate).toBeNull()
  })

  it('takes time that grows with the page', () => {
    const parts = (n: number) => Array.from({ length: n }, (_, i) => review((i % 6) + 1)).join('')
    const cost = (n: number) => {
      const html = parts(n)
      const start = performance.now()
      expect(read(html).statements.length).toBe(n)
      return performance.now() - start
    }
    cost(500)
    const small = Math.min(cost(1000), cost(1000))
    expect(cost(8000)).toBeLessThan(8 * small * 4)
  })
})
