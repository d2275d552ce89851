import type { MarkupElement, MarkupNode } from '../markup.ts'
import type { Outline } from './outline.ts'
import type { PageRecord } from './record.ts'
import type { RecordWords } from './words.ts'
import { wordsMarkup } from './words-markup.ts'

/** A record's words as markup, without its title; null where they are none. */
export function textOf(
  { range, element }: PageRecord,
  words: RecordWords | undefined,
  title: MarkupElement | undefined,
  outline: Outline,
): string | null {
  if (words === undefined) return null
  const isLeftOut = (one: MarkupElement) => one === title || words.isLeftOut(one)
  const isRun = words.element === element && (outline.ends[range.start] ?? 0) < range.end
  const nodes = isRun ? partsOfRun(range, outline) : words.element.children
  const markup = wordsMarkup(nodes, isLeftOut, words.isLabel)
  return markup !== null && isText(markup, words.isAtPlace) ? markup : null
}

const MIN_ELSEWHERE = 15

/** Beside the place of the words a few letters are what is left of labels. */
function isText(markup: string, isAtPlace: boolean): boolean {
  const ink = markup.replace(/<[^<>]{0,200}>/g, '').replace(/[\s\p{P}|]+/gu, '').length
  return ink >= (isAtPlace ? 1 : MIN_ELSEWHERE)
}

function partsOfRun(
  { start, end }: PageRecord['range'],
  { elements, ends }: Outline,
): MarkupNode[] {
  const nodes: MarkupNode[] = []
  for (let i = start; i < end; i = ends[i] ?? end) {
    const one = elements[i]
    if (one !== undefined) nodes.push(one)
  }
  return nodes
}
