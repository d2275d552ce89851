import type { DatePrecision } from '../schema/item.ts'

/** Writes dates as people of the company read them, in its time zone. */
export interface Dates {
  timeZone: string
  /** `4 Mar 2026, 14:05` */
  moment(date: Date): string
  /** As exactly as it is known: `4 Mar 2026, 14:05`, `4 Mar 2026`, `Mar 2026`, `2026`. */
  published(date: Date, precision: DatePrecision | null): string
  /** `4 Mar 2026` from a moment. */
  dayOf(date: Date): string
  /** `2026-03-04`, the day that a moment falls on. */
  isoDay(date: Date): string
}

/** @param timeZone IANA name */
export function datesIn(timeZone: string): Dates {
  const format = (options: Intl.DateTimeFormatOptions, locale = 'en-GB') =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const month = { year: 'numeric', month: 'short' } as const
  const day = { ...month, day: 'numeric' } as const
  const moments = format({ ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const days = format(day)
  const coarse: Partial<Record<DatePrecision, Intl.DateTimeFormat>> = {
    day: days,
    month: format(month),
    year: format({ year: 'numeric' }),
  }
  // Swedish writes dates as ISO 8601 does.
  const isoDays = format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'sv-SE')
  return {
    timeZone,
    moment: (date) => moments.format(date),
    published: (date, precision) => (coarse[precision ?? 'day'] ?? moments).format(date),
    dayOf: (date) => days.format(date),
    isoDay: (date) => isoDays.format(date),
  }
}

const dayNames = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** `2026-03-04` as `4 Mar 2026`. */
export function dayName(isoDay: string): string {
  return dayNames.format(new Date(`${isoDay}T00:00:00Z`))
}

/** A day some days later (earlier when negative), both as `2026-03-04`. */
export function addDays(isoDay: string, days: number): string {
  const date = new Date(`${isoDay}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The Monday on or before a day. */
export function mondayOf(isoDay: string): string {
  const weekday = new Date(`${isoDay}T00:00:00Z`).getUTCDay()
  return addDays(isoDay, -((weekday + 6) % 7))
}
