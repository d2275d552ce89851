import type { Server } from 'node:http'
import { toBerlinIso } from './clock.ts'
import { escapeText, jsonLd, robotsTxt, sitemapXml } from './html.ts'
import { type Answer, createSite, htmlType, xmlType } from './http.ts'
import type { Product } from './products.ts'
import type { Review } from './reviews.ts'
import { productImage } from './shop-image.ts'
import { reviewList, starSymbols } from './shop-review.ts'
import { shopCss } from './shop-style.ts'
import { aggregateOf, reviewsOf, reviewsPath, reviewsPerPage, type World } from './world.ts'

/** How many reviews a product page's JSON-LD holds, as shops do for search engines: the newest, without ids. */
const jsonLdReviews = 5

interface Shop {
  world: World
  /** What is sold, in the catalogue's order. */
  products: Product[]
  categories: string[]
}

interface Frame {
  title: string
  description?: string
  url: URL
  /** Path and query of the page under which search engines shall list this one. */
  canonical: string
  head?: string
  main: string
}

/**
 * The brand's own shop. Product pages carry JSON-LD with the newest five reviews, without ids and dated to the day,
 * and the first ten as microdata; the pages of reviews carry all of them as microdata, with ids and to the second.
 */
export function createShop(world: World): Server {
  const products = world.products.filter(({ isCompetitor }) => !isCompetitor)
  const categories = [...new Set(products.map(({ category }) => category))]
  const shop: Shop = { world, products, categories }
  return createSite((url) => route(shop, url))
}

function route(shop: Shop, url: URL): Answer {
  const [first = '', second = '', third = '', ...rest] = url.pathname.slice(1).split('/')
  if (rest.length > 0) return notFound(shop, url)
  if (second === '') return topLevel(shop, url, first)
  if (first === 'category' && third === '') return categoryPage(shop, url, second)
  if (first === 'images' && third === '') return image(shop, url, second)
  const product =
    first === 'product' ? shop.products.find(({ slug }) => slug === second) : undefined
  if (product === undefined) return notFound(shop, url)
  if (third === '') return productPage(shop, url, product)
  return third === 'reviews' ? reviewsPage(shop, url, product) : notFound(shop, url)
}

function topLevel(shop: Shop, url: URL, name: string): Answer {
  switch (name) {
    case '':
      return homePage(shop, url)
    case 'robots.txt':
      return {
        status: 200,
        contentType: 'text/plain; charset=utf-8',
        body: robotsTxt(['/cart', '/account'], `${url.origin}/sitemap.xml`),
      }
    case 'sitemap.xml':
      return { status: 200, contentType: xmlType, body: sitemap(shop, url) }
    case 'cart':
    case 'account':
      return privatePage(shop, url, name)
    default:
      return notFound(shop, url)
  }
}

function sitemap({ world, products, categories }: Shop, { origin }: URL): string {
  return sitemapXml([
    { url: `${origin}/`, lastmod: null },
    ...categories.map((category) => ({ url: origin + categoryPath(category), lastmod: null })),
    ...products.map((product) => ({
      url: origin + productPath(product),
      lastmod: toBerlinIso(lastModifiedMs(reviewsOf(world, product.productId))),
    })),
  ])
}

function image(shop: Shop, url: URL, name: string): Answer {
  const product = shop.products.find(({ slug }) => `${slug}.svg` === name)
  if (product === undefined) return notFound(shop, url)
  return { status: 200, contentType: 'image/svg+xml', body: productImage(product) }
}

function homePage(shop: Shop, url: URL): Answer {
  const organization = {
    '@context': 'https://schema.org',
    '@type': 'Organization',
    name: shop.world.brand,
    legalName: `${shop.world.company} GmbH`,
    url: `${url.origin}/`,
  }
  return page(shop, {
    title: 'Aurora: sound, light & energy',
    description: 'Headphones, speakers, watches and lamps, made to be used for years.',
    url,
    canonical: '/',
    head: jsonLd(organization),
    main: `<section class="hero"><h1>Sound, light &amp; energy</h1><p>Made to be used for years. Repairable, and with people who answer.</p></section>
${shop.categories.map((category) => shelf(shop, category)).join('\n')}`,
  })
}

function shelf(shop: Shop, category: string): string {
  return `<section><h2><a href="${categoryPath(category)}">${category}</a></h2>${grid(shop, ofCategory(shop, category))}</section>`
}

function categoryPage(shop: Shop, url: URL, slug: string): Answer {
  const category = shop.categories.find((name) => name.toLowerCase() === slug)
  if (category === undefined) return notFound(shop, url)
  return page(shop, {
    title: `${category} · Aurora`,
    url,
    canonical: categoryPath(category),
    main: `${crumbs([['/', 'Home']], category)}<h1>${category}</h1>${grid(shop, ofCategory(shop, category))}`,
  })
}

