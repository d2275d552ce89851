import type { MarkupElement } from '../markup.ts'
import type { ShownRating } from '../written/shown-rating.ts'
import type { Anchor, Anchors } from './anchors.ts'
import type { Group } from './judge.ts'
import type { Outline } from './outline.ts'
import { lowerBound, nestedIn, partsOf, type Range } from './ranges.ts'
import type { ShownAuthor } from './shown-author.ts'
import type { ShownDate } from './shown-date.ts'

/** A record with what is its own: not that of records inside of it. */
export interface PageRecord {
  range: Range
  /** The element that it is or begins with. */
  element: MarkupElement
  /** Indices of its own elements, in order. */
  own: number[]
  dates: Anchor<ShownDate>[]
  authors: Anchor<ShownAuthor>[]
  ratings: Anchor<ShownRating>[]
}

/** The records of each group, in the page's order. */
export function recordsOf(groups: Group[], outline: Outline, anchors: Anchors): PageRecord[][] {
  const all = groups
    .flatMap(({ records }) => records)
    .sort((a, b) => a.start - b.start || b.end - a.end)
  return groups.map((group) => recordsOfGroup(group, all, outline, anchors))
}

function recordsOfGroup(
  group: Group,
  all: Range[],
  outline: Outline,
  anchors: Anchors,
): PageRecord[] {
  return group.records
    .toSorted((a, b) => a.start - b.start)
    .flatMap((range) => {
      const element = outline.elements[range.start]
      if (element === undefined) return []
      const parts = partsOf(range, nestedIn(range, all))
      return [
        {
          range,
          element,
          own: parts.flatMap(({ start, end }) =>
            Array.from({ length: end - start }, (_, i) => start + i),
          ),
          dates: inParts(anchors.dates, parts),
          authors: inParts(anchors.authors, parts),
          ratings: inParts(anchors.ratings, parts),
        },
      ]
    })
}

function inParts<T>(anchors: Anchor<T>[], parts: Range[]): Anchor<T>[] {
  return parts.flatMap(({ start, end }) => {
    const list: Anchor<T>[] = []
    for (let i = lowerBound(anchors, start); i < anchors.length; i++) {
      const anchor = anchors[i]
      if (anchor === undefined || anchor.index >= end) break
      list.push(anchor)
    }
    return list
  })
}
