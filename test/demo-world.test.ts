import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import { parse as parseCsv } from 'csv-parse/sync'
import { parseFeed } from 'feedsmith'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { writeCatalogue } from '../demo/catalogue.ts'
import { escapeText, jsonLd } from '../demo/html.ts'
import { type DemoSites, startDemoSites } from '../demo/servers.ts'
import { makeWorld, reviewsOf, reviewsPath, type TrueMention } from '../demo/world.ts'

const endsAt = new Date('2026-06-30T12:00:00Z')
const world = makeWorld({ seed: 1, endsAt })
const { truth } = world
const shopReviews = truth.mentions.filter(({ type }) => type === 'review')
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

function starsOf(productId: string, of = world): number[] {
  return reviewsOf(of, productId)
    .reverse()
    .map(({ stars }) => stars)
}

async function fetchPage(url: string) {
  const response = await fetch(url)
  expect(response.status, url).toBe(200)
  return load(await response.text())
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
    for (const mentions of [shopReviews, articles, comments]) {
      expect(languagesOf(mentions)).toEqual(languages)
    }
    const times = truth.mentions.map(({ publishedAt }) => Date.parse(publishedAt))
    expect(Math.max(...times)).toBeLessThan(endsAt.getTime() - 3_600_000)
    expect(Math.min(...times)).toBeGreaterThanOrEqual(endsAt.getTime() - 180 * 86_400_000)
    for (const { reply } of world.reviews) {
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

  test('lets nobody review a product twice', () => {
    const pairs = shopReviews.flatMap(({ customerId, productIds }) =>
      customerId ? [`${customerId}/${productIds[0]}`] : [],
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
    for (const { productId, isCompetitor } of one.products) {
      if (isCompetitor || [drop.productId, lookalike.productId].includes(productId)) continue
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
    const urls = { shopUrl: sites.shop.url, blogUrl: sites.blog.url }
    await writeCatalogue(world, dir, urls)
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
    expect(customers?.[0]?.['handles']).toContain(`${sites.shop.site}:`)
    expect(orders).toHaveLength(world.orders.length)
    expect(sources.sources).toMatchObject([
      { name: 'shop', channel: 'own_site', url: `${sites.shop.url}/` },
      { name: 'blog', channel: 'blog', url: `${sites.blog.url}/` },
    ])
    expect(sources.company.official_authors).toEqual(['Aurora Support'])
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
