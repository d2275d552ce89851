import type { RawAggregateFieldName } from '../../schema/raw-item.ts'
import type { Document } from '../document.ts'
import { lineOf, shortLineOf } from '../find-elements.ts'
import { isElement, type MarkupElement } from '../markup.ts'
import type { PlacedText } from '../thing.ts'
import { findCounts } from '../written/count-words.ts'
import { parseCount } from '../written/numbers.ts'
import type { ShownRating } from '../written/shown-rating.ts'
import type { Anchor } from './anchors.ts'
import { bareMeans } from './bare-mean.ts'
import { shapeOf } from './element-shape.ts'
import { namesOf, type Outline, spacedLineOf, sumOver } from './outline.ts'
import { lastAtOrBefore, lowerBound, type Range } from './ranges.ts'

export type AggregateFields = Partial<Record<RawAggregateFieldName, PlacedText>>

/** Words for ratings and for reviews behind or before a number. */
const RATINGS =
  'ratings?|bewertung(?:en)?|kundenbewertung(?:en)?|évaluations?|valoraci(?:ón|ones)|valutazion[ei]|beoordeling(?:en)?|avaliaç(?:ão|ões)|classificaç(?:ão|ões)|ocen[ay]?|votes?|votos?|voti|stemmen|stimmen|notes?|calificaciones|評価|个评分|評分|평점'
const REVIEWS =
  '(?:customer |product |user |verified |guest )?reviews?|rezension(?:en)?|kundenrezension(?:en)?|avis|commentaires(?: client)?|opini(?:ón|ones|on|e|i|a)|reseñas?|recension[ei]|comentários?|opiniões|recenzj[aie]|reviewów|クチコミ|レビュー|条评论|則評論|리뷰|meinung(?:en)?'
const NUMBER = '\\d{1,3}(?:[.,\\s\\u00a0\\u202f]\\d{3})+|\\d+(?:[.,]\\d)?\\s?k?'
const COUNT = new RegExp(
  `(?<![\\d.,])(${NUMBER})\\s?(?:global |total |verified |件の|個の)?(?:(${RATINGS})|(${REVIEWS}))(?!\\p{L})`,
  'iu',
)
const COUNT_BEHIND = new RegExp(
  `(?:(${RATINGS})|(${REVIEWS}))(?:\\s?[:(]\\s?(${NUMBER})(?![\\d.,])|\\s(${NUMBER})(?=\\s?(?:件|人|条|則|건|명)?\\s?(?:$|[•·|])))`,
  'iu',
)
/** A number alone in brackets, right beside the stars. */
const BRACKETED = new RegExp(`[(（]\\s?(${NUMBER})\\s?(?:件|人|条|則|건|명)?\\s?[)）]`, 'u')

const ALL_BRACKETED = /[(（]\s?\d[\d.,]{0,12}\s?k?[)）]/gu
const MAX_BRACKETED = 2

const MAX_AROUND = 6
/** Beside so many reviews an unnamed figure may be their mean. */
const MIN_RECORDS = 3
const MAX_INK = 260
const OVERALL =
  /averag|overall|aggregate|summary|gesamt|durchschnitt|moyenne|global|total|snapshot|histogram|avg/
const MEAN =
  /averag|overall|durchschnitt|gesamt|moyenne|\bmedia\b|\bmédia\b|promedio|gemiddeld|średni|平均|总体/i
/** Around products that are not the page's own. */
const OTHERS =
  /(?:^|[^a-z])(?:related|recommend(?:ed|ations?)?|similar|carousel|slider|also|upsell|cross-?sell|sponsored|suggest(?:ed|ions)?|recently|compare|comparison|accessor(?:y|ies)|bundle|sims|cards?|tile|grid-item|swiper|slick|teaser|seller|merchant|vendor)(?![a-z])/

/** Without a number of ratings it must be the whole by its name, its place and its scale. */
const MIN_WORTH = 2.8

