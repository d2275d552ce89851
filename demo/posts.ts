import { dayMs, hourMs } from './clock.ts'
import type { Subject } from './desk.ts'
import type { People } from './people.ts'
import { type Product, rivalOf } from './products.ts'
import { makeRandom, type Random } from './random.ts'
import { faultAtMs, faultyProductId, officialAuthor, phaseAt } from './reviews.ts'
import { slugOf } from './slug.ts'
import { speaker } from './speaker.ts'
import type { Language, Tone } from './texts/pools.ts'
import { makeTimes, type Span } from './times.ts'
import type { ArticleForm, Writer } from './writer.ts'

export interface Article {
  slug: string
  title: string
  author: string
  paragraphs: string[]
  language: Language
  publishedAtMs: number
  /** How much of the text the page's JSON-LD holds. */
  articleBody: 'full' | 'truncated' | 'none'
}

export interface BlogComment {
  /** The number in the page's `id="comment-501"`. */
  id: string
  articleSlug: string
  author: string
  customerId: string | null
  text: string
  language: Language
  publishedAtMs: number
}

interface Plan {
  form: ArticleForm
  language: Language
  tone: Tone
  product: Product
  rival: Product
  publishedAtMs: number
  commentCount: number
  isAnsweredOfficially: boolean
}

const bloggers: Record<Language, string> = {
  en: 'Tom Hargreaves',
  de: 'Lena Brandt',
  fr: 'Inès Moreau',
  es: 'Inès Moreau',
}

const languageOfArticle =
  'de en fr de en es en de fr en de en es de en fr de en de es en de fr en de en es'.split(
    ' ',
  ) as Language[]
const firmwareLanguages: Language[] = ['de', 'en', 'fr']
const firmwareCommentCount = 7
const tones: Tone[] = ['good', 'good', 'good', 'mixed', 'mixed', 'bad']
/** The second of every three articles compares two products. */
const firstComparison = 1
const usualCommentCounts = [3, 3, 2, 5, 3, 3, 4, 2, 3]

/** Makes the blog's 30 articles and their comments, oldest first: three of them on the faulty firmware. */
export function makePosts(
  seed: number,
  products: readonly Product[],
  people: People,
  span: Span,
  writer: Writer,
): { articles: Article[]; comments: BlogComment[] } {
  const random = makeRandom(seed, 'posts')
  const articles: Article[] = []
  const drafts: Omit<BlogComment, 'id'>[] = []
  const slugs = new Set<string>()
  for (const plan of makePlans(random, products, span)) {
    const subject = subjectOf(plan, span, writer)
    const article = writeArticle(random, plan, subject, slugs, writer)
    articles.push(article)
    drafts.push(...writeComments(random, plan, article, subject, people, span, writer))
  }
  drafts.sort((a, b) => a.publishedAtMs - b.publishedAtMs)
  return { articles, comments: drafts.map((draft, i) => ({ id: String(501 + i), ...draft })) }
}

function makePlans(random: Random, products: readonly Product[], span: Span): Plan[] {
  const own = inTurn(random, products)
  const faulty = products.find(({ productId }) => productId === faultyProductId) as Product
  const lastStartMs = span.endMs - 2 * dayMs
  const interval = { startMs: span.startMs, endMs: lastStartMs }
  const usual = makeTimes(random, interval, languageOfArticle.length).map((publishedAtMs, i) => {
    const form: ArticleForm = i % 3 === firstComparison ? 'comparison' : 'review'
    const product = productAt(own, i, publishedAtMs, span)
    return {
      form,
      language: languageOfArticle[i] as Language,
      tone: product === faulty ? 'good' : random.pick(tones),
      product,
      rival: rivalOf(random, product, products),
      publishedAtMs,
      commentCount: usualCommentCounts[i % usualCommentCounts.length] as number,
      isAnsweredOfficially: i % 5 === 2,
    }
  })
  const faultMs = faultAtMs(span)
  const firmware = makeTimes(
    random,
    { startMs: faultMs + 3 * dayMs, endMs: faultMs + 14 * dayMs },
    firmwareLanguages.length,
  ).map((publishedAtMs, i) => ({
    form: 'firmware' as const,
    language: firmwareLanguages[i] as Language,
    tone: 'bad' as const,
    product: faulty,
    rival: faulty,
    publishedAtMs,
    commentCount: firmwareCommentCount,
    isAnsweredOfficially: true,
  }))
  return [...usual, ...firmware].sort((a, b) => a.publishedAtMs - b.publishedAtMs)
}

