import { findCounts } from './count-words.ts'
import { folded } from './folded.ts'
import { findNumbers } from './numbers.ts'
import {
  beginsWithStars,
  countGlyphs,
  hasRatingLead,
  isBestFirst,
  isOf,
  withoutRatingWords,
} from './rating-words.ts'

/** No line that is a rating alone is longer. */
const MAX_LENGTH = 80
/** Scales in use; others are shares of something ("12 of 15 people"). */
const SCALES = new Set([4, 5, 6, 7, 10, 20, 100])

/**
 * Whether a whole short text is one rating: `4,7 von 5 Sternen`, `★★★★☆`, `8/10`, `4 stars`, `Rating: 4`, `Rated 80%`.
 * A bare number, a share (`80%`) and a count of ratings are none. What it means is parseRating's business (rating.ts).
 */
export function looksLikeRating(text: string): boolean {
  if (text.length > MAX_LENGTH) return false
  const plain = folded(text).trim()
  if (countGlyphs(plain) !== null) return true
  const numbers = findNumbers(plain, 'measure')
  const [first, second] = numbers
  if (first === undefined || numbers.length > 2 || !isAllKnown(plain)) return false
  if (findCounts(plain).length > 0) return false
  if (second !== undefined) {
    const between = plain.slice(first.end, second.start)
    if (isOf(between)) return isOnScale(first.value, second.value)
    return isBestFirst(between) && isOnScale(second.value, first.value)
  }
  const isShare = /^\s?%/.test(plain.slice(first.end))
  if (hasRatingLead(plain)) return isOnScale(first.value, isShare ? 100 : 10)
  const isStars =
    beginsWithStars(plain.slice(first.end)) || /[★⭐]\ufe0f?\s?$/u.test(plain.slice(0, first.start))
  return isStars && isOnScale(first.value, 5)
}

function isOnScale(value: number, best: number): boolean {
  return SCALES.has(best) && value >= 0 && value <= best
}

/** Besides figures, marks and words of ratings nothing is left. */
function isAllKnown(plain: string): boolean {
  return !/[\p{L}$€£¥]/u.test(withoutRatingWords(plain))
}
