import { Readability } from '@mozilla/readability'
import { load } from 'cheerio'
import { parseHTML } from 'linkedom'
import { extract } from '../crawlers/extract.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import type { Page } from '../schema/page.ts'
import { productPage } from './product-page.ts'

/**
 * What reading a page costs, all readers together: a product page of 100 KB with 50 reviews against a bare parse of
 * it (cheerio on htmlparser2), with markup and without; an article of 1 MB against readability on linkedom. The
 * medians of rounds in which both are measured.
 */
const ROUNDS = Number(process.argv[2] ?? 200)
const registry = await loadRegistry()

const marked = productPage(7)
const bare = marked.replace(/ item(?:prop|scope|type)(?:="[^"]*")?/g, '')
const article = articlePage(1_000_000)

console.log('extract, times of the median round')
compare(
  '100 KB, 50 reviews in microdata',
  'a bare parse',
  4,
  () => read(marked),
  () => parse(marked),
)
compare(
  '100 KB, 50 reviews without markup',
  'a bare parse',
  4,
  () => read(bare),
  () => parse(bare),
)
compare(
  'an article of 1 MB',
  'readability',
  0.5,
  () => read(article),
  () => readable(article),
  10,
)

function compare(
  what: string,
  reference: string,
  goal: number,
  ours: () => number,
  theirs: () => void,
  rounds = ROUNDS,
): void {
  const times = { ours: [] as number[], theirs: [] as number[] }
  let items = 0
  for (let round = 0; round < 1.5 * rounds; round++) {
    const a = performance.now()
    items = ours()
    const b = performance.now()
    theirs()
    const c = performance.now()
    if (round < rounds / 2) continue // not yet compiled
    times.ours.push(b - a)
    times.theirs.push(c - b)
  }
  const [own, other] = [median(times.ours), median(times.theirs)]
  const ratio = (own / other).toFixed(2)
  console.log(
    `  ${what.padEnd(36)} ${own.toFixed(1).padStart(7)} ms, ${items} items; ${reference} ${other.toFixed(1)} ms: ${ratio}× (goal at most ${goal}×)`,
  )
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function read(html: string): number {
  const url = 'https://shop.example/product/7'
  const page: Page = {
    url,
    finalUrl: url,
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: Buffer.from(html),
    fetchedAt: '2026-11-24T00:00:00Z',
    responses: [],
  }
  return extract(page, { registry }).items.length
}

function parse(html: string): void {
  load(html, { xml: { xmlMode: false, decodeEntities: true } })
}

function readable(html: string): void {
  const { document } = parseHTML(html)
  new Readability(document as never).parse()
}

function articlePage(characters: number): string {
  const paragraph =
    '<p>We have used the lamp for <a href="/months">three months</a>, at home and on the road. It is bright, it is small, and it lasts; the switch, however, is hard to find in the dark.</p>\n'
  return `<!doctype html><html lang="en"><head><title>Three months with a lamp</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-03-04T10:00:00Z"></head><body><nav><a href="/">Home</a></nav><article><h1>Three months with a lamp</h1>
${paragraph.repeat(Math.ceil(characters / paragraph.length))}</article><footer>Imprint</footer></body></html>`
}
