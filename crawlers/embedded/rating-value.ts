import type { PlacedText } from '../thing.ts'
import type { FieldKind } from './field-names.ts'
import { type DataRecord, firstOf, nested, valuesNamed, valuesOf } from './record.ts'

export interface RatingValue {
  value: PlacedText
  best: PlacedText | null
  worst: PlacedText | null
}

const INSIDE = [
  'value',
  'ratingvalue',
  'rating',
  'score',
  'stars',
  'overall',
  'overallrating',
  'average',
  'current',
  'ratingnumber',
  'number',
  'total',
]
const BEST = [
  'best',
  'bestrating',
  'max',
  'maximum',
  'maxvalue',
  'outof',
  'scale',
  'range',
  'valuerange',
  'ratingrange',
  'ratingmax',
  'maxrating',
  'maxscore',
]
const WORST = ['worst', 'worstrating', 'min', 'minimum', 'minvalue', 'minrating']
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ['ONE', '1'],
  ['TWO', '2'],
  ['THREE', '3'],
  ['FOUR', '4'],
  ['FIVE', '5'],
])

/** The rating that a record states, with the ends of its scale where it states them; null of what is no rating yet (0). */
export function ratingOf(record: DataRecord, kind: FieldKind = 'rating'): RatingValue | null {
  for (const { value, at } of valuesOf(record, kind)) {
    const own = numberIn(value, at)
    if (own !== null) {
      return {
        value: own,
        best: firstOf(record, 'best', numberIn),
        worst: firstOf(record, 'worst', readEnd),
      }
    }
    const inside = ratingIn(value, at, record)
    if (inside !== null) return inside
  }
  return null
}

/** A rating as an object: `{"value": 4, "max": 5}`. */
export function ratingIn(value: unknown, at: string, record: DataRecord): RatingValue | null {
  const inner = nested(value, at, record)
  if (inner === null) return null
  const found = firstNamed(inner, INSIDE, numberIn)
  if (found === null) return null
  return {
    value: found,
    best: firstNamed(inner, BEST, numberIn),
    worst: firstNamed(inner, WORST, readEnd),
  }
}

function firstNamed<T>(
  record: DataRecord,
  names: readonly string[],
  read: (value: unknown, at: string) => T | null,
): T | null {
  for (const { value, at } of valuesNamed(record, names)) {
    const found = read(value, at)
    if (found !== null) return found
  }
  return null
}

/** A number above zero, as a number, in words (`4.5`, `8/10`, `80%`), or as the names of stars (`FIVE`, `FOUR_STARS`). */
export function numberIn(value: unknown, at: string): PlacedText | null {
  if (typeof value === 'number')
    return value > 0 && value <= 100 ? { value: String(value), at } : null
  if (typeof value !== 'string' || value.length > 40) return null
  const named = NUMBERS.get(
    value
      .trim()
      .toUpperCase()
      .replace(/^STAR(?:S|_RATING)?_|[ _]STARS?$/g, ''),
  )
  if (named !== undefined) return { value: named, at }
  const number =
    /^\s*(\d{1,3}(?:[.,]\d{1,10})?)(?:\s*(?:\/|%|of|out of|von|sur|de|su|van|z)\s*\d{0,3})?\s*$/i.exec(
      value,
    )?.[1]
  return number !== undefined && Number(number.replace(',', '.')) > 0 ? { value, at } : null
}

function readEnd(value: unknown, at: string): PlacedText | null {
  if (typeof value === 'number') return { value: String(value), at }
  return typeof value === 'string' && /^\d{1,3}$/.test(value) ? { value, at } : null
}
