import { fullYear } from './calendar.ts'
import type { FoundParts } from './written-dates.ts'

const NUMERIC =
  /(?<![\d./-])(?<first>\d{1,2})\s?(?<mark>[./-])\s?(?<second>\d{1,2})\s?\k<mark>\s?(?<year>\d{4}|'?\d{2})(?![\d/-])/gu

/** How day and month stand in a numeric date. */
export type DateOrder = 'dmy' | 'mdy'

/** The dates of a text like `03/04/2026`, and those of which day and month cannot be told apart. */
export interface NumericDates {
  dates: FoundParts[]
  ambiguous: { start: number; end: number }[]
}

/**
 * Dates that end in their year. A part above 12 is the day, equal parts need no decision, dots are written
 * day-first everywhere (CLDR has no month-first pattern with dots); for all others `order` decides.
 */
export function findNumericDates(text: string, order: DateOrder | null): NumericDates {
  const dates: FoundParts[] = []
  const ambiguous: NumericDates['ambiguous'] = []
  for (const { 0: whole, index: start, groups = {} } of text.matchAll(NUMERIC)) {
    const end = start + whole.length
    const first = Number(groups['first'])
    const second = Number(groups['second'])
    const decided = decide(first, second, order ?? (groups['mark'] === '.' ? 'dmy' : null))
    const year = (groups['year'] ?? '').replace("'", '')
    if (decided === null) ambiguous.push({ start, end })
    else
      dates.push({ parts: { year: fullYear(Number(year), year.length), ...decided }, start, end })
  }
  return { dates, ambiguous }
}

function decide(first: number, second: number, order: DateOrder | null) {
  if (first === second || first > 12) return { day: first, month: second }
  if (second > 12) return { day: second, month: first }
  if (order === null) return null
  return order === 'dmy' ? { day: first, month: second } : { day: second, month: first }
}
