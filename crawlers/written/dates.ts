import { type DateParts, type DateReading, toReading, unknownDate } from './calendar.ts'
import { findClockTime, findTimeBehind, readZone } from './clock-time.ts'
import { EDITED_WORDS, orderOfLanguage, WEEKDAYS_BY_WORD } from './date-words.ts'
import { firstMoment } from './first-moment.ts'
import { anyOf, BORDER_AFTER, BORDER_BEFORE, folded } from './folded.ts'
import { findNumericDates } from './numeric-dates.ts'
import { readRelativeDate } from './relative-dates.ts'
import { apart, type FoundParts, findWrittenDates, findYearlessDays } from './written-dates.ts'

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
 * Reads a date in any usual form: ISO 8601, RFC 822, epoch seconds or milliseconds, named months and distances
 * from now in the languages of date-words.ts, `2026年3月4日`, numeric forms, prose around one date ("Reviewed in
 * Italy on 13 October 2020"). A date of editing beside another one is not looked at. A time without a zone stays
 * without one. A date without a year is known only where the day of the week that stands beside it fits the last
 * such day. Impossible, ambiguous, contradictory, placeholder and future dates are unknown, with the reason.
 */
export function parseDate(text: string, context: DateContext): DateReading {
  const plain = folded(text.normalize('NFC')).replace(/\s+/g, ' ').trim()
  if (plain.length === 0) return unknownDate('empty date')
  if (plain.length > MAX_CHARACTERS) return unknownDate('too long for a date')
  const reading =
    readIso(plain) ??
    readEpoch(plain) ??
    readAbsolute(plain, context) ??
    readRelativeDate(plain, context.fetchedAt, context.language) ??
    readYearless(plain, context.fetchedAt) ??
    unknownDate(`unreadable date '${text}'`)
  return refuseFuture(reading, context.fetchedAt)
}

const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:(?:t|\s)(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?\s?(z|utc|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/
const BASIC_ISO = /^(\d{4})(\d{2})(\d{2})(?:t(\d{2})(\d{2})(\d{2})?(z|[+-]\d{2}:?\d{2})?)?$/

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
  const [, seconds] = /^(\d{10})(?:\.\d{1,9}|\d{3})?$/.exec(text) ?? []
  if (seconds === undefined) return null
  const iso = new Date(Number(seconds) * 1000).toISOString()
  return { iso: `${iso.slice(0, 19)}Z`, precision: 'second', reason: null }
}

/** Null when the text names no year, and so no date by itself. */
function readAbsolute(text: string, context: DateContext): DateReading | null {
  const order = context.dateOrder ?? orderOfLanguage(context.language)
  const numeric = findNumericDates(text, order)
  if (numeric.ambiguous.length > 0) {
    return order === null || order === 'ymd'
      ? readByFuture(text, context)
      : unknownDate(`day and month of '${text}' cannot be told apart`)
  }
  const found = apart([...findWrittenDates(text), ...numeric.dates])
  const dates = withoutEdits(text, found)
  const [date] = dates
  if (date === undefined) return null
  if (new Set(dates.map(dayOfParts)).size > 1) return unknownDate(`several dates in '${text}'`)
  const parts = inChristianYears(date.parts, context.language)
  return toReading(parts.day === undefined ? parts : { ...parts, ...timeBeside(text, date, found) })
}

/** Of two readings of a date one may lie in the future, which is refused: then it is the other one. */
function readByFuture(text: string, context: DateContext): DateReading {
  const known = (['dmy', 'mdy'] as const).flatMap((dateOrder) => {
    const reading = readAbsolute(text, { ...context, dateOrder })
    return reading === null ? [] : [refuseFuture(reading, context.fetchedAt)]
  })
  const [one, other] = known.filter(({ iso }) => iso !== null)
  return one !== undefined && other === undefined
    ? one
    : unknownDate(`day and month of '${text}' cannot be told apart`)
}

/** The time in or behind the date, before the next one; else one that stands before it. */
function timeBeside(text: string, { start, end }: FoundParts, all: FoundParts[]) {
  const next = all.map((one) => one.start).find((other) => other > start)
  const found =
    findTimeBehind(text.slice(end, next)) ??
    findClockTime(text.slice(start, end)) ??
    findClockTime(text.slice(0, start))
  return found?.time
}

const EDITED = new RegExp(`${BORDER_BEFORE}(?:${anyOf(EDITED_WORDS)})${BORDER_AFTER}`, 'u')

/** The dates that no word for editing stands before; all of them when there are no others. */
function withoutEdits(text: string, dates: FoundParts[]): FoundParts[] {
  const said = dates.filter(
    ({ start }, i) => !EDITED.test(text.slice(dates[i - 1]?.end ?? 0, start)),
  )
  return said.length > 0 ? said : dates
}

function dayOfParts({ parts: { year, month, day } }: FoundParts): string {
  return [year, month, day].join('-')
}

/** Thai pages count years from the Buddha's death, 543 years earlier. */
function inChristianYears(parts: DateParts, language: string | null): DateParts {
  const isThai = /^th\b/i.test(language ?? '') && parts.year >= 2500 && parts.year < 2700
  return isThai ? { ...parts, year: parts.year - 543 } : parts
}

/** `Thursday 23rd April`: sites leave out the year of dates that are not long past, and the weekday confirms it. */
function readYearless(text: string, fetchedAt: string | null): DateReading | null {
  const days = findYearlessDays(text)
  if (days.length === 0) return null
  const now = Date.parse(fetchedAt ?? '')
  const readings = days.flatMap((day) => {
    const around = text.slice(0, day.start) + text.slice(day.end)
    const latest = Number.isNaN(now) ? null : latestSuch(day, now)
    if (latest === null || !namesWeekday(around, latest.getUTCDay() || 7)) return []
    const parts = { year: latest.getUTCFullYear(), month: day.month, day: day.day }
    return [toReading({ ...parts, ...findClockTime(around)?.time })]
  })
  const [reading] = readings
  return reading !== undefined && readings.length === 1
    ? reading
    : unknownDate(`no year in '${text}'`)
}

function namesWeekday(text: string, weekday: number): boolean {
  const words = text.match(/\p{L}[\p{L}\p{M}-]*/gu) ?? []
  return words.some((word) => WEEKDAYS_BY_WORD.get(word)?.has(weekday))
}

/** The last such day up to tomorrow. */
function latestSuch({ month, day }: { month: number; day: number }, now: number): Date {
  const year = new Date(now).getUTCFullYear()
  const thisYear = new Date(Date.UTC(year, month - 1, day))
  return thisYear.getTime() <= now + DAY_MS
    ? thisYear
    : new Date(Date.UTC(year - 1, month - 1, day))
}

function refuseFuture(reading: DateReading, fetchedAt: string | null): DateReading {
  if (reading.iso === null || fetchedAt === null) return reading
  const latest = Date.parse(fetchedAt) + FUTURE_DAYS * DAY_MS
  const isFuture = firstMoment(reading.iso, 'UTC').getTime() > latest
  return isFuture ? unknownDate(`'${reading.iso}' lies in the future of ${fetchedAt}`) : reading
}
