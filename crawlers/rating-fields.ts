import { ratingFields } from './statement-fields.ts'
import { isThing, type PlacedText, type Thing, textOfThing, thingsOf } from './thing.ts'

export type AggregateFields = Partial<
  Record<
    | 'rating.value'
    | 'rating.best'
    | 'rating.worst'
    | 'ratingCount'
    | 'reviewCount'
    | `count.${1 | 2 | 3 | 4 | 5}`,
    PlacedText
  >
>

/** Names under which sites state how often each star was given; schema.org has none. */
const HISTOGRAMS = ['ratingDistribution', 'ratingHistogram', 'histogram', 'ratingBreakdown']
const STARS = [1, 2, 3, 4, 5] as const

/** What an AggregateRating states; null when it states neither a value nor a count. */
export function aggregateFields(rating: Thing): AggregateFields | null {
  const fields: AggregateFields = { ...ratingFields(rating) }
  const ratingCount = textOfThing(rating, 'ratingCount', 'count', 'votes')
  const reviewCount = textOfThing(rating, 'reviewCount')
  if (ratingCount !== null) fields.ratingCount = ratingCount
  if (reviewCount !== null) fields.reviewCount = reviewCount
  if (Object.keys(fields).length === 0) return null
  const best = Number(fields['rating.best']?.value ?? 5)
  return best === 5 ? { ...fields, ...histogramOf(rating) } : fields
}

/** Either one thing with a property for each star, or a list of ratings with their counts. */
function histogramOf(rating: Thing): AggregateFields {
  const fields: AggregateFields = {}
  for (const one of thingsOf(rating, ...HISTOGRAMS).filter(isThing)) {
    const stars = Number(textOfThing(one, 'ratingValue', 'stars')?.value)
    for (const star of STARS) {
      const count =
        stars === star
          ? textOfThing(one, 'ratingCount', 'reviewCount', 'count')
          : textOfThing(one, String(star))
      if (count !== null) fields[`count.${star}`] = count
    }
  }
  return fields
}
