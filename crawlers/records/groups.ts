import type { Anchors } from './anchors.ts'
import { type Sums, sumsOf } from './holding.ts'
import { type Group, judge } from './judge.ts'
import { candidatesOf, runs, wholes } from './likeness.ts'
import type { Outline } from './outline.ts'
import { nestedIn } from './ranges.ts'
import { Taken } from './taken.ts'
import { widened } from './widened.ts'

/** As many ways of being alike are compared; more is no page that people read. */
const MAX_CANDIDATES = 40

/**
 * The groups of records on a page, the best first; of elements around each other those that hold one statement each.
 * A group is every way in which elements can be alike; its worth is what its records hold: each a date, an author, a
 * rating once, and words of its own. Takes time that grows with the page's size.
 */
export function groupsOf(outline: Outline, anchors: Anchors): Group[] {
  const sums = sumsOf(outline, anchors)
  const candidates = candidatesOf(outline, sums)
    .flatMap(([key, starts]) => [
      judge(key, wholes(starts, outline), outline, sums),
      judge(`${key} …`, runs(starts, outline), outline, sums, RUN_FACTOR),
    ])
    .filter((group) => group !== null)
    .sort((a, b) => b.score - a.score || tighter(a, b))
    .slice(0, MAX_CANDIDATES)
  return choose(candidates, outline, sums)
}

/** A statement spread over several neighbours is rarer than one in an element. */
const RUN_FACTOR = 0.8

/** Of records the outer element, which may bear the id; of one alone the inner, which holds nothing else. */
function tighter(a: Group, b: Group): number {
  return a.records.length === 1 ? size(a) - size(b) : size(b) - size(a)
}

function size({ records }: Group): number {
  return records.reduce((n, { start, end }) => n + end - start, 0)
}

/** From the best on, those that say something which no better one says. */
function choose(candidates: Group[], outline: Outline, sums: Sums): Group[] {
  const chosen: Group[] = []
  const taken = new Taken(outline, sums)
  for (const { key, records } of candidates) {
    const isRun = key.endsWith('…')
    const free = records.filter((range) => taken.isApart(range, isRun))
    if (free.length === 0 || (isRun && free.length < records.length)) continue
    const holes = free.flatMap((range) => nestedIn(range, taken.ranges))
    const group = judge(key, free, outline, sums, 1, holes)
    if (group === null || (isRun && holes.length > 0)) continue
    const whole = isRun
      ? group.records
      : widened(
          group.records,
          outline,
          (range) => taken.isApart(range, false) && nestedIn(range, taken.ranges).length === 0,
        )
    chosen.push({ ...group, records: whole })
    taken.add(whole, isRun)
  }
  return chosen
}
