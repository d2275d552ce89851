import { type Desk, draw, fits, type Subject, type Tenure, unique } from './desk.ts'
import type { Random } from './random.ts'
import { poolsOf } from './texts/of-language.ts'
import type { Aspect, Language, Pools, Tone } from './texts/pools.ts'

interface ReviewText {
  title: string | null
  text: string
}

export type ArticleForm = 'review' | 'comparison' | 'firmware'

interface ArticleText {
  title: string
  paragraphs: string[]
}

export interface Writer {
  tenure: () => Tenure
  review: (subject: Subject, stars: number) => ReviewText
  reply: (subject: Subject, stars: number) => string
  article: (subject: Subject, form: ArticleForm, tone: Tone) => ArticleText
  /** `tone` is the article's: who agrees feels the same, who disagrees the opposite. */
  comment: (subject: Subject, form: ArticleForm, tone: Tone) => string
  officialComment: (subject: Subject, form: ArticleForm) => string
}

const serviceAspects: Aspect[] = ['delivery', 'price', 'support', 'returns']

/** Makes the writer of reviews, articles and comments. */
export function makeWriter(desk: Desk): Writer {
  const { random } = desk
  return {
    tenure: () =>
      random.chance(0.6)
        ? { unit: 'weeks', count: random.between(2, 9) }
        : { unit: 'months', count: random.between(2, 11) },
    review: (subject, stars) => uniqueText(desk, () => writeReview(desk, subject, stars)),
    reply: (subject, stars) => writeReply(desk, subject, stars),
    article: (subject, form, tone) =>
      uniqueText(desk, () => writeArticle(desk, subject, form, tone)),
    comment: (subject, form, tone) =>
      uniqueLine(desk, () => writeComment(desk, subject, form, tone)),
    officialComment: (subject, form) => uniqueLine(desk, () => writeOfficial(desk, subject, form)),
  }
}

function uniqueText<T extends ReviewText | ArticleText>(desk: Desk, write: () => T): T {
  return unique(desk, write, (result) => ('paragraphs' in result ? result.title : result.text))
}

/** A text of one paragraph that was not written before. */
export function uniqueLine(desk: Desk, write: () => string): string {
  return unique(desk, write, (text) => text)
}

function toneOf(stars: number): Tone {
  if (stars >= 4) return 'good'
  return stars === 3 ? 'mixed' : 'bad'
}

function writeReview(desk: Desk, subject: Subject, stars: number): ReviewText {
  const pools = poolsOf[subject.language]
  const isAboutFault = subject.phase === 'after fault' && stars <= 3
  const titles = isAboutFault ? pools.dropped.titles : pools.titles[toneOf(stars)]
  const title = desk.random.chance(0.66) ? draw(desk, titles, subject) : null
  const sentences = isAboutFault
    ? faultSentences(desk, pools, subject, stars)
    : usualSentences(desk, pools, subject, stars)
  return { title, text: inParagraphs(desk.random, sentences) }
}

function inParagraphs(random: Random, sentences: readonly string[]): string {
  const breakAt = sentences.length >= 4 && random.chance(0.2) ? 2 : sentences.length
  return [sentences.slice(0, breakAt), sentences.slice(breakAt)]
    .filter((paragraph) => paragraph.length > 0)
    .map((paragraph) => paragraph.join(' '))
    .join('\n\n')
}

function faultSentences(desk: Desk, pools: Pools, subject: Subject, stars: number): string[] {
  const { random } = desk
  const { complaints, consequences, asides } = pools.dropped
  const sentences = [draw(desk, complaints, subject)]
  if (stars === 3) sentences.push(draw(desk, asides, subject))
  else if (random.chance(0.35))
    sentences.push(aspectSentence(desk, pools, 'support', false, subject))
  if (stars < 3 || random.chance(0.4)) sentences.push(draw(desk, consequences, subject))
  if (stars === 1 && random.chance(0.4)) sentences.push(draw(desk, pools.closings.bad, subject))
  return sentences
}

function usualSentences(desk: Desk, pools: Pools, subject: Subject, stars: number): string[] {
  const { random } = desk
  const tone = toneOf(stars)
  const isShort = random.chance(0.16)
  const sentences = isShort && random.chance(0.5) ? [] : [draw(desk, pools.openings[tone], subject)]
  sentences.push(...aspectSentences(desk, pools, subject, stars, isShort))
  if (isShort) return sentences
  sentences.push(...extras(desk, pools, subject, tone))
  if (random.chance(0.6)) sentences.push(draw(desk, pools.closings[tone], subject))
  return sentences
}

