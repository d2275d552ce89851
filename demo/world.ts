/**
 * The demo world: a company, its products and customers, and what people write about them on the demo sites.
 *
 * - *world*: everything the demo knows, made from a seed and an end. The same two give the same bytes. No host or
 *   port stands in it; they are known only once the sites run.
 * - *truth*: what the sites hold, for tests and for the summary's check. Never shown to the pipeline.
 * - *fault*: the firmware update that kills the battery of one product, the reason of its real drop.
 * - *lookalike*: a product with a streak of bad luck at the end that is no drop.
 */
import { dayMs, hourMs, toBerlinIso } from './clock.ts'
import { makeOrders, type Order } from './orders.ts'
import { type Customer, makePeople, type SiteName } from './people.ts'
import { type Article, type BlogComment, makePosts } from './posts.ts'
import { makeProducts, type Product } from './products.ts'
import { makeRandom } from './random.ts'
import {
  faultAtMs,
  faultyProductId,
  lookalikeProductId,
  makeReviews,
  officialAuthor,
  type Review,
} from './reviews.ts'
import type { Language } from './texts/pools.ts'
import type { Span } from './times.ts'
import { makeWriter } from './writer.ts'

export interface World {
  company: string
  brand: string
  officialAuthor: string
  seed: number
  /** ISO 8601 with Berlin's offset. */
  endsAt: string
  products: Product[]
  customers: Customer[]
  orders: Order[]
  /** Oldest first, as are articles and comments. */
  reviews: Review[]
  articles: Article[]
  comments: BlogComment[]
  truth: Truth
}

interface Truth {
  mentions: TrueMention[]
  /** What the shop states on each product's page. */
  aggregates: TrueAggregate[]
  drop: {
    productId: string
    /** When the fault came: all ratings before it are of the old level, all after it of the new one. */
    since: string
    before: { ratings: number; mean: number }
    after: { ratings: number; mean: number }
  }
  lookalike: { productId: string }
}

/** One statement that stands on a demo site. */
export interface TrueMention {
  site: SiteName
  type: 'review' | 'article' | 'comment'
  /** The id on the page: `review-10023`, `comment-501`; of an article its path, as its URL is its only id. */
  id: string
  /** Path and query of the page that holds it. */
  path: string
  /** As displayed. `Anonymous`, `Anonym`, `Anonyme` or `Anónimo` where the person gave no name. */
  author: string
  authorIsCompany: boolean
  /** The subject of a review; the products named in an article (with its title) or a comment. */
  productIds: string[]
  stars: number | null
  /** ISO 8601 with Berlin's offset, to the second. */
  publishedAt: string
  language: Language
  title: string | null
  /** Paragraphs are separated by an empty line. */
  text: string | null
  customerId: string | null
}

export interface TrueAggregate {
  productId: string
  path: string
  /** Mean stars, rounded to two decimals. */
  ratingValue: number
  ratingCount: number
  /** Ratings that have a text. */
  reviewCount: number
  /** How many ratings have 1, 2, 3, 4 and 5 stars. */
  histogram: [number, number, number, number, number]
}

export const reviewsPerPage = 10
const worldSpanMs = 180 * dayMs

/** Makes the demo world of the 180 days before `endsAt`; nothing in it is younger than an hour then. */
export function makeWorld({ seed, endsAt }: { seed: number; endsAt: Date }): World {
  const span = spanBefore(endsAt)
  const products = makeProducts()
  const people = makePeople(seed)
  const writer = makeWriter(makeRandom(seed, 'texts'))
  const reviews = makeReviews(seed, products, people, span, writer)
  const { articles, comments } = makePosts(seed, products, people, span, writer)
  const orders = makeOrders(seed, products, people.customers, reviews, span)
  return {
    company: 'Acme',
    brand: 'Aurora',
    officialAuthor,
    seed,
    endsAt: toBerlinIso(span.worldEndMs),
    products,
    customers: people.customers,
    orders,
    reviews,
    articles,
    comments,
    truth: makeTruth(products, reviews, articles, comments, span),
  }
}

function spanBefore(endsAt: Date): Span {
  const worldEndMs = Math.floor(endsAt.getTime() / 1000) * 1000
  return { startMs: worldEndMs - worldSpanMs, endMs: worldEndMs - hourMs, worldEndMs }
}

/** The reviews of a product as the shop lists them: newest first. */
export function reviewsOf(world: Pick<World, 'reviews'>, productId: string): Review[] {
  return world.reviews.filter((review) => review.productId === productId).reverse()
}

