import { fullYear } from './calendar.ts'
import type { WrittenOrder } from './date-words.ts'
import type { FoundParts } from './written-dates.ts'

const NUMERIC =
  /(?<![\d./-])(?<first>\d{1,2})\s?(?<mark>[./-])\s?(?<second>\d{1,2})\s?\k<mark>\s?(?<year>\d{4}|'?\d{2})(?![\d/-])/gu

/** The dates of a text like `03/04/2026`, and those of which day and month cannot be told apart. */
export interface NumericDates {
  dates: FoundParts[]
  ambiguous: { start: number; end: number }[]
}

/**
 * Dates of which no year of four digits comes first. A part above 12 is the day, equal parts need no decision, dots
 * are written day-first everywhere (CLDR has no month-first pattern with dots); for all others `order` decides. Where
 * the year comes first it does so with two digits too, and nothing is known of the order of the other parts.
 */
export function findNumericDates(text: string, order: WrittenOrder | null): NumericDates {
  const dates: FoundParts[] = []
  const ambiguous: NumericDates['ambiguous'] = []
  for (const { 0: whole, index: start, groups = {} } of text.matchAll(NUMERIC)) {
    const end = start + whole.length
    const [first, second] = [Number(groups['first']), Number(groups['second'])]
    // a time of day or a version
    if (second === 0 || (first === 0 && order !== 'ymd')) continue
    const year = (groups['year'] ?? '').replace("'", '')
    if (order === 'ymd' && year.length === 2) {
      const parts = { year: fullYear(first, 2), month: second, day: Number(year) }
      dates.push({ parts, start, end })
      continue
    }
    const dayMonth = order === 'ymd' ? null : order
    const decided = decide(first, second, dayMonth ?? (groups['mark'] === '.' ? 'dmy' : null))
    if (decided === null) ambiguous.push({ start, end })
    else
      dates.push({ parts: { year: fullYear(Number(year), year.length), ...decided }, start, end })
  }
  return { dates, ambiguous }
}

function decide(first: number, second: number, order: 'dmy' | 'mdy' | null) {
  if (first === second || first > 12) return { day: first, month: second }
  if (second > 12) return { day: second, month: first }
  if (order === null) return null
  return order === 'dmy' ? { day: first, month: second } : { day: second, month: first }
}
