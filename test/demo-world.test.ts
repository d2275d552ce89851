import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { type CheerioAPI, load } from 'cheerio'
import { parse as parseCsv } from 'csv-parse/sync'
import { parseFeed } from 'feedsmith'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { openDocument } from '../crawlers/document.ts'
import { type Extraction, extract } from '../crawlers/extract.ts'
import { plainWords } from '../crawlers/plain-words.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { writeCatalogue } from '../demo/catalogue.ts'
import { escapeText, jsonLd } from '../demo/html.ts'
import type { Listing } from '../demo/listings.ts'
import { siteNames } from '../demo/people.ts'
import { type DemoSites, startDemoSites } from '../demo/servers.ts'
import {
  listingPath,
  makeWorld,
  postsPerPage,
  reviewsPath,
  type TrueMention,
  threadPath,
} from '../demo/world.ts'
import type { RawItem } from '../schema/raw-item.ts'

const endsAt = new Date('2026-06-30T12:00:00Z')
const world = makeWorld({ seed: 1, endsAt })
const { truth } = world
const shopReviews = truth.mentions.filter(({ site }) => site === 'shop')
const marketReviews = truth.mentions.filter(({ site }) => site === 'marketplace')
const posts = truth.mentions.filter(({ site }) => site === 'forum')
const articles = truth.mentions.filter(({ type }) => type === 'article')
const comments = truth.mentions.filter(({ type }) => type === 'comment')
const languages = ['de', 'en', 'es', 'fr']

let sites: DemoSites
beforeAll(async () => {
  sites = await startDemoSites(world, { port: 0 })
})
afterAll(() => sites.close())

