import { type DateParts, type DateReading, toReading, unknownDate } from './calendar.ts'
import { findClockTime, readZone } from './clock-time.ts'
import { orderOfLanguage } from './date-words.ts'
import { firstMoment } from './first-moment.ts'
import { asciiDigits } from './numbers.ts'
import { findNumericDates } from './numeric-dates.ts'
import { readRelativeDate } from './relative-dates.ts'
import { findWrittenDates } from './written-dates.ts'

/** What is known of the page that a date stood on. */
export interface DateContext {
  /** ISO 8601 with zone; without it relative dates are unknown and future ones pass. */
  fetchedAt: string | null
  dateOrder: 'dmy' | 'mdy' | null
  /** BCP 47; decides the order of day and month where the page does not. */
  language: string | null
}

/** A longer text is no date, and searching it would cost. */
const MAX_CHARACTERS = 200
/** Zones and wrong clocks make dates of tomorrow; beyond that it is no date of something said. */
const FUTURE_DAYS = 2
const DAY_MS = 86_400_000

/**
 * Reads a date in any usual form: ISO 8601, RFC 822, epoch seconds or milliseconds, named months in en de
 * fr es it nl pt pl, `2026年3月4日`, numeric forms, prose around one date ("Reviewed in Italy on 13 October
 * 2020"), and distances from now in those languages, ja and zh. A time without a zone stays without one.
 * Impossible, ambiguous, contradictory, placeholder and future dates are unknown, with the reason.
 */
export function parseDate(text: string, context: DateContext): DateReading {
  const plain = asciiDigits(text).replace(/\s+/g, ' ').trim()
  if (plain.length === 0) return unknownDate('empty date')
  if (plain.length > MAX_CHARACTERS) return unknownDate('too long for a date')
  const reading =
    readIso(plain) ??
    readEpoch(plain) ??
    readRelativeDate(plain, context.fetchedAt) ??
    readAbsolute(plain, context)
  return refuseFuture(reading, context.fetchedAt)
}

const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:(?:T|\s)(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/i
const BASIC_ISO = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$/i

function readIso(text: string): DateReading | null {
  const match = ISO.exec(text) ?? BASIC_ISO.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second, zone] = match
  return toReading({
    year: Number(year),
    month: numberOf(month),
    day: numberOf(day),
    hour: numberOf(hour),
    minute: numberOf(minute),
    second: numberOf(second),
    zone: zone === undefined ? undefined : readZone(zone),
  })
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits)
}

/** Seconds (10 digits) or milliseconds (13 digits) since 1970, in UTC. */
function readEpoch(text: string): DateReading | null {
  const [, seconds] = /^(\d{10})(?:\.\d+|\d{3})?$/.exec(text) ?? []
  if (seconds === undefined) return null
  const iso = new Date(Number(seconds) * 1000).toISOString()
  return { iso: `${iso.slice(0, 19)}Z`, precision: 'second', reason: null }
}

function readAbsolute(text: string, context: DateContext): DateReading {
  const lower = text.toLowerCase()
  const order = context.dateOrder ?? orderOfLanguage(context.language)
  const numeric = findNumericDates(lower, order)
  if (numeric.isAmbiguous) return unknownDate(`day and month of '${text}' cannot be told apart`)
  const dates = [...findWrittenDates(lower), ...numeric.dates]
  const [date] = dates
  if (date === undefined) return unknownDate(`unreadable date '${text}'`)
  if (new Set(dates.map(dayOfParts)).size > 1) return unknownDate(`several dates in '${text}'`)
  return toReading(date.day === undefined ? date : { ...date, ...findClockTime(text) })
}

function dayOfParts({ year, month, day }: DateParts): string {
  return [year, month, day].join('-')
}

function refuseFuture(reading: DateReading, fetchedAt: string | null): DateReading {
  if (reading.iso === null || fetchedAt === null) return reading
  const latest = Date.parse(fetchedAt) + FUTURE_DAYS * DAY_MS
  const isFuture = firstMoment(reading.iso, 'UTC').getTime() > latest
  return isFuture ? unknownDate(`'${reading.iso}' lies in the future of ${fetchedAt}`) : reading
}
