import { isElement, type MarkupElement, type MarkupNode } from './markup.ts'

/** Their text says nothing to a reader. */
const SILENT = new Set(['script', 'style', 'template', 'noscript'])
/** What begins a line, or a cell of its own. */
const PARTS = new Set(
  'address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)

/**
 * The text inside of an element, parted where a reader sees a new line or cell: at blocks, cells and `<br>`. White
 * space is left as it stands. Scripts and styles are left out. Without recursion.
 */
export function linesOf(element: MarkupElement): string[] {
  const lines = ['']
  const waiting: (MarkupNode | null)[] = element.children.toReversed()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === null) begin(lines)
    else if (!isElement(node)) {
      if ('data' in node && node.type === 'text') lines.push((lines.pop() ?? '') + node.data)
    } else if (!SILENT.has(node.name)) {
      const isPart = PARTS.has(node.name)
      if (isPart) {
        begin(lines)
        waiting.push(null)
      }
      for (let i = node.children.length - 1; i >= 0; i--) {
        const child = node.children[i]
        if (child !== undefined) waiting.push(child)
      }
    }
  }
  return lines
}

function begin(lines: string[]): void {
  if (lines.at(-1) !== '') lines.push('')
}
