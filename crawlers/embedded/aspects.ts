import type { PlacedText } from '../thing.ts'
import { numberIn, ratingIn, ratingOf } from './rating-value.ts'
import { type DataRecord, nested, valuesNamed, valuesOf } from './record.ts'

export interface AspectValue {
  name: PlacedText
  value: PlacedText
  best: PlacedText | null
}

const MAX_ASPECTS = 30
const NAMES = ['label', 'ratinglabel', 'name', 'title', 'displaylabel', 'category', 'aspect', 'key']

/** Ratings of single aspects: `{"Comfort": 4}`, `{"Comfort": {"Value": 4}}`, `[{"label": "Comfort", "rating": 4}]`. */
export function aspectsOf(record: DataRecord): AspectValue[] {
  const [list] = valuesOf(record, 'aspects')
  if (list === undefined || typeof list.value !== 'object' || list.value === null) return []
  return Object.entries(list.value)
    .slice(0, MAX_ASPECTS)
    .flatMap(([key, value]: [string, unknown]) => {
      const at = `${list.at}.${key}`
      const inner = nested(value, at, record)
      const rating = inner === null ? null : (ratingOf(inner) ?? ratingIn(value, at, record))
      const plain = numberIn(value, at)
      const found = rating ?? (plain === null ? null : { value: plain, best: null })
      const [label] =
        inner === null
          ? []
          : valuesNamed(inner, NAMES).filter((one) => typeof one.value === 'string')
      const name =
        typeof label?.value === 'string' ? { value: label.value, at: label.at } : { value: key, at }
      if (found === null || /^\d+$/.test(name.value)) return []
      return [{ name, value: found.value, best: found.best }]
    })
}
