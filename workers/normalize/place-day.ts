import { firstMoment, wallClock } from '../../crawlers/written/first-moment.ts'
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
  const moment = firstMoment(text, timeZone)
  return { publishedAt: moment.toISOString(), day: dayOf(text, precision, moment, timeZone) }
}

function dayOf(
  text: string,
  precision: DatePrecision,
  moment: Date,
  timeZone: string,
): string | null {
  if (precision === 'year' || precision === 'month') return null
  if (precision === 'day') return text.slice(0, 10)
  return wallClock(moment, timeZone).slice(0, 10)
}
