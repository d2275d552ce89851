import type { DatePrecision } from '../../schema/item.ts'

/** When something was published, as the database keeps it. */
export interface Placed {
  /** First moment of what is known, ISO 8601 in UTC. */
  publishedAt: string | null
  /** The day in the company's time zone; null unless the date is known to the day. */
  day: string | null
}

/**
 * Places a normalized date in the company's time zone. A date that a site gives without a time keeps its
 * day as it stands; a time without a zone is taken to be in the company's.
 * @param text ISO 8601 cut to `precision`
 */
export function placeDay(
  text: string | null,
  precision: DatePrecision | null,
  timeZone: string,
): Placed {
  if (text === null || precision === null) return { publishedAt: null, day: null }
  const hasZone = /T.*(Z|[+-]\d\d:?\d\d)$/.test(text)
  const moment = hasZone ? Date.parse(withSeconds(text)) : zonedMoment(text, timeZone)
  if (Number.isNaN(moment)) return { publishedAt: null, day: null }
  return {
    publishedAt: new Date(moment).toISOString(),
    day: dayOf(text, precision, moment, timeZone),
  }
}

function dayOf(
  text: string,
  precision: DatePrecision,
  moment: number,
  timeZone: string,
): string | null {
  if (precision === 'year' || precision === 'month') return null
  if (precision === 'day') return text.slice(0, 10)
  return localParts(moment, timeZone).slice(0, 10)
}

/** `2026-03-04T10+01:00` → with minutes, which Date.parse needs. */
function withSeconds(text: string): string {
  return text.replace(/T(\d\d)(Z|[+-])/, 'T$1:00$2')
}

/** The moment at which a clock in `timeZone` shows `text`. */
function zonedMoment(text: string, timeZone: string): number {
  const [date = '', time = ''] = text.split('T')
  const [year = '', month = '01', day = '01'] = date.split('-')
  const [hour = '00', minute = '00', second = '00'] = time === '' ? [] : time.split(':')
  const asUtc = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second.slice(0, 2)}Z`)
  if (Number.isNaN(asUtc)) return Number.NaN
  // Twice, for the offset may differ at the moment that the first correction lands on.
  const first = asUtc - offsetMs(asUtc, timeZone)
  return asUtc - offsetMs(first, timeZone)
}

function offsetMs(moment: number, timeZone: string): number {
  return Date.parse(`${localParts(moment, timeZone)}Z`) - Math.floor(moment / 1000) * 1000
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** `2026-03-04T10:15:00` as a clock in `timeZone` shows it. */
function localParts(moment: number, timeZone: string): string {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    formats.set(timeZone, format)
  }
  return format.format(moment).replace(' ', 'T')
}
