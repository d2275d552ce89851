/**
 * Numbers as people and shops write them, in any locale. Which mark is the decimal one is decided from the
 * string alone; where it cannot be, the answer is null.
 */

/** The code points of the digit zero in scripts that have their own digits (Unicode general category Nd). */
const ZEROS = [
  0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x17e0, 0xff10,
]

const SPACE = '[ \\u00a0\\u2009\\u202f]'
/** Groups of three behind a space, or digits with marks between them, or a bare fraction like `.75`. */
const NUMBER = new RegExp(
  [
    `(?<![\\d.,])\\d{1,3}(?:${SPACE}\\d{3})+(?!\\d)(?:[.,٫]\\d+)?`,
    "\\d+(?:[.,'’٫٬]\\d+)*",
    '(?<![\\p{L}\\d])[.,]\\d+',
  ].join('|'),
  'gu',
)

/**
 * How a single mark with three digits behind it is read: `1.234` is 1234 as an amount (a price, a count)
 * and 1.234 as a measure (a rating).
 */
export type NumberReading = 'amount' | 'measure'

/** A number in a text, with where it stood (offsets into `asciiDigits(text)`). */
export interface FoundNumber {
  value: number
  start: number
  end: number
}

/** Digits of any script as 0–9, full-width marks as plain ones; the length stays. */
export function asciiDigits(text: string): string {
  return text
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0
      const zero = ZEROS.find((start) => code >= start && code < start + 10)
      return zero === undefined ? digit : String(code - zero)
    })
    .replace(/[．，％／－−]/gu, (mark) => PLAIN_MARKS[mark] ?? mark)
}

const PLAIN_MARKS: Record<string, string> = {
  '．': '.',
  '，': ',',
  '％': '%',
  '／': '/',
  '－': '-',
  '−': '-',
}

/**
 * The numbers of a text, in order. A minus counts for a measure only: prices are written with dashes.
 * Strings like `1.2.3` that are no number in any locale are left out.
 */
export function findNumbers(text: string, reading: NumberReading): FoundNumber[] {
  const plain = asciiDigits(text)
  const found: FoundNumber[] = []
  for (const match of plain.matchAll(NUMBER)) {
    const value = readNumber(match[0], reading)
    if (value === null || !Number.isFinite(value)) continue
    const isNegative =
      reading === 'measure' &&
      /(?<![\p{L}\d])-$/u.test(plain.slice(Math.max(0, match.index - 2), match.index))
    found.push({
      value: isNegative ? -value : value,
      start: match.index,
      end: match.index + match[0].length,
    })
  }
  return found
}

/** The first number of a text; null when there is none. */
export function parseNumber(text: string, reading: NumberReading): number | null {
  return findNumbers(text, reading)[0]?.value ?? null
}

/** The value of one number token. */
function readNumber(token: string, reading: NumberReading): number | null {
  const marks = [...token.replace(/\d/g, '')]
  const last = marks.at(-1)
  if (last === undefined) return Number(token)
  const kinds = new Set(marks)
  const fraction = token.slice(token.lastIndexOf(last) + 1)
  const whole = token.slice(0, token.lastIndexOf(last))
  if (kinds.size === 1 && marks.length > 1) return grouped(token)
  if (kinds.size > 1) {
    const isDecimal = '.,٫'.includes(last) && marks.indexOf(last) === marks.length - 1
    return isDecimal ? decimal(grouped(whole), fraction) : null
  }
  if (last === '٫') return decimal(Number(whole), fraction)
  if (!'.,'.includes(last)) return grouped(token)
  const looksGrouped = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole)
  return reading === 'amount' && looksGrouped
    ? Number(whole + fraction)
    : decimal(Number(whole), fraction)
}

/** `1.234.567`, `1 234`, and the Indian `12,34,567`; null when the groups are none. */
function grouped(token: string): number | null {
  if (!/^\d{1,3}(?:\D\d{2,3})*\D\d{3}$|^\d+$/u.test(token)) return null
  return Number(token.replace(/\D/g, ''))
}

function decimal(whole: number | null, fraction: string): number | null {
  return whole === null ? null : Number(`${whole}.${fraction}`)
}

/** Words behind a shortened count. `M` alone is a million in every language that shortens counts so. */
const MULTIPLIERS: [RegExp, number][] = [
  [
    /^\s?(?:k|thousand|tsd|tis|tn|tys|mil|mila|mille|duizend|tus|bin|rb|ribu|тыс|тис)(?!\p{L})/iu,
    1e3,
  ],
  [
    /^\s?(?:m|mi|mn|mio|mln|mill|million(?:en|er|i|s)?|millón|millones|milione|milioni|milhão|milhões|miljoen|milj|miljoner|jt|juta|млн)(?!\p{L})/iu,
    1e6,
  ],
  [/^\s?(?:lakh|lac)s?(?!\p{L})/iu, 1e5],
  [/^\s?[千천]/u, 1e3],
  [/^\s?[万萬만]/u, 1e4],
  [/^\s?[億亿억]/u, 1e8],
]

/** A million in Czech; without its dot a thousand in Spanish and Portuguese. */
const UNCLEAR = /^\s?mil\./iu

/** "One person found this helpful", in the languages that write one as a word. */
const ONE =
  /^(?:one|eine?|une?|una|uno|uma?|een|één|jedna|jeden|en|ett|et|yksi|jedno|bir|один|одна)\s/iu

/**
 * A count: a whole number of zero or more. `1.2k`, `1,2 Mio.` and `3万` are rounded by the site; `1,234k`
 * is 1234 or 1.234 thousands, so null.
 */
export function parseCount(text: string): number | null {
  const plain = asciiDigits(text).trim()
  const first = findNumbers(plain, 'measure')[0]
  if (first === undefined) return ONE.test(plain) ? 1 : null
  return readCount(plain, first)
}

/**
 * The count that begins at a number of a text, with the word that shortens it.
 * @param number found in `plain` as a measure
 */
export function readCount(plain: string, number: FoundNumber): number | null {
  if (number.value < 0) return null
  const written = plain.slice(number.start, number.end)
  const behind = plain.slice(number.end)
  if (UNCLEAR.test(behind)) return null
  const factor = multiplierBehind(behind)?.factor
  const count =
    factor === undefined ? parseNumber(written, 'amount') : shortened(written, number.value, factor)
  return count !== null && Number.isSafeInteger(count) ? count : null
}

function shortened(written: string, value: number, factor: number): number | null {
  return /[.,]\d{3}$/.test(written) ? null : Math.round(value * factor)
}

/** The word at the beginning of a text that multiplies the number before it. */
export function multiplierBehind(text: string): { factor: number; length: number } | null {
  for (const [word, factor] of MULTIPLIERS) {
    const match = word.exec(text)
    if (match !== null) return { factor, length: match[0].length }
  }
  return null
}
