import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Adapter } from '../crawlers/adapter.ts'
import { openDocument } from '../crawlers/document.ts'
import { extract } from '../crawlers/extract.ts'
import { mainContent } from '../crawlers/main-content.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { parseDate } from '../crawlers/written/dates.ts'
import type { Page } from '../schema/page.ts'
import { projectRoot } from '../schema/project-root.ts'
import { nameTokens } from '../workers/attach/name-tokens.ts'
import { plainLine, plainText } from '../workers/normalize/text.ts'

const PAGES = join(projectRoot, '..', 'shared', 'data', 'pages')
const ARTICLES = join(PAGES, 'articles')
const NEWS = join(PAGES, 'news_multilang')
const SITES = join(PAGES, 'sites')
const isHere = existsSync(ARTICLES)
const suffix = isHere ? '' : ' (not run: needs ../shared/data)'

let registry: Adapter[] = []
beforeAll(async () => {
  registry = await loadRegistry()
})

describe.skipIf(!isHere)(`articles${suffix}`, () => {
  it('give the text that their expectations hold, by token F1 at least 0.955', () => {
    const scores = folders(ARTICLES).map((folder) => {
      const { root, title } = openDocument(pageOf(unzipped(folder, 'source.html.gz')))
      const expected = unzipped(folder, 'expected.html.gz').toString()
      return tokenF1(tokens(mainContent(root, title)?.value ?? ''), tokens(expected))
    })
    expect(scores.length).toBe(60)
    expect(mean(scores)).toBeGreaterThanOrEqual(0.955)
  })

  it('take at most half the time of readability on linkedom where they are long', () => {
    const source = unzipped(join(ARTICLES, 'wikipedia'), 'source.html.gz').toString()
    const body = /<body[^>]*>(.*)<\/body>/s.exec(source)?.[1] ?? ''
    const html = `<html><body>${body.repeat(Math.ceil(1_000_000 / body.length))}</body></html>`
    const ours = () => mainContent(openDocument(pageOf(html)).root, null)
    const theirs = () => readabilityOf(html)
    expect(ours()?.size).toBeGreaterThan(100_000)
    expect(fastest(ours)).toBeLessThan(0.5 * fastest(theirs))
  })
})

describe.skipIf(!isHere)(`news pages of many countries${suffix}`, () => {
  it('give their body at least as well as readability does', () => {
    const scores = newsPages().map(({ page, expected }) => {
      const words = tokens(`<p>${bodyOf(expected)}</p>`)
      const { root, title } = openDocument(page)
      const ours = mainContent(root, title)?.value ?? ''
      return [
        tokenF1(tokens(ours), words),
        tokenF1(tokens(readabilityOf(page.body.toString())), words),
      ] as const
    })
    expect(scores.length).toBeGreaterThan(80)
    expect(mean(scores.map(([ours]) => ours))).toBeGreaterThanOrEqual(0.9)
    expect(mean(scores.map(([ours, theirs]) => ours - theirs))).toBeGreaterThan(0)
  })

  it('are recognised, with the right day of nine in ten', () => {
    const days = newsPages().map(({ page, expected }) => {
      const { items, facts } = extract(page, { registry })
      const article = items.find(({ type }) => type === 'article')
      const date = plainLine(article?.fields.publishedAt?.value ?? '', false) ?? ''
      const context = { fetchedAt: null, dateOrder: facts.dateOrder, language: facts.language }
      const day = parseDate(date, context).iso?.slice(0, 10)
      return {
        isArticle: article !== undefined,
        isRight: day === expected.publishing_date?.slice(0, 10),
      }
    })
    expect(share(days, ({ isArticle }) => isArticle)).toBeGreaterThanOrEqual(0.97)
    expect(share(days, ({ isRight }) => isRight)).toBeGreaterThanOrEqual(0.9)
  })
})

/** Blogs whose comments stand in WordPress's classes, and how many the expectations list. */
const WITH_COMMENTS: [string, number][] = [
  ['chefnini.com', 24],
  ['comidinhasdochef.com', 7],
  ['lemire.me', 5],
  ['netzpolitik.org', 74],
  ['thefrumps.com', 18],
  ['youhadmeatgardening.com', 25],
]

/** Their buyers write of products; some show dates and long texts as articles do. */
const NO_ARTICLES = [
  'amazon.com/reviews-dawn-2024',
  'amazon.co.uk/product-valhalla-2020',
  'cokupic.pl/lark-freebird',
  'gastronauci.pl/restauracja',
  'ikea.com/bear-gb-2020',
  'bbs.archlinux.org/thread',
  'computerbase.de/thread',
  'forum.nationstates.net/thread',
  'german.stackexchange.com/wurde-war-2022',
]

