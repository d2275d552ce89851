import { type Rating, starsOf } from '../../schema/rating.ts'
import { findCounts } from './count-words.ts'
import { folded } from './folded.ts'
import { type FoundNumber, findNumbers } from './numbers.ts'
import { countGlyphs, isBestFirst, isOf } from './rating-words.ts'

/** What schema.org assumes where a site states no scale (https://schema.org/bestRating, …/worstRating). */
const DEFAULT_BEST = 5
const DEFAULT_WORST = 1

export interface RatingStrings {
  value: string
  best: string | null
  worst: string | null
}

/** A rating, or why there is none. */
export type RatingReading = { rating: Rating; reason: null } | { rating: null; reason: string }

/** A value with the scale that its own words state (`8/10`, `80%`). */
interface Stated {
  value: number
  best: number | null
  worst: number | null
}

/**
 * Reads a rating with its scale. `4,7`, `8/10`, `4,7 von 5`, `5つ星のうち4.7`, `80%` (a scale of 0–100) and
 * `★★★★☆` are understood, also with a count beside them (`4.5 (57 reviews)`). A scale that is not stated is 5 to 1, as schema.org says, and only where the value
 * lies on it: 0 without a stated worst is mostly "no rating yet", so it is null, as is everything off its scale.
 */
export function parseRating(strings: RatingStrings): RatingReading {
  const stated = readValue(strings.value)
  if (stated === null) return unreadable(`unreadable rating '${strings.value}'`)
  const best = readEnd(strings.best)
  const worst = readEnd(strings.worst)
  if (best === undefined) return unreadable(`unreadable best rating '${strings.best}'`)
  if (worst === undefined) return unreadable(`unreadable worst rating '${strings.worst}'`)
  if (contradicts(stated.best, best) || contradicts(stated.worst, worst)) {
    return unreadable(`rating '${strings.value}' contradicts its stated scale ${worst}–${best}`)
  }
  return onScale(
    stated.value,
    stated.best ?? best ?? DEFAULT_BEST,
    stated.worst ?? worst ?? DEFAULT_WORST,
  )
}

function onScale(value: number, best: number, worst: number): RatingReading {
  const stars = starsOf(value, best, worst)
  if (stars === null) return unreadable(`rating ${value} is not on the scale ${worst}–${best}`)
  return {
    rating: { ratingValue: value, bestRating: best, worstRating: worst, stars },
    reason: null,
  }
}

function unreadable(reason: string): RatingReading {
  return { rating: null, reason }
}

function contradicts(own: number | null, stated: number | null): boolean {
  return own !== null && stated !== null && own !== stated
}

/** An end of the scale: null when not stated, undefined when stated and unreadable. */
function readEnd(text: string | null): number | null | undefined {
  if (text === null || text.trim() === '') return null
  const numbers = findNumbers(text, 'measure')
  return numbers.length === 1 ? numbers[0]?.value : undefined
}

function readValue(text: string): Stated | null {
  const plain = folded(text)
  const glyphs = readGlyphs(plain)
  if (glyphs !== null) return glyphs
  const numbers = findNumbers(plain, 'measure')
  const pairs = numbers.flatMap((first, i) => {
    const second = numbers[i + 1]
    const stated = second === undefined ? null : readPair(plain, first, second)
    return stated === null
      ? []
      : [{ stated, rest: numbers.filter((_, at) => at !== i && at !== i + 1) }]
  })
  const [pair, otherPair] = pairs
  if (otherPair !== undefined) return null
  if (pair !== undefined) return areCounts(plain, pair.rest) ? pair.stated : null
  const [first, ...rest] = numbers
  return first !== undefined && areCounts(plain, rest) ? readSingle(first, plain) : null
}

/** `4,7 von 5`, `5つ星のうち4.7`: two numbers that say value and scale. */
function readPair(plain: string, first: FoundNumber, second: FoundNumber): Stated | null {
  const between = plain.slice(first.end, second.start)
  if (isOf(between)) return { value: first.value, best: second.value, worst: null }
  return isBestFirst(between) ? { value: second.value, best: first.value, worst: null } : null
}

/** `4.5 (57 reviews)`: what else is counted does not make the rating unclear. */
function areCounts(plain: string, numbers: FoundNumber[]): boolean {
  return numbers.every(({ start, end }) => {
    const isBracketed = /[([]\s?$/.test(plain.slice(0, start)) && /^\s?[)\]]/.test(plain.slice(end))
    return isBracketed || findCounts(plain.slice(start)).length > 0
  })
}

function readSingle({ value, end }: FoundNumber, plain: string): Stated {
  const isPercent = /^\s?%/.test(plain.slice(end))
  return { value, best: isPercent ? 100 : null, worst: isPercent ? 0 : null }
}

/** `★★★★☆`: filled of all; `★★★`: three, on whatever scale. */
function readGlyphs(text: string): Stated | null {
  const stars = countGlyphs(text)
  if (stars === null) return null
  const { value, empty } = stars
  return { value, best: empty === 0 ? null : Math.ceil(value) + empty, worst: null }
}
