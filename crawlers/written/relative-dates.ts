import { type DateParts, type DateReading, toReading, unknownDate } from './calendar.ts'
import { findClockTime } from './clock-time.ts'
import { DATE_WORDS, type DateUnit, type DateWords } from './date-words.ts'
import { asciiDigits } from './numbers.ts'

/** How far back a text says something lies. */
interface Distance {
  amount: number
  unit: DateUnit
  /** The text, for a time of day beside "yesterday". */
  text: string
}

/** Whether a text states a date by its distance from now ("3 days ago", "gestern"). */
export function isRelativeDate(text: string): boolean {
  return findDistance(text) !== null
}

/**
 * A date stated by its distance from the moment of reading, with no more precision than the words have:
 * hours to the hour, days to the day, weeks and months to the month, years to the year. Null (not a
 * reading) when the text is no such date; unknown when `fetchedAt` is.
 */
export function readRelativeDate(text: string, fetchedAt: string | null): DateReading | null {
  const distance = findDistance(text)
  if (distance === null) return null
  const now = fetchedAt === null ? null : wallClock(fetchedAt)
  if (now === null) return unknownDate(`relative date '${text}' on a page of unknown time`)
  return toReading(partsBack(now, distance))
}

/** The moment of reading in the zone that it is written in. */
interface WallClock {
  local: Date
  zone: string
}

function wallClock(fetchedAt: string): WallClock | null {
  const moment = Date.parse(fetchedAt)
  if (Number.isNaN(moment)) return null
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})$/.exec(fetchedAt.slice(10)) ?? []
  if (sign === undefined) return { local: new Date(moment), zone: 'Z' }
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  return { local: new Date(moment + offsetMinutes * 60_000), zone: `${sign}${hours}:${minutes}` }
}

const SECONDS: Partial<Record<DateUnit, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
}

function partsBack({ local, zone }: WallClock, { amount, unit, text }: Distance): DateParts {
  const then = new Date(local)
  const seconds = SECONDS[unit]
  if (seconds !== undefined) then.setTime(then.getTime() - amount * seconds * 1000)
  // the first of the month: the 31st has no counterpart in most months
  else then.setUTCMonth(then.getUTCMonth() - amount * (unit === 'year' ? 12 : 1), 1)
  const year = then.getUTCFullYear()
  if (unit === 'year') return { year }
  const month = then.getUTCMonth() + 1
  if (unit === 'week' || unit === 'month') return { year, month }
  const date = { year, month, day: then.getUTCDate() }
  if (unit === 'day') return { ...date, ...findClockTime(text) }
  const hour = then.getUTCHours()
  if (unit === 'hour') return { ...date, hour, zone }
  const minute = then.getUTCMinutes()
  if (unit === 'minute') return { ...date, hour, minute, zone }
  return { ...date, hour, minute, second: then.getUTCSeconds(), zone }
}

function findDistance(text: string): Distance | null {
  const plain = asciiDigits(text).toLowerCase().replace(/’/g, "'")
  for (const language of RELATIVE) {
    const distance = language(plain)
    if (distance !== null) return distance
  }
  return null
}

/** Words end where letters do; scripts without spaces have no such borders. */
const BORDER_BEFORE = '(?<![\\p{sc=Latn}\\p{N}])'
const BORDER_AFTER = '(?![\\p{sc=Latn}\\p{N}])'

/** One finder a language, made once from its table. */
const RELATIVE = Object.values(DATE_WORDS).map(finder)

function finder(words: DateWords): (text: string) => Distance | null {
  const unitOf = new Map(
    Object.entries(words.units).flatMap(([unit, forms]) =>
      forms.map((form) => [form, unit as DateUnit]),
    ),
  )
  const amounts = words.ago.map((side) => agoPattern(words, [...unitOf.keys()], side))
  // "avant-hier" ends in "hier": the longer word is tried first
  const dayWords = Object.entries(words.days)
    .sort(([a], [b]) => b.length - a.length)
    .map(([word, back]) => [wordPattern(word), back] as const)
  const now = words.now.map(wordPattern)
  return (text) => {
    if (now.some((pattern) => pattern.test(text))) return { amount: 0, unit: 'minute', text }
    for (const pattern of amounts) {
      const { count, unit } = pattern.exec(text)?.groups ?? {}
      const known = unit === undefined ? undefined : unitOf.get(unit)
      if (known !== undefined)
        return { amount: /\d/.test(count ?? '') ? Number(count) : 1, unit: known, text }
    }
    const day = dayWords.find(([pattern]) => pattern.test(text))
    return day === undefined ? null : { amount: day[1], unit: 'day', text }
  }
}

/** A word between borders. */
function wordPattern(word: string): RegExp {
  return new RegExp(`${BORDER_BEFORE}${literally(word)}${BORDER_AFTER}`, 'u')
}

/** `3 days ago`, `vor 2 Tagen`, `há mais de um ano`: at most three words of hedging before the amount. */
function agoPattern(
  words: DateWords,
  units: string[],
  { before, after }: { before: string; after: string },
): RegExp {
  const unit = alternatives(units)
  const one = words.one.filter((word) => word !== '')
  const needsAmount = !words.one.includes('')
  const amount = `(?:(?<count>\\d{1,4}${one.length > 0 ? `|${alternatives(one)}` : ''})\\+?\\s*)${needsAmount ? '' : '?'}`
  const lead =
    before === ''
      ? BORDER_BEFORE
      : `${BORDER_BEFORE}${literally(before)}\\s+(?:\\p{L}+(?:\\s+|')){0,3}?`
  const tail = after === '' ? BORDER_AFTER : `\\.?\\s*${literally(after)}${BORDER_AFTER}`
  return new RegExp(`${lead}${amount}(?<unit>${unit})${tail}`, 'u')
}

/** Longest first: an alternative must not stop inside a longer word. */
function alternatives(words: string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map(literally)
    .join('|')
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