function languagesOf(mentions: readonly TrueMention[]): string[] {
  return [...new Set(mentions.map(({ language }) => language))].sort()
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The largest |z| of a run of consecutive ratings against the mean of all. */
function largestZ(stars: readonly number[]): number {
  const centre = mean(stars)
  const deviation = Math.sqrt(mean(stars.map((star) => (star - centre) ** 2)))
  let largest = 0
  for (let start = 0; start < stars.length; start++) {
    for (let end = start + 3; end <= stars.length; end++) {
      const run = stars.slice(start, end)
      largest = Math.max(largest, (Math.abs(mean(run) - centre) / deviation) * run.length ** 0.5)
    }
  }
  return largest
}

/** At the shop and at the marketplace, oldest first: the alert hears both. */
function starsOf(productId: string, of = world): number[] {
  return [...of.reviews, ...of.marketReviews]
    .filter((review) => review.productId === productId)
    .sort((a, b) => a.publishedAtMs - b.publishedAtMs)
    .map(({ stars }) => stars)
}

async function fetchPage(url: string) {
  const response = await fetch(url)
  expect(response.status, url).toBe(200)
  return load(await response.text())
}

function siteUrls() {
  return {
    shopUrl: sites.shop.url,
    blogUrl: sites.blog.url,
    marketplaceUrl: sites.marketplace.url,
    forumUrl: sites.forum.url,
  }
}

/** What all adapters read on a page. */
async function readPage(url: string, html: string): Promise<Extraction> {
  const page = {
    url,
    finalUrl: url,
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: Buffer.from(html),
    fetchedAt: null,
    responses: [],
  }
  return extract(openDocument(page), { registry: await loadRegistry() })
}

/** What a statement says, in one line, to compare with the truth. */
function readLine({ type, fields }: RawItem): string {
  const moment = new Date(fields.publishedAt?.value ?? '').getTime()
  const said = [fields.title, fields.text].map((value) => plainWords(value))
  const stars = plainWords(fields['rating.value'])
  return [
    type,
    plainWords(fields.sourceItemId),
    plainWords(fields['author.name']),
    stars,
    moment,
    ...said,
  ].join(' | ')
}

function trueLine(one: TrueMention): string {
  const words = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()
  const id = one.id.replace(/^(?:review|post)-/, '')
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

function textOf(mention: TrueMention): string {
  return (mention.text ?? '').replaceAll('\n\n', '\n')
}

describe('the world', () => {
  test('is the same for the same seed and end, and another for another seed', () => {
    expect(JSON.stringify(makeWorld({ seed: 1, endsAt }))).toBe(JSON.stringify(world))
    expect(JSON.stringify(makeWorld({ seed: 2, endsAt }))).not.toBe(JSON.stringify(world))
  })

  test('has the mentions of 180 days in four languages, none younger than an hour', () => {
    expect(shopReviews.length).toBeGreaterThanOrEqual(550)
    expect(articles).toHaveLength(30)
    expect(comments.length).toBeGreaterThanOrEqual(100)
    expect(marketReviews).toHaveLength(180)
    expect(world.forum.threads).toHaveLength(25)
    expect(posts.length).toBeGreaterThanOrEqual(110)
    expect(truth.mentions.length).toBeGreaterThan(980)
    expect(truth.mentions.length).toBeLessThan(1020)
    for (const mentions of [shopReviews, articles, comments, marketReviews, posts]) {
      expect(languagesOf(mentions)).toEqual(languages)
    }
    const times = truth.mentions.map(({ publishedAt }) => Date.parse(publishedAt))
    expect(Math.max(...times)).toBeLessThan(endsAt.getTime() - 3_600_000)
    expect(Math.min(...times)).toBeGreaterThanOrEqual(endsAt.getTime() - 180 * 86_400_000)
    for (const { reply } of [...world.reviews, ...world.marketReviews]) {
      if (reply) expect(Date.parse(reply.publishedAt)).toBeLessThan(endsAt.getTime() - 3_600_000)
    }
  })

  test('says nothing twice and gives no id twice', () => {
    const texts = truth.mentions.flatMap(({ text }) => text ?? [])
    expect(new Set(texts).size).toBe(texts.length)
    const ids = truth.mentions.map(({ site, id }) => `${site}/${id}`)
    expect(new Set(ids).size).toBe(ids.length)
    expect(texts.filter((text) => /[{}[\]|]/.test(text))).toEqual([])
  })

  test('names offsets of Berlin, in winter and in summer', () => {
    const offsets = new Set(truth.mentions.map(({ publishedAt }) => publishedAt.slice(19)))
    expect([...offsets].sort()).toEqual(['+01:00', '+02:00'])
  })

  test('has known customers, strangers, anonymous people and stars without a text among the reviewers', () => {
    const known = shopReviews.filter(({ customerId }) => customerId !== null).length
    expect(known / shopReviews.length).toBeGreaterThan(0.55)
    expect(known / shopReviews.length).toBeLessThan(0.65)
    const isAnonymous = ({ author }: TrueMention) =>
      /^(Anonym|Anonyme|Anonymous|Anónimo)$/.test(author)
    expect(shopReviews.filter(isAnonymous).length).toBeGreaterThan(2)
    expect(shopReviews.filter(({ text }) => text === null).length).toBeGreaterThan(10)
    expect(comments.filter(({ authorIsCompany }) => authorIsCompany).length).toBeGreaterThan(4)
  })

  test('shows a customer under their handle, and nobody else under it', () => {
    for (const { customerId, author, site } of truth.mentions) {
      const owners = world.customers.filter(({ handles }) =>
        handles.some((one) => one.site === site && one.handle === author),
      )
      expect(owners.map((owner) => owner.customerId)).toEqual(customerId ? [customerId] : [])
    }
  })

  test('lets nobody review a product twice at one site', () => {
    const pairs = [...shopReviews, ...marketReviews].flatMap(({ site, customerId, productIds }) =>
      customerId ? [`${site}/${customerId}/${productIds[0]}`] : [],
    )
    expect(new Set(pairs).size).toBe(pairs.length)
  })

  test('has orders before the reviews and returns after the orders', () => {
    for (const { orderedAt, returnedAt } of world.orders) {
      if (returnedAt) expect(Date.parse(returnedAt)).toBeGreaterThan(Date.parse(orderedAt))
      expect(Date.parse(returnedAt ?? orderedAt)).toBeLessThan(endsAt.getTime())
    }
    expect(world.orders.filter(({ returnedAt }) => returnedAt).length).toBeGreaterThan(10)
  })

  test('gives each product a valid GTIN of its own', () => {
    const gtins = world.products.map(({ gtin13 }) => gtin13)
    expect(new Set(gtins).size).toBe(gtins.length)
    for (const gtin of gtins) {
      const sum = [...gtin].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0)
      expect(gtin).toMatch(/^\d{13}$/)
      expect(sum % 10).toBe(0)
    }
  })
})

describe.each([1, 2, 3, 20])('the ratings of seed %i', (seed) => {
  const one = seed === 1 ? world : makeWorld({ seed, endsAt })
  const { drop, lookalike } = one.truth

  test('truly drop for one product, for a reason that its texts state in every language', () => {
    expect(starsOf(drop.productId, one).length).toBeGreaterThanOrEqual(150)
    expect(drop.before.mean).toBeCloseTo(4.5, 1)
    expect(drop.after.mean).toBeCloseTo(2.8, 1)
    expect(drop.after.ratings).toBeGreaterThanOrEqual(45)
    expect(Date.parse(drop.since)).toBe(endsAt.getTime() - 24 * 86_400_000)
    const told = one.truth.mentions.filter(
      ({ type, text, productIds, publishedAt }) =>
        type === 'review' &&
        productIds[0] === drop.productId &&
        publishedAt >= drop.since &&
        /firmware|update|mise à jour|actualización/i.test(text ?? '') &&
        /akku|batt?er|autonom/i.test(text ?? ''),
    )
    expect(told.length).toBeGreaterThan(20)
    expect(languagesOf(told)).toEqual(languages)
  })

  test('only look like a drop for the lookalike', () => {
    const stars = starsOf(lookalike.productId, one)
    expect(stars.length).toBeGreaterThanOrEqual(60)
    expect(mean(stars)).toBeGreaterThan(3.85)
    expect(mean(stars)).toBeLessThan(4.15)
    expect(stars.slice(-7).filter((star) => star <= 2)).toHaveLength(4)
    expect(mean(stars) - mean(stars.slice(-5))).toBeGreaterThan(0.9)
    expect(largestZ(stars)).toBeLessThan(1.96)
  })

  test('stay where they are for all others', () => {
    for (const { productId } of one.products) {
      if ([drop.productId, lookalike.productId].includes(productId)) continue
      const stars = starsOf(productId, one)
      expect(mean(stars)).toBeGreaterThan(3.4)
      expect(mean(stars)).toBeLessThan(4.7)
      expect(largestZ(stars), productId).toBeLessThan(1.96)
    }
  })
})

describe('the shop', () => {
  test('shows all reviews of each product over its pages, as the truth has them', async () => {
    const sold = world.products.filter(({ isCompetitor }) => !isCompetitor)
    for (const product of sold) {
      const found: object[] = []
      let next: string | undefined = reviewsPath(product, 1)
      while (next) {
        const path: string = next
        const $ = await fetchPage(sites.shop.url + path)
        for (const element of $('[itemprop=review]').toArray()) {
          const review = $(element)
          const body = review.children('[itemprop=reviewBody]')
          found.push({
            id: review.attr('id'),
            path,
            author: review.find('[itemprop=author]').first().text().trim(),
            stars: Number(review.find('[itemprop=ratingValue]').attr('content')),
            publishedAt: review.find('> .by time').attr('datetime'),
            language: review.attr('lang'),
            title: review.children('h3[itemprop=name]').text() || null,
            text: body.text(),
          })
        }
        next = $('link[rel=next]').attr('href')
      }
      const expected = shopReviews
        .filter(({ productIds }) => productIds[0] === product.productId)
        .map((mention) => ({
          id: mention.id,
          path: mention.path,
          author: mention.author,
          stars: mention.stars,
          publishedAt: mention.publishedAt,
          language: mention.language,
          title: mention.title,
          text: textOf(mention),
        }))
      expect(found).toEqual(expected)
    }
  })

  test('states the aggregate and the newest five reviews, without ids, as JSON-LD', async () => {
    for (const aggregate of truth.aggregates) {
      const $ = await fetchPage(sites.shop.url + aggregate.path)
      const data = JSON.parse($('script[type="application/ld+json"]').first().text())
      expect(data.aggregateRating).toMatchObject({
        ratingValue: aggregate.ratingValue,
        ratingCount: aggregate.ratingCount,
        reviewCount: aggregate.reviewCount,
      })
      const newest = shopReviews.filter(({ productIds }) => productIds[0] === aggregate.productId)
      expect(data.review).toHaveLength(5)
      for (const [i, review] of data.review.entries()) {
        const visible = $('[itemprop=review]').eq(i)
        expect(review.author.name).toBe(newest[i]?.author)
        expect(review.datePublished).toBe(newest[i]?.publishedAt.slice(0, 10))
        expect(review.reviewBody ?? null).toBe(newest[i]?.text)
        expect(review.datePublished).toBe(visible.find('time').attr('datetime')?.slice(0, 10))
        expect(JSON.stringify(review)).not.toContain(newest[i]?.id)
      }
    }
  })

  test('answers 304 to who has the page, by ETag and by date', async () => {
    const url = `${sites.shop.url}/product/aurora-halo-300`
    const { headers } = await fetch(url)
    const answer = async (name: string, value: string) =>
      (await fetch(url, { headers: { [name]: value } })).status
    expect(await answer('if-none-match', headers.get('etag') ?? '')).toBe(304)
    expect(await answer('if-none-match', '"other"')).toBe(200)
    expect(await answer('if-modified-since', headers.get('last-modified') ?? '')).toBe(304)
    expect(await answer('if-modified-since', 'Thu, 01 Jan 2026 00:00:00 GMT')).toBe(200)
  })

  test('has a 404, a robots.txt and a sitemap that lists every product', async () => {
    for (const path of ['/nothing', '/product/nothing', '/product/aurora-drift/reviews?page=99']) {
      expect((await fetch(sites.shop.url + path)).status, path).toBe(404)
    }
    const robots = await (await fetch(`${sites.shop.url}/robots.txt`)).text()
    expect(robots).toContain('Disallow: /cart\n')
    expect(robots).toContain(`Sitemap: ${sites.shop.url}/sitemap.xml`)
    const sitemap = await (await fetch(`${sites.shop.url}/sitemap.xml`)).text()
    for (const { path } of truth.aggregates) expect(sitemap).toContain(`${sites.shop.url}${path}<`)
  })

  test('repeats no Host header that is none', async () => {
    const { request } = await import('node:http')
    const status = await new Promise<string>((resolve, reject) => {
      const headers = { host: '"><script>alert(1)</script>' }
      request(`${sites.shop.url}/`, { headers }, (response) => {
        let body = ''
        response.on('data', (chunk) => {
          body += chunk
        })
        response.on('end', () => resolve(body))
      })
        .on('error', reject)
        .end()
    })
    expect(status).not.toContain('alert(1)')
  })
})

describe('the blog', () => {
  test('shows every article and comment as the truth has them', async () => {
    for (const article of articles) {
      const $ = await fetchPage(sites.blog.url + article.path)
      const data = JSON.parse($('script[type="application/ld+json"]').text())
      expect(data).toMatchObject({
        '@type': 'BlogPosting',
        headline: article.title,
        author: { name: article.author },
        datePublished: article.publishedAt,
      })
      expect($('.post-body').text().trim()).toBe(textOf(article))
      expect($('html').attr('lang')).toBe(article.language)
      const shown = $('[itemprop=comment]')
        .toArray()
        .map((element) => ({
          id: $(element).attr('id'),
          author: $(element).find('[itemprop=author]').text(),
          publishedAt: $(element).find('time').attr('datetime'),
          text: $(element).find('[itemprop=text]').text(),
        }))
      const expected = comments
        .filter(({ path }) => path === article.path)
        .map(({ id, author, publishedAt, text }) => ({ id, author, publishedAt, text }))
      expect(shown).toEqual(expected)
    }
  })

  test('lists all articles over its pages and the newest 20 in a feed that parses', async () => {
    const listed: string[] = []
    for (const path of ['/', '/page/2', '/page/3']) {
      const $ = await fetchPage(sites.blog.url + path)
      listed.push(
        ...$('.teaser h2 a')
          .toArray()
          .map((a) => $(a).attr('href') ?? ''),
      )
    }
    expect(listed.toSorted()).toEqual(articles.map(({ path }) => path).sort())
    const { format, feed } = parseFeed(await (await fetch(`${sites.blog.url}/feed.xml`)).text())
    expect(format).toBe('rss')
    expect('items' in feed ? feed.items : []).toHaveLength(20)
  })

  test('compares with products that the shop does not sell', () => {
    const rivals = world.products.filter(({ isCompetitor }) => isCompetitor)
    expect(rivals.length).toBeGreaterThan(0)
    for (const { productId } of rivals) {
      expect(
        articles.some(({ productIds }) => productIds.includes(productId)),
        productId,
      ).toBe(true)
    }
  })
})

/** An item's page as a browser shows it once its script has run and every "Load more reviews" was clicked. */
async function showItem(listing: Listing): Promise<{ url: string; html: string }> {
  const url = sites.marketplace.url + listingPath(listing)
  const { window, document } = parseHTML(await (await fetch(url)).text())
  const source = document.querySelector('script')?.getAttribute('src') ?? ''
  const script = await (await fetch(new URL(source, url))).text()
  let loads = 0
  const load = async (path: string) => {
    loads++
    const response = await fetch(new URL(path, url))
    return { ok: response.ok, status: response.status, json: () => response.json() }
  }
  runInNewContext(script, { document, fetch: load, encodeURIComponent })
  const shown = () => document.querySelectorAll('[itemprop=review]').length
  const untilLoaded = (wanted: number) =>
    vi.waitFor(() => {
      if (shown() < wanted) throw new Error(`${shown()} of ${wanted} reviews are shown`)
    })
  const all = trueReviewsOf(listing).length
  await untilLoaded(Math.min(all, 20))
  const more = document.querySelector('button')
  while (more && !more.hidden) {
    const before = shown()
    await vi.waitFor(() => expect(more.disabled).toBe(false))
    more.dispatchEvent(new window.Event('click'))
    await untilLoaded(Math.min(all, before + 10))
  }
  expect(loads).toBe(1 + Math.ceil(all / 10))
  return { url, html: document.toString() }
}

function trueReviewsOf({ product }: Listing): TrueMention[] {
  return marketReviews.filter(({ productIds }) => productIds[0] === product.productId)
}

describe('the marketplace', () => {
  test('shows no review and no rating to who runs no script, but says what is sold', async () => {
    for (const listing of world.listings) {
      const $ = await fetchPage(sites.marketplace.url + listingPath(listing))
      expect($('[itemprop=review], [itemprop=aggregateRating]')).toHaveLength(0)
      expect($('#reviews').html()).toBe('')
      expect($('h1').text()).toBe(listing.name)
      expect($('[itemprop=productID]').text()).toBe(listing.id)
      expect($('[itemprop=gtin13]').text()).toBe(listing.product.gtin13)
      expect($('noscript').text()).toContain('JavaScript')
    }
  })

  test('gives the reviews of an item in pieces of ten, newest first', async () => {
    for (const listing of world.listings) {
      const ids: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const query: string = cursor === '' ? '' : `?cursor=${cursor}`
        const api = `${sites.marketplace.url}/api/listings/${listing.id}/reviews${query}`
        const piece = (await (await fetch(api)).json()) as {
          reviews: { id: string }[]
          next: string | null
        }
        expect(piece.reviews.length).toBeLessThanOrEqual(10)
        ids.push(...piece.reviews.map(({ id }) => `review-${id}`))
        cursor = piece.next
      }
      expect(ids).toEqual(trueReviewsOf(listing).map(({ id }) => id))
    }
  })

  test('refuses a cursor and an item that are none', async () => {
    const api = `${sites.marketplace.url}/api/listings`
    const id = world.listings[0]?.id
    expect((await fetch(`${api}/${id}/reviews?cursor=1`)).status).toBe(400)
    expect((await fetch(`${api}/BZ-1/reviews`)).status).toBe(404)
    expect((await fetch(`${api}/${id}/nothing`)).status).toBe(404)
  })

  test('shows all reviews once its script has run, and every adapter’s reading is the truth', async () => {
    for (const [i, listing] of world.listings.entries()) {
      const { url, html } = await showItem(listing)
      const { items, aggregates } = await readPage(url, html)
      expect(items.map(readLine).sort()).toEqual(trueReviewsOf(listing).map(trueLine).sort())
      for (const { fields } of items) {
        expect(fields['product.gtin']?.value).toBe(listing.product.gtin13)
        expect(fields['product.sourceProductId']?.value).toBe(listing.id)
      }
      const stated = truth.marketAggregates[i]
      expect(aggregates.map(({ fields }) => fields['rating.value']?.value)).toEqual([
        String(stated?.ratingValue),
      ])
      expect(aggregates[0]?.fields.ratingCount?.value).toBe(String(stated?.ratingCount))
    }
  })

  test('shows the seller’s replies as official, below the reviews that they answer', async () => {
    const replied = world.marketReviews.filter(({ reply }) => reply !== null)
    expect(replied.length).toBeGreaterThan(5)
    let found = 0
    for (const listing of world.listings) {
      const { url, html } = await showItem(listing)
      const { items } = await readPage(url, html)
      for (const { fields, replies } of items) {
        const { reply } =
          world.marketReviews.find(({ id }) => id === fields.sourceItemId?.value) ?? {}
        expect(replies.map(({ text }) => text?.value)).toEqual(reply ? [reply.text] : [])
        if (reply) expect(replies[0]?.isOfficial?.value).toBeDefined()
        found += replies.length
      }
    }
    expect(found).toBe(replied.length)
  })

  test('sells products of ours and of others, and leads to each of them', async () => {
    expect(world.listings.filter(({ product }) => product.isCompetitor).length).toBeGreaterThan(1)
    const home = await fetchPage(`${sites.marketplace.url}/`)
    const found: string[] = []
    for (const category of hrefs(home, 'h2 a')) {
      found.push(...hrefs(await fetchPage(sites.marketplace.url + category), '.grid a'))
    }
    expect(found.sort()).toEqual(world.listings.map(listingPath).sort())
    const sitemap = await (await fetch(`${sites.marketplace.url}/sitemap.xml`)).text()
    for (const path of found) expect(sitemap).toContain(`${sites.marketplace.url}${path}<`)
  })

  test('works under its own policy: nothing inline, and nothing from another host', async () => {
    const $ = await fetchPage(sites.marketplace.url + listingPath(firstListing()))
    expect($('meta[http-equiv=content-security-policy]').attr('content')).toContain("'self'")
    expect($('style, [style], [onclick], [onload]')).toHaveLength(0)
    for (const element of $('script, img, link[rel=stylesheet]').toArray()) {
      expect($(element).attr('src') ?? $(element).attr('href')).toMatch(/^\/\w/)
    }
    const script = await (await fetch(`${sites.marketplace.url}/app.js`)).text()
    expect(script).not.toMatch(/innerHTML|https?:\/\/(?!schema\.org)/)
  })
})