describe.skipIf(!isHere)(`saved blogs and other pages${suffix}`, () => {
  it.each(WITH_COMMENTS)('%s gives its %i comments once, with author', (site, count) => {
    const body = unzipped(join(SITES, site), 'post.html.gz')
    const { items } = extract(pageOf(body, `https://${site}/2020/post`), { registry })
    const comments = items.filter(({ type }) => type === 'comment')
    const { items: expected } = JSON.parse(
      readFileSync(join(SITES, site, 'post.expected.json'), 'utf8'),
    ) as { items: { type: string; author: string; text: string }[] }
    expect(comments.length).toBe(count)
    const read = new Map(
      comments.map((one) => [beginning(plainText(one.fields.text?.value ?? '', true) ?? ''), one]),
    )
    const authors = expected.map(({ text, author }) => {
      const name = read.get(beginning(text))?.fields['author.name']
      expect(name, text).toBeDefined()
      return plainLine(name?.value ?? '', false) === author
    })
    // The expectations shorten one name that is an address.
    expect(authors.filter((isSame) => !isSame).length).toBeLessThanOrEqual(1)
  })

  it.each(NO_ARTICLES)('%s is no article', (name) => {
    const body = gunzipSync(readFileSync(join(SITES, `${name}.html.gz`)))
    const { adapters } = extract(pageOf(body, `https://${name}`), { registry })
    expect(adapters).not.toContain('article')
  })
})

interface Attributes {
  body?: {
    summary?: string[]
    sections: { headline: string[]; paragraphs: string[] }[]
  }
  publishing_date?: string
}

/** Each news page with the expectations, of several versions of its site's layout, that fit it best. */
function newsPages(): { page: Page; expected: Attributes }[] {
  return folders(NEWS).flatMap((folder) => {
    const addresses = JSON.parse(readFileSync(join(folder, 'meta.info'), 'utf8')) as Record<
      string,
      { url: string }
    >
    const files = readdirSync(folder).filter((file) => file.endsWith('.html.gz'))
    return files.flatMap((file) => {
      const body = unzipped(folder, file)
      const publisher = file.replace(/_\d{4}_.*$/, '')
      const versions = JSON.parse(
        readFileSync(join(folder, `${publisher}.json`), 'utf8'),
      ) as Record<string, Attributes>
      const text = body.toString()
      const fitting = Object.values(versions).filter((one) => one.body !== undefined)
      const best = fitting.sort((a, b) => partIn(text, b) - partIn(text, a))[0]
      const page = pageOf(body, addresses[file]?.url ?? 'https://news.example/2026/page')
      return best === undefined ? [] : [{ page, expected: best }]
    })
  })
}

/** How much of the expected body stands in a page's source. */
function partIn(source: string, { body }: Attributes): number {
  const paragraphs = (body?.sections ?? []).flatMap((section) => section.paragraphs)
  return share(paragraphs, (one) => source.includes(one.slice(0, 30)))
}

function bodyOf({ body }: Attributes): string {
  const sections = (body?.sections ?? []).flatMap((one) => [...one.headline, ...one.paragraphs])
  return [...(body?.summary ?? []), ...sections].join(' ').replaceAll('<', '&lt;')
}

function readabilityOf(html: string): string {
  const { document } = parseHTML(html)
  try {
    return (
      new Readability(document as ConstructorParameters<typeof Readability>[0]).parse()?.content ??
      ''
    )
  } catch {
    return ''
  }
}

function tokens(html: string): string[] {
  return nameTokens(plainText(html, true) ?? '').map(({ word }) => word)
}

/** Harmonic mean of precision and recall of two bags of words, 0–1. */
function tokenF1(found: string[], expected: string[]): number {
  const left = new Map<string, number>()
  for (const word of expected) left.set(word, (left.get(word) ?? 0) + 1)
  let common = 0
  for (const word of found) {
    const count = left.get(word) ?? 0
    if (count > 0) common += 1
    left.set(word, count - 1)
  }
  return common === 0 ? 0 : (2 * common) / (found.length + expected.length)
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function share<T>(list: T[], isIt: (one: T) => boolean): number {
  return list.length === 0 ? 0 : list.filter(isIt).length / list.length
}

function fastest(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return Math.min(...times)
}

function folders(root: string): string[] {
  const paths = readdirSync(root).map((name) => join(root, name))
  return paths.filter((path) => statSync(path).isDirectory())
}

function unzipped(folder: string, file: string): Buffer {
  return gunzipSync(readFileSync(join(folder, file)))
}

/** Expectations hold the first 200 characters, some with other spacing around markup. */
function beginning(text: string): string {
  return text.replace(/\s+/g, '').slice(0, 60)
}

function pageOf(body: Buffer | string, url = 'https://paper.example/2026/story'): Page {
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  return {
    url,
    finalUrl: url,
    status: 200,
    headers,
    body: Buffer.from(body),
    fetchedAt: null,
    responses: [],
  }
}
