import type { Item } from './item.ts'

export type SentimentLabel = 'negative' | 'neutral' | 'positive' | 'mixed'
export type SentimentBand = 'glowing' | 'positive' | 'mixed' | 'neutral' | 'negative' | 'scathing'

/** The feeling of a text as a whole. */
export interface Sentiment {
  /** −1 … 1. */
  score: number
  label: SentimentLabel
  band: SentimentBand
  /** 0 … 1. */
  confidence: number
}

/** What a text is understood to say. Every label carries the version of what produced it. */
export interface Labels {
  language: string | null
  languageConfidence: number
  sentiment: Sentiment | null
  /** Why `sentiment` is null: `no_text`, `unknown_language`, `no_known_words`, … */
  sentimentReason: string | null
  /** Character offsets into `title + "\n" + text` (title omitted when null). */
  sentences: { start: number; end: number; score: number }[]
  kinds: { kind: string; confidence: number; quote: string; leadsTo?: string | null }[]
  reasons: { reason: string; score: number; confidence: number; quote: string }[]
  disagreesWithRating: boolean
  version: string
}

/** The part of an item that analysis reads. */
export type Analyzable = Pick<Item, 'title' | 'text' | 'language' | 'rating'>