function firstListing(): Listing {
  const [listing] = world.listings
  if (listing === undefined) throw new Error('nothing is listed')
  return listing
}

function hrefs($: CheerioAPI, selector: string): string[] {
  return $(selector)
    .toArray()
    .map((element) => $(element).attr('href') ?? '')
}

describe('the forum', () => {
  const pages = world.forum.threads.flatMap((thread) =>
    Array.from({ length: Math.ceil(thread.posts.length / postsPerPage) }, (_, i) =>
      threadPath(thread, i + 1),
    ),
  )

  test('shows every post on its page, and every adapter’s reading is the truth', async () => {
    for (const path of pages) {
      const url = sites.forum.url + path
      const { items } = await readPage(url, await (await fetch(url)).text())
      const expected = posts.filter((post) => post.path === path)
      expect(items.map(readLine), path).toEqual(expected.map(trueLine))
    }
    expect(pages.length).toBeGreaterThan(world.forum.threads.length)
  })

  test('has no structured data', async () => {
    for (const path of ['/', ...pages]) {
      const $ = await fetchPage(sites.forum.url + path)
      expect($('[itemscope], [typeof], script')).toHaveLength(0)
    }
  })

  test('quotes earlier posts and shows signatures, which name products that their post does not', async () => {
    let quotes = 0
    let signatures = 0
    for (const path of pages) {
      const $ = await fetchPage(sites.forum.url + path)
      for (const element of $('article[data-content]').toArray()) {
        const post = $(element)
        const id = Number(post.attr('data-content')?.slice('post-'.length))
        const quoted = post.find('.bbCodeBlock-sourceJump').attr('data-content-selector')
        if (quoted !== undefined) expect(Number(quoted.slice('#post-'.length))).toBeLessThan(id)
        quotes += quoted === undefined ? 0 : 1
        signatures += post.find('.message-signature').length
        const isStaff = post.attr('data-author') === world.officialAuthor
        expect(post.find('.userBanner--staff')).toHaveLength(isStaff ? 1 : 0)
      }
    }
    expect(quotes).toBeGreaterThan(10)
    expect(signatures).toBeGreaterThan(10)
  })

  test('asks and answers in every language, and the company speaks too', () => {
    const ofType = (type: TrueMention['type']) => posts.filter((post) => post.type === type)
    for (const type of ['question', 'answer', 'post'] as const) {
      expect(languagesOf(ofType(type)), type).toEqual(languages)
    }
    expect(posts.filter(({ authorIsCompany }) => authorIsCompany).length).toBeGreaterThan(5)
    expect(posts.filter(({ productIds }) => productIds.length > 0).length).toBeGreaterThan(30)
  })

  test('leads from its boards to every thread', async () => {
    const boards = hrefs(await fetchPage(`${sites.forum.url}/`), '.node-title a')
    const found: string[] = []
    for (const board of boards) {
      found.push(...hrefs(await fetchPage(sites.forum.url + board), '.structItem-title a'))
    }
    expect(found.sort()).toEqual(world.forum.threads.map((thread) => threadPath(thread, 1)).sort())
  })

  test('leads from a post’s own address to its place', async () => {
    const long = world.forum.threads.find(({ posts: { length } }) => length > postsPerPage)
    const last = long?.posts.at(-1)
    const response = await fetch(`${sites.forum.url}/goto/post?id=${last?.id}`, {
      redirect: 'manual',
    })
    expect(response.status).toBe(301)
    const page = posts.find(({ id }) => id === `post-${last?.id}`)?.path
    expect(response.headers.get('location')).toBe(`${sites.forum.url}${page}#post-${last?.id}`)
  })

  test('shows profiles to members only, and has a 404', async () => {
    const $ = await fetchPage(sites.forum.url + pages[0])
    const profile = hrefs($, 'a.username')[0]
    expect((await fetch(sites.forum.url + profile)).status).toBe(403)
    const robots = await (await fetch(`${sites.forum.url}/robots.txt`)).text()
    expect(robots).toContain('Disallow: /members/\n')
    for (const path of ['/nothing', '/threads/nothing.1/', `${pages[0]}page-9`]) {
      expect((await fetch(sites.forum.url + path)).status, path).toBe(404)
    }
  })
})

