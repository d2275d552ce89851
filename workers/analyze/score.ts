import type { Lexicon } from './lexicon.ts'
import type { Span } from './sentences.ts'

/** What a sentence feels like. */
export interface SentenceScore extends Span {
  /** −1…1; 0 when no word is known. */
  score: number
  /** Words and emoji with a feeling. */
  hits: number
}

/** Words (with their apostrophes) and emoji. */
const TOKEN = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*|\p{Extended_Pictographic}/gu

/** A negation reaches this many words: "not a very good one". */
const NEGATION_REACH = 4
/** "not good" is bad, but less so than "good" is good: VADER's constant (Hutto & Gilbert 2014). */
const NEGATED = -0.74
const STRENGTHENED = 1.4
const WEAKENED = 0.6
/** What comes before a "but" weighs half, what comes behind it one and a half (VADER). */
const BEFORE_CONTRAST = 0.5
const AFTER_CONTRAST = 1.5
/** Makes one plain word (.5) count about .5, and many approach 1: x / √(x² + α), as VADER does. */
const ALPHA = 0.75

/** Scores one sentence of a text by its words. */
export function scoreSentence(text: string, span: Span, lexicon: Lexicon): SentenceScore {
  const words =
    text.slice(span.start, span.end).toLowerCase().replaceAll('’', "'").match(TOKEN) ?? []
  let before = 0
  let total = 0
  let hits = 0
  words.forEach((word, i) => {
    if (lexicon.contrasts.has(word)) {
      before += total
      total = 0
      return
    }
    const valence = valenceAt(words, i, lexicon)
    if (valence !== 0) hits += 1
    total += valence
  })
  const hasContrast = before !== 0
  const sum = hasContrast ? before * BEFORE_CONTRAST + total * AFTER_CONTRAST : total
  return { ...span, score: squash(sum), hits }
}

/** The mean of the sentences that feel anything, a strong one counting more. */
export function scoreText(sentences: SentenceScore[]): number {
  const sum = sentences.reduce((total, { score }) => total + score * Math.abs(score), 0)
  const weight = sentences.reduce((total, { score }) => total + Math.abs(score), 0)
  return weight === 0 ? 0 : sum / weight
}

function squash(sum: number): number {
  return sum / Math.sqrt(sum * sum + ALPHA)
}

function valenceAt(words: string[], i: number, lexicon: Lexicon): number {
  const word = words[i] ?? ''
  if (lexicon.negations.has(word)) return 0
  const valence = lexicon.valence(word)
  if (valence === 0) return 0
  return valence * degree(words[i - 1], lexicon) * (isNegated(words, i, lexicon) ? NEGATED : 1)
}

function degree(previous: string | undefined, lexicon: Lexicon): number {
  if (previous === undefined) return 1
  if (lexicon.strengtheners.has(previous)) return STRENGTHENED
  return lexicon.weakeners.has(previous) ? WEAKENED : 1
}

/** A negation before the word, not beyond a "but"; German also puts it at the end ("gefällt mir nicht"). */
function isNegated(words: string[], i: number, lexicon: Lexicon): boolean {
  for (let back = 1; back <= NEGATION_REACH; back++) {
    const word = words[i - back]
    if (word === undefined || lexicon.contrasts.has(word)) return false
    if (lexicon.negations.has(word)) return true
  }
  return false
}
