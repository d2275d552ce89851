import { load } from 'cheerio/slim'

/** Beyond this nothing is a statement by one author; what is cut is lost on purpose, to bound work. */
const MAX_HTML_CHARACTERS = 400_000
const MAX_TEXT_CHARACTERS = 100_000
/** The parser's time grows with the square of how deep elements nest: 20,000 take half a second. */
const MAX_TAGS = 20_000

/** Elements whose text is not said to the reader. */
const SILENT = new Set(
  'script style template noscript iframe object svg math head title select'.split(' '),
)
/** Elements that stand apart from their neighbours by an empty line, and those on a line of their own. */
const PARAGRAPHS = new Set('p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl table figure hr'.split(' '))
const LINES = new Set(
  (
    'div li tr dt dd section article header footer main aside nav address form fieldset details ' +
    'summary figcaption caption option'
  ).split(' '),
)
/** Cells stand apart by a space. */
const CELLS = new Set(['td', 'th'])

/** What a tree walk needs of cheerio's nodes (their types are domhandler's, which is not ours to import). */
interface Node {
  type: string
  name?: string
  data?: string
  attribs?: Record<string, string>
  children?: Node[]
}

/**
 * What a reader sees of a value: markup reduced to text when `isHtml`, whitespace collapsed with lines and
 * paragraphs kept, invisible characters removed, Unicode NFC. Null when nothing is left. At most 100,000
 * characters.
 */
export function plainText(value: string, isHtml: boolean): string | null {
  return tidy(isHtml ? textOfHtml(bounded(value)) : value)
}

/** The same on one line: titles, names. */
export function plainLine(value: string, isHtml: boolean): string | null {
  return plainText(value, isHtml)?.replace(/\n+/g, ' ') ?? null
}

function bounded(html: string): string {
  const cut = html.slice(0, MAX_HTML_CHARACTERS)
  let tags = 0
  for (const tag of cut.matchAll(/<[a-z]/gi)) {
    tags += 1
    if (tags > MAX_TAGS) return cut.slice(0, tag.index)
  }
  return cut
}

function textOfHtml(html: string): string {
  const root: unknown = load(html, null, false).root()[0]
  return isNode(root) ? walk(root) : ''
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

/** Depth first with a stack of our own: pages of garbage nest deeper than the call stack. */
function walk(root: Node): string {
  const parts: string[] = []
  const stack: (Node | Edge)[] = [root]
  while (stack.length > 0) {
    const next = stack.pop()
    if (next === undefined) break
    if (typeof next === 'string') addEdge(parts, next)
    else if (next.type === 'text') addText(parts, spaced(next.data ?? ''))
    else openElement(next, parts, stack)
  }
  return parts.join('')
}

function openElement(node: Node, parts: string[], stack: (Node | Edge)[]): void {
  const name = node.name ?? ''
  if (SILENT.has(name)) return
  if (name === 'br') parts.push('\n')
  if (name === 'img') parts.push(emojiOf(node.attribs ?? {}))
  const edge = edgeOf(name)
  addEdge(parts, edge)
  stack.push(edge)
  for (const child of (node.children ?? []).toReversed()) stack.push(child)
}

/** What separates an element from its neighbours. */
type Edge = '\n\n' | '\n' | ' ' | ''

function edgeOf(name: string): Edge {
  if (PARAGRAPHS.has(name)) return '\n\n'
  if (LINES.has(name)) return '\n'
  return CELLS.has(name) ? ' ' : ''
}

/** Edges that meet are one: the wider. */
function addEdge(parts: string[], edge: Edge): void {
  const last = parts.at(-1) ?? '\n\n'
  if (edge === '' || last.endsWith(edge)) return
  if (edge === ' ' && last.endsWith('\n')) return
  parts.push(edge === '\n\n' && last.endsWith('\n') ? '\n' : edge)
}

/** The space between two blocks of markup says nothing. */
function addText(parts: string[], text: string): void {
  const isIdle = text === ' ' && (parts.at(-1) ?? '\n').endsWith('\n')
  if (text !== '' && !isIdle) parts.push(text)
}

/** Line breaks in markup are spaces. */
function spaced(text: string): string {
  return text.replace(/\s+/gu, ' ')
}

/** Forums draw emoji as images that name them. */
function emojiOf(attributes: Record<string, string>): string {
  const alt = attributes['alt'] ?? ''
  return /^\p{Extended_Pictographic}[\p{Emoji_Component}\p{Extended_Pictographic}]*$/u.test(alt)
    ? alt
    : ''
}

/** Control, zero-width, soft-hyphen, direction and lone surrogate characters. */
const INVISIBLE =
  /(?!\s)\p{Cc}|[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/gu
/** Joiners that join nothing. Inside emoji, and in Arabic and Indic words, they make what is seen. */
const IDLE_JOINER =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{M}|\p{sc=Arab}|\p{sc=Deva}|\p{sc=Beng}|\p{sc=Taml}|\p{sc=Mlym}|\p{sc=Sinh})(?:\u200c|\u200d)|(?:\u200c|\u200d)(?![\p{Extended_Pictographic}\p{L}])/gu

function tidy(text: string): string | null {
  const visible = text
    .slice(0, MAX_HTML_CHARACTERS)
    .replace(/\r\n?|\v|\f|\u2028|\u2029|\u0085/g, '\n')
    .replace(INVISIBLE, '')
    .replace(IDLE_JOINER, '')
    .normalize('NFC')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (visible.length <= MAX_TEXT_CHARACTERS) return visible === '' ? null : visible
  return visible.slice(0, MAX_TEXT_CHARACTERS).replace(/\p{Cs}$/u, '')
}
