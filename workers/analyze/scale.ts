import type { Sentiment, SentimentBand, SentimentLabel } from '../../schema/sentiment.ts'

/** From here on a text leans to one side; between −.1 and .1 it is neutral. */
const LEANING = 0.1
/** From here on it glows or scathes. */
const STRONG = 0.7
/** A sentence this far on each side, and the weaker side at least this share of the stronger, make it mixed. */
const CLEAR_SENTENCE = 0.25
const MIXED_SHARE = 0.5

/** Label and band of a score −1…1, given the scores of its sentences. */
export function labelOf(score: number, sentences: number[]): Pick<Sentiment, 'label' | 'band'> {
  if (isMixed(sentences)) return { label: 'mixed', band: 'mixed' }
  const label: SentimentLabel =
    score >= LEANING ? 'positive' : score <= -LEANING ? 'negative' : 'neutral'
  return { label, band: bandOf(score, label) }
}

function bandOf(score: number, label: Exclude<SentimentLabel, 'mixed'>): SentimentBand {
  if (score >= STRONG) return 'glowing'
  return score <= -STRONG ? 'scathing' : label
}

function isMixed(sentences: number[]): boolean {
  const praise = sentences.filter((score) => score >= CLEAR_SENTENCE)
  const blame = sentences.filter((score) => score <= -CLEAR_SENTENCE)
  if (praise.length === 0 || blame.length === 0) return false
  const [weaker = 0, stronger = 0] = [sum(praise), -sum(blame)].sort((a, b) => a - b)
  return weaker >= stronger * MIXED_SHARE
}

function sum(scores: number[]): number {
  return scores.reduce((total, score) => total + score, 0)
}

/** Words that praise beside one or two stars, or blame beside four or more, in no uncertain way. */
const CLEAR_TEXT = 0.5

export function disagreesWithStars(sentiment: Sentiment | null, stars: number | null): boolean {
  if (sentiment === null || stars === null || sentiment.label === 'mixed') return false
  return (
    (stars <= 2 && sentiment.score >= CLEAR_TEXT) || (stars >= 4 && sentiment.score <= -CLEAR_TEXT)
  )
}
