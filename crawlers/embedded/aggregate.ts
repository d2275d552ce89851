import type { RawAggregateFieldName } from '../../schema/raw-item.ts'
import type { PlacedText } from '../thing.ts'
import { numberIn, ratingIn } from './rating-value.ts'
import { type DataRecord, hasAny, isObject, nested, valuesNamed } from './record.ts'

export type AggregateFields = Partial<Record<RawAggregateFieldName, PlacedText>>

/** What says that it is a mean by its name. */
const MEANS = [
  'averagerating',
  'avgrating',
  'ratingaverage',
  'ratingavg',
  'averagescore',
  'avgscore',
  'averageoverallrating',
  'averagestars',
  'averagestarrating',
  'ratingvalue',
  'meanrating',
  'reviewaverage',
  'averagereview',
  'averagereviewscore',
  'averageratings',
  'overallrating',
  'starrating',
  'reviewrating',
  'reviewscore',
  'ratingscore',
  'productscore',
  'bottomlinescore',
]
/** What is a mean where a count stands beside it. */
const VALUES = ['rating', 'average', 'score', 'stars', 'value', 'avg', 'mean', 'averagevalue']
const MEAN_NAMES = new Set([...MEANS, ...VALUES])
const REVIEW_COUNTS = [
  'reviewcount',
  'reviewscount',
  'numreviews',
  'numberofreviews',
  'totalreviews',
  'totalreviewcount',
  'totalreviewscount',
  'reviewtotal',
  'reviewstotal',
  'totalreview',
  'reviewnumber',
  'reviewsnumber',
  'nbreviews',
  'countreviews',
  'numofreviews',
  'userreviewcount',
  'reviewsquantity',
]
const RATING_COUNTS = [
  'ratingcount',
  'ratingscount',
  'numratings',
  'numberofratings',
  'totalratings',
  'totalratingcount',
  'totalratingscount',
  'nbratings',
  'ratingstotal',
  'countratings',
  'numofratings',
  'votescount',
  'numvotes',
  'userratingcount',
  'ratingquantity',
]
const BARE_COUNTS = [
  'count',
  'total',
  'totalcount',
  'votes',
  'quantity',
  'number',
  'totalresults',
  'num',
]
const BEST = [
  'bestrating',
  'maxrating',
  'ratingmax',
  'ratingrange',
  'overallratingrange',
  'ratingscale',
  'maxscore',
  'scale',
  'outof',
  'max',
  'best',
]
const HISTOGRAMS = [
  'ratingdistribution',
  'ratingsdistribution',
  'ratinghistogram',
  'histogram',
  'distribution',
  'ratingbreakdown',
  'breakdown',
  'starcounts',
  'countbyrating',
  'ratingcounts',
  'stardistribution',
  'starsdistribution',
  'scorecounts',
  'ratingscounts',
  'stardistributions',
  'ratingstats',
  'ratings',
  'countperrating',
  'ratingcountlist',
  'reviewhistogram',
]
export const HISTOGRAM_NAMES: ReadonlySet<string> = new Set(HISTOGRAMS)
const STARS = [1, 2, 3, 4, 5] as const
const NUMBERS = ['one', 'two', 'three', 'four', 'five'] as const

/**
 * What a record says of the ratings of something as a whole: a mean and a count side by side (schema.org's AggregateRating in the
 * names of applications). Null where one of them is missing.
 * @param isOfRatings the record itself is called after ratings (`reviewSummary`), so that plain names will do
 */
export function aggregateIn(record: DataRecord, isOfRatings: boolean): AggregateFields | null {
  if (!hasAny(record, MEAN_NAMES)) return null
  const mean = meanOf(record, isOfRatings)
  const reviewCount = countOf(record, REVIEW_COUNTS)
  const ratingCount =
    countOf(record, RATING_COUNTS) ??
    mean?.count ??
    (isOfRatings && reviewCount === null ? countOf(record, BARE_COUNTS) : null)
  if (mean === null || (reviewCount === null && ratingCount === null)) return null
  if (reviewCount?.value === '0' || ratingCount?.value === '0') return null
  const best = mean.best ?? numberNamed(record, BEST)
  // Beyond five stars a mean says nothing without its scale.
  if (best === null && Number(mean.value.value.replace(',', '.')) > 5) return null
  const fields: AggregateFields = { 'rating.value': mean.value }
  if (best !== null) fields['rating.best'] = best
  if (ratingCount !== null) fields.ratingCount = ratingCount
  if (reviewCount !== null) fields.reviewCount = reviewCount
  const isOfFive = best === null || Number(best.value) === 5
  return isOfFive ? { ...fields, ...histogramOf(record, [ratingCount, reviewCount]) } : fields
}

interface Mean {
  value: PlacedText
  best: PlacedText | null
  count: PlacedText | null
}

