import type { Item } from '../../schema/item.ts'
import type { MentionType } from '../../schema/mention.ts'
import { DESCRIBED_FIELDS, type DescribedField } from './fields.ts'
import { placeOf } from './place.ts'

/** How much of a field is known, and where it was read. */
export interface FieldShare {
  name: string
  /** The types of items that have it or should; an article beside reviews lacks no stars. */
  types: MentionType[]
  /** 0–1, of the items of those types. */
  share: number
  /** The most frequent first; without an adapter where it was worked out rather than read. */
  origins: { adapter: string | null; place: string }[]
}

/** Of each field that any item has, or that people expect of such items. */
export function fieldShares(items: readonly Item[]): FieldShare[] {
  if (items.length === 0) return []
  return DESCRIBED_FIELDS.flatMap((field) => {
    const filled = items.filter((item) => field.value(item) !== null)
    const types = [...new Set(items.map(({ type }) => type))].filter(
      (type) => field.isExpected(type) || filled.some((item) => item.type === type),
    )
    if (types.length === 0) return []
    const share = filled.length / items.filter(({ type }) => types.includes(type)).length
    return [{ name: field.name, types, share, origins: originsOf(filled, field) }]
  })
}

function originsOf(items: readonly Item[], { key }: DescribedField): FieldShare['origins'] {
  const counts = new Map<string, { adapter: string | null; place: string; count: number }>()
  for (const { provenance } of items) {
    const origin = placeOf(provenance[key] ?? '')
    const id = JSON.stringify([origin.adapter, origin.place])
    const known = counts.get(id)
    if (known) known.count++
    else counts.set(id, { ...origin, count: 1 })
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ adapter, place }) => ({ adapter, place }))
}
