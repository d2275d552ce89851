import { type DateParts, type DateReading, toReading, unknownDate } from './calendar.ts'
import { type ClockTime, findClockTime } from './clock-time.ts'
import {
  DATE_WORDS,
  type DateUnit,
  type DateWords,
  formsOf,
  phrasesOf,
  WEEKDAYS_BY_WORD,
} from './date-words.ts'
import { anyOf, BORDER_AFTER, BORDER_BEFORE, folded, wordsOf } from './folded.ts'

interface Amount {
  amount: number
  unit: DateUnit
}

/** How far back a text says something lies ("1 year, 2 months ago"), and where it says so. */
export interface FoundDistance {
  amounts: Amount[]
  start: number
  end: number
}

/** A day of the week alone ("Friday at 3:05 PM"), 1 (Monday) to 7: the last such day before today. */
interface LastWeekday {
  weekday: number
}

/** Whether a text states a date by its distance from now ("3 days ago", "gestern", "Friday at 3:05 PM"). */
export function isRelativeDate(text: string): boolean {
  const plain = folded(text)
  return (
    findDistance(plain) !== null ||
    lastWeekday(plain) !== null ||
    bareDistance(plain, null) !== null
  )
}

/**
 * A date stated by its distance from the moment of reading, with no more precision than the words have:
 * hours to the hour, days to the day, weeks and months to the month, years to the year. Null (not a
 * reading) when the text is no such date; unknown when `fetchedAt` is.
 * @param language BCP 47: what `3 j` alone means
 */
export function readRelativeDate(
  text: string,
  fetchedAt: string | null,
  language: string | null,
): DateReading | null {
  const plain = folded(text)
  const distance = findDistance(plain) ?? lastWeekday(plain) ?? bareDistance(plain, language)
  if (distance === null) return null
  const now = fetchedAt === null ? null : wallClock(fetchedAt)
  if (now === null) return unknownDate(`relative date '${text}' on a page of unknown time`)
  const time = findClockTime(plain)?.time ?? {}
  if ('weekday' in distance) return toReading(onWeekday(now, distance.weekday, time))
  const around = plain.slice(Math.max(0, distance.start - MAX_HEDGE), distance.end)
  if (HALF.test(around)) return unknownDate(`half a unit in '${text}'`)
  return hedged(now, distance.amounts, time, around) ?? unknownDate(`no one year in '${text}'`)
}

const MAX_HEDGE = 24
const HALF =
  /(?:^|\s)(?:half|halben?|halbes|demi|medio|media|mezzo|mezz'|pół|halvt?|halve|meio|meia|půl|пол)[\s-](?:an? |un[oa]? )?/u
const MORE_THAN =
  /(?:^|\s)(?:over|more than|über|mehr als|länger als|más de|plus d[e'’]|più di|oltre|ponad|więcej niż|meer dan|ruim|mais de|mer än|över|mere end|mer enn|yli|více než|přes|более|больше|свыше|lebih dari)(?:\s|(?<='))|以上|[年月周天]多|多[年月]|(?:fazla|aşkın)(?:\s|$)/u
const ALMOST =
  /(?:^|\s)(?:almost|nearly|fast|knapp|beinahe|casi|presque|quasi|prawie|niemal|bijna|quase|nästan|næsten|nesten|lähes|téměř|skoro|почти|neredeyse|hampir)\s|近\d/u

/**
 * "Over 2 years ago" lies between two and three years back, "almost 2" nearer to two than to one: known is what both
 * ends have in common. Null where not even the year is.
 */
function hedged(now: WallClock, amounts: Amount[], time: ClockTime, around: string) {
  const here = partsBack(now, amounts, time)
  const last = amounts.at(-1)
  const isMore = MORE_THAN.test(around)
  if (last === undefined || (!isMore && !ALMOST.test(around))) return toReading(here)
  const other = partsBack(
    now,
    isMore ? [...amounts, { ...last, amount: 1 }] : nearer(amounts),
    time,
  )
  if (here.year !== other.year) return null
  const { year, month, day } = here
  if (month === undefined || month !== other.month) return toReading({ year })
  return toReading(day === undefined || day !== other.day ? { year, month } : { year, month, day })
}

/** Half a unit less far back. */
function nearer(amounts: Amount[]): Amount[] {
  return amounts.flatMap(({ amount, unit }, i): Amount[] => {
    if (i < amounts.length - 1) return [{ amount, unit }]
    if (unit === 'year') return [{ amount: 12 * amount - 6, unit: 'month' }]
    return [{ amount: amount - 1, unit }]
  })
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
const FINEST_FIRST: DateUnit[] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year']

function partsBack({ local, zone }: WallClock, amounts: Amount[], time: ClockTime): DateParts {
  const then = new Date(local)
  for (const { amount, unit } of amounts) {
    const seconds = SECONDS[unit]
    if (seconds !== undefined) then.setTime(then.getTime() - amount * seconds * 1000)
    // the first of the month: the 31st has no counterpart in most months
    else then.setUTCMonth(then.getUTCMonth() - amount * (unit === 'year' ? 12 : 1), 1)
  }
  const unit = FINEST_FIRST.find((one) => amounts.some((amount) => amount.unit === one)) ?? 'year'
  const year = then.getUTCFullYear()
  if (unit === 'year') return { year }
  const month = then.getUTCMonth() + 1
  if (unit === 'week' || unit === 'month') return { year, month }
  const date = { year, month, day: then.getUTCDate() }
  if (unit === 'day') return { ...date, ...time }
  const hour = then.getUTCHours()
  if (unit === 'hour') return { ...date, hour, zone }
  const minute = then.getUTCMinutes()
  if (unit === 'minute') return { ...date, hour, minute, zone }
  return { ...date, hour, minute, second: then.getUTCSeconds(), zone }
}

function onWeekday({ local }: WallClock, weekday: number, time: ClockTime): DateParts {
  const daysBack = ((local.getUTCDay() - weekday + 6) % 7) + 1
  const then = new Date(local.getTime() - daysBack * 86_400_000)
  return {
    year: then.getUTCFullYear(),
    month: then.getUTCMonth() + 1,
    day: then.getUTCDate(),
    ...time,
  }
}

/** The first distance that a folded text states; null when there is none. */
export function findDistance(text: string): FoundDistance | null {
  for (const index of findersFor(text)) {
    const found = FINDERS[index]?.(text) ?? null
    if (found !== null) return found
  }
  return null
}

/** Those that may find something, in the order of the languages: one look a word, for most texts hold none. */
function findersFor(text: string): number[] {
  const finders = new Set(UNPARTED.test(text) ? UNPARTED_FINDERS : [])
  for (const word of wordsOf(text)) {
    for (const index of FINDERS_BY_WORD.get(word) ?? []) finders.add(index)
  }
  return finders.size < 2 ? [...finders] : [...finders].sort((a, b) => a - b)
}

/** Japanese, Chinese and Korean, whose words cannot be looked up. */
const UNPARTED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Hang}]/u

