import { type DateParts, fullYear } from './calendar.ts'
import { MONTH_BY_WORD } from './date-words.ts'
import { BORDER_BEFORE, wordsOf } from './folded.ts'

/**
 * Dates that a text states with a month's name or with year, month and day in an order that cannot be
 * mistaken. Every finder returns all dates of the text, so that a text with two different ones is refused.
 */

/** A date of a text, with where it stands. */
export interface FoundParts {
  parts: DateParts
  start: number
  end: number
}

/** A day of a month whose year is not written, with where it stands. */
export interface FoundDay {
  month: number
  day: number
  start: number
  end: number
}

/** Looked up in the table: an alternation of 400 words would be tried at every letter. */
const MONTH = '(?<month>\\p{L}[\\p{L}\\p{M}]{1,14})'
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th|er|ª|º|°|-го|:e|\\.)?'
const DAY_BEFORE = `${BORDER_BEFORE}(?<!\\d[.,:/-])`
const LINK = "\\s{0,2}[,./-]?\\s{0,2}(?:(?:de|del|of|di|do)\\s{1,2}|d')?"
/** Two digits are a year where nothing else can follow: an apostrophe, the end, or a time. */
const SHORT_YEAR = "'\\d{2}(?!\\d)|\\d{2}(?=\\s{0,2}(?:$|[,;)\\]|·]|- |\\d{1,2}:\\d{2}))"
const YEAR = `(?<year>\\d{4}(?!\\d)|${SHORT_YEAR})`
const TIME = '\\d{1,2}:\\d{2}(?::\\d{2})?\\s{1,2}(?:[a-z]{3,4}\\s{1,2}|[+-]\\d{4}\\s{1,2})?'

/** `4 March 2026`, `4. März 2026`, `1er mars 2026`, `13 de octubre de 2020`, `04-Mar-26`. */
const DAY_MONTH_YEAR = new RegExp(`${DAY_BEFORE}${DAY}${LINK}${MONTH}\\.?${LINK}${YEAR}`, 'gu')
/** `March 4, 2026`, `Mar 4th 2026`, `Mar-04-2026`, `Wed Mar 04 10:15:00 +0100 2026` (asctime, Twitter). */
const MONTH_DAY_YEAR = new RegExp(
  `${BORDER_BEFORE}${MONTH}\\.?(?:\\s{0,2}|-)${DAY}(?:\\s{0,2},\\s{0,2}|\\s{1,2}|-)(?:of\\s)?(?:${TIME})?(?<year>\\d{4}(?!\\d)|'\\d{2}(?!\\d))`,
  'gu',
)
/** `2026 March 4`, `2026-Mar-04`, `2026. március 4.`. */
const YEAR_MONTH_DAY = new RegExp(
  `${BORDER_BEFORE}(?<year>\\d{4})[\\s,.-]{1,3}${MONTH}\\.?[\\s-]{1,2}(?<day>\\d{1,2})(?!\\d)`,
  'gu',
)
/** `2026年3月4日`, `2026년 3월 4일`, `2026年3月`. */
const CJK =
  /(?<!\d)(?<year>\d{4})\s?[年년]\s?(?<month>\d{1,2})\s?[月월](?:\s?(?<day>\d{1,2})\s?[日일号號])?/gu
/** `令和3年1月4日`, `民國110年3月4日`: the year of an era. */
const ERA =
  /(?<era>令和|平成|民國|民国)\s?(?<year>\d{1,3}|元)年\s?(?<month>\d{1,2})月(?:\s?(?<day>\d{1,2})日)?/gu
/** The year before the first of each era. */
const ERA_START: Record<string, number> = { 令和: 2018, 平成: 1988, 民國: 1911, 民国: 1911 }
/** `2026/03/04`, `2026.3.4.`, `2026-03-04` inside a text. */
const YEAR_FIRST =
  /(?<![\d./-])(?<year>\d{4})(?<mark>[./-])\s?(?<month>\d{1,2})\k<mark>\s?(?<day>\d{1,2})(?![\d/-]|\.\d)/gu