describe('escaping', () => {
  test('keeps text text', () => {
    expect(escapeText(`<b a="1">'&'`)).toBe('&lt;b a=&quot;1&quot;&gt;&#39;&amp;&#39;')
    expect(jsonLd({ text: '</script><!--' })).toContain('\\u003c/script>\\u003c!--')
  })

  test('has something to do in this world', () => {
    const all = truth.mentions.map(({ text, author }) => `${author} ${text}`).join('\n')
    for (const text of ['&', '<3', '</b>', '&amp;', '"', "'", 'ü', 'é', 'ñ', '„', '«', '👍']) {
      expect(all, text).toContain(text)
    }
  })
})

describe('the catalogue', () => {
  test('has the columns of the contract, and the hosts and ports of the running sites', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'earshot-catalogue-'))
    await writeCatalogue(world, dir, siteUrls())
    const read = async (name: string): Promise<Record<string, string>[]> =>
      parseCsv(await readFile(join(dir, name)), { columns: true })
    const [products, customers, orders] = await Promise.all(
      ['products.csv', 'customers.csv', 'orders.csv'].map(read),
    )
    const sources = parseYaml(await readFile(join(dir, 'sources.yaml'), 'utf8'))
    await rm(dir, { recursive: true })
    expect(products).toHaveLength(world.products.length)
    expect(products?.[0]?.['urls']).toBe(`${sites.shop.url}/product/aurora-halo-300`)
    expect(products?.find((row) => row['variant_of'])?.['variant_of']).toBe('P-1011')
    expect(customers).toHaveLength(120)
    const handles = customers?.map((row) => row['handles']).join('\n')
    for (const name of siteNames) expect(handles, name).toContain(`${sites[name].site}:`)
    expect(orders).toHaveLength(world.orders.length)
    expect(sources.sources).toMatchObject([
      { name: 'shop', channel: 'own_site', url: `${sites.shop.url}/` },
      { name: 'blog', channel: 'blog', url: `${sites.blog.url}/` },
      { name: 'marketplace', channel: 'marketplace', url: `${sites.marketplace.url}/` },
      { name: 'forum', channel: 'community', url: `${sites.forum.url}/` },
    ])
    expect(sources.company.official_authors).toEqual(['Aurora Support'])
  })

  test('makes sources of the sites that shall be heard, and of no others', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'earshot-catalogue-'))
    await writeCatalogue(world, dir, siteUrls(), ['shop', 'forum'])
    const { sources } = parseYaml(await readFile(join(dir, 'sources.yaml'), 'utf8'))
    await rm(dir, { recursive: true })
    expect(sources.map(({ name }: { name: string }) => name)).toEqual(['shop', 'forum'])
  })
})

describe('starting', () => {
  test('says which port is taken and how to choose another', async () => {
    const start = startDemoSites(world, { port: sites.shop.port })
    await expect(start).rejects.toThrow(new RegExp(`${sites.shop.port}.*--port`))
  })

  test('closes while clients keep connections open', async () => {
    const own = await startDemoSites(world, { port: 0 })
    await (await fetch(`${own.blog.url}/robots.txt`)).text()
    await own.close()
    await expect(fetch(`${own.blog.url}/robots.txt`)).rejects.toThrow()
  })
})
