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
import { makeDesk } from './desk.ts'
import { makeForumWriter } from './forum-writer.ts'
import { type Listing, makeListings } from './listings.ts'
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
import { type Forum, makeForum, type Post, type Thread } from './threads.ts'
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
  /** What the marketplace sells: products of ours and of others. */
  listings: Listing[]
  /** Oldest first. */
  marketReviews: Review[]
  forum: Forum
  truth: Truth
}

interface Truth {
  mentions: TrueMention[]
  /** What the shop states on each product's page. */
  aggregates: TrueAggregate[]
  /** What the marketplace's scripts show on each listing's page. */
  marketAggregates: TrueAggregate[]
  /** Of the ratings at the shop and at the marketplace. */
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
  type: 'review' | 'article' | 'comment' | 'question' | 'answer' | 'post'
  /** The id on the page: `review-10023`, `comment-501`, `post-88120`; of an article its path, as its URL is its only id. */
  id: string
  /** Path and query of the page that holds it. */
  path: string
  /** As displayed. `Anonymous`, `Anonym`, `Anonyme` or `Anónimo` where the person gave no name. */
  author: string
  authorIsCompany: boolean
  /** The subject of a review; else the products that the title or the text names. */
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
  /** Of the page that states it. */
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
export const postsPerPage = 10
const worldSpanMs = 180 * dayMs

/** Makes the demo world of the 180 days before `endsAt`; nothing in it is younger than an hour then. */
export function makeWorld({ seed, endsAt }: { seed: number; endsAt: Date }): World {
  const span = spanBefore(endsAt)
  const products = makeProducts()
  const people = makePeople(seed)
  const desk = makeDesk(makeRandom(seed, 'texts'))
  const writer = makeWriter(desk)
  const reviews = makeReviews(seed, products, people, span, writer)
  const { articles, comments } = makePosts(seed, products, people, span, writer)
  const orders = makeOrders(seed, products, people.customers, reviews, span)
  // The marketplace and the forum come last: what they draw moves nothing at the shop and the blog.
  const market = makeListings(seed, products, reviews, people, span, writer)
  const forumWriter = makeForumWriter(desk)
  const forum = makeForum(seed, products, people, span, { writer, forumWriter })
  const said = {
    products,
    reviews,
    articles,
    comments,
    listings: market.listings,
    marketReviews: market.reviews,
    forum,
  }
  return {
    company: 'Acme',
    brand: 'Aurora',
    officialAuthor,
    seed,
    endsAt: toBerlinIso(span.worldEndMs),
    customers: people.customers,
    orders,
    ...said,
    truth: makeTruth(said, span),
  }
}

function spanBefore(endsAt: Date): Span {
  const worldEndMs = Math.floor(endsAt.getTime() / 1000) * 1000
  return { startMs: worldEndMs - worldSpanMs, endMs: worldEndMs - hourMs, worldEndMs }
}

/** The reviews of a product as the shop lists them: newest first. */
export function reviewsOf(world: Pick<World, 'reviews'>, productId: string): Review[] {
  return newestFirst(world.reviews, productId)
}

/** The same as the marketplace lists them. */
export function listedReviews(world: Pick<World, 'marketReviews'>, { product }: Listing): Review[] {
  return newestFirst(world.marketReviews, product.productId)
}

function newestFirst(reviews: readonly Review[], productId: string): Review[] {
  return reviews.filter((review) => review.productId === productId).reverse()
}

/** The path of a page of a product's reviews; pages count from 1. */
export function reviewsPath(product: Product, page: number): string {
  return `/product/${product.slug}/reviews${page > 1 ? `?page=${page}` : ''}`
}

export function postPath(slug: string): string {
  return `/posts/${slug}`
}

export function listingPath({ id, slug }: Listing): string {
  return `/item/${id}/${slug}`
}

/** The path of a page of a thread's posts, as XenForo writes it; pages count from 1. */
export function threadPath({ id, slug }: Thread, page: number): string {
  return `/threads/${slug}.${id}/${page > 1 ? `page-${page}` : ''}`
}

/** What a site states about the ratings that it has of a product; `path` is by default that of the shop's page. */
export function aggregateOf(
  product: Product,
  reviews: readonly Review[],
  path = `/product/${product.slug}`,
): TrueAggregate {
  const own = reviews.filter(({ productId }) => productId === product.productId)
  const count = (stars: number) => own.filter((review) => review.stars === stars).length
  return {
    productId: product.productId,
    path,
    ratingValue: Math.round(meanStars(own) * 100) / 100,
    ratingCount: own.length,
    reviewCount: own.filter(({ text }) => text !== null).length,
    histogram: [count(1), count(2), count(3), count(4), count(5)],
  }
}

function meanStars(reviews: readonly Review[]): number {
  return reviews.reduce((sum, { stars }) => sum + stars, 0) / reviews.length
}

type Said = Pick<
  World,
  'products' | 'reviews' | 'articles' | 'comments' | 'listings' | 'marketReviews' | 'forum'
>

function makeTruth(said: Said, span: Span): Truth {
  const { products, reviews, articles, comments, listings, marketReviews, forum } = said
  const sold = products.filter(({ isCompetitor }) => !isCompetitor)
  const faultMs = faultAtMs(span)
  const faulty = [...reviews, ...marketReviews].filter(
    ({ productId }) => productId === faultyProductId,
  )
  const measure = (some: readonly Review[]) => ({ ratings: some.length, mean: meanStars(some) })
  return {
    mentions: [
      ...sold.flatMap((product) => reviewMentions(product, reviews)),
      ...articles.map((article) => articleMention(article, products)),
      ...comments.map((comment) => commentMention(comment, products)),
      ...listings.flatMap((listing) => listingMentions(listing, marketReviews)),
      ...forum.threads.flatMap((thread) => threadMentions(thread, products)),
    ],
    aggregates: sold.map((product) => aggregateOf(product, reviews)),
    marketAggregates: listings.map((listing) =>
      aggregateOf(listing.product, marketReviews, listingPath(listing)),
    ),
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
  return newestFirst(reviews, product.productId).map((review, index) =>
    reviewMention('shop', review, reviewsPath(product, 1 + Math.floor(index / reviewsPerPage))),
  )
}

function listingMentions(listing: Listing, reviews: readonly Review[]): TrueMention[] {
  return newestFirst(reviews, listing.product.productId).map((review) =>
    reviewMention('marketplace', review, listingPath(listing)),
  )
}

function reviewMention(site: SiteName, review: Review, path: string): TrueMention {
  return {
    site,
    type: 'review',
    id: `review-${review.id}`,
    path,
    author: review.author,
    authorIsCompany: false,
    productIds: [review.productId],
    stars: review.stars,
    publishedAt: toBerlinIso(review.publishedAtMs),
    language: review.language,
    title: review.title,
    text: review.text,
    customerId: review.customerId,
  }
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

function threadMentions(thread: Thread, products: readonly Product[]): TrueMention[] {
  return thread.posts.map((post, index) => postMention(thread, post, index, products))
}

/** The title belongs to the first post. What a post quotes, and what stands below it, is not said by it. */
function postMention(
  thread: Thread,
  post: Post,
  index: number,
  products: readonly Product[],
): TrueMention {
  const title = index === 0 ? thread.title : null
  const typeInQuestion = index === 0 ? 'question' : 'answer'
  return {
    site: 'forum',
    type: thread.isQuestion ? typeInQuestion : 'post',
    id: `post-${post.id}`,
    path: threadPath(thread, 1 + Math.floor(index / postsPerPage)),
    author: post.author,
    authorIsCompany: post.author === officialAuthor,
    productIds: namedProducts(`${title ?? ''}\n${post.text}`, products),
    stars: null,
    publishedAt: toBerlinIso(post.publishedAtMs),
    language: thread.language,
    title,
    text: post.text,
    customerId: post.customerId,
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
