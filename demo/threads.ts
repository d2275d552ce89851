import { type Board, boardOf, boards } from './boards.ts'
import { dayMs, hourMs } from './clock.ts'
import type { Subject } from './desk.ts'
import type { ForumWriter, Topic } from './forum-writer.ts'
import type { People } from './people.ts'
import { type Product, rivalOf } from './products.ts'
import { makeRandom, type Random } from './random.ts'
import { faultAtMs, faultyProductId, officialAuthor } from './reviews.ts'
import { slugOf } from './slug.ts'
import { type Speaker, speaker } from './speaker.ts'
import { forumPoolsOf } from './texts/of-language.ts'
import type { Language, Tone } from './texts/pools.ts'
import { makeTimes, type Span } from './times.ts'
import type { Writer } from './writer.ts'

export interface Thread {
  id: string
  board: Board
  title: string
  slug: string
  /** The first post asks, the others answer. */
  isQuestion: boolean
  language: Language
  /** Oldest first. */
  posts: Post[]
}

export interface Post extends Speaker {
  /** The number in the page's `data-content="post-88120"`. */
  id: string
  text: string
  publishedAtMs: number
  /** The earlier post of the thread that this one quotes. */
  quoted: Post | null
}

/** Who has posted at least once. */
export interface Member {
  id: number
  name: string
  isStaff: boolean
  /** Below each of the member's posts. It names products, and no post says that. */
  signature: string | null
}

export interface Forum {
  boards: readonly Board[]
  /** Oldest first. */
  threads: Thread[]
  members: Member[]
}

const languagesOfQuestions = 'de en fr de en es de en fr es'.split(' ') as Language[]
const languagesOfExperiences = 'en de fr en de es en de en fr de'.split(' ') as Language[]
/** The threads on the firmware: how many posts, and at which of them the company speaks. The first takes three pages. */
const firmwareThreads: readonly (readonly [Language, number, readonly number[]])[] = [
  ['en', 21, [8, 19]],
  ['de', 12, [7]],
  ['fr', 5, [4]],
  ['es', 4, [3]],
]
const tones: readonly Tone[] = ['good', 'mixed', 'good', 'bad', 'mixed']
interface Draft {
  topic: Topic
  product: Product
  language: Language
  /** Of all posts, the first one too. */
  postCount: number
  /** At which of them the company speaks. */
  officialAt: readonly number[]
}

interface Plan extends Draft {
  rival: Product
  startMs: number
}

/** Makes the forum's 25 threads: ten questions, eleven experiences, and four on the faulty firmware. */
export function makeForum(
  seed: number,
  products: readonly Product[],
  people: People,
  span: Span,
  writers: { writer: Writer; forumWriter: ForumWriter },
): Forum {
  const random = makeRandom(seed, 'forum')
  const plans = makePlans(random, products, span).sort((a, b) => a.startMs - b.startMs)
  const threads = plans.map((plan, i) =>
    writeThread(random, plan, String(4_101 + i * 17), people, span, writers),
  )
  numberPosts(threads)
  return { boards, threads, members: makeMembers(random, threads) }
}

function makePlans(random: Random, products: readonly Product[], span: Span): Plan[] {
  const ours = products.filter(({ isCompetitor }) => !isCompetitor)
  const faulty = ours.find(({ productId }) => productId === faultyProductId) as Product
  const sound = random.shuffle(ours.filter((product) => product !== faulty))
  const faultMs = faultAtMs(span)
  const planned = (drafts: readonly Draft[], startMs: number, endMs: number): Plan[] => {
    const times = random.shuffle(makeTimes(random, { startMs, endMs }, drafts.length))
    return drafts.map((draft, i) => ({
      ...draft,
      rival: rivalOf(random, draft.product, products),
      startMs: times[i] as number,
    }))
  }
  return [
    ...planned(
      [...questionDrafts(random, sound), ...experienceDrafts(random, sound)],
      span.startMs,
      span.endMs - 2 * dayMs,
    ),
    ...planned(firmwareDrafts(faulty), faultMs + dayMs, faultMs + 6 * dayMs),
  ]
}

/** Each question of a language once, about a product that it makes sense for. */
function questionDrafts(random: Random, products: readonly Product[]): Draft[] {
  const asked: Record<Language, number> = { de: 0, en: 0, fr: 0, es: 0 }
  return languagesOfQuestions.map((language) => {
    const question = forumPoolsOf[language].questions[asked[language]++]
    if (question === undefined) throw new RangeError(`too few questions in ${language}`)
    const { productIds } = question
    const fitting = products.filter(
      ({ productId }) => productIds.length === 0 || productIds.includes(productId),
    )
    return {
      topic: { kind: 'question', question },
      language,
      product: random.pick(fitting),
      postCount: random.between(4, 5),
      officialAt: random.chance(0.5) ? [2] : [],
    }
  })
}