function meanOf(record: DataRecord, isOfRatings: boolean): Mean | null {
  for (const { value, at } of valuesNamed(record, [...MEANS, ...VALUES])) {
    const isPlain = VALUES.some((name) => at.toLowerCase().endsWith(`.${name}`))
    const own = numberIn(value, at)
    if (
      own !== null &&
      (!isPlain || isOfRatings || /rating|stars/i.test(at.slice(at.lastIndexOf('.'))))
    ) {
      return { value: own, best: null, count: null }
    }
    const inside = /rating|score|review/i.test(at.slice(at.lastIndexOf('.')))
      ? ratingIn(value, at, record)
      : null
    if (inside === null) continue
    const inner = nested(value, at, record)
    const count =
      inner === null ? null : (countOf(inner, RATING_COUNTS) ?? countOf(inner, BARE_COUNTS))
    return { value: inside.value, best: inside.best, count }
  }
  return null
}

function numberNamed(record: DataRecord, names: readonly string[]): PlacedText | null {
  for (const { value, at } of valuesNamed(record, names)) {
    const found = numberIn(value, at)
    if (found !== null) return found
  }
  return null
}

function countOf(record: DataRecord, names: readonly string[]): PlacedText | null {
  for (const { value, at } of valuesNamed(record, names)) {
    const found = countIn(value, at)
    if (found !== null) return found
  }
  return null
}

function countIn(value: unknown, at: string): PlacedText | null {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && value >= 0 ? { value: String(value), at } : null
  return typeof value === 'string' && /^\d{1,3}(?:[.,\s]?\d{3}){0,3}$|^\d{1,9}$/.test(value.trim())
    ? { value, at }
    : null
}

/** How often each star was given, where all five are known and add up to what is counted: shares of a hundred do not. */
function histogramOf(record: DataRecord, stated: (PlacedText | null)[]): AggregateFields {
  const found = [
    ...valuesNamed(record, HISTOGRAMS).map(({ value, at }) => countsIn(value, at)),
    countsBeside(record),
  ]
  const totals = stated.flatMap((count) =>
    count === null ? [] : [Number(count.value.replace(/\D/g, ''))],
  )
  for (const counts of found) {
    if (counts.length !== STARS.length) continue
    const sum = counts.reduce((all, { count }) => all + Number(count.value), 0)
    if (!totals.includes(sum)) continue
    return Object.fromEntries(counts.map(({ star, count }) => [`count.${star}`, count]))
  }
  return {}
}

interface StarCount {
  star: number
  count: PlacedText
}

/** `{"5": 10, "4": 2, …}`, `[{"stars": 5, "count": 10}, …]`, `[1, 0, 2, 5, 10]`. */
function countsIn(value: unknown, at: string): StarCount[] {
  const counts = new Map<number, PlacedText>()
  for (const [key, one] of entriesOf(value)) {
    const place = `${at}[${key}]`
    if (isObject(one)) {
      const star =
        numberUnder(one, [
          'rating',
          'stars',
          'star',
          'value',
          'ratingValue',
          'RatingValue',
          'score',
          'key',
          'name',
          'label',
          'starRating',
          'level',
        ]) ?? starOf(key)
      const count = numberUnder(one, [
        'count',
        'Count',
        'total',
        'ratingCount',
        'reviewCount',
        'votes',
        'doc_count',
        'quantity',
        'amount',
        'totalCount',
        'number',
      ])
      if (star !== null && count !== null && !counts.has(star))
        counts.set(star, { value: String(count), at: place })
    } else {
      const star = Array.isArray(value) ? null : starOf(key)
      const count = countIn(one, place)
      if (star !== null && count !== null) counts.set(star, count)
    }
  }
  return STARS.flatMap((star) => {
    const count = counts.get(star)
    return count === undefined ? [] : [{ star, count }]
  })
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value).slice(0, 12) : []
}

/** `5`, `star5`, `rating_5`, `5_stars`, `fiveStars`; null of other names. */
function starOf(key: string): number | null {
  const plain = key.toLowerCase().replace(/[^a-z\d]/g, '')
  const digit =
    /^(?:num|count|total)?(?:stars?|ratings?|reviews?|score|r|s)?([1-5])(?:stars?|ratings?|reviews?)?(?:count|total|num)?$/.exec(
      plain,
    )?.[1]
  if (digit !== undefined) return Number(digit)
  const word =
    /^(?:num|count|total)?(?:stars?|ratings?)?(one|two|three|four|five)(?:stars?|ratings?|reviews?)?(?:count|total)?$/.exec(
      plain,
    )?.[1]
  return word === undefined ? null : NUMBERS.indexOf(word as (typeof NUMBERS)[number]) + 1
}

function numberUnder(object: Record<string, unknown>, names: string[]): number | null {
  for (const name of names) {
    const value = object[name]
    const number =
      typeof value === 'string' ? Number(/^\d+(?=\D*$)/.exec(value)?.[0] ?? Number.NaN) : value
    if (typeof number === 'number' && Number.isInteger(number)) return number
  }
  return null
}

function countsBeside({ fields, at }: DataRecord): StarCount[] {
  const counts = new Map<number, PlacedText>()
  for (const { key, value } of fields.values()) {
    const star = /star|rating|count/i.test(key) ? starOf(key) : null
    const count = star === null ? null : countIn(value, `${at()}.${key}`)
    if (star !== null && count !== null) counts.set(star, count)
  }
  return STARS.flatMap((star) => {
    const count = counts.get(star)
    return count === undefined ? [] : [{ star, count }]
  })
}