/** `March 2026`, `marzo de 2026`. */
const MONTH_YEAR = new RegExp(
  `${BORDER_BEFORE}${MONTH}\\.?${LINK}(?<year>\\d{4}|'\\d{2})(?!\\d)`,
  'gu',
)
/** `2026. március`, `2026 March`. */
const YEAR_MONTH = new RegExp(
  `${BORDER_BEFORE}(?<year>\\d{4})[\\s,.]{1,3}${MONTH}(?![\\p{L}\\d])`,
  'gu',
)
/** `03/2026`. */
const NUMERIC_MONTH = /(?<![\d./-])(?<month>\d{1,2})\s?\/\s?(?<year>\d{4})(?![\d/.-])/gu

/** `4 March`, `4. März`, `23rd of April`. */
const DAY_MONTH = new RegExp(`${DAY_BEFORE}${DAY}${LINK}${MONTH}(?!\\p{L})`, 'gu')
/** `March 4`, `Mar 4th`. */
const MONTH_DAY = new RegExp(
  `${BORDER_BEFORE}${MONTH}\\.?\\s{1,2}(?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\p{L}\\d:.%])`,
  'gu',
)
/** `3月4日`, `3월 4일`. */
const CJK_DAY = /(?<!\d)(?<month>\d{1,2})\s?[月월]\s?(?<day>\d{1,2})\s?[日일号號]/gu

const BY_NAME = {
  whole: [DAY_MONTH_YEAR, MONTH_DAY_YEAR, YEAR_MONTH_DAY],
  part: [MONTH_YEAR, YEAR_MONTH],
}
const BY_FIGURES = { whole: [CJK, ERA, YEAR_FIRST], part: [NUMERIC_MONTH] }

/** The dates of a folded text that name their parts. Two-part forms only where no day is given. */
export function findWrittenDates(text: string): FoundParts[] {
  if (!/\d/.test(text)) return []
  // most texts name no month, and need not be searched for what goes with one
  const kinds = namesMonth(text) ? [BY_NAME, BY_FIGURES] : [BY_FIGURES]
  const find = (patterns: RegExp[]) => apart(patterns.flatMap((pattern) => datesOf(pattern, text)))
  const found = find(kinds.flatMap(({ whole }) => whole))
  return found.length > 0 ? found : find(kinds.flatMap(({ part }) => part))
}

function namesMonth(text: string): boolean {
  return wordsOf(text).some((word) => MONTH_BY_WORD.has(word))
}

/** The days of a folded text whose year is not written; they may overlap ("mar. 3 mars"). */
export function findYearlessDays(text: string): FoundDay[] {
  const patterns = namesMonth(text) ? [DAY_MONTH, MONTH_DAY, CJK_DAY] : [CJK_DAY]
  return patterns.flatMap((pattern) =>
    [...monthMatches(pattern, text)].map(({ groups, month, start, end }) => ({
      month,
      day: Number(groups['day']),
      start,
      end,
    })),
  )
}

function datesOf(pattern: RegExp, text: string): FoundParts[] {
  return [...monthMatches(pattern, text)].map(({ groups, month, start, end }) => {
    const { day } = groups
    const parts = { year: yearOf(groups), month, day: day === undefined ? undefined : Number(day) }
    return { parts, start, end }
  })
}

function yearOf({ year = '', era }: Record<string, string | undefined>): number {
  if (era !== undefined) return (ERA_START[era] ?? 0) + (year === '元' ? 1 : Number(year))
  const digits = year.replace(/\D/g, '')
  return fullYear(Number(digits), digits.length)
}

/** Matches whose month is one; where a word is none, the search goes on right behind its beginning. */
function* monthMatches(pattern: RegExp, text: string) {
  for (let from = 0; ; ) {
    pattern.lastIndex = from
    const match = pattern.exec(text)
    if (match === null) return
    const { index: start, groups = {} } = match
    const word = groups['month'] ?? ''
    const month = /^\d/.test(word) ? Number(word) : MONTH_BY_WORD.get(word)
    const end = start + match[0].length
    if (month !== undefined) yield { groups, month, start, end }
    from = month === undefined ? start + 1 : end
  }
}

/** In the order of the text; of two that overlap the one that begins first. */
export function apart<T extends { start: number; end: number }>(found: T[]): T[] {
  const sorted = [...found].sort((a, b) => a.start - b.start || b.end - a.end)
  let end = 0
  return sorted.filter((one) => {
    if (one.start < end) return false
    end = one.end
    return true
  })
}
