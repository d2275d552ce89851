import { z } from 'zod'
import { absoluteUrl, MAX_ADDRESS_CHARACTERS } from '../../crawlers/web-address.ts'
import { parseDate } from '../../crawlers/written/dates.ts'
import { firstMoment } from '../../crawlers/written/first-moment.ts'
import { parseHandle, type SiteHandle } from '../attach/handles.ts'
import { parseFlag } from '../normalize/flags.ts'
import { canonicalLanguage } from '../normalize/language.ts'

/** What a cell may hold. CSV gives strings, NDJSON any JSON; each kind of cell takes both. */

const MAX_ID_CHARACTERS = 500
const MAX_NAME_CHARACTERS = 500
const MAX_TEXT_CHARACTERS = 10_000
const MAX_WORDS_CHARACTERS = 200_000

/** Postgres takes neither NUL nor half of a surrogate pair. */
const UNSTORABLE = /\0|\p{Surrogate}/u

const string = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z
    .string({ error: 'must be text' })
    .trim()
    .refine((value) => !UNSTORABLE.test(value), { error: 'must be text without control codes' }),
)

function upTo(maxCharacters: number): (value: string) => boolean {
  return (value) => value.length <= maxCharacters
}

export const text = string.refine(upTo(MAX_TEXT_CHARACTERS), {
  error: `must have at most ${MAX_TEXT_CHARACTERS} characters`,
})

/** What something or somebody is called and found by: short enough for an index. */
export const name = string.refine(upTo(MAX_NAME_CHARACTERS), {
  error: `must have at most ${MAX_NAME_CHARACTERS} characters`,
})

/** What somebody said, however long. */
export const words = string.refine(upTo(MAX_WORDS_CHARACTERS), {
  error: `must have at most ${MAX_WORDS_CHARACTERS} characters`,
})

/** Numbers in JSON are read as text, but one that lost digits on the way is no id any more. */
export const id = z.preprocess(
  (value) =>
    typeof value === 'number' && !Number.isSafeInteger(value) ? { tooLarge: value } : value,
  string
    .refine((value) => value !== '', { error: 'must be given' })
    .refine(upTo(MAX_ID_CHARACTERS), {
      error: `must have at most ${MAX_ID_CHARACTERS} characters`,
    }),
)

export const decimal = z.union([z.number(), z.string()]).transform((value, context) => {
  const number = Number(value)
  if (Number.isFinite(number) && (typeof value === 'number' || /^[-+]?\d+(\.\d+)?$/.test(value))) {
    return number
  }
  return refuse(
    context,
    value,
    'must be a number such as 1234.56: a point for decimals, nothing between thousands',
  )
})

export const flag = z.union([z.boolean(), z.string(), z.number()]).transform((value, context) => {
  const said = typeof value === 'boolean' ? value : parseFlag(String(value))
  return said ?? refuse(context, value, 'must be true or false')
})

/** Several values: `a|b|c`, or a list in JSON. Empty ones and repetitions fall away. */
function several<Value>(one: z.ZodType<Value>, keyOf: (value: Value) => string) {
  return z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split('|')
            .map((part) => part.trim())
            .filter((part) => part !== '')
        : value,
    z
      .array(one, { error: "must be values with '|' between them, or a list" })
      .transform((values) => [...new Map(values.map((value) => [keyOf(value), value])).values()]),
  )
}

export const texts = several(text, (value) => value)

/** No other is an address when it is read later. */
export const webAddress = text.refine((value) => absoluteUrl(value, null) !== null, {
  error: `must be an address that begins with http:// or https:// and has at most ${MAX_ADDRESS_CHARACTERS} characters`,
})

export const webAddresses = several(webAddress, (value) => value)

export const handles = several<SiteHandle>(
  z.union([text, z.object({ site: text, handle: text })]).transform((value, context) => {
    const written = typeof value === 'string' ? value : `${value.site}:${value.handle}`
    return (
      (upTo(MAX_NAME_CHARACTERS)(written) ? parseHandle(written) : null) ??
      refuse(context, written, 'must be site:handle, such as forum.example:mara_k')
    )
  }),
  ({ site, handle }) => `${site}:${handle}`,
)

export const email = text.pipe(
  z.email({ error: 'must be an e-mail address' }).refine(upTo(320), {
    error: 'must be an e-mail address',
  }),
)

/** One of our own words, in small or capital letters. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  return string
    .transform((value) => value.toLowerCase())
    .pipe(z.enum(words, { error: `must be ${listed(words)}` }))
}

function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].join(' or ')
}

/** ISO 4217. */
export const currency = text
  .refine((value) => /^[A-Za-z]{3}$/.test(value), {
    error: 'must be a currency of three letters, such as EUR',
  })
  .transform((value) => value.toUpperCase())

/** 8, 12, 13 or 14 digits; spaces and hyphens between them fall away. */
export const gtin = text
  .transform((value) => value.replace(/[\s-]/g, ''))
  .refine((value) => /^(?:\d{8}|\d{12,14})$/.test(value), {
    error: 'must have 8, 12, 13 or 14 digits',
  })

/** A calendar day. */
export const day = text.pipe(isoDay('must be a day such as 2026-03-04'))

const zoned = z.iso.datetime({ offset: true })
const local = z.iso.datetime({ local: true })

/**
 * A day or a moment in ISO 8601, as a moment in UTC. What has no zone is read in the company's; a day is its
 * first moment.
 */
export function moment(timeZone: string) {
  return text.transform((value, context) => {
    const iso = value.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T')
    const isKnownYear = /^[1-9]/.test(iso) && !iso.startsWith('9999')
    if (isKnownYear && zoned.safeParse(iso).success) return new Date(iso).toISOString()
    const isLocal = z.iso.date().safeParse(iso).success || local.safeParse(iso).success
    if (isKnownYear && isLocal) {
      return firstMoment(iso.replace(/\.\d+$/, ''), timeZone).toISOString()
    }
    return refuse(
      context,
      value,
      'must be a day or a moment such as 2026-03-04 or 2026-03-04T10:15:00+01:00',
    )
  })
}

const DAY_MS = 86_400_000
const UNKNOWN_PLACE = { fetchedAt: null, dateOrder: null, language: null }

/**
 * When something was said, as it is written there, in any form that tells year, month and day apart: its
 * precision and its zone are kept. Nothing was said in the future; a day of it may be the clock of another zone.
 */
export const writtenDate = text.transform((value, context) => {
  const { iso, reason } = parseDate(value, UNKNOWN_PLACE)
  if (iso !== null) {
    const isFuture = firstMoment(iso, 'UTC').getTime() > Date.now() + DAY_MS
    return isFuture ? refuse(context, value, 'lies in the future') : value
  }
  return refuse(context, value, `must be a date such as 2026-03-04 or 2026-03-04T10:15 (${reason})`)
})

/** BCP 47. */
export const language = text.refine((value) => canonicalLanguage(value) !== null, {
  error: 'must be a language such as de or en-GB',
})

function isoDay(error: string) {
  return z.iso.date({ error }).refine((value) => !value.startsWith('0000'), { error })
}

function refuse(context: z.RefinementCtx, input: unknown, message: string): never {
  context.addIssue({ code: 'custom', message, input })
  return z.NEVER
}
