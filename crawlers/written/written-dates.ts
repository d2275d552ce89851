import { type DateParts, fullYear } from './calendar.ts'
import { MONTH_BY_WORD } from './date-words.ts'

/**
 * Dates that a text states with a month's name or with year, month and day in an order that cannot be
 * mistaken. Every finder returns all dates of the text, so that a text with two different ones is refused.
 */

const MONTH = [...MONTH_BY_WORD.keys()].sort((a, b) => b.length - a.length).join('|')
const YEAR = "(?<year>\\d{4}|['’]?\\d{2}(?![\\d:]))(?!\\d)"
const BEFORE = '(?<![\\p{L}\\d])'
const AFTER_MONTH = '(?!\\p{L})\\.?'
const LINK = "(?:\\s*,?\\s*(?:de|del|of|d[’'])?\\s*|\\s*[-/]\\s*)"

/** `4 March 2026`, `4. März 2026`, `1er mars 2026`, `13 de octubre de 2020`, `04-Mar-26`. */
const DAY_MONTH_YEAR = new RegExp(
  `${BEFORE}(?<day>\\d{1,2})(?:st|nd|rd|th|er|\\.|º|°)?${LINK}(?<month>${MONTH})${AFTER_MONTH}${LINK}${YEAR}`,
  'gu',
)
/** `March 4, 2026`, `Mar 4th 2026`, `Wed Mar 04 10:15:00 +0100 2026` (asctime, Twitter). */
const MONTH_DAY_YEAR = new RegExp(
  `${BEFORE}(?<month>${MONTH})${AFTER_MONTH}\\s*(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:\\s*,\\s*|\\s+)` +
    `(?:\\d{1,2}:\\d{2}(?::\\d{2})?\\s+(?:[a-z]{3,4}\\s+|[+-]\\d{4}\\s+)?)?(?<year>\\d{4})(?!\\d)`,
  'gu',
)
/** `2026 March 4`, `2026-Mar-04`. */
const YEAR_MONTH_DAY = new RegExp(
  `${BEFORE}(?<year>\\d{4})[\\s,-]+(?<month>${MONTH})${AFTER_MONTH}[\\s-]+(?<day>\\d{1,2})(?!\\d)`,
  'gu',
)
/** `March 2026`, `marzo de 2026`. */
const MONTH_YEAR = new RegExp(
  `${BEFORE}(?<month>${MONTH})${AFTER_MONTH}(?:\\s*,?\\s*(?:de\\s+|of\\s+)?)(?<year>\\d{4})(?!\\d)`,
  'gu',
)
/** `2026年3月4日`, `2026년 3월 4일`, `2026年3月`. */
const CJK =
  /(?<!\d)(?<year>\d{4})\s?[年년]\s?(?<month>\d{1,2})\s?[月월](?:\s?(?<day>\d{1,2})\s?[日일号號])?/gu
/** `2026/03/04`, `2026.3.4.`, `2026-03-04` inside a text. */
const YEAR_FIRST =
  /(?<![\d./-])(?<year>\d{4})(?<mark>[./-])\s?(?<month>\d{1,2})\k<mark>\s?(?<day>\d{1,2})(?![\d/-])/gu

/** The dates of a lower-case text that name their parts. Two-part forms only where no day is given. */
export function findWrittenDates(text: string): DateParts[] {
  const whole = [DAY_MONTH_YEAR, MONTH_DAY_YEAR, YEAR_MONTH_DAY, CJK, YEAR_FIRST].flatMap(
    (pattern) => matches(pattern, text),
  )
  return whole.length > 0 ? whole : matches(MONTH_YEAR, text)
}

function matches(pattern: RegExp, text: string): DateParts[] {
  return [...text.matchAll(pattern)].map(({ groups = {} }) => {
    const year = (groups['year'] ?? '').replace(/\D/g, '')
    const { month = '', day } = groups
    return {
      year: fullYear(Number(year), year.length),
      month: MONTH_BY_WORD.get(month) ?? Number(month),
      day: day === undefined ? undefined : Number(day),
    }
  })
}