interface Claim {
  index: number
  rating: ShownRating
  count: { field: 'ratingCount' | 'reviewCount'; value: string } | null
  worth: number
}

/** What a page shows, for judging one rating of it. */
interface Shown {
  ratings: Anchor<ShownRating>[]
  /** Whether a record begins in a range. */
  holdsRecord: (start: number, end: number) => boolean
  outline: Outline
}

/**
 * What a page shows of its own product's ratings as a whole: stars with a number of ratings beside them, not those of
 * other products and not those of one review. Null when it shows none, or none by a number above zero.
 * @param ratings all that the page shows, in its order
 * @param records the page's reviews and other statements
 */
export function shownAggregate(
  ratings: Anchor<ShownRating>[],
  records: Range[],
  outline: Outline,
  document: Document,
): AggregateFields | null {
  const heading = headingOf(outline)
  const inRecords = insideOf(records)
  const starts = records.map(({ start }) => ({ index: start })).sort((a, b) => a.index - b.index)
  const holdsRecord = (start: number, end: number) =>
    lowerBound(starts, end) > lowerBound(starts, start)
  const claimsOf = (anchors: Anchor<ShownRating>[]) =>
    anchors
      .filter(
        ({ index }) =>
          !inRecords(index) && !isOfOther(index, ratings, heading?.index ?? -1, outline),
      )
      .map((anchor) => claimOf(anchor, heading?.index ?? -1, { ratings, holdsRecord, outline }))
      .filter((claim) => claim !== null)
  const named = claimsOf(ratings)
  const first = Math.min(...records.map(({ start }) => start))
  const bare = named.length > 0 || records.length < MIN_RECORDS ? [] : bareMeans(outline, first)
  const claims = [...named, ...claimsOf(bare).filter(({ count }) => count !== null)]
  const votes = new Map<string, number>()
  for (const { rating, worth } of claims) {
    votes.set(rating.value, (votes.get(rating.value) ?? 0) + worth)
  }
  const [best] = claims.toSorted(
    (a, b) =>
      b.worth +
      0.5 * (votes.get(b.rating.value) ?? 0) -
      a.worth -
      0.5 * (votes.get(a.rating.value) ?? 0),
  )
  if (best === undefined) return null
  const alike = claims.filter(({ rating }) => rating.value === best.rating.value)
  const exact = exactBeside(best, outline)
  const counts = alike.flatMap(({ count }) => count ?? [])
  const isSure = counts.length > 0 || best.worth >= MIN_WORTH
  if (!isSure || Number(best.rating.value.replace(',', '.')) === 0) return null
  return fieldsOf(exact ?? best.rating, counts, heading?.name ?? null, document)
}

const DRAWN = /^(?:icons|width|class)$/
const HALF_STAR = 0.5

/** The figure beside drawn stars, which show it in halves. */
function exactBeside({ index, rating }: Claim, { elements, parents }: Outline): ShownRating | null {
  if (!DRAWN.test(rating.at)) return null
  const parent = parents[parents[index] ?? -1] ?? -1
  for (const around of [parents[index] ?? -1, parent]) {
    for (const node of elements[around]?.children ?? []) {
      const line = isElement(node) ? shortLineOf(node, 6) : null
      if (line === null || !/^\d[.,]\d{1,2}$/.test(line)) continue
      const isNear = Math.abs(Number(line.replace(',', '.')) - Number(rating.value)) <= HALF_STAR
      if (isNear) return { ...rating, value: line, at: 'text' }
    }
  }
  return null
}

function fieldsOf(
  rating: ShownRating,
  counts: { field: 'ratingCount' | 'reviewCount'; value: string }[],
  name: string | null,
  { canonicalUrl }: Document,
): AggregateFields {
  const fields: AggregateFields = {
    'rating.value': { value: rating.value, at: `shown ${rating.at}` },
  }
  if (rating.best !== undefined) fields['rating.best'] = { value: rating.best, at: 'shown scale' }
  for (const { field, value } of counts) fields[field] ??= { value, at: 'shown count' }
  if (name !== null) fields['product.name'] = { value: name, at: 'h1' }
  if (canonicalUrl !== null)
    fields['product.url'] = { value: canonicalUrl, at: 'canonical address' }
  return fields
}

