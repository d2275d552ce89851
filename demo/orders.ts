import { dayMs, hourMs, toBerlinIso } from './clock.ts'
import type { Customer } from './people.ts'
import type { Product } from './products.ts'
import { makeRandom, type Random } from './random.ts'
import type { Review } from './reviews.ts'
import { makeTimes, type Span } from './times.ts'

export interface Order {
  orderId: string
  customerId: string
  productId: string
  /** ISO 8601 with Berlin's offset. */
  orderedAt: string
  quantity: number
  /** In euros, two decimals. */
  amount: number
  returnedAt: string | null
}

type Draft = Omit<Order, 'orderId' | 'orderedAt' | 'returnedAt'> & {
  orderedAtMs: number
  returnedAtMs: number | null
}

/** Makes the orders, oldest first: one behind every verified purchase of a customer, and others nobody wrote about. */
export function makeOrders(
  seed: number,
  products: readonly Product[],
  customers: readonly Customer[],
  reviews: readonly Review[],
  span: Span,
): Order[] {
  const random = makeRandom(seed, 'orders')
  const byId = new Map(products.map((product) => [product.productId, product]))
  const reviewed = reviews
    .filter(({ customerId, verifiedPurchase }) => customerId !== null && verifiedPurchase)
    .map((review) => orderOf(random, review, byId.get(review.productId) as Product, span))
  const sold = products.filter((product) => !product.isCompetitor)
  const silent = customers.flatMap((customer) => silentOrders(random, customer, sold, span))
  return [...reviewed, ...silent]
    .sort((a, b) => a.orderedAtMs - b.orderedAtMs)
    .map(({ orderedAtMs, returnedAtMs, ...order }, i) => ({
      orderId: `O-${50_001 + i}`,
      ...order,
      orderedAt: toBerlinIso(orderedAtMs),
      returnedAt: returnedAtMs === null ? null : toBerlinIso(returnedAtMs),
    }))
}

/** Ordered as long ago as the review says, plus the days of delivery; nearly half of the unhappy send it back. */
function orderOf(random: Random, review: Review, product: Product, span: Span): Draft {
  const { unit, count } = review.tenure
  const ownedMs = count * (unit === 'weeks' ? 7 : 30) * dayMs
  const returnedAtMs = review.publishedAtMs + random.between(8 * hourMs, 8 * dayMs)
  const isReturned = review.stars <= 2 && random.chance(0.45) && returnedAtMs < span.endMs
  return {
    customerId: review.customerId as string,
    productId: review.productId,
    orderedAtMs: review.publishedAtMs - ownedMs - random.between(2 * dayMs, 5 * dayMs),
    ...priceOf(random, product),
    returnedAtMs: isReturned ? returnedAtMs : null,
  }
}

function silentOrders(
  random: Random,
  customer: Customer,
  sold: readonly Product[],
  span: Span,
): Draft[] {
  const interval = { startMs: span.startMs - 360 * dayMs, endMs: span.endMs - 20 * dayMs }
  return makeTimes(random, interval, random.between(0, 3)).map((orderedAtMs) => ({
    customerId: customer.customerId,
    orderedAtMs,
    ...productAndPrice(random, sold),
    returnedAtMs: random.chance(0.08) ? orderedAtMs + random.between(4 * dayMs, 14 * dayMs) : null,
  }))
}

function productAndPrice(random: Random, sold: readonly Product[]) {
  const product = random.pick(sold)
  return { productId: product.productId, ...priceOf(random, product) }
}

function priceOf(random: Random, { priceEur }: Product): { quantity: number; amount: number } {
  const quantity = random.chance(0.07) ? 2 : 1
  const discount = random.chance(0.15) ? 0.9 : 1
  return { quantity, amount: Math.round(priceEur * quantity * discount * 100) / 100 }
}
