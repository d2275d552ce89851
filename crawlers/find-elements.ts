import type { Document } from './document.ts'
import { elementsBelow, isElement, type MarkupElement, type MarkupRoot, textOf } from './markup.ts'
import { onOneLine } from './plain-words.ts'
import { linesOf } from './text-lines.ts'

/** Beyond this it is no statement by one author, and copying it would cost. */
const MAX_ELEMENTS = 20_000

/** Whether an element bears one of these classes. */
export function hasClass({ attribs }: MarkupElement, ...names: string[]): boolean {
  const own = attribs['class']
  if (own === undefined) return false
  const classes = own.split(/\s+/)
  return names.some((name) => classes.includes(name))
}

/** The first element below one, in document order, that `isIt`; null when there is none. */
export function firstBelow(
  root: MarkupRoot | MarkupElement,
  isIt: (element: MarkupElement) => boolean,
): MarkupElement | null {
  for (const element of elementsBelow(root)) if (isIt(element)) return element
  return null
}

/** The first element below one that bears one of these classes; null when there is none. */
export function firstOfClass(
  root: MarkupRoot | MarkupElement,
  ...names: string[]
): MarkupElement | null {
  return firstBelow(root, (element) => hasClass(element, ...names))
}

/** As much markup as a short text may come in. */
const MAX_SHORT_ELEMENTS = 200

/**
 * The text of an element on one line; null when it has none or more than `maxLength` characters, which is found out
 * without reading on.
 */
export function shortLineOf(element: MarkupElement, maxLength: number): string | null {
  let elements = 0
  let written = 0
  for (const one of elementsBelow(element)) {
    if (++elements > MAX_SHORT_ELEMENTS) return null
    written += inkOf(one)
    if (written > maxLength) return null
  }
  if (written + inkOf(element) > maxLength) return null
  const line = lineOf(element)
  return line !== null && line.length <= maxLength ? line : null
}

/** Characters that are no space, in the element itself; scripts and styles have none that show. */
function inkOf({ name, children }: MarkupElement): number {
  if (name === 'script' || name === 'style') return 0
  let ink = 0
  for (const node of children) {
    if ('data' in node && node.type === 'text') ink += node.data.replace(/\s+/g, '').length
  }
  return ink
}

/** The text of an element on one line, a space between its lines and cells; null when it has none. */
export function lineOf(element: MarkupElement | null): string | null {
  if (element === null) return null
  // Most hold nothing but text.
  const isText = element.children.every((node) => !isElement(node))
  const text = isText ? textOf(element) : linesOf(element).join(' ')
  const line = onOneLine(text)
  return line === '' ? null : line
}

/** The first of an element's lines that holds a word; null when it has none. */
export function firstLineOf(element: MarkupElement): string | null {
  return (
    linesOf(element)
      .map(onOneLine)
      .find((line) => /[\p{L}\p{N}]/u.test(line)) ?? null
  )
}

/**
 * The markup inside an element without the parts that `isDropped` (quotes of others, signatures). Null when no
 * text is left, or when there is too much for one statement.
 */
export function markupWithout(
  { $ }: Pick<Document, '$'>,
  element: MarkupElement,
  isDropped: (element: MarkupElement) => boolean,
): string | null {
  if (isHuge(element)) return null
  const copy = $(element).clone()
  const [inner] = copy.get()
  if (inner === undefined) return null
  const dropped: MarkupElement[] = []
  // Nothing inside of what is dropped need be looked at.
  for (const one of elementsBelow(inner, (around) => dropped.at(-1) !== around)) {
    if (isDropped(one)) dropped.push(one)
  }
  $(dropped).remove()
  return textOf(inner).trim() === '' ? null : (copy.html() ?? '').trim()
}

function isHuge(element: MarkupElement): boolean {
  let count = 0
  for (const _ of elementsBelow(element)) if (++count > MAX_ELEMENTS) return true
  return false
}
