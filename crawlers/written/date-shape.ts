import { remembered } from '../remembered.ts'
import { findDateIn, namesDate } from './date-like.ts'
import { DATE_WORDS, formsOf, MONTH_BY_WORD, phrasesOf } from './date-words.ts'
import { folded } from './folded.ts'

/** Longer texts are prose. */
const MAX_CHARACTERS = 120

/** Figures as dates have them. */
const NUMERIC = /\d\s?[./-]\s?\d|\d\s?[年년月월日일前전]/u
/** Scripts without spaces between words. */
const CJK = /[前전]|昨|今|先|刚|剛|たった|어제|오늘|방금|지난/u

const LANGUAGES = Object.values(DATE_WORDS)
const wordsIn = (list: string | undefined) =>
  phrasesOf(list).flatMap((phrase) => folded(phrase).match(/\p{L}+/gu) ?? [])
/** Words of distances from now ("3 days ago", "gestern"). */
const DISTANT = new Set(
  LANGUAGES.flatMap(({ before, after, spans }) => [
    ...wordsIn(before),
    ...wordsIn(after),
    ...Object.values(spans).flatMap(wordsIn),
  ]),
)
/** Beside a figure also months and short units ("4 Mai", "3d"). */
const COUNTED = new Set([
  ...DISTANT,
  ...MONTH_BY_WORD.keys(),
  ...LANGUAGES.flatMap(({ units }) =>
    Object.values(units).flatMap((list) => formsOf(list).flat().map(folded)),
  ),
])

/**
 * Whether a short text states a date in any of our languages, also a relative one or one without a year. Says
 * nothing of whether it can be read: `parseDate` does. Cheap for what is none: it is asked of every short text of
 * a page.
 * @returns the part of the text that does; null when it states none
 */
export function dateShapeIn(text: string): string | null {
  return text.length > MAX_CHARACTERS ? null : shapeIn(text)
}

const shapeIn = remembered((text) => (mayBeDate(text) ? (findDateIn(text)?.text ?? null) : null))

/** Whether a short text names a date, be it that of something else ("Joined: Mar 2009"). Cheap, too. */
export function hasDate(text: string): boolean {
  return text.length <= MAX_CHARACTERS && isDated(text)
}

const isDated = remembered((text) => mayBeDate(text) && namesDate(text))

function mayBeDate(text: string): boolean {
  const isCounted = /\d/.test(text)
  if ((isCounted && NUMERIC.test(text)) || CJK.test(text)) return true
  const known = isCounted ? COUNTED : DISTANT
  return (
    folded(text)
      .match(/\p{L}+/gu)
      ?.some((word) => known.has(word)) ?? false
  )
}
