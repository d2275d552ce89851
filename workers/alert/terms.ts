import stemmers from 'natural/lib/natural/stemmers/index.js'
import { localeOf } from './locale.ts'
import { isStopWord } from './stop-words.ts'

const STEMMERS = new Map<string, { stem(word: string): string }>([
  ['en', stemmers.PorterStemmer],
  ['de', stemmers.PorterStemmerDe],
  ['fr', stemmers.PorterStemmerFr],
  ['es', stemmers.PorterStemmerEs],
  ['it', stemmers.PorterStemmerIt],
  ['nl', stemmers.PorterStemmerNl],
  ['pt', stemmers.PorterStemmerPt],
])

/** Scripts that write words without spaces between them. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const SPACED_WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}]+)*/gu

/**
 * The words of a text and its pairs of neighbouring words, each once: stems joined by a space, with the
 * words as first written (lower case). Stop words and lone letters are out, and so are pairs across a
 * punctuation mark.
 * @param language BCP 47; null: no stemming, no stop words
 */
export function termsOf(text: string, language: string | null): Map<string, string> {
  const base = language?.split('-')[0]?.toLowerCase() ?? ''
  const terms = new Map<string, string>()
  const add = (stem: string, word: string) => {
    if (!terms.has(stem)) terms.set(stem, word)
  }
  let last: { stem: string; word: string; end: number } | null = null
  const lower = text.normalize('NFKC').toLowerCase().replaceAll('’', "'")
  for (const { word, start } of wordsOf(lower, language)) {
    if (isStopWord(word, base) || /^(\p{Nd}+|[\p{L}])$/u.test(word)) {
      last = null
      continue
    }
    const stem = STEMMERS.get(base)?.stem(word) ?? word
    add(stem, word)
    if (last && /^\s*$/.test(lower.slice(last.end, start))) {
      add(`${last.stem} ${stem}`, `${last.word} ${word}`)
    }
    last = { stem, word, end: start + word.length }
  }
  return terms
}

function* wordsOf(
  text: string,
  language: string | null,
): Generator<{ word: string; start: number }> {
  if (!UNSPACED.test(text)) {
    for (const match of text.matchAll(SPACED_WORD)) yield { word: match[0], start: match.index }
    return
  }
  const segmenter = new Intl.Segmenter(localeOf(language), { granularity: 'word' })
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (isWordLike) yield { word: segment, start: index }
  }
}
