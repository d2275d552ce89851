import type { People } from './people.ts'
import type { Product } from './products.ts'
import { makeRandom, type Random } from './random.ts'
import { calmOrder, starsWithMean } from './ratings.ts'
import {
  type Draft,
  faultAtMs,
  faultMeans,
  faultyProductId,
  type Review,
  writeReviews,
} from './reviews.ts'
import { slugOf } from './slug.ts'
import { type Interval, makeTimes, type Span } from './times.ts'
import type { Writer } from './writer.ts'

/** What the marketplace sells, under a number and a name of its own. */
export interface Listing {
  /** `BZ-20417` */
  id: string
  product: Product
  /** As sellers write it: more words than the catalogue has, so only the GTIN tells which product it is. */
  name: string
  slug: string
  seller: string
  priceEur: number
}

/** What is listed, how it is called there, and how many reviews it has. */
const offers: readonly (readonly [productId: string, words: string, reviews: number])[] = [
  ['P-1001', 'Wireless Over-Ear Headphones, Noise Cancelling, Black', 34],
  ['P-1003', 'Closed Reference Headphones incl. Cable', 18],
  ['P-1005', 'True Wireless Earbuds with ANC', 22],
  ['P-1008', 'Bluetooth Speaker, Waterproof', 17],
  ['P-1009', 'Soundbar for TV, HDMI eARC', 14],
  ['P-1011', 'Fitness Watch, Slate Grey', 20],
  ['P-1014', 'LED Desk Lamp, Dimmable, Daylight', 13],
  ['P-1017', 'USB-C Charger 65W, 3 Ports (EU Plug)', 16],
  ['P-2001', 'Noise Cancelling Headphones, White', 15],
  ['P-2002', 'In-Ear Headphones, Bluetooth 5.4', 11],
]
const reviewsBeforeFault = 22
/** Mean stars of products that the shop does not sell. */
const rivalMean = 4

/** Makes the marketplace's listings and their reviews, oldest first. `shopReviews` are of the same products. */
export function makeListings(
  seed: number,
  products: readonly Product[],
  shopReviews: readonly Review[],
  people: People,
  span: Span,
  writer: Writer,
): { listings: Listing[]; reviews: Review[] } {
  const random = makeRandom(seed, 'listings')
  const listings = offers.map(([productId, words], index) =>
    makeListing(products.find((one) => one.productId === productId) as Product, words, index),
  )
  const drafts = listings
    .flatMap(({ product }, index) => {
      const alike = shopReviews.filter(({ productId }) => productId === product.productId)
      return draftsOf(random, product, offers[index]?.[2] ?? 0, alike, span)
    })
    .sort((a, b) => a.publishedAtMs - b.publishedAtMs)
  const reviews = writeReviews(random, 'marketplace', drafts, people, span, writer)
  return { listings, reviews }
}

function makeListing(product: Product, words: string, index: number): Listing {
  const name = `${product.name} ${words}`
  return {
    id: `BZ-${20_417 + index * 1_013}`,
    product,
    name,
    slug: slugOf(product.name),
    seller: product.isCompetitor ? `${product.brand} Direct` : 'Aurora Store',
    priceEur: product.priceEur - (index % 3),
  }
}

function draftsOf(
  random: Random,
  product: Product,
  count: number,
  alike: readonly Review[],
  span: Span,
): Draft[] {
  const ratings = (mean: number, some: number, interval: Interval) =>
    calmRatings(random, product, starsWithMean(mean, some), alike, interval)
  if (product.productId !== faultyProductId) return ratings(meanOf(alike), count, span)
  const faultMs = faultAtMs(span)
  return [
    ...ratings(faultMeans.before, reviewsBeforeFault, { startMs: span.startMs, endMs: faultMs }),
    ...ratings(faultMeans.after, count - reviewsBeforeFault, {
      startMs: faultMs,
      endMs: span.endMs,
    }),
  ]
}

function meanOf(reviews: readonly Review[]): number {
  if (reviews.length === 0) return rivalMean
  return reviews.reduce((sum, { stars }) => sum + stars, 0) / reviews.length
}

/** In an order that looks calm among the ratings that the product has at the shop: the alert hears both. */
function calmRatings(
  random: Random,
  product: Product,
  stars: readonly number[],
  alike: readonly Review[],
  interval: Interval,
): Draft[] {
  const times = makeTimes(random, interval, stars.length)
  const others = alike.filter(
    ({ publishedAtMs }) => publishedAtMs >= interval.startMs && publishedAtMs < interval.endMs,
  )
  const rated = (order: readonly number[]): Draft[] =>
    times.map((publishedAtMs, i) => ({ product, stars: order[i] as number, publishedAtMs }))
  const inContext = (order: readonly number[]) =>
    [...others, ...rated(order)]
      .sort((a, b) => a.publishedAtMs - b.publishedAtMs)
      .map((one) => one.stars)
  return rated(calmOrder(random, stars, inContext))
}
