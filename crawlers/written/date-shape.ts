import { DATE_WORDS, MONTH_BY_WORD } from './date-words.ts'
import { isRelativeDate } from './relative-dates.ts'

/** Longer texts are prose. */
const MAX_CHARACTERS = 120

const MONTH = alternatives([...MONTH_BY_WORD.keys()])
const EDGE = '(?<![\\p{L}\\d])'
/** `4.0 out of 5`, `a set of 2`: months of other languages that are words of English. */
const END = '(?![\\p{L}\\d])(?!\\s(?:of|be|not)\\s)'

const ABSOLUTE = new RegExp(
  [
    // 2026-03-04, 04/03/2026, 4.3.26
    '(?<![\\d./-])(?:\\d{4}([./-])\\s?\\d{1,2}\\1\\s?\\d{1,2}|\\d{1,2}([./-])\\s?\\d{1,2}\\2\\s?(?:\\d{4}|\\d{2}))(?!\\d)',
    // 4 March, 4. März 2026, 13 de octubre, 04-Mar-26
    `${EDGE}\\d{1,2}(?:st|nd|rd|th|er|\\.|º|°)?[\\s-]{0,3}(?:de\\s|of\\s|d[’'])?(?:${MONTH})${END}\\.?(?:[\\s,-]{0,3}(?:de\\s|of\\s)?[’']?\\d{2,4})?`,
    // March 4, March 4th 2026, March 2026
    `${EDGE}(?:${MONTH})${END}\\.?[\\s,-]{0,3}(?:de\\s)?(?:\\d{1,2}(?:st|nd|rd|th)?${END}(?:,?\\s{0,2}\\d{4})?|\\d{4})`,
    // 2026年3月4日
    '\\d{4}\\s?[年년]\\s?\\d{1,2}\\s?[月월](?:\\s?\\d{1,2}\\s?[日일号號])?',
  ].join('|'),
  'iu',
)

const NOW = alternatives(
  Object.values(DATE_WORDS).flatMap(({ days, now }) => [...Object.keys(days), ...now]),
)
const AGO = alternatives(
  Object.values(DATE_WORDS).flatMap(({ ago }) =>
    ago.flatMap(({ before, after }) => [before, after]),
  ),
)
/** Asked of every short text of a page, so cheap; what passes is read in earnest. */
const MAYBE_RELATIVE = new RegExp(`${EDGE}(?:${NOW})${END}|${EDGE}(?:${AGO})(?!\\p{L})|前`, 'iu')

/**
 * Whether a short text states a date in any of our languages, also a relative one or one without a year. Says
 * nothing of whether it can be read: `parseDate` does.
 * @returns the part of the text that does, or all of it where that is relative; null when it states none
 */
export function dateShapeIn(text: string): string | null {
  if (text.length > MAX_CHARACTERS) return null
  const absolute = /\d/.test(text) ? ABSOLUTE.exec(text)?.[0] : undefined
  if (absolute !== undefined) return absolute
  return MAYBE_RELATIVE.test(text) && isRelativeDate(text.trim().toLowerCase()) ? text : null
}

function alternatives(words: string[]): string {
  return [...new Set(words.filter((word) => word !== ''))]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')
}
