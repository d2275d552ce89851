import { parseDate } from './written/dates.ts'

/** `2026-03-04`, also with a time behind it. */
const ISO_DAY = /^\s*(\d{4}-\d{2}-\d{2})(?!\d)/
const ISO_MOMENT = /^\s*\d{4}-\d{2}-\d{2}[T ]\d{2}:?\d{2}/
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})\s*$/i
/** A year, or a numeric date with a short one: without it a date tells no day for good ("3 days ago", "May 4"). */
const HAS_YEAR =
  /(?:^|\D)(?:19|20)\d{2}(?:\D|$)|\d{1,2}[./-]\d{1,2}[./-]\d{2}(?:\D|$)|\d年|^\s*\d{10}(?:\d{3})?\s*$/
const TIME_OF_DAY =
  /[,T]?\s*(?:\bat\b|\bum\b|à)?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:[ap]\.?m\.?)?\s*(?:uhr)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?/gi

const DAY_MS = 86_400_000
const MAX_LENGTH = 100

/**
 * The day in a date as the site writes it, never converted: the first ten characters of an ISO date, else the
 * string without its time of day. Null for what names no day for good: nothing, relative dates, no year.
 */
export function writtenDay(date: string | undefined): string | null {
  if (date === undefined || date.length > MAX_LENGTH) return null
  const iso = ISO_DAY.exec(date)?.[1]
  if (iso !== undefined) return iso
  if (!HAS_YEAR.test(date)) return null
  const day = date.replace(TIME_OF_DAY, ' ').replace(/\s+/g, ' ').trim().toLowerCase()
  return day === '' ? null : day
}

/**
 * Whether two dates can be of one statement: the same written day, one without a day, or notations that cannot
 * be compared. A moment with a zone may be a day off the day that another markup states alone.
 */
export function canBeSameDay(a: string | undefined, b: string | undefined): boolean {
  const dayA = writtenDay(a)
  const dayB = writtenDay(b)
  if (dayA === null || dayB === null || dayA === dayB) return true
  if (!ISO_DAY.test(dayA) || !ISO_DAY.test(dayB))
    return isReadAlike(a, b) ?? ISO_DAY.test(dayA) !== ISO_DAY.test(dayB)
  const isZoned = (date = '') => ISO_MOMENT.test(date) && ZONE.test(date)
  const isOneZonedOnly =
    isZoned(a) !== isZoned(b) && ISO_MOMENT.test(a ?? '') !== ISO_MOMENT.test(b ?? '')
  return isOneZonedOnly && Math.abs(Date.parse(dayA) - Date.parse(dayB)) <= DAY_MS
}

const UNKNOWN = { fetchedAt: null, dateOrder: null, language: null }

/** The same for dates in different notations ("February 2, 2026", 1770000000); null where one cannot be read alone. */
function isReadAlike(a = '', b = ''): boolean | null {
  const [isoA, isoB] = [a, b].map((date) => parseDate(date, UNKNOWN).iso ?? '')
  if (isoA === undefined || isoB === undefined) return null
  if (isoA.length < 10 || isoB.length < 10) return null
  // A moment of UTC may be the day before or after where it was said.
  const slackMs = isoA.length > 10 || isoB.length > 10 ? DAY_MS : 0
  return Math.abs(Date.parse(isoA.slice(0, 10)) - Date.parse(isoB.slice(0, 10))) <= slackMs
}

/** How exactly a date is written, 0 (relative) to 4 (a moment with its zone), for choosing between two. */
export function datePrecisionRank(date: string): number {
  if (ISO_MOMENT.test(date)) return ZONE.test(date) ? 4 : 3
  if (ISO_DAY.test(date)) return 2
  return writtenDay(date) === null ? 0 : 1
}
