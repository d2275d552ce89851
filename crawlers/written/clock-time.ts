import type { DateParts } from './calendar.ts'

/** The time of day in a text, with its zone where one is written. Absent parts are unknown. */
export type ClockTime = Pick<DateParts, 'hour' | 'minute' | 'second' | 'zone'>

/** `10:15`, `10:15:30`, `10h15`, `10:15 pm`, `午後3:05`, `10時15分`, `下午3点05分`. */
const TIME =
  /(?<![\d:.])(午前|午後|上午|下午)?\s?(\d{1,2})\s?(?::|h|時|时|点|點)\s?(\d{2})(?!\d)(?:(?::|分)(\d{2})(?!\d)(?:[.,]\d+)?)?分?\s*([ap]\.?\s?m\b\.?)?/iu
/** `10 pm`. */
const HOUR = /(?<![\d:.,])(\d{1,2})\s?([ap]\.?m\b\.?)/iu

/** Zones of RFC 822 (5.1) and the two of central Europe. Other abbreviations mean several zones. */
const ZONES: Record<string, string> = {
  utc: 'Z',
  gmt: 'Z',
  ut: 'Z',
  z: 'Z',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
  cet: '+01:00',
  cest: '+02:00',
}
const ZONE = /^\s*\(?(?:(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})?(?!\d)|([a-z]{1,4})\b)/iu

/** Finds the first time of day; `{}` when there is none. */
export function findClockTime(text: string): ClockTime {
  const match = TIME.exec(text)
  if (match !== null) {
    const [whole, cjkHalf = '', hour, minute, second, latinHalf = ''] = match
    return {
      hour: on24(Number(hour), cjkHalf || latinHalf),
      minute: Number(minute),
      second: second === undefined ? undefined : Number(second),
      zone: readZone(text.slice(match.index + whole.length)),
    }
  }
  const hour = HOUR.exec(text)
  if (hour === null) return {}
  const [whole, digits, half = ''] = hour
  return { hour: on24(Number(digits), half), zone: readZone(text.slice(hour.index + whole.length)) }
}

/** The hour of 0–24; an impossible one (`13 pm`) stays out of range, so that the date is refused. */
function on24(hour: number, half: string): number {
  if (half === '') return hour
  if (hour < 1 || hour > 12) return 99
  return (hour % 12) + (/^p|午後|下午/iu.test(half) ? 12 : 0)
}

/** The zone at the beginning of a text as `Z` or `+01:00`; undefined when none is known. */
export function readZone(text: string): string | undefined {
  const match = ZONE.exec(text)
  if (match === null) return undefined
  const [, sign, hours = '', minutes = '00', name] = match
  if (name !== undefined) return ZONES[name.toLowerCase()]
  if (Number(hours) > 14 || Number(minutes) > 59) return undefined
  return `${sign}${hours.padStart(2, '0')}:${minutes}`
}
