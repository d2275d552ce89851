import type { Anchor } from './anchors.ts'
import type { PageRecord } from './record.ts'

/**
 * Of all that could be a field, what stands at the same place in the records: the place with the most worth, then,
 * for records without it, the next best. One record alone may mislead, all together hardly do.
 * @param worthOf how well an anchor is the field; 0 or less when it is not
 */
export function choosePlace<T>(
  records: PageRecord[],
  anchorsOf: (record: PageRecord) => Anchor<T>[],
  worthOf: (anchor: Anchor<T>, record: PageRecord) => number,
): Map<PageRecord, Anchor<T>> {
  const worth = new Map<string, number>()
  const first = new Map<PageRecord, Map<string, Anchor<T>>>()
  for (const record of records) {
    const places = new Map<string, Anchor<T>>()
    const bests = new Map<string, number>()
    for (const anchor of anchorsOf(record)) {
      const one = worthOf(anchor, record)
      // Of several at one place the first, unless a later one is it more surely.
      if (one <= (bests.get(anchor.key) ?? 0)) continue
      bests.set(anchor.key, one)
      places.set(anchor.key, anchor)
    }
    for (const [key, one] of bests) worth.set(key, (worth.get(key) ?? 0) + one)
    first.set(record, places)
  }
  const chosen = new Map<PageRecord, Anchor<T>>()
  for (const [record, places] of first) {
    let best: Anchor<T> | null = null
    for (const [key, anchor] of places) {
      if (best === null || (worth.get(key) ?? 0) > (worth.get(best.key) ?? 0)) best = anchor
    }
    if (best !== null) chosen.set(record, best)
  }
  return chosen
}
