import { describe, expect, it } from 'vitest'
import { adapter } from '../crawlers/adapters/article.ts'
import { articleHead } from '../crawlers/article-head.ts'
import { openDocument } from '../crawlers/document.ts'
import { pageOf } from './page-of.ts'

const SENTENCE =
  'The kettle boils a litre of water in three minutes, and it stays quiet meanwhile. '
const TEXT = `<p>${SENTENCE.repeat(6)}</p>`

function documentOf(body: string, url = 'https://notes.example/x/quiet') {
  const html = `<title>A quiet kettle | Notes</title><body>${body}</body>`
  return openDocument({ ...pageOf(html), url, finalUrl: url })
}

function isArticle(body: string, url?: string): boolean {
  return adapter.detect(documentOf(body, url), { selectors: null }) !== null
}

describe('a short article without markup', () => {
  const head = '<h1>A quiet kettle</h1><p>By Anna Berg | March 3, 2024</p>'

  it('is one that names its writer and its day beside its heading', () => {
    expect(isArticle(`${head}${TEXT}`)).toBe(true)
  })

  it('is one by its day and an address of articles', () => {
    const dated = '<h1>A quiet kettle</h1><p>March 3, 2024</p>'
    expect(isArticle(`${dated}${TEXT}`, 'https://notes.example/blog/quiet')).toBe(true)
    expect(isArticle(`${dated}${TEXT}`)).toBe(false)
  })

  it('is none without a day, nor where something is sold', () => {
    expect(isArticle(`<h1>A quiet kettle</h1><p>By Anna Berg</p>${TEXT}`)).toBe(false)
    expect(isArticle(`${head}<span>€ 49,90</span>${TEXT}`)).toBe(false)
  })

  it('may have a third of the letters in Chinese', () => {
    const chinese = '这款水壶大约三分钟就能烧开一升水，而且非常安静，在这个价位很少见。'
    expect(isArticle(`${head}<p>${chinese.repeat(4)}</p>`)).toBe(true)
    expect(isArticle(`${head}<p>${SENTENCE.repeat(2)}</p>`)).toBe(false)
  })
})

describe('the head of an article', () => {
  it('does not take the name of the site for the heading', () => {
    const site = '<h1><a href="/">Notes</a></h1><h2>A quiet kettle</h2>'
    expect(articleHead(documentOf(`${site}${TEXT}`)).heading?.value).toBe('A quiet kettle')
  })

  it('takes the day above the heading, and the only one below it', () => {
    const above = '<div><p>Le mardi 5 mars 2024, 14:20</p><h2>A quiet kettle</h2></div>'
    expect(articleHead(documentOf(`${above}${TEXT}`)).published?.value).toBe('5 mars 2024, 14:20')
    const below = `<h2>A quiet kettle</h2>${TEXT}<p>Posted on March 5th, 2024 in Kitchen.</p>`
    expect(articleHead(documentOf(below)).published?.value).toBe('March 5th, 2024')
  })

  it('takes none of two days below the heading', () => {
    const other = '<p>March 5th, 2024</p><p>April 9th, 2024</p>'
    expect(articleHead(documentOf(`<h2>A quiet kettle</h2>${TEXT}${other}`)).published).toBeNull()
  })

  it('does not take an editor for the writer', () => {
    const editor = '<h1>A quiet kettle</h1><p class="author">责任编辑：李小明</p>'
    expect(articleHead(documentOf(`${editor}${TEXT}`)).byline).toBeNull()
  })

  it('takes what a feed of old called published', () => {
    const abbr = '<abbr class="published" title="2024-03-05T14:20:00+01:00">2:20 PM</abbr>'
    const { published } = articleHead(documentOf(`<h3>A quiet kettle</h3>${TEXT}${abbr}`))
    expect(published?.value).toBe('2024-03-05T14:20:00+01:00')
  })
})
