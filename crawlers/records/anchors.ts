import { looksOfFive } from '../written/icon-stars.ts'
import { mayShowRating, type ShownRating, shownRating } from '../written/shown-rating.ts'
import { namesAround, placeOf } from './element-shape.ts'
import { type IconRow, ratingsOfRows } from './icon-rows.ts'
import type { Outline } from './outline.ts'
import { type SeenElement, seenElement } from './seen-element.ts'
import { authorOf, type ShownAuthor } from './shown-author.ts'
import { dateOf, type ShownDate } from './shown-date.ts'

/** What marks a statement: when, by whom, how many stars. */
export interface Anchor<T> {
  /** Index in the outline of the element that shows it. */
  index: number
  /** Its element and the one around by name: what is at the same place in each record has the same. */
  key: string
  value: T
}

export interface Anchors {
  dates: Anchor<ShownDate>[]
  authors: Anchor<ShownAuthor>[]
  ratings: Anchor<ShownRating>[]
}

/** All dates, names and ratings that a page shows, in its order. */
export function anchorsOf(outline: Outline): Anchors {
  const dates: Anchor<ShownDate>[] = []
  const authors: Anchor<ShownAuthor>[] = []
  const ratings: Anchor<ShownRating>[] = []
  const rows: IconRow[] = []
  let rated = 0
  const named: string[] = []
  outline.elements.forEach((element, index) => {
    const seen = seenElement(outline, element, index)
    named.push(seen.names)
    const date = dateOf(seen)
    if (date !== null) dates.push({ index, key: placeOf(element), value: date })
    const author = authorOf(seen)
    if (author !== null) authors.push({ index, key: placeOf(element), value: author })
    if (index < rated || !mayRate(seen, named[outline.parents[index] ?? -1] ?? '')) return
    const rating = shownRating(element, namesAround(element))
    // Rows of which something says what is filled tell it of the others at their place.
    const looks = rating === null || rating.at === 'icons' ? looksOfFive(element) : null
    if (looks !== null) rows.push({ index, key: placeOf(element), looks })
    if (rating === null) return
    ratings.push({ index, key: placeOf(element), value: rating })
    rated = outline.ends[index] ?? index
  })
  return {
    dates: outermost(dates, outline),
    authors: innermost(authors, outline),
    ratings: withoutScales(withRows(ratings, rows), dates),
  }
}

/** In the page's order, with those that rows of icons show by their looks alone. */
function withRows(ratings: Anchor<ShownRating>[], rows: IconRow[]): Anchor<ShownRating>[] {
  const rated = new Set(ratings.map(({ index }) => index))
  const drawn = ratingsOfRows(rows).filter(({ index }) => !rated.has(index))
  return drawn.length === 0 ? ratings : [...ratings, ...drawn].sort((a, b) => a.index - b.index)
}

/** Of names around each other the inner, which has nothing beside it, where it is a name as surely. */
function innermost(authors: Anchor<ShownAuthor>[], { ends }: Outline): Anchor<ShownAuthor>[] {
  return authors.filter((author, i) => {
    const next = authors[i + 1]
    const isInside = next !== undefined && next.index < (ends[author.index] ?? 0)
    return !isInside || next.value.strength < author.value.strength
  })
}

/** Without rows of histograms, filters and forms: 5, 4, 3, 2, 1 at one place is the scale itself. */
function withoutScales(
  ratings: Anchor<ShownRating>[],
  dates: Anchor<ShownDate>[],
): Anchor<ShownRating>[] {
  const places = new Map<string, Anchor<ShownRating>[]>()
  for (const rating of ratings) {
    const place = places.get(rating.key)
    if (place === undefined) places.set(rating.key, [rating])
    else place.push(rating)
  }
  const scales = [...places].filter(
    ([, place]) => isScale(place.map(numberOf)) && !isDated(place, dates),
  )
  const keys = new Set(scales.map(([key]) => key))
  return ratings.filter(({ key }) => !keys.has(key))
}

function numberOf({ value }: Anchor<ShownRating>): number {
  return Number(value.value.replace(',', '.'))
}

/** Between the rows of a scale stand no dates, between reviews that happen to fall from 5 to 1 they do. */
function isDated(place: Anchor<unknown>[], dates: Anchor<ShownDate>[]): boolean {
  const first = place[0]?.index ?? 0
  const fifth = place[4]?.index ?? first
  return dates.filter(({ index }) => index > first && index < fifth).length >= 3
}

function isScale(values: number[]): boolean {
  if (values.length < 5) return false
  const step = (values[1] ?? 0) - (values[0] ?? 0)
  if (Math.abs(step) !== 1) return false
  return values.slice(0, 5).every((value, i) => value === (step < 0 ? 5 - i : 1 + i))
}

function mayRate({ element, names }: SeenElement, around: string): boolean {
  if (mayShowRating(element, names, around)) return true
  for (const node of element.children) {
    if ('data' in node && node.type === 'text' && mayRateInWords(node.data)) return true
  }
  return false
}

const RATING_SIGN = /[\d★⭐星점]/
const RATING_WORDS =
  /[★⭐]|^\s*(?:\/|out of\s|von\s|sur\s|de\s|su\s|van\s|z\s|na\s)\s?(?:5|6|10)(?!\d)|\d\s?\/\s?(?:5|6|10)(?!\d)|\d\s?(?:\/|out of|of|von|sur|de|su|van|z|na)\s|星|점|\d\s(?:stars?|stern|étoile|estrell?a|stell|gwiazd)/i

function mayRateInWords(text: string): boolean {
  return RATING_SIGN.test(text) && RATING_WORDS.test(text)
}

/** Of anchors around each other the innermost that says as much. */
function outermost(dates: Anchor<ShownDate>[], { ends }: Outline): Anchor<ShownDate>[] {
  return dates.filter((date, i) => {
    const next = dates[i + 1]
    const isInside = next !== undefined && next.index < (ends[date.index] ?? 0)
    if (!isInside) return true
    return date.value.isExact && !next.value.isExact
  })
}
