import { elementAround } from '../page-blocks.ts'
import type { PlacedText } from '../thing.ts'
import type { Outline } from './outline.ts'
import type { PageRecord } from './record.ts'
import { labelBefore } from './worths.ts'

/** A rating of one aspect, with the words beside it. */
export type Aspect = Record<'name' | 'value', PlacedText> & { best?: PlacedText }

/** Places where a record has several ratings: of its aspects, one of which is no rating of the whole. */
export function aspectPlaces(records: PageRecord[]): Set<string> {
  const counts = new Map<string, number>()
  for (const { ratings } of records) {
    for (const { key } of ratings) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return new Set(
    [...counts].filter(([, count]) => count > 1.3 * records.length).map(([key]) => key),
  )
}

/** The ratings of a record's aspects that have a name beside them. */
export function aspectsOf(
  { ratings }: PageRecord,
  places: Set<string>,
  { elements }: Outline,
): Aspect[] {
  return ratings.flatMap(({ index, key, value }) => {
    const element = elements[index]
    if (!places.has(key) || element === undefined) return []
    const name = labelBefore(element) || labelBefore(elementAround(element) ?? element)
    if (!/^\p{L}[^.!?]{1,40}$/u.test(name)) return []
    return [
      {
        name: { value: name.replace(/\s*:$/, ''), at: 'shown aspect' },
        value: { value: value.value, at: `shown ${value.at}` },
        ...(value.best !== undefined && { best: { value: value.best, at: 'shown scale' } }),
      },
    ]
  })
}