/** A word of each phrase with which a language states distances; null where words are not parted. */
function neededWords({ before, after, spans }: DateWords): string[] | null {
  const phrases = [before, after, ...Object.values(spans)].flatMap(phrasesOf)
  const words = phrases.map((phrase) => wordsOf(phrase).at(-1) ?? '')
  return words.some((word) => UNPARTED.test(word)) ? null : [...new Set(words)]
}

interface Patterns {
  amount: RegExp
  unitOf: ReadonlyMap<string, DateUnit>
  numberOf: ReadonlyMap<string, number>
}

/** Words in front of an amount that leave it as it is: "plus de", "ungefähr". */
const HEDGES = "(?:\\p{L}{1,16}(?:\\s{1,2}|')){0,3}?"
/** `1 year, 2 months`, `1 Jahr und 2 Monate`. */
const AND = '(?:\\s{0,2},\\s{0,2}|\\s{1,2}(?:and|und|et|y|e|en|i|a|och|og|ja|и)\\s{1,2}|\\s{0,2})'
/** `3年以上前`, `1年半前`: the unit stays what is known. */
const MORE = '(?:以上|多|半|ほど|くらい|余り|余)?'

function patternsOf({ units, numerals }: DateWords): Patterns {
  const unitOf = new Map(
    Object.entries(units).flatMap(([unit, forms]) =>
      forms.split(' ').map((form) => [form, unit as DateUnit] as const),
    ),
  )
  const numberOf = new Map(
    formsOf(numerals).flatMap((words, i) => words.map((word) => [word, i + 1] as const)),
  )
  const count =
    numberOf.size === 0
      ? '\\d{1,4}'
      : `\\d{1,4}|(?:${anyOf(numberOf.keys())})(?:(?<=')|(?![\\p{sc=Latn}\\p{sc=Cyrl}]))`
  const amount = new RegExp(
    `(${count})\\+?\\s{0,2}(${anyOf(unitOf.keys())})${BORDER_AFTER}\\.?`,
    'gu',
  )
  return { amount, unitOf, numberOf }
}

/** Whatever the language: 1.5 years are no 5 years. */
const NO_FRACTION = '(?<!\\d[.,])'

const FINDING = Object.values(DATE_WORDS).filter(
  ({ before, after }) => before !== undefined || after !== undefined,
)
/** One finder a language, made once from its table. */
const FINDERS = FINDING.map(finder)
const UNPARTED_FINDERS = FINDING.flatMap((words, i) => (neededWords(words) === null ? [i] : []))
const FINDERS_BY_WORD = findersByWord()

function findersByWord(): Map<string, number[]> {
  const byWord = new Map<string, number[]>()
  FINDING.forEach((words, i) => {
    for (const word of neededWords(words) ?? []) byWord.set(word, [...(byWord.get(word) ?? []), i])
  })
  return byWord
}

