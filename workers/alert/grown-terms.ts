import type { MentionText } from '../../schema/rated-mention.ts'
import { termsOf } from './terms.ts'

/** A word, or two neighbouring ones, that came more often after a change than before. */
export interface GrownTerm {
  /** Stems, as in `termsOf`. */
  stems: string
  /** As customers write it. */
  term: string
  /** Mentions that hold it, of those with text before and after. */
  before: number
  after: number
  /** Log-odds over its standard error: above 2 is hardly chance for a single word. */
  z: number
}

/** Mentions' worth of prior: both sides are drawn this far towards their common rate. */
const PRIOR_MENTIONS = 10
const MIN_Z = 2
const MIN_AFTER = 3
const MOST = 5

interface Count {
  before: number
  after: number
  starsAfter: number
  words: Map<string, number>
}

/**
 * The terms that grew most among mentions with low stars, by the log-odds ratio with an informative
 * Dirichlet prior (Monroe, Colaresi, Quinn 2008, "Fightin' Words", eqs. 15–22), counted in mentions, so
 * that one long rant is one voice.
 * @param meanBefore mean stars before: terms that go with better ratings than that explain no drop
 */
export function grownTerms(
  before: readonly MentionText[],
  after: readonly MentionText[],
  meanBefore: number,
): GrownTerm[] {
  const counts = new Map<string, Count>()
  const mentionsBefore = countTerms(before, 'before', counts)
  const mentionsAfter = countTerms(after, 'after', counts)
  const grown: GrownTerm[] = []
  for (const [stems, count] of counts) {
    if (count.after < MIN_AFTER || count.starsAfter / count.after >= meanBefore) continue
    const z = logOddsZ(count.before, mentionsBefore, count.after, mentionsAfter)
    if (z < MIN_Z) continue
    const term = mostUsed(count.words)
    grown.push({ stems, term, before: count.before, after: count.after, z })
  }
  grown.sort((a, b) => b.z - a.z || b.after - a.after || (a.stems < b.stems ? -1 : 1))
  return withoutOverlap(grown).slice(0, MOST)
}

function countTerms(
  mentions: readonly MentionText[],
  side: 'before' | 'after',
  counts: Map<string, Count>,
): number {
  let withText = 0
  for (const { text, language, stars } of mentions) {
    if (text === null) continue
    withText++
    for (const [stems, word] of termsOf(text, language)) {
      const count = counts.get(stems) ?? { before: 0, after: 0, starsAfter: 0, words: new Map() }
      counts.set(stems, count)
      count[side]++
      if (side === 'before') continue
      count.starsAfter += stars
      count.words.set(word, (count.words.get(word) ?? 0) + 1)
    }
  }
  return withText
}

function logOddsZ(before: number, ofBefore: number, after: number, ofAfter: number): number {
  const prior = (PRIOR_MENTIONS * (before + after)) / (ofBefore + ofAfter)
  const logOdds = (hits: number, of: number) =>
    Math.log((hits + prior) / (of + PRIOR_MENTIONS - hits - prior))
  const variance = 1 / (after + prior) + 1 / (before + prior)
  return (logOdds(after, ofAfter) - logOdds(before, ofBefore)) / Math.sqrt(variance)
}

/** A pair says more than its words: words that mostly come in a grown pair give way to it. */
function withoutOverlap(grown: readonly GrownTerm[]): GrownTerm[] {
  const pairs = grown.filter((term) => term.stems.includes(' '))
  const chosen: GrownTerm[] = []
  for (const term of grown) {
    const stems = term.stems.split(' ')
    const isWord = stems.length === 1
    const isPart = pairs.some(
      (pair) => isWord && pair.stems.split(' ').includes(term.stems) && pair.after > term.after / 2,
    )
    const isTold = chosen.some((other) =>
      other.stems.split(' ').some((stem) => stems.includes(stem)),
    )
    if (!isPart && !isTold) chosen.push(term)
  }
  return chosen
}

function mostUsed(words: ReadonlyMap<string, number>): string {
  const [first] = [...words].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return first?.[0] ?? ''
}
