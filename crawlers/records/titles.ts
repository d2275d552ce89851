import { lineOf } from '../find-elements.ts'
import { isElement, type MarkupElement, type MarkupNode } from '../markup.ts'
import { onOneLine } from '../plain-words.ts'
import { rememberedPattern } from '../remembered.ts'
import type { Anchor } from './anchors.ts'
import { placeOf } from './element-shape.ts'
import { namesOf, type Outline, sumOver } from './outline.ts'
import { lowerBound } from './ranges.ts'
import type { PageRecord } from './record.ts'
import type { ShownAuthor } from './shown-author.ts'

const TITLE = rememberedPattern(
  /(?:^|[^a-z])(?:[a-z]*title|headline|subject|summary|heading|titulo|titre|titel|tytul)(?![a-z])/,
)
const NO_TITLE = rememberedPattern(
  /user|member|author|rank|custom|profile|badge|product|item-?title|avatar|list-title|group-title/,
)

/** What looks like a heading, in frameworks that tell looks and outline apart. */
const HEADING_CLASS = /(?:^|\s)h[1-6](?:\s|$)/

const MAX_MARKS = 20

interface Title {
  value: string
  worth: number
}

/** What a record may be titled: headings, and what is named a title, outside of its date and name. */
export function titlesIn(
  record: PageRecord,
  author: Anchor<ShownAuthor> | undefined,
  outline: Outline,
): Anchor<Title>[] {
  const { elements, ink, ends } = outline
  const marked = new Set([...record.dates, ...record.authors].map(({ index }) => index))
  if (author !== undefined) marked.add(author.index)
  // Titles stand at the beginning, beside the first of them.
  const marks = [...marked].slice(0, MAX_MARKS)
  return record.own.flatMap((index) => {
    const element = elements[index]
    if (element === undefined || index === record.range.start || marked.has(index)) return []
    const size = sumOver(ink, index, ends[index] ?? index)
    if (size < 2 || size > 180) return []
    const names = namesOf(element)
    const isNamed = TITLE.test(names) && !NO_TITLE.test(names)
    const isHeading =
      /^h[1-6]$/.test(element.name) || HEADING_CLASS.test(element.attribs['class'] ?? '')
    if (!isNamed && !isHeading) return []
    const end = ends[index] ?? index
    const holds = marks.some((one) => one > index && one < end)
    const value = holdsRating(record, index, end)
      ? withoutRatings(element, record, outline)
      : lineOf(element)
    if (value === null || value === '' || holds || /^\d+$|^#\d/.test(value)) return []
    return [{ index, key: placeOf(element), value: { value, worth: isNamed ? 2 : 1.5 } }]
  })
}

function holdsRating({ ratings }: PageRecord, start: number, end: number): boolean {
  const first = ratings[lowerBound(ratings, start + 1)]
  return first !== undefined && first.index < end
}

/** The words of a title that the stars stand in, too. */
function withoutRatings(
  element: MarkupElement,
  { ratings }: PageRecord,
  { elements }: Outline,
): string {
  const stars = new Set(ratings.slice(0, MAX_MARKS).map(({ index }) => elements[index]))
  const parts: string[] = []
  const waiting: MarkupNode[] = [element]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('data' in node && node.type === 'text') parts.push(node.data)
    if (isElement(node) && !stars.has(node)) waiting.push(...node.children.toReversed())
  }
  return onOneLine(parts.join(''))
}
