import { isElement, type MarkupElement, type MarkupNode } from '../markup.ts'

const SILENT = new Set(
  'script style template noscript head title meta link button select textarea input svg iframe object audio video canvas'.split(
    ' ',
  ),
)
/** Their markup tells lines and paragraphs apart. */
const KEPT = new Set(
  'p br ul ol li blockquote pre table tr td th div section article h1 h2 h3 h4 h5 h6 dl dt dd hr figure figcaption'.split(
    ' ',
  ),
)
/** Beyond this it is no statement by one author. */
const MAX_CHARACTERS = 200_000

/**
 * The markup of nodes without attributes, labels and what is left out, lines and paragraphs kept. Null when no word
 * is left.
 */
export function wordsMarkup(
  nodes: readonly MarkupNode[],
  isLeftOut: (element: MarkupElement) => boolean,
  isLabel: (text: string, around: MarkupElement | null) => boolean = () => false,
): string | null {
  const parts: string[] = []
  let ink = 0
  const waiting: (MarkupNode | string)[] = nodes.toReversed()
  for (
    let next = waiting.pop();
    next !== undefined && ink <= MAX_CHARACTERS;
    next = waiting.pop()
  ) {
    if (typeof next === 'string') parts.push(next)
    else if (!isElement(next)) {
      if (!('data' in next) || next.type !== 'text') continue
      const { parent } = next
      if (isLabel(next.data, parent !== null && isElement(parent) ? parent : null)) continue
      ink += next.data.trim().length
      parts.push(escaped(next.data))
    } else if (!SILENT.has(next.name) && !isLeftOut(next)) {
      const isKept = KEPT.has(next.name)
      if (isKept) parts.push(`<${next.name}>`)
      if (isKept && next.name !== 'br' && next.name !== 'hr') waiting.push(`</${next.name}>`)
      for (let i = next.children.length - 1; i >= 0; i--) {
        const child = next.children[i]
        if (child !== undefined) waiting.push(child)
      }
    }
  }
  return ink === 0 ? null : parts.join('').trim()
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
