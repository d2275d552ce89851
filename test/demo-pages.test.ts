import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDocument } from '../crawlers/document.ts'
import { type Extraction, extract } from '../crawlers/extract.ts'
import { linksInScope } from '../crawlers/links.ts'
import { plainWords } from '../crawlers/plain-words.ts'
import { keyed } from '../crawlers/raw-key.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { type DemoSites, startDemoSites } from '../demo/servers.ts'
import { makeWorld, type TrueMention, type World } from '../demo/world.ts'
import type { RawItem, RawValue } from '../schema/raw-item.ts'

let world: World
let sites: DemoSites
let shop: Extraction[]
let blog: Extraction[]

beforeAll(async () => {
  world = makeWorld({ seed: 7, endsAt: new Date('2026-03-01T12:00:00Z') })
  sites = await startDemoSites(world, { port: 0 })
  shop = await readSite(sites.shop.url)
  blog = await readSite(sites.blog.url, '/feed.xml')
}, 60_000)
afterAll(() => sites.close())

/** Every page that links and next pages lead to from the first, read by all adapters. */
async function readSite(url: string, also = '/'): Promise<Extraction[]> {
  const registry = await loadRegistry()
  const waiting = [`${url}/`, url + also]
  const seen = new Set(waiting)
  const extractions: Extraction[] = []
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const response = await fetch(next)
    const body = Buffer.from(await response.arrayBuffer())
    const headers = Object.fromEntries(response.headers)
    const { status } = response
    const page = {
      url: next,
      finalUrl: next,
      status,
      headers,
      body,
      fetchedAt: null,
      responses: [],
    }
    const document = openDocument(page)
    const extraction = extract(document, { registry })
    extractions.push(extraction)
    const links = linksInScope(document, { include: [], exclude: [] }, `${url}/`)
    for (const link of [...extraction.next, ...links]) {
      if (!seen.has(link)) waiting.push(link)
      seen.add(link)
    }
  }
  return extractions
}

function keysOf(extractions: Extraction[]): Map<string, RawItem> {
  const all = extractions.flatMap(({ items, facts }) => keyed(items, facts))
  const items = all.filter(({ kind }) => kind === 'item')
  return new Map(items.map(({ raw_key, payload }) => [raw_key, JSON.parse(payload) as RawItem]))
}

/** What a statement says, in one line, to compare with the truth. */
function line(item: RawItem): string {
  const { fields } = item
  const id = plainWords(fields.sourceItemId)
  const author = plainWords(fields['author.name'])
  const stars = plainWords(fields['rating.value'])
  const moment = new Date(fields.publishedAt?.value ?? '').getTime()
  return [
    item.type,
    id,
    author,
    stars,
    moment,
    plainWords(fields.title),
    plainWords(fields.text),
  ].join(' | ')
}

function trueLine(one: TrueMention): string {
  const words = (text: string | null) =>
    plainWords(text === null ? undefined : ({ value: text } as RawValue))
  const id = one.id.replace(/^(?:review|comment)-/, '')
  const moment = new Date(one.publishedAt).getTime()
  return [
    one.type,
    id,
    one.author,
    one.stars ?? '',
    moment,
    words(one.title),
    words(one.text),
  ].join(' | ')
}

describe('the pages of the demo shop', () => {
  it('give every review exactly once, whole, though it stands on several pages and in two markups', () => {
    const read = [...keysOf(shop).values()].map(line).sort()
    const truth = world.truth.mentions
      .filter(({ site }) => site === 'shop')
      .map(trueLine)
      .sort()
    expect(read).toEqual(truth)
  })

  it('give the reply of the company with its review, marked as official', () => {
    const replied = world.reviews.filter(
      ({ reply, productId }) => reply !== null && isSold(productId),
    )
    const read = [...keysOf(shop).values()].filter(({ replies }) => replies.length > 0)
    expect(read.length).toBe(replied.length)
    expect(read.every(({ replies }) => replies[0]?.isOfficial !== undefined)).toBe(true)
  })

  it('give what each product page states of its ratings', () => {
    const read = shop
      .flatMap(({ aggregates }) => aggregates)
      .map(({ fields }) => [fields['rating.value']?.value, fields.ratingCount?.value])
    const truth = world.truth.aggregates.map(({ ratingValue, ratingCount }) => [
      String(ratingValue),
      String(ratingCount),
    ])
    expect(read.sort()).toEqual(truth.sort())
  })

  it('do not lead to the cart or the account', () => {
    const visited = shop.map(({ facts }) => new URL(facts.finalUrl ?? '').pathname)
    expect(visited.filter((path) => /cart|account/.test(path))).toEqual([])
  })
})

describe('the pages of the demo blog and its feed', () => {
  it('give every article and comment exactly once, the feed and the page naming an article alike', () => {
    const read = [...keysOf(blog).values()]
      .map(({ type, fields }) => `${type} ${fields.sourceItemId?.value}`)
      .sort()
    const truth = world.truth.mentions
      .filter(({ site }) => site === 'blog')
      .map(({ type, id }) => `${type} ${id.replace(/^comment-/, '')}`)
      .sort()
    expect(read).toEqual(truth)
  })

  it('give the whole text of every article, whatever its JSON-LD holds of it', () => {
    const truth = new Map(
      world.articles.map((article) => [`/posts/${article.slug}`, article.paragraphs.join(' ')]),
    )
    const articles = blog.flatMap(({ items }) => items).filter(({ type }) => type === 'article')
    for (const { fields } of articles) {
      const text = truth.get(fields.sourceItemId?.value ?? '') ?? ''
      expect(plainWords(fields.text)).toBe(plainWords({ value: text }))
    }
    expect(articles.length).toBeGreaterThan(truth.size)
  })
})

function isSold(productId: string): boolean {
  return world.products.some((product) => product.productId === productId && !product.isCompetitor)
}