function experienceDrafts(random: Random, products: readonly Product[]): Draft[] {
  return languagesOfExperiences.map((language, i) => ({
    topic: { kind: 'experience', tone: tones[i % tones.length] as Tone },
    language,
    product: products[i % products.length] as Product,
    postCount: random.between(2, 4),
    officialAt: i % 4 === 1 ? [1] : [],
  }))
}

function firmwareDrafts(product: Product): Draft[] {
  return firmwareThreads.map(([language, postCount, officialAt]) => ({
    topic: { kind: 'firmware' },
    language,
    product,
    postCount,
    officialAt,
  }))
}

function writeThread(
  random: Random,
  plan: Plan,
  id: string,
  people: People,
  span: Span,
  { writer, forumWriter }: { writer: Writer; forumWriter: ForumWriter },
): Thread {
  const { topic, language, product } = plan
  const subject = (): Subject => ({
    product,
    rival: plan.rival,
    language,
    tenure: writer.tenure(),
    phase: topic.kind === 'firmware' ? 'after fault' : 'usual',
  })
  const title = forumWriter.title(subject(), topic)
  const names = new Set<string>()
  const posts: Post[] = []
  for (const [i, publishedAtMs] of postTimes(random, plan, span).entries()) {
    const isOfficial = plan.officialAt.includes(i)
    const isThanks = topic.kind === 'question' && i === plan.postCount - 1
    posts.push({
      id: '',
      ...authorOf(random, { isOfficial, isThanks }, posts, people, language, names),
      text: textOf(forumWriter, subject(), topic, { isOfficial, isThanks, isFirst: i === 0 }),
      publishedAtMs,
      quoted: i > 1 && !isOfficial && random.chance(0.35) ? random.pick(posts) : null,
    })
  }
  const isQuestion = topic.kind === 'question'
  return {
    id,
    board: boardOf(language, product),
    title,
    slug: slugOf(title),
    isQuestion,
    language,
    posts,
  }
}

/** The first answers come within hours, the last after days. */
function postTimes(random: Random, { startMs, postCount, topic }: Plan, span: Span): number[] {
  const days = topic.kind === 'firmware' ? 14 : 4
  const endMs = Math.min(startMs + days * dayMs, span.endMs)
  const replies = makeTimes(random, { startMs: startMs + hourMs / 4, endMs }, postCount - 1)
  return [startMs, ...replies]
}

interface Role {
  isOfficial: boolean
  isThanks: boolean
}

/** Whoever asked says thanks; in long threads people come back. */
function authorOf(
  random: Random,
  { isOfficial, isThanks }: Role,
  posts: readonly Post[],
  people: People,
  language: Language,
  names: Set<string>,
): Speaker {
  if (isOfficial) return { author: officialAuthor, customerId: null }
  const [first, ...rest] = posts.filter(({ author }) => author !== officialAuthor)
  const others = rest.filter(({ author }) => author !== posts.at(-1)?.author)
  const back = isThanks
    ? first
    : others.length > 3 && random.chance(0.3)
      ? random.pick(others)
      : null
  if (back) return { author: back.author, customerId: back.customerId }
  return speaker(random, people, 'forum', language, names)
}

function textOf(
  writer: ForumWriter,
  subject: Subject,
  topic: Topic,
  { isOfficial, isThanks, isFirst }: Role & { isFirst: boolean },
): string {
  if (isFirst) return writer.firstPost(subject, topic)
  if (isOfficial) return writer.officialPost(subject, topic)
  return isThanks ? writer.thanks(subject) : writer.reply(subject, topic)
}

/** Posts are numbered over the whole forum, in the order in which they were written. */
function numberPosts(threads: readonly Thread[]): void {
  const posts = threads.flatMap((thread) => thread.posts)
  posts.sort((a, b) => a.publishedAtMs - b.publishedAtMs)
  for (const [i, post] of posts.entries()) post.id = String(88_101 + i * 3)
}

/** One of three has a signature. */
function makeMembers(random: Random, threads: readonly Thread[]): Member[] {
  const languages = new Map<string, Language>()
  for (const { language, posts } of threads)
    for (const { author } of posts) if (!languages.has(author)) languages.set(author, language)
  return [...languages].map(([name, language], i) => {
    const isStaff = name === officialAuthor
    const isSigned = !isStaff && random.chance(0.33)
    const signature = isSigned ? random.pick(forumPoolsOf[language].signatures) : null
    return { id: 12 + i * 7, name, isStaff, signature }
  })
}
