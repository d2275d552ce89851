/**
 * The shape of a language's sentence pools.
 *
 * A sentence may hold alternatives, `[one|other|]`, of which one is drawn, and slots:
 * `{product}` the product's short name, `{rival}` the product it is compared with, `{firmware}` a version,
 * `{runtime}` how long a charge lasts, with its unit ("30 hours", "6 days"), `{short}` a disappointing one,
 * `{weeks}` `{months}` `{days}` `{minutes}` `{percent}` `{times}` numbers without a unit, `{price}` a whole
 * number of euros. A sentence about a product never uses an article or a pronoun that would need the product's gender.
 */

export type Language = 'en' | 'de' | 'fr' | 'es'

/** The feeling a review's stars stand for: 4–5 good, 3 mixed, 1–2 bad. */
export type Tone = 'good' | 'mixed' | 'bad'

/** What a sentence is about: the product's side, or how the company sells and stands by it. */
export type Aspect =
  | 'battery'
  | 'sound'
  | 'calls'
  | 'build'
  | 'comfort'
  | 'fit'
  | 'app'
  | 'light'
  | 'charging'
  | 'delivery'
  | 'price'
  | 'support'
  | 'returns'

export type Sentences = readonly string[]

export interface Pools {
  /** Unit words behind `{runtime}` and `{short}`. */
  units: { hours: string; days: string }
  anonymous: string
  titles: Record<Tone, Sentences>
  openings: Record<Tone, Sentences>
  aspects: Record<Aspect, { good: Sentences; bad: Sentences }>
  closings: Record<Tone, Sentences>
  /** What stands before the weak point of a product that is liked otherwise; ends in a colon. */
  drawbacks: Sentences
  questions: Sentences
  wishes: Sentences
  /** Short tails with the characters that careless escaping breaks: `&`, `<3`, quotes, emoji. */
  flourishes: { good: Sentences; bad: Sentences }
  /** Reviews of the product whose firmware update kills the battery. */
  dropped: { titles: Sentences; complaints: Sentences; consequences: Sentences; asides: Sentences }
  /** Official replies under reviews. */
  replies: { thanks: Sentences; sorry: Sentences; firmware: Sentences }
  article: ArticlePools
  comments: CommentPools
}

interface ArticlePools {
  titles: { review: Sentences; comparison: Sentences; firmware: Sentences }
  intros: { review: Sentences; comparison: Sentences; firmware: Sentences }
  /** Paragraphs of context, about nobody's product in particular. */
  context: Sentences
  /** Lead sentences of a paragraph on an aspect. */
  leads: Partial<Record<Aspect, Sentences>>
  comparisons: Sentences
  firmware: Sentences
  verdicts: { good: Sentences; mixed: Sentences; bad: Sentences; firmware: Sentences }
}

interface CommentPools {
  agree: Sentences
  disagree: Sentences
  questions: Sentences
  asides: Sentences
  firmware: Sentences
  official: Sentences
  officialFirmware: Sentences
}
