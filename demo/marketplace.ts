import type { Server } from 'node:http'
import { toBerlinIso } from './clock.ts'
import { escapeText, robotsTxt, sitemapXml } from './html.ts'
import { type Answer, createSite, htmlType, xmlType } from './http.ts'
import type { Listing } from './listings.ts'
import { marketplaceScript } from './marketplace-script.ts'
import { marketplaceCss } from './marketplace-style.ts'
import type { Review } from './reviews.ts'
import { productImage } from './shop-image.ts'
import { aggregateOf, listedReviews, listingPath, type World } from './world.ts'

/** How many reviews the API gives at a time. */
const reviewsPerPiece = 10

const jsonType = 'application/json; charset=utf-8'

/** Scripts, styles and answers from here, and nothing that stands in the page itself. */
const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"

interface Marketplace {
  world: World
  categories: string[]
}

/**
 * The marketplace Bazario, whose reviews only a browser sees: an item's page holds what is sold and an empty place
 * for the reviews, which a script fetches in pieces from `/api/listings/…`. It knows its items by numbers of its own
 * and by GTIN.
 */
export function createMarketplace(world: World): Server {
  const categories = [...new Set(world.listings.map(({ product }) => product.category))]
  return createSite((url) => route({ world, categories }, url))
}

function route(market: Marketplace, url: URL): Answer {
  const [first = '', second = '', third = '', ...rest] = url.pathname.slice(1).split('/')
  if (first === 'api' && second === 'listings') return api(market, url, third, rest)
  if (rest.length > 0) return notFound(market, url)
  if (first === 'item') return item(market, url, second)
  if (first === 'category' && third === '') return categoryPage(market, url, second)
  if (first === 'images' && third === '') return image(market, url, second)
  return second === '' ? topLevel(market, url, first) : notFound(market, url)
}

function topLevel(market: Marketplace, url: URL, name: string): Answer {
  switch (name) {
    case '':
      return homePage(market, url)
    case 'app.js':
      return file('text/javascript; charset=utf-8', marketplaceScript)
    case 'style.css':
      return file('text/css; charset=utf-8', marketplaceCss)
    case 'robots.txt':
      return file(
        'text/plain; charset=utf-8',
        robotsTxt(['/cart', '/account'], `${url.origin}/sitemap.xml`),
      )
    case 'sitemap.xml':
      return file(xmlType, sitemap(market, url))
    default:
      return notFound(market, url)
  }
}

function file(contentType: string, body: string): Answer {
  return { status: 200, contentType, body }
}

function sitemap({ world, categories }: Marketplace, { origin }: URL): string {
  return sitemapXml([
    { url: `${origin}/`, lastmod: null },
    ...categories.map((category) => ({ url: origin + categoryPath(category), lastmod: null })),
    ...world.listings.map((listing) => ({
      url: origin + listingPath(listing),
      lastmod: toBerlinIso(listedReviews(world, listing)[0]?.publishedAtMs ?? 0),
    })),
  ])
}

/** `/api/listings/BZ-20417` tells the ratings, `/api/listings/BZ-20417/reviews?cursor=…` a piece of the reviews. */
function api({ world }: Marketplace, url: URL, id: string, rest: readonly string[]): Answer {
  const listing = world.listings.find((one) => one.id === id)
  if (listing === undefined || rest.length > 1) return json({ error: 'not_found' }, 404)
  const reviews = listedReviews(world, listing)
  if (rest.length === 0) {
    const { ratingValue, ratingCount, reviewCount } = aggregateOf(listing.product, reviews)
    return json({ id, ratingValue, ratingCount, reviewCount })
  }
  if (rest[0] !== 'reviews') return json({ error: 'not_found' }, 404)
  const start = startOf(reviews, url.searchParams.get('cursor'))
  return start === null ? json({ error: 'bad_cursor' }, 400) : json(piece(reviews, start))
}

/** A cursor names the last review that was shown, so that a new one moves none. Null where it names none. */
function startOf(reviews: readonly Review[], cursor: string | null): number | null {
  if (cursor === null) return 0
  const last = reviews.findIndex(({ id }) => id === cursor)
  return last < 0 ? null : last + 1
}

function piece(reviews: readonly Review[], start: number): object {
  const shown = reviews.slice(start, start + reviewsPerPiece)
  const isLast = start + reviewsPerPiece >= reviews.length
  return { reviews: shown.map(reviewData), next: isLast ? null : (shown.at(-1)?.id ?? null) }
}

function reviewData(review: Review): object {
  const { id, author, stars, title, text, language, verifiedPurchase, helpfulCount, reply } = review
  const publishedAt = toBerlinIso(review.publishedAtMs)
  return {
    id,
    author,
    publishedAt,
    language,
    stars,
    title,
    body: text,
    verifiedPurchase,
    helpfulCount,
    reply,
  }
}