/**
 * Aurora's products in random order, except that the faulty one comes first, long before its fault, and products
 * that compete with another brand's come where the first comparisons do.
 */
function inTurn(random: Random, products: readonly Product[]): Product[] {
  const faulty = products.filter(({ productId }) => productId === faultyProductId)
  const others = random.shuffle(
    products.filter((product) => !product.isCompetitor && !faulty.includes(product)),
  )
  const compared = products
    .filter(({ isCompetitor }) => isCompetitor)
    .flatMap((rival) => others.find(({ category }) => category === rival.category) ?? [])
  const turns = [...faulty, ...others.filter((product) => !compared.includes(product))]
  for (const [i, product] of compared.entries()) turns.splice(firstComparison + 3 * i, 0, product)
  return turns
}

/** The products in turn; after the fault nobody praises the faulty one, so the next takes its place. */
function productAt(own: readonly Product[], index: number, atMs: number, span: Span): Product {
  const product = own[index % own.length] as Product
  if (phaseAt(product, atMs, span) !== 'after fault') return product
  return own[(index + 1) % own.length] as Product
}

function subjectOf(plan: Plan, span: Span, writer: Writer): Subject {
  return {
    product: plan.product,
    rival: plan.rival,
    language: plan.language,
    tenure: { unit: 'weeks', count: Math.min(6, writer.tenure().count) },
    phase: phaseAt(plan.product, plan.publishedAtMs, span),
  }
}

function writeArticle(
  random: Random,
  plan: Plan,
  subject: Subject,
  slugs: Set<string>,
  writer: Writer,
): Article {
  const { title, paragraphs } = writer.article(subject, plan.form, plan.tone)
  return {
    slug: freeSlug(title, slugs),
    title,
    author: bloggers[plan.language],
    paragraphs,
    language: plan.language,
    publishedAtMs: plan.publishedAtMs,
    articleBody: random.pick(['full', 'truncated', 'none'] as const),
  }
}

function freeSlug(title: string, slugs: Set<string>): string {
  const base = slugOf(title)
  let slug = base
  for (let number = 2; slugs.has(slug); number++) slug = `${base}-${number}`
  slugs.add(slug)
  return slug
}

function writeComments(
  random: Random,
  plan: Plan,
  article: Article,
  subject: Subject,
  people: People,
  span: Span,
  writer: Writer,
): Omit<BlogComment, 'id'>[] {
  const startMs = plan.publishedAtMs + hourMs
  const endMs = Math.min(startMs + 12 * dayMs, span.endMs)
  const count = plan.commentCount + (plan.isAnsweredOfficially ? 1 : 0)
  const times = makeTimes(random, { startMs, endMs }, count)
  const officialIndex = plan.isAnsweredOfficially ? Math.min(2, count - 1) : -1
  const names = new Set<string>()
  return times.map((publishedAtMs, i) => ({
    articleSlug: article.slug,
    language: plan.language,
    publishedAtMs,
    ...(i === officialIndex
      ? {
          author: officialAuthor,
          customerId: null,
          text: writer.officialComment(subject, plan.form),
        }
      : {
          ...speaker(random, people, 'blog', plan.language, names),
          text: writer.comment(
            {
              ...subject,
              tenure: writer.tenure(),
              phase: phaseAt(plan.product, publishedAtMs, span),
            },
            plan.form,
            plan.tone,
          ),
        }),
  }))
}
