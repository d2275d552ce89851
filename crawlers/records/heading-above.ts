import { lineOf } from '../find-elements.ts'
import { type Outline, sumOver } from './outline.ts'

const MAX_BEFORE = 400
const MAX_HEADING = 80
const MAX_ROW = 160

/**
 * The words, in lower case without accents, that stand over a list: the heading nearest above it, or the head row of its table. Empty where
 * there is none near.
 * @param start index of the list's first record
 */
export function headingAbove(start: number, { elements, ink, ends, parents }: Outline): string {
  for (let i = start - 1; i >= Math.max(0, start - MAX_BEFORE); i--) {
    const element = elements[i]
    if (element === undefined) continue
    const isHeading = /^(?:h[1-6]|caption|legend|summary)$/.test(element.name)
    const isRow = element.name === 'th' && elements[parents[start] ?? -1]?.name !== 'ul'
    if (!isHeading && !isRow) continue
    const at = isRow ? (parents[i] ?? i) : i
    const size = sumOver(ink, at, ends[at] ?? at)
    // An empty heading, or a row in which the records stand, says nothing of them.
    if (size === 0 || size > (isRow ? MAX_ROW : MAX_HEADING) || (ends[at] ?? at) > start) continue
    const line = lineOf(elements[at] ?? element) ?? ''
    return line.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  }
  return ''
}
