import { dayMs, hourMs, toBerlinIso } from './clock.ts'
import type { Phase, Tenure } from './desk.ts'
import type { Customer, People, SiteName } from './people.ts'
import type { Product } from './products.ts'
import { makeRandom, type Random } from './random.ts'
import { calmOrder, starsWithMean } from './ratings.ts'
import type { Speaker } from './speaker.ts'
import { poolsOf } from './texts/of-language.ts'
import type { Language } from './texts/pools.ts'
import { makeTimes, type Span } from './times.ts'
import type { Writer } from './writer.ts'

/** A review at the shop or at the marketplace. */
export interface Review {
  /** The number in the page's `id="review-10023"`. */
  id: string
  productId: string
  author: string
  customerId: string | null
  stars: number
  title: string | null
  text: string | null
  language: Language
  publishedAtMs: number
  tenure: Tenure
  verifiedPurchase: boolean
  helpfulCount: number
  reply: { author: string; text: string; publishedAt: string } | null
}

export const officialAuthor = 'Aurora Support'
export const faultyProductId = 'P-1001'
export const lookalikeProductId = 'P-1007'

/** When the firmware that kills the battery came, before the end of the world's time. */
const faultAgeMs = 24 * dayMs

const counts = { beforeFault: 116, afterFault: 52, lookalike: 66, others: 326 }
const lookalikeMean = 4.05
/** Of the faulty product, at the shop and at the marketplace. */
export const faultMeans = { before: 4.5, after: 2.8 }

/**
 * The end of the lookalike's ratings: four of seven are bad, and the last five average a full star less than
 * usual. Yet no run of them is further from the mean than chance allows at 95 % (|z| below 1.96).
 */
const unluckyStars = [2, 5, 1, 5, 2, 5, 2]
const unluckySpanMs = 15 * dayMs

const languageRota = 'de en fr de en es de en fr de en de es en fr de'.split(' ') as Language[]

/** Mean stars of the products at which nothing happens. */
const stableMeans = [
  4.1, 4.6, 3.9, 4.3, 3.5, 4.4, 4.2, 3.7, 4.5, 4.0, 4.1, 3.8, 4.6, 3.6, 4.3, 4.4, 3.9,
]

/** A rating that waits for its author and its words. */
export interface Draft {
  product: Product
  stars: number
  publishedAtMs: number
}

/** Makes the shop's reviews, oldest first. */
export function makeReviews(
  seed: number,
  products: readonly Product[],
  people: People,
  span: Span,
  writer: Writer,
): Review[] {
  const random = makeRandom(seed, 'reviews')
  const sold = products.filter((product) => !product.isCompetitor)
  const drafts = sold
    .flatMap((product, index) => draftsOf(random, product, index, sold.length, span))
    .sort((a, b) => a.publishedAtMs - b.publishedAtMs)
  return writeReviews(random, 'shop', drafts, people, span, writer)
}

/** The numbers of a site's reviews begin behind this one. */
const firstNumbers = { shop: 10_000, marketplace: 70_000 }

/** Finds authors and words for a site's ratings, which are given oldest first. */
export function writeReviews(
  random: Random,
  site: keyof typeof firstNumbers,
  drafts: readonly Draft[],
  people: People,
  span: Span,
  writer: Writer,
): Review[] {
  const languages = makeLanguages(random)
  const reviewers = makeReviewers(random, site, people)
  let number = firstNumbers[site]
  return drafts.map((draft) => {
    number += random.between(1, 4)
    return writeReview(random, String(number), draft, languages, reviewers, span, writer)
  })
}

function draftsOf(
  random: Random,
  product: Product,
  index: number,
  soldCount: number,
  span: Span,
): Draft[] {
  const ratings = (stars: readonly number[], startMs: number, endMs: number): Draft[] => {
    const times = makeTimes(random, { startMs, endMs }, stars.length)
    return times.map((publishedAtMs, i) => ({ product, stars: stars[i] as number, publishedAtMs }))
  }
  const { startMs, endMs } = span
  if (product.productId === faultyProductId) {
    const faultMs = faultAtMs(span)
    return [
      ...ratings(calm(random, faultMeans.before, counts.beforeFault), startMs, faultMs),
      ...ratings(calm(random, faultMeans.after, counts.afterFault), faultMs, endMs),
    ]
  }
  if (product.productId === lookalikeProductId) {
    const turnMs = endMs - unluckySpanMs
    const usual = starsWithMean(lookalikeMean, counts.lookalike - unluckyStars.length)
    const stars = calmOrder(random, usual, (order) => [...order, ...unluckyStars])
    return [...ratings(stars, startMs, turnMs), ...ratings(unluckyStars, turnMs, endMs)]
  }
  return ratings(
    calm(random, stableMeans[index % stableMeans.length] as number, stableCount(index, soldCount)),
    startMs,
    endMs,
  )
}