function headingOf({ elements }: Outline): { index: number; name: string } | null {
  const index = elements.findIndex(({ name }) => name === 'h1')
  const element = elements[index]
  const name = element === undefined ? null : lineOf(element)
  return name === null ? null : { index, name }
}

function insideOf(records: Range[]): (index: number) => boolean {
  const sorted = records.toSorted((a, b) => a.start - b.start)
  const ends: number[] = []
  let end = 0
  for (const range of sorted) {
    end = Math.max(end, range.end)
    ends.push(end)
  }
  return (index) => {
    const last = lastAtOrBefore(sorted, index)
    return last >= 0 && index < (ends[last] ?? 0)
  }
}

/** In a list of things that are rated as well, or in a part of the page that is named after others. */
function isOfOther(
  index: number,
  ratings: Anchor<ShownRating>[],
  heading: number,
  outline: Outline,
): boolean {
  const { parents, ends, elements } = outline
  let depth = 0
  for (let i = index; i >= 0 && depth < 14; i = parents[i] ?? -1, depth++) {
    const element = elements[i]
    const parent = parents[i] ?? -1
    if (element === undefined || (heading >= i && heading < (ends[i] ?? i))) return false
    if (element.name === 'body') return false
    if (depth > 0 && OTHERS.test(namesOf(element)) && !/review|rating/.test(namesOf(element)))
      return true
    if (parent < 0) return false
    if (depth > 0 && ratedSiblings(i, ratings, outline) >= 2) return true
  }
  return false
}

function countIn(ratings: Anchor<ShownRating>[], start: number, end: number): number {
  return lowerBound(ratings, end) - lowerBound(ratings, start)
}

const MAX_SIBLINGS = 12

/** How many neighbours of the same shape show a rating and lead somewhere. */
function ratedSiblings(index: number, ratings: Anchor<ShownRating>[], outline: Outline): number {
  const { elements, ends, indexOf, linkedInk } = outline
  const element = elements[index]
  if (element === undefined) return 0
  const shape = shapeOf(element)
  let count = 0
  let seen = 0
  for (const direction of ['prev', 'next'] as const) {
    let near = element[direction]
    for (let n = 0; near !== null && n < MAX_SIBLINGS; near = near[direction], n++) {
      const other = indexOf.get(near as typeof element)
      if (other === undefined || ++seen > MAX_SIBLINGS) continue
      const one = elements[other]
      if (one === undefined || shapeOf(one) !== shape) continue
      const end = ends[other] ?? other
      const isRated = countIn(ratings, other, end) > 0
      if (isRated && sumOver(linkedInk, other, end) > 5) count += 1
    }
  }
  return count
}

/** A rating with the number of ratings beside it. */
function claimOf(
  { index, value: rating }: Anchor<ShownRating>,
  heading: number,
  shown: Shown,
): Claim | null {
  const { ratings, holdsRecord, outline } = shown
  const { parents, ends, elements, ink } = outline
  let names = ''
  let count: Claim['count'] = null
  let isNone = false
  let outer = index
  for (
    let i = index, n = 0;
    i >= 0 && n < MAX_AROUND && count === null;
    i = parents[i] ?? -1, n++
  ) {
    const element = elements[i]
    const end = ends[i] ?? i
    if (element === undefined || sumOver(ink, i, end) > MAX_INK) break
    // Beside several ratings a number is one of a histogram, in a record it counts something else.
    if (countIn(ratings, i, end) > 3 || holdsRecord(i, end)) break
    names += ` ${namesOf(element)}`
    const line = spacedLineOf(element)
    count = countBeside(line, rating)
    if (count === null && NONE.test(line)) isNone = true
    outer = i
  }
  count ??= countNear(outer, rating, shown)
  // Around the stars and their number may stand more, like the filters of a histogram.
  const own = elements[index]
  if (own !== undefined && MEAN.test(lineOf(own) ?? '')) {
    count ??= countNear(aloneIn(index, outline), rating, shown)
  }
  if (isNone || (count !== null && (parseCount(count.value) ?? 0) === 0)) return null
  const isNear = heading >= 0 && index > heading && index - heading < 250
  const worth =
    1 +
    (count === null ? 0 : 1) +
    (OVERALL.test(names) ? 1 : 0) +
    (isNear ? 0.6 : 0) +
    (rating.best === undefined ? 0 : 0.3)
  return count === null && rating.best === undefined && !OVERALL.test(names)
    ? null
    : { index, rating, count, worth }
}

