import { lineOf } from '../find-elements.ts'
import { isElement, type MarkupElement, ownText } from '../markup.ts'
import { onOneLine } from '../plain-words.ts'
import { hasDate } from '../written/date-shape.ts'
import type { Anchor } from './anchors.ts'
import { placeOf } from './element-shape.ts'
import { areHandles, arePeople, looksLikeNames } from './name-like.ts'
import { type Outline, sumOver } from './outline.ts'
import type { PageRecord } from './record.ts'
import { INITIALS, type ShownAuthor } from './shown-author.ts'

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} ._'’@&()*-]{0,38}$/u
const MARKED = /^(?:a|b|strong|cite|em|h[2-6]|dt|dd|th|td|span|div|p|i|u|font|bdi|small|li)$/
/** In places of blocks that have titles as well, headings are those. */
const TITLE = /title|head|subject|summary|>h[1-6]/i
/** Places that say something else of an author or of the matter. */
export const NO_PLACE =
  /(?:^|[^a-z])(?:user-?loc|loc|location|country|city|region|rank|level|badge[a-z]*|date|time|colou?r|size|variant|verified|subtitle|ago)(?![a-z])/i
const MAX_INK = 36
const MAX_MARKS = 20
const MIN_SHARE = 0.7
/** Of the names of a page so many differ; labels are all the same. */
const MIN_VARIETY = 0.34

type Place = Map<PageRecord, Anchor<ShownAuthor>>

/**
 * The names of records that nothing calls a name: short words at the same place of nearly all records, before the
 * text, and of several people. Empty where no place is such.
 * @param isStrict whether the words must look like names too: in reviews those of titles stand at such places
 */
export function likelyAuthors(
  records: PageRecord[],
  outline: Outline,
  { isStrict }: { isStrict: boolean },
): Place {
  if (records.length < 3) return new Map()
  const all = [...placesOf(records, outline)].filter(([, place]) => isOfMost(place, records))
  const whole = all.filter(([, place]) => !areInitials(valuesOf(place)))
  const places = whole.length > 0 ? whole : all
  const initials = all.find(([, place]) => areInitials(valuesOf(place)))?.[1]
  const drawn = initials && whole.find(([, place]) => beginWith(place, initials))?.[1]
  if (drawn !== undefined) return drawn
  const apart = places.filter(([key]) => !TITLE.test(key))
  const isNames = ([, place]: [string, Place]) =>
    looksLikeNames(valuesOf(place)) && (!isStrict || arePeople(valuesOf(place)))
  const chosen =
    (isStrict ? undefined : places[0]) ??
    apart.find(isNames) ??
    // What is called a title may be a name, where it is plain that it is none.
    (isStrict
      ? places.find(([, place]) => isNames(['', place]) && areHandles(valuesOf(place)))
      : undefined)
  return chosen?.[1] ?? new Map()
}

function placesOf(records: PageRecord[], outline: Outline): Map<string, Place> {
  const places = new Map<string, Place>()
  for (const record of records) {
    for (const index of record.own) {
      const anchor = candidate(record, index, outline)
      if (anchor === null || NO_PLACE.test(anchor.key.split('>').slice(1).join(' '))) continue
      const place: Place = places.get(anchor.key) ?? new Map()
      if (!place.has(record)) place.set(record, anchor)
      places.set(anchor.key, place)
    }
  }
  return places
}

function isOfMost(place: Place, records: PageRecord[]): boolean {
  const names = new Set(valuesOf(place))
  return (
    place.size >= MIN_SHARE * records.length &&
    names.size >= 2 &&
    names.size >= MIN_VARIETY * place.size
  )
}

function valuesOf(place: Place): string[] {
  return [...place.values()].map(({ value }) => value.value)
}

const MIN_LETTERS = 3
const MIN_DRAWN = 0.9

/** Whether the letter that stands for each one's picture is that of their name. */
function beginWith(place: Place, initials: Place): boolean {
  const letterOf = (anchor: Anchor<ShownAuthor> | undefined) =>
    anchor?.value.value.slice(0, 1).toUpperCase() ?? ''
  const letters = [...place].map(([record, name]) => [
    letterOf(name),
    letterOf(initials.get(record)),
  ])
  const same = letters.filter(([own, drawn]) => own === drawn && own !== '')
  const isVaried = new Set(same.map(([own]) => own)).size >= MIN_LETTERS
  return isVaried && same.length >= MIN_DRAWN * letters.length
}

function areInitials(values: string[]): boolean {
  return values.filter((value) => INITIALS.test(value)).length > 0.5 * values.length
}

function candidate(
  record: PageRecord,
  index: number,
  { elements, ink, ends }: Outline,
): Anchor<ShownAuthor> | null {
  const element = elements[index]
  if (element === undefined || index === record.range.start || !MARKED.test(element.name))
    return null
  const size = sumOver(ink, index, ends[index] ?? index)
  if (size < 2 || size > MAX_INK) return null
  // A name stands in one piece; a date may stand beside it.
  if (!isOnePiece(element)) return null
  const isDated = record.dates
    .slice(0, MAX_MARKS)
    .some((one) => one.index > index && one.index < (ends[index] ?? index))
  const value =
    (isDated ? onOneLine(ownText(element)) : lineOf(element))?.replace(/[\s,:·|•–-]+$/u, '') ?? null
  if (value === null || !NAME.test(value) || !/\p{L}/u.test(value)) return null
  if (value.split(' ').length > 4 || hasDate(value)) return null
  const isTaken = (isDated ? record.ratings : [...record.dates, ...record.ratings])
    .slice(0, MAX_MARKS)
    .some((one) => one.index >= index && one.index < (ends[index] ?? index))
  if (isTaken) return null
  return {
    index,
    key: placeOf(element),
    value: { value, profile: null, at: 'place', strength: 0.5 },
  }
}

const MAX_DEPTH = 6

/** Whether words stand in an element itself, or in the only one below it. */
function isOnePiece(element: MarkupElement): boolean {
  let one: MarkupElement | undefined = element
  for (let depth = 0; one !== undefined && depth < MAX_DEPTH; depth++) {
    if (ownText(one).trim() !== '') return true
    const parts: MarkupElement[] = one.children.filter(isElement)
    one = parts.length === 1 ? parts[0] : undefined
  }
  return false
}
