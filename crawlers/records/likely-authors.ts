import { lineOf } from '../find-elements.ts'
import { hasDate } from '../written/date-shape.ts'
import { type Anchor, placeOf, type ShownAuthor } from './anchors.ts'
import { type Outline, sumOver } from './outline.ts'
import type { PageRecord } from './record.ts'

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} ._'’@&()-]{0,38}$/u
const MARKED = /^(?:a|b|strong|cite|em|h[2-6]|dt|dd|th|td|span|div|p|i|u|font)$/
/** In places of blocks that have titles as well, headings are those. */
const TITLE = /title|head|subject|summary|>h[1-6]/i
const MAX_INK = 36
const MAX_MARKS = 20
const MIN_SHARE = 0.7
/** Of the names of a page so many differ; labels are all the same. */
const MIN_VARIETY = 0.34

/**
 * The names of records that nothing calls a name: short words at the same place of nearly all records, before the
 * text, and of several people. Empty where no place is such.
 */
export function likelyAuthors(
  records: PageRecord[],
  outline: Outline,
  isTitled: boolean,
): Map<PageRecord, Anchor<ShownAuthor>> {
  if (records.length < 3) return new Map()
  const places = new Map<string, Map<PageRecord, Anchor<ShownAuthor>>>()
  for (const record of records) {
    for (const index of record.own) {
      const anchor = candidate(record, index, outline)
      if (isTitled && anchor !== null && TITLE.test(anchor.key)) continue
      if (anchor === null) continue
      const place = places.get(anchor.key) ?? new Map<PageRecord, Anchor<ShownAuthor>>()
      if (!place.has(record)) place.set(record, anchor)
      places.set(anchor.key, place)
    }
  }
  for (const place of places.values()) {
    const names = new Set([...place.values()].map(({ value }) => value.value))
    const isOfMost = place.size >= MIN_SHARE * records.length
    if (isOfMost && names.size >= 2 && names.size >= MIN_VARIETY * place.size) return place
  }
  return new Map()
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
  const value = lineOf(element)
  if (value === null || !NAME.test(value) || !/\p{L}{2}/u.test(value)) return null
  if (value.split(' ').length > 4 || hasDate(value)) return null
  const isTaken = [...record.dates, ...record.ratings]
    .slice(0, MAX_MARKS)
    .some((one) => one.index >= index && one.index < (ends[index] ?? index))
  if (isTaken) return null
  return {
    index,
    key: placeOf(element),
    value: { value, profile: null, at: 'place', strength: 0.5 },
  }
}
