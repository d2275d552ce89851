import type { Analyzable, Labels, Sentiment } from '../../schema/sentiment.ts'
import {
  baseOf,
  type LanguageDetector,
  languageOf,
  loadLanguageDetector,
} from '../normalize/language.ts'
import { type Lexicon, loadLexicons } from './lexicon.ts'
import { disagreesWithStars, labelOf } from './scale.ts'
import { type SentenceScore, scoreSentence, scoreText } from './score.ts'
import { sentencesOf } from './sentences.ts'

/** Bears the version of its labels: words, constants and thresholds change only with it. */
const ANALYSIS_VERSION = 'lexicon-1'

/** Understands texts. Pure once it is loaded; the same text always gets the same labels. */
export interface Analyzer {
  version: string
  /** The detector that it uses, for normalization to share. */
  languages: LanguageDetector
  /** A language that the item bears is believed; without one it is read from title and text. */
  analyze(item: Analyzable): Labels
}

/** Loads the lexicons and the language detector (about a second, 100 MB), once for a process. */
export function loadAnalyzer(): Promise<Analyzer> {
  loading ??= load()
  return loading
}

let loading: Promise<Analyzer> | null = null

/**
 * A first honest scorer: known words, negation, degree and emoji, sentence by sentence. It does not
 * understand irony, comparison or what a feeling is about; `kinds` and `reasons` are empty in this version.
 */
async function load(): Promise<Analyzer> {
  const [lexicons, detector] = await Promise.all([loadLexicons(), loadLanguageDetector()])
  return {
    version: ANALYSIS_VERSION,
    languages: detector,
    analyze({ title, text, language, rating }) {
      const whole = [title, text].filter((part) => part !== null).join('\n')
      const spoken = languageOf({ stated: language, page: null, text: whole }, detector)
      const { sentiment, reason, sentences } = feel(whole, spoken.language, lexicons)
      return {
        language: spoken.language,
        languageConfidence: spoken.confidence,
        sentiment,
        sentimentReason: reason,
        sentences: sentences.map(({ start, end, score }) => ({
          start,
          end,
          score: rounded(score),
        })),
        kinds: [],
        reasons: [],
        disagreesWithRating: disagreesWithStars(sentiment, rating?.stars ?? null),
        version: ANALYSIS_VERSION,
      }
    },
  }
}

interface Feeling {
  sentiment: Sentiment | null
  reason: string | null
  sentences: SentenceScore[]
}

function feel(
  text: string,
  language: string | null,
  lexicons: ReadonlyMap<string, Lexicon>,
): Feeling {
  if (text.trim() === '') return unfelt('no_text')
  if (language === null) return unfelt('unknown_language')
  const lexicon = lexicons.get(baseOf(language))
  if (lexicon === undefined) return unfelt('unsupported_language')
  const sentences = sentencesOf(text).map((span) => scoreSentence(text, span, lexicon))
  if (sentences.every(({ hits }) => hits === 0)) return { ...unfelt('no_known_words'), sentences }
  return { sentiment: sentimentOf(sentences), reason: null, sentences }
}

function unfelt(reason: string): Feeling {
  return { sentiment: null, reason, sentences: [] }
}

function sentimentOf(sentences: SentenceScore[]): Sentiment {
  const score = scoreText(sentences)
  const scores = sentences.map((sentence) => sentence.score)
  return {
    score: rounded(score),
    ...labelOf(score, scores),
    confidence: confidenceOf(score, sentences),
  }
}

/** The label is right in 5 to 8 of 10 texts, more often the clearer the score and the more words are known. */
function confidenceOf(score: number, sentences: SentenceScore[]): number {
  const hits = sentences.reduce((total, sentence) => total + sentence.hits, 0)
  return rounded(0.4 + 0.25 * Math.abs(score) + 0.1 * Math.min(1, hits / 4))
}

function rounded(score: number): number {
  return Math.round(score * 1000) / 1000
}
