import type { AlertQuote } from '../../schema/alert.ts'
import type { MentionText } from '../../schema/rated-mention.ts'
import type { GrownTerm } from './grown-terms.ts'
import { localeOf } from './locale.ts'
import { termsOf } from './terms.ts'

const MOST = 3
const MAX_LENGTH = 240

interface Candidate {
  mention: MentionText
  quote: string
  stems: Set<string>
  /** 0 oldest … 1 newest. */
  recency: number
}

/**
 * Up to three mentions that tell why: low stars, grown terms, recent, of different authors and on
 * different terms.
 * @param after mentions since the change, oldest first
 * @param meanBefore mean stars before the change: a quote has at least one star less
 */
export function chooseQuotes(
  after: readonly MentionText[],
  terms: readonly GrownTerm[],
  meanBefore: number,
): AlertQuote[] {
  const worth = new Map(terms.map((term) => [term.stems, term.z]))
  let candidates = after.flatMap((mention, index) => {
    if (mention.text === null || mention.stars > meanBefore - 1) return []
    const quote = bestSentences(mention.text, mention.language, worth)
    if (quote === '') return []
    const stems = grownIn(quote, mention.language, worth)
    return [{ mention, quote, stems, recency: (index + 1) / after.length }]
  })
  const quotes: AlertQuote[] = []
  while (quotes.length < MOST && candidates.length > 0) {
    const best = candidates.reduce((a, b) => (merit(b, worth) > merit(a, worth) ? b : a))
    const { mention, quote } = best
    quotes.push({
      mention_id: mention.mention_id,
      stars: mention.stars,
      quote,
      url: mention.url,
      day: mention.day,
    })
    for (const stem of best.stems) worth.set(stem, 0)
    candidates = candidates.filter((other) => !isLike(other, best))
  }
  return quotes
}

function merit({ mention, stems, recency }: Candidate, worth: ReadonlyMap<string, number>): number {
  return totalWorth(stems, worth) + (5 - mention.stars) / 2 + recency
}

function isLike(a: Candidate, b: Candidate): boolean {
  const { author_id } = a.mention
  return a.quote === b.quote || (author_id !== null && author_id === b.mention.author_id)
}

/** The sentence with the most telling terms, and its neighbours in the same line as far as there is room. */
function bestSentences(
  text: string,
  language: string | null,
  worth: ReadonlyMap<string, number>,
): string {
  const sentences = sentencesOf(text, language)
  if (sentences.length === 0) return ''
  const merits = sentences.map((one) => totalWorth(grownIn(one.text, language, worth), worth))
  const best = merits.indexOf(Math.max(...merits))
  let first = best
  let last = best
  const chosen = () =>
    sentences
      .slice(first, last + 1)
      .map((one) => one.text)
      .join(' ')
  const hasRoom = (next: Sentence | undefined) =>
    next !== undefined &&
    next.line === sentences[best]?.line &&
    chosen().length + 1 + next.text.length <= MAX_LENGTH
  while (hasRoom(sentences[last + 1])) last++
  while (hasRoom(sentences[first - 1])) first--
  return cut(chosen())
}

interface Sentence {
  line: number
  text: string
}

function sentencesOf(text: string, language: string | null): Sentence[] {
  const segmenter = new Intl.Segmenter(localeOf(language), { granularity: 'sentence' })
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...segmenter.segment(line)].map(({ segment }) => ({ line: index, text: clean(segment) })),
    )
    .filter((sentence) => sentence.text !== '')
}

/** Without control characters and those that turn the direction of what follows. */
function clean(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function cut(text: string): string {
  if (text.length <= MAX_LENGTH) return text
  const room = text.slice(0, MAX_LENGTH - 1)
  const space = room.lastIndexOf(' ')
  const kept = space > MAX_LENGTH / 2 ? room.slice(0, space) : room
  // Half of a surrogate pair would be no character.
  return `${kept.replace(/[\ud800-\udbff]$/, '')}…`
}

function grownIn(
  text: string,
  language: string | null,
  worth: ReadonlyMap<string, number>,
): Set<string> {
  return new Set([...termsOf(text, language).keys()].filter((stems) => worth.has(stems)))
}

function totalWorth(stems: ReadonlySet<string>, worth: ReadonlyMap<string, number>): number {
  let total = 0
  for (const stem of stems) total += worth.get(stem) ?? 0
  return total
}
