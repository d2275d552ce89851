import { lineOf } from '../find-elements.ts'
import type { MarkupElement } from '../markup.ts'
import { namesOf, type Outline, sumOver } from './outline.ts'

/** An element with what is asked of it more than once. */
export interface SeenElement {
  element: MarkupElement
  /** Visible characters in it. */
  ink: number
  /** Of them in its own text, beside its parts. */
  ownInk: number
  /** Its text on one line, where that is short; null where it is long or there is none. */
  line: string | null
  /** What its makers call it. */
  names: string
}

/** Longer texts are no anchors. */
const MAX_INK = 100

/** Looks at the element of that index. */
export function seenElement(outline: Outline, element: MarkupElement, index: number): SeenElement {
  const ink = sumOver(outline.ink, index, outline.ends[index] ?? index)
  const ownInk = sumOver(outline.ink, index, index + 1)
  const line = ink > 0 && ink <= MAX_INK ? lineOf(element) : null
  return { element, ink, ownInk, line, names: namesOf(element) }
}