function aspectSentences(
  desk: Desk,
  pools: Pools,
  subject: Subject,
  stars: number,
  isShort: boolean,
): string[] {
  // Who keeps the product has no return to complain about.
  const isKept = stars === 3 || stars === 4
  const aspects = aspectsInTurn(desk.random, subject).filter(
    (aspect) => !isKept || aspect !== 'returns',
  )
  const sentence = (isGood: boolean) =>
    aspectSentence(desk, pools, nextAspect(aspects, subject, isGood), isGood, subject)
  const drawback = () =>
    `${draw(desk, pools.drawbacks, subject)} ${lowerFirst(sentence(false), subject.language)}`
  if (isShort) return stars === 3 ? [sentence(true), drawback()] : [sentence(stars > 3)]
  switch (stars) {
    case 5:
      return repeat(desk.random.between(1, 3), () => sentence(true))
    case 4:
      return [
        ...repeat(desk.random.between(1, 2), () => sentence(true)),
        ...(desk.random.chance(0.4) ? [drawback()] : []),
      ]
    case 3:
      return [sentence(true), drawback()]
    case 2:
      return [
        ...(desk.random.chance(0.3) ? [sentence(true)] : []),
        sentence(false),
        sentence(false),
      ]
    default:
      return repeat(desk.random.between(1, 3), () => sentence(false))
  }
}

function repeat<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make)
}

/** The aspects of the product in random order, with some about the company mixed in. */
function aspectsInTurn(random: Random, { product }: Subject): Aspect[] {
  const aspects = random.shuffle(product.aspects)
  for (const aspect of random.shuffle(serviceAspects).slice(0, 2))
    aspects.splice(random.between(0, 3), 0, aspect)
  return [...aspects, ...serviceAspects]
}

/** Takes the next aspect that may be written about: the battery of the faulty product is good before and ill after. */
function nextAspect(aspects: Aspect[], { phase }: Subject, isGood: boolean): Aspect {
  const isPossible = (aspect: Aspect) =>
    aspect !== 'battery' || phase === 'usual' || (phase === 'before fault' && isGood)
  const index = aspects.findIndex(isPossible)
  return aspects.splice(Math.max(index, 0), 1)[0] ?? 'price'
}

function aspectSentence(
  desk: Desk,
  pools: Pools,
  aspect: Aspect,
  isGood: boolean,
  subject: Subject,
): string {
  return draw(desk, isGood ? pools.aspects[aspect].good : pools.aspects[aspect].bad, subject)
}