function json(data: object, status = 200): Answer {
  return { status, contentType: jsonType, body: JSON.stringify(data) }
}

/** An item under its number; the words behind it are for people, and the page knows its right ones. */
function item(market: Marketplace, url: URL, id: string): Answer {
  const listing = market.world.listings.find((one) => one.id === id)
  if (listing === undefined) return notFound(market, url)
  const path = listingPath(listing)
  if (url.pathname !== path) {
    return { status: 301, contentType: htmlType, body: '', location: url.origin + path }
  }
  return page(market, {
    title: `${listing.name} · Bazario`,
    canonical: url.origin + path,
    main: itemMain(listing, url.origin + path),
    hasScript: true,
  })
}

function itemMain({ id, name, product, seller, priceEur }: Listing, url: string): string {
  return `<div itemscope itemtype="https://schema.org/Product">
<link itemprop="url" href="${escapeText(url)}">
<nav class="crumbs"><a href="/">Bazario</a> › <a href="${categoryPath(product.category)}">${product.category}</a></nav>
<section class="item">
<img src="${imagePath(product.slug)}" width="400" height="400" alt="">
<div>
<h1 itemprop="name">${escapeText(name)}</h1>
<p class="price" itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="priceCurrency" content="EUR">€<span itemprop="price">${priceEur.toFixed(2)}</span></p>
<p class="by">Sold by ${escapeText(seller)}, sent by Bazario</p>
<dl><dt>Item</dt><dd itemprop="productID">${id}</dd><dt>Brand</dt><dd itemprop="brand">${escapeText(product.brand)}</dd><dt>EAN</dt><dd itemprop="gtin13">${product.gtin13}</dd></dl>
</div>
</section>
<h2>Customer reviews</h2>
<div id="reviews" data-listing="${id}"></div>
<noscript><p>Please enable JavaScript to see the reviews.</p></noscript>
</div>`
}

function homePage(market: Marketplace, url: URL): Answer {
  const shelves = market.categories.map((category) => shelf(market, category))
  return page(market, {
    title: 'Bazario: everything, from everybody',
    canonical: `${url.origin}/`,
    main: `<h1>Everything, from everybody</h1>\n${shelves.join('\n')}`,
  })
}

function categoryPage(market: Marketplace, url: URL, name: string): Answer {
  const category = market.categories.find((one) => categoryPath(one) === `/category/${name}`)
  if (category === undefined) return notFound(market, url)
  return page(market, {
    title: `${category} · Bazario`,
    canonical: url.origin + categoryPath(category),
    main: shelf(market, category),
  })
}

function shelf({ world }: Marketplace, category: string): string {
  const cards = world.listings
    .filter(({ product }) => product.category === category)
    .map(
      (listing) =>
        `<li><a href="${listingPath(listing)}"><img src="${imagePath(listing.product.slug)}" alt="" width="200" height="200" loading="lazy"> ${escapeText(listing.name)}</a><br>€${listing.priceEur}</li>`,
    )
  return `<section><h2><a href="${categoryPath(category)}">${category}</a></h2><ul class="grid">${cards.join('\n')}</ul></section>`
}

function image(market: Marketplace, url: URL, name: string): Answer {
  const listing = market.world.listings.find(({ product }) => `${product.slug}.svg` === name)
  if (listing === undefined) return notFound(market, url)
  return file('image/svg+xml', productImage(listing.product))
}

function notFound(market: Marketplace, url: URL): Answer {
  const main = `<h1>Not found</h1><p>Nothing is sold at this address. <a href="${url.origin}/">To the start</a></p>`
  return { ...page(market, { title: 'Not found · Bazario', canonical: null, main }), status: 404 }
}

interface Frame {
  title: string
  canonical: string | null
  main: string
  hasScript?: boolean
}

function page(market: Marketplace, { title, canonical, main, hasScript }: Frame): Answer {
  const nav = market.categories.map((name) => `<a href="${categoryPath(name)}">${name}</a>`)
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<link rel="icon" href="data:,">
${canonical === null ? '' : `<link rel="canonical" href="${escapeText(canonical)}">`}
<link rel="stylesheet" href="/style.css">
${hasScript ? '<script src="/app.js" defer></script>' : ''}
</head>
<body>
<header class="top"><a class="logo" href="/">Bazario</a>${nav.join(' ')}<a href="/cart">Cart</a></header>
<main>
${main}
</main>
<footer>Bazario is a demo: nothing here is for sale.</footer>
</body>
</html>
`
  return { status: 200, contentType: htmlType, body }
}

function categoryPath(category: string): string {
  return `/category/${category.toLowerCase()}`
}

function imagePath(slug: string): string {
  return `/images/${slug}.svg`
}
