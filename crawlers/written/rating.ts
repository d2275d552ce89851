import { type Rating, starsOf } from '../../schema/rating.ts'
import { asciiDigits, findNumbers } from './numbers.ts'

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
 * `★★★★☆` are understood. A scale that is not stated is 5 to 1, as schema.org says, and only where the value
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

/** `out of`, `von`, `sur`, … between a value and the best one. */
const OF = /^\s*(?:\/|out\s+of|of|von|sur|de|su|van|z|na|di|uit|av|af|из)\s*$/iu
/** The best one comes first in Japanese and Korean: `5つ星のうち4.7`, `5점 만점에 4점`. */
const BEST_FIRST = /^\s*(?:つ星のうち|段階中|点満点中|점\s*만점에)\s*$/u
/** Chinese: `4.0 颗星，最多 5 颗星`, `4.7分（满分5分）`. */
const BEST_IS = /(?:最多|满分|滿分|共)\s*$/u

function readValue(text: string): Stated | null {
  const plain = asciiDigits(text)
  const stars = readStars(plain)
  if (stars !== null) return stars
  const numbers = findNumbers(plain, 'measure')
  const [first, second] = numbers
  if (first === undefined || numbers.length > 2) return null
  if (second === undefined) return readSingle(first.value, plain.slice(first.end))
  const between = plain.slice(first.end, second.start)
  if (OF.test(between) || BEST_IS.test(between)) return pair(first.value, second.value)
  return BEST_FIRST.test(between) ? pair(second.value, first.value) : null
}

function readSingle(value: number, behind: string): Stated {
  const isPercent = /^\s?%/.test(behind)
  return { value, best: isPercent ? 100 : null, worst: isPercent ? 0 : null }
}

function pair(value: number, best: number): Stated {
  return { value, best, worst: null }
}

/** `★★★★☆`: filled of all; `★★★`: three, on whatever scale. */
function readStars(text: string): Stated | null {
  const match = /^\s*(★+)(½?)(☆*)\s*$/u.exec(text)
  if (match === null) return null
  const [, full = '', half = '', empty = ''] = match
  const value = full.length + (half === '' ? 0 : 0.5)
  return { value, best: empty === '' ? null : Math.ceil(value) + empty.length, worst: null }
}