/** After a colon only German keeps the capital; so does the English "I". */
export function lowerFirst(sentence: string, language: Language): string {
  if (language === 'de' || /^I\b/.test(sentence)) return sentence
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

/** Questions, wishes and tails. Those that name an app, a battery or a volume key need a product that has them. */
function extras(desk: Desk, pools: Pools, subject: Subject, tone: Tone): string[] {
  const { random } = desk
  const { aspects } = subject.product
  const sentences: string[] = []
  if (aspects.includes('app') && aspects.includes('battery')) {
    if (random.chance(tone === 'mixed' ? 0.2 : 0.07)) {
      sentences.push(draw(desk, pools.wishes, subject))
    }
    if (random.chance(tone === 'good' ? 0.04 : 0.12)) {
      sentences.push(draw(desk, pools.questions, subject))
    }
  }
  if (tone === 'good' && random.chance(0.2)) {
    sentences.push(draw(desk, pools.flourishes.good, subject))
  }
  if (tone === 'bad' && aspects.includes('sound') && random.chance(0.6)) {
    sentences.push(draw(desk, pools.flourishes.bad, subject))
  }
  return sentences
}

function writeReply(desk: Desk, subject: Subject, stars: number): string {
  const { replies } = poolsOf[subject.language]
  if (stars > 3) return draw(desk, replies.thanks, subject)
  return draw(desk, subject.phase === 'after fault' ? replies.firmware : replies.sorry, subject)
}

function writeArticle(desk: Desk, subject: Subject, form: ArticleForm, tone: Tone): ArticleText {
  const { article } = poolsOf[subject.language]
  const body = form === 'firmware' ? faultBody : form === 'comparison' ? comparisonBody : reviewBody
  return {
    title: draw(desk, article.titles[form], subject),
    paragraphs: [
      withFullName(draw(desk, article.intros[form], subject), subject),
      ...body(desk, subject, tone),
      draw(desk, article.verdicts[form === 'firmware' ? 'firmware' : tone], subject),
    ],
  }
}

/** An article gives the full name once; afterwards everybody knows what is meant. */
function withFullName(paragraph: string, { product, language }: Subject): string {
  const named = paragraph.replace(product.shortName, product.name)
  return language === 'fr' ? named.replace(/\bde (?=Aurora)/, 'd’') : named
}

function faultBody(desk: Desk, subject: Subject): string[] {
  const pools = poolsOf[subject.language]
  const count = Math.min(pools.article.firmware.length, desk.random.between(2, 4))
  return [
    ...repeat(count, () => draw(desk, pools.article.firmware, subject)),
    aspectParagraph(desk, subject, 'sound', true),
  ]
}

function comparisonBody(desk: Desk, subject: Subject, tone: Tone): string[] {
  const { comparisons } = poolsOf[subject.language].article
  const middle = reviewBody(desk, subject, tone).slice(0, 5)
  return [...middle, ...repeat(2, () => draw(desk, comparisons, subject))]
}

function reviewBody(desk: Desk, subject: Subject, tone: Tone): string[] {
  const { random } = desk
  const { article } = poolsOf[subject.language]
  const aspects = random.shuffle(subject.product.aspects).slice(0, random.between(2, 5))
  if (random.chance(0.5)) aspects.push('support')
  if (random.chance(0.4)) aspects.push('price')
  const paragraphs = aspects.map((aspect, index) =>
    aspectParagraph(desk, subject, aspect, isPraised(random, subject, aspect, tone, index)),
  )
  const context = repeat(random.between(1, 2), () => draw(desk, article.context, subject))
  return [...context, ...paragraphs].slice(0, 8)
}

function isPraised(
  random: Random,
  { phase }: Subject,
  aspect: Aspect,
  tone: Tone,
  index: number,
): boolean {
  if (aspect === 'battery' && phase === 'before fault') return true
  if (tone === 'mixed') return index % 2 === 0
  return tone === 'good' ? random.chance(0.85) : random.chance(0.25)
}

function aspectParagraph(desk: Desk, subject: Subject, aspect: Aspect, isGood: boolean): string {
  const pools = poolsOf[subject.language]
  const leads = pools.article.leads[aspect]
  const sentences = leads ? [draw(desk, leads, subject)] : []
  const pool = isGood ? pools.aspects[aspect].good : pools.aspects[aspect].bad
  const usable = pool.filter((sentence) => fits(sentence, subject)).length
  const count = Math.min(desk.random.between(2, 3), usable)
  const drawn = new Set(repeat(count, () => draw(desk, pool, subject)))
  return [...sentences, ...drawn].join(' ')
}

function writeComment(desk: Desk, subject: Subject, form: ArticleForm, tone: Tone): string {
  const { random } = desk
  const pools = poolsOf[subject.language]
  const sentences =
    form === 'firmware' ? faultComment(desk, subject) : usualComment(desk, subject, tone)
  if (random.chance(0.3)) sentences.push(draw(desk, pools.comments.asides, subject))
  return sentences.join(' ')
}

function faultComment(desk: Desk, subject: Subject): string[] {
  const { comments } = poolsOf[subject.language]
  return [draw(desk, desk.random.chance(0.8) ? comments.firmware : comments.questions, subject)]
}

function usualComment(desk: Desk, subject: Subject, tone: Tone): string[] {
  const pools = poolsOf[subject.language]
  const { agree, disagree, questions } = pools.comments
  const feelsGood = tone === 'mixed' ? desk.random.chance(0.5) : tone === 'good'
  const kind = desk.random.next()
  if (kind < 0.45) {
    return [draw(desk, agree, subject), ownExperience(desk, pools, subject, feelsGood)]
  }
  if (kind < 0.62) {
    return [draw(desk, disagree, subject), ownExperience(desk, pools, subject, !feelsGood)]
  }
  if (kind < 0.85) return [draw(desk, questions, subject)]
  const opening = draw(desk, pools.openings[feelsGood ? 'good' : 'bad'], subject)
  return [opening, ownExperience(desk, pools, subject, feelsGood)]
}

/** A sentence on something that the product, or the company, does well or badly. */
export function ownExperience(desk: Desk, pools: Pools, subject: Subject, isGood: boolean): string {
  const aspects = aspectsInTurn(desk.random, subject)
  return aspectSentence(desk, pools, nextAspect(aspects, subject, isGood), isGood, subject)
}

function writeOfficial(desk: Desk, subject: Subject, form: ArticleForm): string {
  const { comments } = poolsOf[subject.language]
  return draw(desk, form === 'firmware' ? comments.officialFirmware : comments.official, subject)
}
