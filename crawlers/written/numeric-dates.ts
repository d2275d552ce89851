import { type DateParts, fullYear } from './calendar.ts'

const NUMERIC =
  /(?<![\d./-])(?<first>\d{1,2})(?<mark>[./-])\s?(?<second>\d{1,2})\k<mark>\s?(?<year>\d{4}|\d{2})(?![\d/-])/gu

/** The dates of a text like `03/04/2026`, and whether one of them could not be decided. */
export interface NumericDates {
  dates: DateParts[]
  isAmbiguous: boolean
}

/**
 * Dates that end in their year. A part above 12 is the day, equal parts need no decision, dots are written
 * day-first everywhere (CLDR has no month-first pattern with dots); for all others `order` decides.
 */
export function findNumericDates(text: string, order: 'dmy' | 'mdy' | null): NumericDates {
  const dates: DateParts[] = []
  let isAmbiguous = false
  for (const { groups = {} } of text.matchAll(NUMERIC)) {
    const first = Number(groups['first'])
    const second = Number(groups['second'])
    const decided = decide(first, second, order ?? (groups['mark'] === '.' ? 'dmy' : null))
    if (decided === null) isAmbiguous = true
    else
      dates.push({
        year: fullYear(Number(groups['year']), groups['year']?.length ?? 0),
        ...decided,
      })
  }
  return { dates, isAmbiguous }
}

function decide(first: number, second: number, order: 'dmy' | 'mdy' | null) {
  if (first === second || first > 12) return { day: first, month: second }
  if (second > 12) return { day: second, month: first }
  if (order === null) return null
  return order === 'dmy' ? { day: first, month: second } : { day: second, month: first }
}
