import { elementsBelow, isElement, type MarkupElement, ownText } from '../markup.ts'

/** What is drawn of stars, before it is a rating: how many of how many. */
export interface Drawn {
  filled: number
  of: number
}

const GLYPHS = /^[★☆⭐✩✮\s]{1,40}$/u
const MAX_PARTS = 24

/** The share that `width: 60%` fills: of widths inside of each other the innermost. Null where there is none. */
export function filledShare(element: MarkupElement): number | null {
  let share = widthOf(element)
  let count = 0
  for (const one of elementsBelow(element)) {
    if (++count > MAX_PARTS) break
    share = widthOf(one) ?? share
  }
  return share
}

function widthOf({ attribs }: MarkupElement): number | null {
  const style = attribs['style']
  if (style === undefined) return null
  const width = /(?:^|[;\s])width\s?:\s?(\d{1,3}(?:\.\d{1,4})?)%/i.exec(style)?.[1]
  return width !== undefined && Number(width) <= 100 ? Number(width) : null
}

/** Parts in the order in which they are drawn, with how each looks and how many stars it is. */
export interface Part {
  look: string
  stars: number
}

/**
 * Of stars that are drawn in two ways, side by side, the first are the filled ones. Null where all look alike, where
 * the two are mixed, or where they are not five or ten.
 */
export function filledOf(parts: readonly Part[]): Drawn | null {
  const of = parts.reduce((sum, { stars }) => sum + stars, 0)
  if (of !== 5 && of !== 10) return null
  const [first] = parts
  const change = parts.findIndex(({ look }) => look !== first?.look)
  if (first === undefined || change < 0) return null
  const rest = parts.slice(change)
  if (rest.some(({ look }) => look !== rest[0]?.look)) return null
  return { filled: parts.slice(0, change).reduce((sum, { stars }) => sum + stars, 0), of }
}

/** The parts of an element that holds star glyphs in several elements and nothing else; null when it is none. */
export function glyphParts(element: MarkupElement): Part[] | null {
  const parts: Part[] = []
  let count = 0
  if (ownText(element).trim() !== '' || !element.children.some(isElement)) return null
  for (const one of elementsBelow(element)) {
    if (++count > MAX_PARTS) return null
    const own = ownText(one).trim()
    if (own === '') continue
    if (!GLYPHS.test(own)) return null
    const { attribs } = one
    const look = `${attribs['class'] ?? ''} ${attribs['style'] ?? ''} ${/[☆✩✮]/u.test(own) ? own : ''}`
    parts.push({ look, stars: [...own.replace(/\s/g, '')].length })
  }
  return parts.length > 1 ? parts : null
}