function productPage(shop: Shop, url: URL, product: Product): Answer {
  const reviews = reviewsOf(shop.world, product.productId)
  const related = ofCategory(shop, product.category).filter((other) => other !== product)
  return page(
    shop,
    {
      title: `${product.name} · Aurora`,
      description: product.description,
      url,
      canonical: productPath(product),
      head: [
        ...neighbourLinks(product, 1, pageCount(reviews)),
        jsonLd(productData(product, reviews, url.origin)),
        jsonLd(breadcrumbData(product, url.origin)),
      ].join('\n'),
      main: `${crumbs(
        [
          ['/', 'Home'],
          [categoryPath(product.category), product.category],
        ],
        product.name,
      )}
${productHead(product, reviews)}
${histogram(product, reviews)}
${reviewList(product, 'What customers say about', reviews.slice(0, reviewsPerPage))}
${pageLinks(product, 1, pageCount(reviews))}
<aside class="related"><h2>You may also like</h2>${grid(shop, related)}</aside>`,
    },
    lastModifiedMs(reviews),
  )
}

function reviewsPage(shop: Shop, url: URL, product: Product): Answer {
  const reviews = reviewsOf(shop.world, product.productId)
  const pages = pageCount(reviews)
  const number = pageNumber(url)
  if (number === null || number > pages) return notFound(shop, url)
  const shown = reviews.slice((number - 1) * reviewsPerPage, number * reviewsPerPage)
  const back: [string, string][] = [
    ['/', 'Home'],
    [categoryPath(product.category), product.category],
    [productPath(product), product.name],
  ]
  return page(
    shop,
    {
      title: `Reviews of ${product.name}, page ${number} of ${pages} · Aurora`,
      url,
      canonical: reviewsPath(product, number),
      head: neighbourLinks(product, number, pages).join('\n'),
      main: `${crumbs(back, `Reviews, page ${number}`)}
<h1>${reviews.length} reviews</h1>
${reviewList(product, 'Reviews of', shown)}
${pageLinks(product, number, pages)}`,
    },
    lastModifiedMs(reviews),
  )
}

/** The page of reviews that the URL names, from 1, or null where it names none. */
function pageNumber({ searchParams }: URL): number | null {
  const text = searchParams.get('page') ?? '1'
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : null
}

function pageCount(reviews: readonly Review[]): number {
  return Math.ceil(reviews.length / reviewsPerPage)
}

/** When the newest review or reply on a product's pages was written. */
function lastModifiedMs(reviews: readonly Review[]): number {
  return Math.max(
    ...reviews.map(({ publishedAtMs, reply }) =>
      reply === null ? publishedAtMs : Date.parse(reply.publishedAt),
    ),
  )
}

function productData(product: Product, reviews: readonly Review[], origin: string): object {
  const { ratingValue, ratingCount, reviewCount } = aggregateOf(product, reviews)
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    description: product.description,
    sku: product.sku,
    gtin13: product.gtin13,
    mpn: product.mpn,
    brand: { '@type': 'Brand', name: product.brand },
    image: [origin + imagePath(product)],
    url: origin + productPath(product),
    offers: {
      '@type': 'Offer',
      price: product.priceEur.toFixed(2),
      priceCurrency: 'EUR',
      availability: 'https://schema.org/InStock',
      url: origin + productPath(product),
    },
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue,
      bestRating: 5,
      worstRating: 1,
      ratingCount,
      reviewCount,
    },
    review: reviews.slice(0, jsonLdReviews).map(reviewData),
  }
}

function reviewData({ author, publishedAtMs, stars, title, text }: Review): object {
  return {
    '@type': 'Review',
    author: { '@type': 'Person', name: author },
    datePublished: toBerlinIso(publishedAtMs).slice(0, 10),
    reviewRating: { '@type': 'Rating', ratingValue: stars, bestRating: 5, worstRating: 1 },
    ...(title === null ? {} : { name: title }),
    ...(text === null ? {} : { reviewBody: text }),
  }
}

function breadcrumbData(product: Product, origin: string): object {
  const item = (position: number, name: string, path: string) => ({
    '@type': 'ListItem',
    position,
    name,
    item: origin + path,
  })
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: [
      item(1, product.category, categoryPath(product.category)),
      item(2, product.name, productPath(product)),
    ],
  }
}

function productHead(product: Product, reviews: readonly Review[]): string {
  const { ratingValue, ratingCount } = aggregateOf(product, reviews)
  return `<section class="product">
<img src="${imagePath(product)}" width="400" height="400" alt="${escapeText(product.name)}">
<div><h1>${escapeText(product.name)}</h1>
<p class="stars">${starSymbols(ratingValue)} <a href="#reviews">${ratingValue} out of 5 · ${ratingCount} ratings</a></p>
<p>${escapeText(product.description)}</p>
<p class="price">€${product.priceEur.toFixed(2)}</p><p class="note">incl. VAT, free delivery in 2–3 days</p>
<p><a class="button" href="/cart?add=${product.productId}">Add to cart</a></p>
<dl><dt>Article no.</dt><dd>${escapeText(product.sku)}</dd><dt>Model</dt><dd>${escapeText(product.mpn)}</dd><dt>EAN</dt><dd>${product.gtin13}</dd></dl></div>
</section>`
}