function calm(random: Random, mean: number, count: number): number[] {
  return calmOrder(random, starsWithMean(mean, count))
}

/** Spreads the others' reviews over the stable products: between about 14 and 25 each. */
function stableCount(index: number, soldCount: number): number {
  const stable = soldCount - 2
  const average = Math.floor(counts.others / stable)
  const swing = [-5, 4, 1, -2, 6, -4, 3, -3]
  return average + (swing[index % swing.length] as number)
}

/** The instant at which the faulty firmware came. */
export function faultAtMs(span: Span): number {
  return span.worldEndMs - faultAgeMs
}

type Reviewers = (product: Product, language: Language, isAnonymousAllowed: boolean) => Speaker

/** Six of ten are customers, in turn, each once a product; the others strangers, a few of them without a name. */
function makeReviewers(random: Random, site: SiteName, { customers, stranger }: People): Reviewers {
  const queues = new Map<Language, Customer[]>()
  const seen = new Set<string>()
  const nextCustomer = (product: Product, language: Language): Speaker | null => {
    const queue = queues.get(language) ?? writersAt(random, site, customers, language)
    queues.set(language, queue)
    const index = queue.findIndex((one) => !seen.has(`${one.customerId}/${product.productId}`))
    const customer = queue.splice(index, index < 0 ? 0 : 1)[0]
    if (customer === undefined) return null
    queue.push(customer)
    seen.add(`${customer.customerId}/${product.productId}`)
    const author = handleAt(site, customer) ?? customer.name
    return { author, customerId: customer.customerId }
  }
  return (product, language, isAnonymousAllowed) => {
    const customer = random.chance(0.61) ? nextCustomer(product, language) : null
    if (customer) return customer
    const isAnonymous = isAnonymousAllowed && random.chance(0.04)
    const author = isAnonymous ? poolsOf[language].anonymous : stranger(language)
    return { author, customerId: null }
  }
}

function writersAt(
  random: Random,
  site: SiteName,
  customers: readonly Customer[],
  language: Language,
): Customer[] {
  return random.shuffle(
    customers.filter((one) => one.language === language && handleAt(site, one) !== null),
  )
}

function handleAt(site: SiteName, { handles }: Customer): string | null {
  return handles.find((one) => one.site === site)?.handle ?? null
}

type Languages = (product: Product, stars: number) => Language

/** Languages in rotation, for each product's good and bad ratings apart, so that each is heard in all of them. */
function makeLanguages(random: Random): Languages {
  const turns = new Map<string, number>()
  return ({ productId }, stars) => {
    const key = `${productId}/${stars >= 4}`
    const turn = turns.get(key) ?? random.between(0, languageRota.length - 1)
    turns.set(key, turn + 1)
    return languageRota[turn % languageRota.length] as Language
  }
}

function writeReview(
  random: Random,
  id: string,
  { product, stars, publishedAtMs }: Draft,
  languages: Languages,
  reviewers: Reviewers,
  span: Span,
  writer: Writer,
): Review {
  const language = languages(product, stars)
  const isStarOnly = random.chance(0.055)
  const { author, customerId } = reviewers(product, language, !isStarOnly)
  const tenure = writer.tenure()
  const subject = { product, language, tenure, phase: phaseAt(product, publishedAtMs, span) }
  const written = isStarOnly ? { title: null, text: null } : writer.review(subject, stars)
  const replyAtMs = publishedAtMs + random.between(3 * hourMs, 4 * dayMs)
  const isAnswerable = !isStarOnly && !product.isCompetitor && replyAtMs < span.endMs
  const isAnswered = isAnswerable && random.chance(stars <= 3 ? 0.4 : 0.06)
  return {
    id,
    productId: product.productId,
    author,
    customerId,
    stars,
    ...written,
    language,
    publishedAtMs,
    tenure,
    verifiedPurchase: random.chance(customerId ? 0.88 : 0.35),
    helpfulCount: random.chance(0.35) ? random.between(1, 24) : 0,
    reply: isAnswered
      ? {
          author: officialAuthor,
          text: writer.reply(subject, stars),
          publishedAt: toBerlinIso(replyAtMs),
        }
      : null,
  }
}

/** Whether the product has the fault at that time. */
export function phaseAt(product: Product, atMs: number, span: Span): Phase {
  if (product.productId !== faultyProductId) return 'usual'
  return atMs < faultAtMs(span) ? 'before fault' : 'after fault'
}
