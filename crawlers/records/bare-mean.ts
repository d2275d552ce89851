import { ownText } from '../markup.ts'
import type { ShownRating } from '../written/shown-rating.ts'
import type { Anchor } from './anchors.ts'
import { placeOf } from './element-shape.ts'
import { type Outline, sumOver } from './outline.ts'

/** `3.40`, `4,7`: with a decimal, or it is a count or a page. */
const MEAN = /^\s*([0-9]|10)[.,]\d{1,2}\s*$/
const MAX_INK = 5
const MAX_MEANS = 20

/**
 * Figures that may be the mean of all ratings though nothing names them so: alone in an element, above the page's
 * first record. Only a number of ratings right beside one says that it is.
 * @param before index of the first record
 */
export function bareMeans(outline: Outline, before: number): Anchor<ShownRating>[] {
  const { elements, ink, ends } = outline
  const means: Anchor<ShownRating>[] = []
  for (let index = 0; index < before && means.length < MAX_MEANS; index++) {
    const size = sumOver(ink, index, ends[index] ?? index)
    const element = elements[index]
    if (element === undefined || size < 2 || size > MAX_INK) continue
    const value = ownText(element)
    if (MEAN.test(value)) {
      means.push({ index, key: placeOf(element), value: { value: value.trim(), at: 'text' } })
    }
  }
  return means
}
