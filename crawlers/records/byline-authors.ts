import { lineOf } from '../find-elements.ts'
import type { Anchor } from './anchors.ts'
import { placeOf } from './element-shape.ts'
import { areHandles, arePeople, looksLikeNames } from './name-like.ts'
import type { Outline } from './outline.ts'
import type { PageRecord } from './record.ts'
import type { ShownAuthor } from './shown-author.ts'
import type { ShownDate } from './shown-date.ts'

const MIN_RECORDS = 3
const MIN_SHARE = 0.7
const MAX_LINE = 160
/** What stands between a name and a date, and between them and all else. */
const BETWEEN = /\s*[|·•]\s*|\s[–—-]\s|,\s|\s\/\s/u

/** The parts of a line around its date, those before it from the date outwards. */
interface Byline {
  index: number
  key: string
  before: string[]
  after: string[]
}

type Place = Map<PageRecord, Anchor<ShownAuthor>>

/**
 * The names of records that stand on one line with their dates and in no element of their own: `Ann L. | 4 May 2026`,
 * `Ann L. - 4 May 2026 - bought here`. All lines are made alike, and what differs in them as names do is the name.
 * Empty where there are none.
 */
export function bylineAuthors(
  records: PageRecord[],
  dates: ReadonlyMap<PageRecord, Anchor<ShownDate>>,
  outline: Outline,
): Place {
  const lines = new Map<PageRecord, Byline>()
  for (const record of records) {
    const line = bylineOf(dates.get(record), outline)
    if (line !== null) lines.set(record, line)
  }
  if (records.length < MIN_RECORDS || lines.size < MIN_SHARE * records.length) return new Map()
  const places: [(line: Byline) => string | undefined, (values: string[]) => boolean][] = [
    [({ before }) => before.at(-1), arePeople],
    [({ before }) => before[0], arePeople],
    // Behind the date stand places and colours as often.
    [({ after }) => after[0], areHandles],
  ]
  for (const [partOf, isSure] of places) {
    const names = [...lines].flatMap(([record, line]): [PageRecord, Anchor<ShownAuthor>][] => {
      const value = partOf(line)
      if (value === undefined) return []
      const { index, key } = line
      return [[record, { index, key, value: { value, profile: null, at: 'byline', strength: 1 } }]]
    })
    const values = names.map(([, { value }]) => value.value)
    const isOfMost = values.length >= MIN_SHARE * records.length
    if (isOfMost && looksLikeNames(values) && isSure(values)) return new Map(names)
  }
  return new Map()
}

function bylineOf(
  anchor: Anchor<ShownDate> | undefined,
  { elements, parents }: Outline,
): Byline | null {
  if (anchor?.value.at !== 'text') return null
  // The date may have an element of its own on the line.
  for (const index of [anchor.index, parents[anchor.index] ?? -1]) {
    const element = elements[index]
    const line = element === undefined ? null : lineOf(element)
    if (element === undefined || line === null || line.length > MAX_LINE) return null
    const at = line.indexOf(anchor.value.date)
    if (at < 0) return null
    const before = partsOf(line.slice(0, at))
    const after = partsOf(line.slice(at + anchor.value.date.length))
    if (before.length + after.length > 0) return { index, key: placeOf(element), before, after }
  }
  return null
}

function partsOf(text: string): string[] {
  // Words that run into the date belong to it: "written on".
  if (!BETWEEN.test(` ${text} `)) return []
  return ` ${text} `
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
}
