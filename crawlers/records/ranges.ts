/** The elements `[start, end)` of an outline that one record takes. */
export interface Range {
  start: number
  end: number
}

/** The first of a sorted list at or behind an index. */
export function lowerBound(list: readonly { index: number }[], index: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.index ?? 0) < index) low = middle + 1
    else high = middle
  }
  return low
}

/** Of a sorted list, those inside of a range and not inside of each other. */
export function nestedIn(range: Range, sorted: Range[]): Range[] {
  const nested: Range[] = []
  for (let i = lastAtOrBefore(sorted, range.start) + 1; i < sorted.length; i++) {
    const one = sorted[i]
    if (one === undefined || one.start >= range.end) break
    if (one.start >= (nested.at(-1)?.end ?? 0) && one.end <= range.end) nested.push(one)
  }
  return nested
}

/** A range without its holes. */
export function partsOf(range: Range, holes: Range[]): Range[] {
  const parts: Range[] = []
  let start = range.start
  for (const hole of holes.toSorted((a, b) => a.start - b.start)) {
    if (hole.start < start || hole.end > range.end) continue
    if (hole.start > start) parts.push({ start, end: hole.start })
    start = hole.end
  }
  if (start < range.end) parts.push({ start, end: range.end })
  return parts
}

/** Index of the last of sorted ranges that begins at or before one; -1 when none does. */
export function lastAtOrBefore(sorted: Range[], start: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.start ?? 0) <= start) low = middle + 1
    else high = middle
  }
  return low - 1
}