/** The outermost element that holds nothing but one. */
function aloneIn(index: number, { parents, ends, ink }: Outline): number {
  const size = sumOver(ink, index, ends[index] ?? index)
  let at = index
  for (let up = parents[at] ?? -1; up >= 0; up = parents[up] ?? -1) {
    if (sumOver(ink, up, ends[up] ?? up) !== size) break
    at = up
  }
  return at
}

const MAX_NEAR = 60

/** The number of ratings in the neighbours of what shows the stars. */
function countNear(
  index: number,
  rating: ShownRating,
  { outline, holdsRecord }: Shown,
): Claim['count'] {
  const { elements, indexOf, ink, ends } = outline
  const element = elements[index]
  if (element === undefined) return null
  for (const direction of ['next', 'prev'] as const) {
    let near = element[direction]
    for (let n = 0; near !== null && n < 3; near = near[direction], n++) {
      const other = indexOf.get(near as MarkupElement)
      if (other === undefined) continue
      const end = ends[other] ?? other
      const isShort = sumOver(ink, other, end) <= MAX_NEAR && !holdsRecord(other, end)
      const count = isShort ? countBeside(spacedLineOf(near as MarkupElement), rating) : null
      if (count !== null) return count
      break
    }
  }
  return null
}

const NONE =
  /no (?:reviews|ratings)|be the first|noch keine|keine bewertung|aucun avis|sin opiniones|nessuna recensione|brak opinii|sem avaliaç|nog geen/i

function countBeside(line: string, { value, best }: ShownRating): Claim['count'] {
  // The rating itself is no count of anything.
  const scale = best ?? '(?:5|6|10|20|100)'
  const rest = line.replaceAll(
    new RegExp(
      `(?<![\\d.,])${literally(value)}\\s?(?:\\/|out of|of|von|sur|de|su|van|z|na)\\s?${best === undefined ? scale : literally(best)}(?![\\d.,])`,
      'giu',
    ),
    ' ',
  )
  // Several are those of filters: "5 stars (12)", "with pictures (3)".
  if ((rest.match(ALL_BRACKETED) ?? []).length > MAX_BRACKETED) return null
  const [, before, ratings] = COUNT.exec(rest) ?? []
  if (before !== undefined) {
    return { field: ratings === undefined ? 'reviewCount' : 'ratingCount', value: before.trim() }
  }
  const behind = COUNT_BEHIND.exec(rest)
  const number = behind?.[3] ?? behind?.[4]
  if (behind !== null && number !== undefined) {
    return {
      field: behind[1] === undefined ? 'reviewCount' : 'ratingCount',
      value: number.trim(),
    }
  }
  const [counted] = findCounts(rest)
  if (counted !== undefined) {
    const field = counted.of === 'ratings' ? 'ratingCount' : 'reviewCount'
    return { field, value: String(counted.count) }
  }
  const bracketed = BRACKETED.exec(rest)?.[1]
  return bracketed === undefined ? null : { field: 'ratingCount', value: bracketed.trim() }
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