/** The path of a page of a product's reviews; pages count from 1. */
export function reviewsPath(product: Product, page: number): string {
  return `/product/${product.slug}/reviews${page > 1 ? `?page=${page}` : ''}`
}

export function postPath(slug: string): string {
  return `/posts/${slug}`
}

/** What the shop states about a product's ratings. */
export function aggregateOf(product: Product, reviews: readonly Review[]): TrueAggregate {
  const own = reviews.filter(({ productId }) => productId === product.productId)
  const count = (stars: number) => own.filter((review) => review.stars === stars).length
  return {
    productId: product.productId,
    path: `/product/${product.slug}`,
    ratingValue: Math.round(meanStars(own) * 100) / 100,
    ratingCount: own.length,
    reviewCount: own.filter(({ text }) => text !== null).length,
    histogram: [count(1), count(2), count(3), count(4), count(5)],
  }
}

function meanStars(reviews: readonly Review[]): number {
  return reviews.reduce((sum, { stars }) => sum + stars, 0) / reviews.length
}

function makeTruth(
  products: readonly Product[],
  reviews: readonly Review[],
  articles: readonly Article[],
  comments: readonly BlogComment[],
  span: Span,
): Truth {
  const sold = products.filter(({ isCompetitor }) => !isCompetitor)
  const faultMs = faultAtMs(span)
  const faulty = reviews.filter(({ productId }) => productId === faultyProductId)
  const measure = (some: readonly Review[]) => ({ ratings: some.length, mean: meanStars(some) })
  return {
    mentions: [
      ...sold.flatMap((product) => reviewMentions(product, reviews)),
      ...articles.map((article) => articleMention(article, products)),
      ...comments.map((comment) => commentMention(comment, products)),
    ],
    aggregates: sold.map((product) => aggregateOf(product, reviews)),
    drop: {
      productId: faultyProductId,
      since: toBerlinIso(faultMs),
      before: measure(faulty.filter(({ publishedAtMs }) => publishedAtMs < faultMs)),
      after: measure(faulty.filter(({ publishedAtMs }) => publishedAtMs >= faultMs)),
    },
    lookalike: { productId: lookalikeProductId },
  }
}

function reviewMentions(product: Product, reviews: readonly Review[]): TrueMention[] {
  return reviewsOf({ reviews: [...reviews] }, product.productId).map((review, index) => ({
    site: 'shop',
    type: 'review',
    id: `review-${review.id}`,
    path: reviewsPath(product, 1 + Math.floor(index / reviewsPerPage)),
    author: review.author,
    authorIsCompany: false,
    productIds: [review.productId],
    stars: review.stars,
    publishedAt: toBerlinIso(review.publishedAtMs),
    language: review.language,
    title: review.title,
    text: review.text,
    customerId: review.customerId,
  }))
}

function articleMention(article: Article, products: readonly Product[]): TrueMention {
  const text = article.paragraphs.join('\n\n')
  return {
    site: 'blog',
    type: 'article',
    id: postPath(article.slug),
    path: postPath(article.slug),
    author: article.author,
    authorIsCompany: false,
    productIds: namedProducts(`${article.title}\n${text}`, products),
    stars: null,
    publishedAt: toBerlinIso(article.publishedAtMs),
    language: article.language,
    title: article.title,
    text,
    customerId: null,
  }
}

function commentMention(comment: BlogComment, products: readonly Product[]): TrueMention {
  return {
    site: 'blog',
    type: 'comment',
    id: `comment-${comment.id}`,
    path: postPath(comment.articleSlug),
    author: comment.author,
    authorIsCompany: comment.author === officialAuthor,
    productIds: namedProducts(comment.text, products),
    stars: null,
    publishedAt: toBerlinIso(comment.publishedAtMs),
    language: comment.language,
    title: null,
    text: comment.text,
    customerId: comment.customerId,
  }
}

/** The products whose name stands in the text. Longer names first, so that "Drift Pro" does not count as "Drift". */
function namedProducts(text: string, products: readonly Product[]): string[] {
  let rest = text
  const named = new Set<string>()
  const names = products
    .flatMap(({ productId, name, shortName }) => [
      { productId, text: name },
      { productId, text: shortName },
    ])
    .sort((a, b) => b.text.length - a.text.length)
  for (const { productId, text: name } of names) {
    if (!rest.includes(name)) continue
    named.add(productId)
    rest = rest.replaceAll(name, '\0')
  }
  return [...named].sort()
}