function histogram(product: Product, reviews: readonly Review[]): string {
  const { histogram: counts, ratingCount } = aggregateOf(product, reviews)
  const rows = [5, 4, 3, 2, 1].map((stars) => {
    const count = counts[stars - 1] ?? 0
    const percent = Math.round((100 * count) / ratingCount)
    return `<li><span>${stars} ★</span><span class="bar"><i style="width:${percent}%"></i></span><span>${count}</span></li>`
  })
  return `<ul class="histogram">${rows.join('')}</ul>`
}

/** The previous and next page of a product's reviews, for crawlers. The product page stands before page 2 as well. */
function neighbourLinks(product: Product, number: number, pages: number): string[] {
  const link = (rel: string, to: number) =>
    `<link rel="${rel}" href="${escapeText(reviewsPath(product, to))}">`
  return [
    ...(number > 1 ? [link('prev', number - 1)] : []),
    ...(number < pages ? [link('next', number + 1)] : []),
  ]
}

function pageLinks(product: Product, current: number, pages: number): string {
  const link = (to: number, text: string, rel = '') =>
    `<a href="${escapeText(reviewsPath(product, to))}"${rel && ` rel="${rel}"`}>${text}</a>`
  const numbers = Array.from({ length: pages }, (_, i) =>
    i + 1 === current ? `<b aria-current="page">${current}</b>` : link(i + 1, String(i + 1)),
  )
  return `<nav class="pages" aria-label="Pages of reviews">
${current > 1 ? link(current - 1, '‹ Newer', 'prev') : ''}
${numbers.join('\n')}
${current < pages ? link(current + 1, 'Older ›', 'next') : ''}
</nav>`
}

function grid({ world }: Shop, products: readonly Product[]): string {
  const cards = products.map((product) => {
    const { ratingValue, ratingCount } = aggregateOf(product, world.reviews)
    return `<li><a href="${productPath(product)}"><img src="${imagePath(product)}" alt="" width="200" height="200" loading="lazy"><strong>${escapeText(product.name)}</strong></a><span class="stars">${starSymbols(ratingValue)} <small>(${ratingCount})</small></span><span class="price">€${product.priceEur}</span></li>`
  })
  return `<ul class="grid">${cards.join('\n')}</ul>`
}

function crumbs(links: readonly [string, string][], last: string): string {
  const steps = links.map(([path, name]) => `<a href="${path}">${escapeText(name)}</a> ›`)
  return `<nav class="crumbs" aria-label="Breadcrumb">${steps.join(' ')} ${escapeText(last)}</nav>`
}

function privatePage(shop: Shop, url: URL, name: string): Answer {
  return page(shop, {
    title: `Your ${name} · Aurora`,
    url,
    canonical: `/${name}`,
    head: '<meta name="robots" content="noindex, nofollow">',
    main: `<h1>Your ${name}</h1><p>This page is for people who shop here. robots.txt asks crawlers to stay away: it must not be crawled.</p>`,
  })
}

function notFound(shop: Shop, url: URL): Answer {
  const main =
    '<h1>Page not found</h1><p>This page does not exist (any more). <a href="/">To the start page</a></p>'
  const answer = page(shop, { title: 'Not found · Aurora', url, canonical: '', main })
  return { ...answer, status: 404 }
}

function page(shop: Shop, frame: Frame, modifiedMs?: number): Answer {
  return {
    status: 200,
    contentType: htmlType,
    body: layout(shop, frame),
    ...(modifiedMs === undefined ? {} : { lastModifiedMs: modifiedMs }),
  }
}

function layout(shop: Shop, frame: Frame): string {
  const { title, description, url, canonical, head = '', main } = frame
  const canonicalLink = canonical
    ? `<link rel="canonical" href="${escapeText(url.origin + canonical)}">`
    : ''
  const nav = shop.categories.map((name) => `<a href="${categoryPath(name)}">${name}</a>`).join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
${description ? `<meta name="description" content="${escapeText(description)}">` : ''}
<link rel="icon" href="data:,">
${canonicalLink}
${head}
<style>${shopCss}</style>
</head>
<body>
<header class="top"><a class="logo" href="/">Aurora</a><nav aria-label="Main">${nav}</nav><span><a href="/account">Account</a> <a href="/cart">Cart</a></span></header>
<main>
${main}
</main>
<footer><p>Aurora is a brand of Acme GmbH, Berlin · <a href="/">Shop</a> · support@aurora.example</p><p>© ${shop.world.endsAt.slice(0, 4)} Acme GmbH. A demo: nothing here is for sale.</p></footer>
<input type="checkbox" id="cookies-ok" hidden><aside class="cookies" role="note"><p>We use cookies that are needed for the cart, and no others.</p><label class="button" for="cookies-ok">Got it</label></aside>
</body>
</html>
`
}

function ofCategory({ products }: Shop, category: string): Product[] {
  return products.filter((product) => product.category === category)
}

function productPath({ slug }: Product): string {
  return `/product/${slug}`
}

function categoryPath(category: string): string {
  return `/category/${category.toLowerCase()}`
}

function imagePath({ slug }: Product): string {
  return `/images/${slug}.svg`
}
