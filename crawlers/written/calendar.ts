import type { DatePrecision } from '../../schema/item.ts'

/** The parts of a date as a site states them; what it leaves out is absent. Months and days count from 1. */
export interface DateParts {
  year: number
  month?: number | undefined
  day?: number | undefined
  hour?: number | undefined
  minute?: number | undefined
  second?: number | undefined
  /** `Z`, `+01:00`; absent when the site names no zone. */
  zone?: string | undefined
}

/** A date cut to its precision, or why it is unknown. */
export type DateReading =
  | { iso: string; precision: DatePrecision; reason: null }
  | { iso: null; precision: null; reason: string }

export function unknownDate(reason: string): DateReading {
  return { iso: null, precision: null, reason }
}

/** Nothing that we read was written before; sites put 1970-01-01 and 0001-01-01 where they know no date. */
const FIRST_YEAR = 1980
/** 9999-12-31 means no date, and in some zones it is a moment that Postgres cannot read. */
const LAST_YEAR = 9998

/** ISO 8601 of the parts, cut to what is known: `2026`, `2026-03-04`, `2026-03-04T10:15:00+01:00`. */
export function toReading(parts: DateParts): DateReading {
  const fault = faultOf(parts)
  if (fault !== null) return unknownDate(fault)
  const { year, month, day, hour, minute, second } = parts
  if (month === undefined) return known(`${year}`, 'year')
  const upToMonth = `${year}-${two(month)}`
  if (day === undefined) return known(upToMonth, 'month')
  const date = `${upToMonth}-${two(day)}`
  if (hour === undefined) return known(date, 'day')
  const zone = parts.zone ?? ''
  if (minute === undefined) return known(`${date}T${two(hour)}${zone}`, 'hour')
  const upToMinute = `${date}T${two(hour)}:${two(minute)}`
  if (second === undefined) return known(`${upToMinute}${zone}`, 'minute')
  return known(`${upToMinute}:${two(second)}${zone}`, 'second')
}

function known(iso: string, precision: DatePrecision): DateReading {
  return { iso, precision, reason: null }
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

function faultOf({ year, month = 1, day = 1, hour = 0, minute = 0, second = 0 }: DateParts) {
  if (year < FIRST_YEAR || year > LAST_YEAR) return `placeholder year ${year}`
  if (month < 1 || month > 12) return `no month ${month}`
  if (day < 1 || day > daysIn(year, month)) return `no day ${day} in ${year}-${two(month)}`
  if (hour > 23 || minute > 59 || second > 59)
    return `no time ${hour}:${two(minute)}:${two(second)}`
  return null
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Years written with two digits: the web has nothing older than 1981. */
export function fullYear(year: number, digits: number): number {
  if (digits !== 2) return year
  return year > 80 ? 1900 + year : 2000 + year
}