function finder(words: DateWords): (text: string) => FoundDistance | null {
  const patterns = patternsOf(words)
  const spans = spanFinder(words)
  const one = patterns.amount.source
  const amounts = `${one}${MORE}(?:${AND}${one}){0,2}`
  const lead = `${BORDER_BEFORE}(?:${anyOf(phrasesOf(words.before))})\\s{1,2}${HEDGES}${NO_FRACTION}`
  const tail = `${MORE}\\s{0,2}(?:${anyOf(phrasesOf(words.after))})${BORDER_AFTER}`
  const sides = [
    ...(words.before === undefined ? [] : [`${lead}(?<amounts>${amounts})`]),
    ...(words.after === undefined
      ? []
      : [`${BORDER_BEFORE}${NO_FRACTION}(?<amounts>${amounts})${tail}`]),
  ].map((source) => new RegExp(source, 'u'))
  return (text) => {
    for (const side of sides) {
      const match = side.exec(text)
      if (match === null) continue
      const [whole] = match
      const stated = amountsIn(match.groups?.['amounts'] ?? '', patterns)
      return { amounts: stated, start: match.index, end: match.index + whole.length }
    }
    return spans(text)
  }
}

function amountsIn(text: string, { amount, unitOf, numberOf }: Patterns): Amount[] {
  return [...text.matchAll(amount)].map(([, count = '', unit = '']) => ({
    amount: numberOf.get(count) ?? Number(count),
    unit: unitOf.get(unit) ?? 'second',
  }))
}

/** "yesterday", "letzte Woche". "avant-hier" ends in "hier": the longer phrase is tried first. */
function spanFinder({ spans }: DateWords): (text: string) => FoundDistance | null {
  const amountOf = new Map(
    Object.entries(spans).flatMap(([name, phrases]) => {
      const [unit, amount] = name.split(' ') as [DateUnit, string]
      return phrasesOf(phrases).map((phrase) => [phrase, { amount: Number(amount), unit }] as const)
    }),
  )
  const pattern = new RegExp(`${BORDER_BEFORE}(?:${anyOf(amountOf.keys())})${BORDER_AFTER}`, 'u')
  return (text) => {
    const match = pattern.exec(text)
    const amount = match === null ? undefined : amountOf.get(match[0])
    if (match === null || amount === undefined) return null
    return { amounts: [amount], start: match.index, end: match.index + match[0].length }
  }
}

/** Days of the week that are no other word, nor short for something. */
const WEEKDAY_ALONE = new RegExp(
  `^(?:last |on |am |letzten |le |el |il |op |em |na )?(${anyOf(
    [...WEEKDAYS_BY_WORD.keys()].filter((word) => word.length >= 5 || /[曜星周週요]/u.test(word)),
  )})(?:,?\\s{0,2}(?:at|um|à|a las|alle|om|às|o|kl\\.?|klo)?\\s{0,2}(?=\\d|午|上|下|오)(.{1,12}))?$`,
  'u',
)

/** Whether a folded text is a day of the week, maybe with a time ("friday at 3:05 pm"), and nothing else. */
export function isWeekdayAlone(text: string): boolean {
  return lastWeekday(text) !== null
}

function lastWeekday(text: string): LastWeekday | null {
  const [, word = '', behind] = WEEKDAY_ALONE.exec(text.trim()) ?? []
  const [weekday, ...others] = WEEKDAYS_BY_WORD.get(word) ?? []
  if (weekday === undefined || others.length > 0) return null
  return behind === undefined || findClockTime(behind) !== null ? { weekday } : null
}

const BARE = Object.entries(DATE_WORDS)
  .filter(([, { units }]) => Object.keys(units).length > 0)
  .map(([language, words]) => {
    const patterns = patternsOf(words)
    const one = patterns.amount.source
    return { language, patterns, whole: new RegExp(`^-?\\s?(${one}(?:${AND}${one})?)$`, 'u') }
  })

/**
 * An amount of time alone, as short lists show it (`3d`, `2 wk`, `-3 j`). What it means in the page's language counts,
 * else what it means in all that know it; `5m` has no language that says minutes or months.
 */
function bareDistance(text: string, language: string | null): FoundDistance | null {
  const line = text.trim()
  if (!/^-?\s?\d/.test(line) || line.length > 30) return null
  const base = language?.toLowerCase().split(/[-_]/)[0]
  const read = BARE.flatMap(({ language: of, patterns, whole }) => {
    const [, stated] = whole.exec(line) ?? []
    return stated === undefined ? [] : [{ of, amounts: amountsIn(stated, patterns) }]
  })
  const [first] = read
  const chosen = read.find(({ of }) => of === base) ?? first
  if (first === undefined || chosen === undefined) return null
  const isOne = new Set(read.map(({ amounts }) => JSON.stringify(amounts))).size === 1
  if (!isOne && chosen.of !== base) return null
  return { amounts: chosen.amounts, start: 0, end: text.length }
}
