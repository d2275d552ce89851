import type { DateParts } from './calendar.ts'

/** The time of day in a text, with its zone where one is written. Absent parts are unknown. */
export type ClockTime = Pick<DateParts, 'hour' | 'minute' | 'second' | 'zone'>

/** A time of day, with where it stands. */
export interface FoundClockTime {
  time: ClockTime
  start: number
  end: number
}

const HALF =
  '午前|午後|上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上|오전|오후|(?<![\\d\\p{L}]\\s?)[ap]m'
/** `10:15`, `10:15:30`, `10h15`, `10:15 pm`, `午後3:05`, `10時15分`, `下午3点05分`, `오후 3시 05분`. */
const TIME = new RegExp(
  `(?<![\\d:.])(${HALF})?\\s?(\\d{1,2})\\s?(?::|h|時|时|点|點|시)\\s?(\\d{2})(?!\\d)` +
    '(?:(?::|分)(\\d{2})(?!\\d)(?:[.,]\\d{1,9})?)?[分분]?(?:\\s{0,2}([ap]\\.?\\s?m\\b\\.?|[πμ]\\.?\\s?μ\\.?))?',
  'iu',
)
/** `14.30 Uhr`, `kl. 14.30`, `alle 14.30`: with a dot only beside such a word, for dates are written so too. */
const DOTTED =
  /(?<![\d.])(?:(?:kl\.?|klo|pukul|jam|alle(?: ore)?|ore|um)\s(\d{1,2})\.(\d{2})(?:\.\d{2})?|(\d{1,2})\.(\d{2})(?=\s?(?:uhr|uur)))(?![\d.])/iu
/** `10 pm`, `à 14 h`, `um 14 Uhr`, `午後3時`. */
const HOUR = new RegExp(
  `(?<![\\d:.,])(?:(\\d{1,2})\\s?([ap]\\.?\\s?m\\b\\.?)|(?<=(?:à|às|um|om)\\s)(\\d{1,2})\\s?(?:h|uhr|uur)\\b|(${HALF})?\\s?(\\d{1,2})[時时点點시](?![間间간\\d]))`,
  'iu',
)

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
const ZONE = /^\s{0,2}\(?(?:(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})?(?!\d)|([a-z]{1,4})\b)(?:\))?/iu

/** The first time of day of a text; null when there is none. */
export function findClockTime(text: string): FoundClockTime | null {
  return findMinutes(text) ?? findDotted(text) ?? findHour(text)
}

const BEHIND_DATE = /^\s{0,2},?\s{1,2}(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?!\s?[\d.,%€$£])/

/** A time with dots right behind a date (`4. marts 2026, 10.15`), at the beginning of a text; else its first time. */
export function findTimeBehind(text: string): FoundClockTime | null {
  const match = BEHIND_DATE.exec(text)
  if (match === null) return findClockTime(text)
  const [whole, hour, minute, second] = match
  const time = {
    hour: Number(hour),
    minute: Number(minute),
    second: second === undefined ? undefined : Number(second),
  }
  return { time, start: 0, end: whole.length }
}

function findMinutes(text: string): FoundClockTime | null {
  const match = TIME.exec(text)
  if (match === null) return null
  const [whole, cjkHalf = '', hour, minute, second, latinHalf = ''] = match
  return withZone(text, match.index, whole, {
    hour: on24(Number(hour), cjkHalf || latinHalf),
    minute: Number(minute),
    second: second === undefined ? undefined : Number(second),
  })
}

function findDotted(text: string): FoundClockTime | null {
  const match = DOTTED.exec(text)
  if (match === null) return null
  const [whole, hour, minute, hourBefore, minuteBefore] = match
  return withZone(text, match.index, whole, {
    hour: Number(hour ?? hourBefore),
    minute: Number(minute ?? minuteBefore),
  })
}

function findHour(text: string): FoundClockTime | null {
  const match = HOUR.exec(text)
  if (match === null) return null
  const [whole, hour, latinHalf = '', plainHour, cjkHalf = '', cjkHour] = match
  const digits = Number(hour ?? plainHour ?? cjkHour)
  return withZone(text, match.index, whole, { hour: on24(digits, latinHalf || cjkHalf) })
}

function withZone(text: string, start: number, whole: string, time: ClockTime): FoundClockTime {
  const end = start + whole.length
  const behind = text.slice(end, end + 20)
  const zone = readZone(behind)
  const zoneLength = zone === undefined ? 0 : (ZONE.exec(behind)?.[0].length ?? 0)
  return { time: { ...time, zone }, start, end: end + zoneLength }
}

/**
 * The hour of 0–24; an impossible one (`13 pm`) stays out of range, so that the date is refused. Chinese and Japanese
 * name the part of the day beside 24 hours too.
 */
function on24(hour: number, half: string): number {
  if (half === '') return hour
  const isLatin = /^[apπμ]/iu.test(half)
  if (!isLatin && hour > 12) return hour
  if (hour > 12 || (isLatin && hour < 1)) return 99
  return (hour % 12) + (/^[pμ]|午後|下午|晚上|傍晚|中午|오후/iu.test(half) ? 12 : 0)
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
