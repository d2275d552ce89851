import type { Document } from '../document.ts'
import { isElement, type MarkupElement, type MarkupNode } from '../markup.ts'
import { onOneLine } from '../plain-words.ts'
import { remembered } from '../remembered.ts'

/**
 * A page's elements in document order, so that all that is below one is a range: `[index, ends[index])`. What a range
 * holds is then known by one subtraction of running sums.
 */
export interface Outline {
  elements: readonly MarkupElement[]
  /** Index of the element around; -1 at the top. */
  parents: Int32Array
  /** Index behind the last element below. */
  ends: Int32Array
  /** Visible characters of the element's own text nodes, running sums: `ink[end] - ink[start]`. */
  ink: Int32Array
  /** Of them inside links to other pages. */
  linkedInk: Int32Array
  indexOf: ReadonlyMap<MarkupElement, number>
}

/** Their text is not said to a reader. */
const SILENT = new Set(
  'script style template head svg math select textarea iframe object audio video canvas'.split(' '),
)

/** Lays a page out. `noscript` counts: what forums show to crawlers stands there. */
export function outlineOf({ root }: Pick<Document, 'root'>): Outline {
  const { elements, parents, ends } = walk(root)
  const indexOf = new Map<MarkupElement, number>()
  const ink = new Int32Array(elements.length + 1)
  const linkedInk = new Int32Array(elements.length + 1)
  const linked = new Uint8Array(elements.length)
  elements.forEach((element, i) => {
    indexOf.set(element, i)
    const around = parents[i] ?? -1
    const isLink = element.name === 'a' && isAddress(element.attribs['href'])
    linked[i] = isLink || (around >= 0 && linked[around] === 1) ? 1 : 0
    const own = ownInk(element)
    ink[i + 1] = (ink[i] ?? 0) + own
    linkedInk[i + 1] = (linkedInk[i] ?? 0) + (linked[i] === 1 ? own : 0)
  })
  return {
    elements,
    parents: Int32Array.from(parents),
    ends: Int32Array.from(ends),
    ink,
    linkedInk,
    indexOf,
  }
}

/** The elements that may say something, in document order, each with the one around it and where it ends. */
function walk(root: Document['root']) {
  const elements: MarkupElement[] = []
  const parents: number[] = []
  const ends: number[] = []
  let around = -1
  for (let node: MarkupNode | null = root.children[0] ?? null; node !== null; ) {
    let inside: MarkupNode | null = null
    if (isElement(node)) {
      elements.push(node)
      parents.push(around)
      ends.push(elements.length)
      const isSaid = !SILENT.has(node.name) || node.name === 'svg'
      inside = isSaid ? (node.children[0] ?? null) : null
    }
    if (inside !== null) {
      around = elements.length - 1
      node = inside
      continue
    }
    let last: MarkupNode = node
    for (let up = elements[around]; last.next === null && up !== undefined; up = elements[around]) {
      ends[around] = elements.length
      around = parents[around] ?? -1
      last = up
    }
    node = last.next as MarkupNode | null
  }
  return { elements, parents, ends }
}

function isAddress(href: string | undefined): boolean {
  return href !== undefined && !/^\s*(?:#|javascript:|$)/i.test(href)
}

function ownInk({ name, children }: MarkupElement): number {
  if (SILENT.has(name)) return 0
  let ink = 0
  for (const node of children) if ('data' in node && node.type === 'text') ink += inkOf(node.data)
  return ink
}

/** Characters that are no space. */
export function inkOf(text: string): number {
  let ink = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 32 && code !== 160) ink += 1
  }
  return ink
}

/** The sum over a range of elements. */
export function sumOver(sums: Int32Array, start: number, end: number): number {
  return (sums[end] ?? 0) - (sums[start] ?? 0)
}

/** The words of an element with a space between those of its parts: neighbours in cells must not run together. */
export function spacedLineOf(element: MarkupElement): string {
  const parts: string[] = []
  const waiting: MarkupNode[] = [element]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node)) {
      if ('data' in node && node.type === 'text') parts.push(node.data)
    } else if (!SILENT.has(node.name)) {
      for (let i = node.children.length - 1; i >= 0; i--) {
        const child = node.children[i]
        if (child !== undefined) waiting.push(child)
      }
    }
  }
  return onOneLine(parts.join(' '))
}

const MAX_NAMES = 300

/**
 * What the page's makers call an element: classes, id and data attributes that name it, as words in lower case with
 * dashes between (`reviewAuthor` → `review-author`). For hints: makers name things by what they are.
 */
export function namesOf({ name: tag, attribs }: MarkupElement): string {
  let names = tag.includes('-') ? tag : ''
  for (const name in attribs) {
    const value = attribs[name] ?? ''
    if (name === 'class' || NAMING.has(name)) names = names === '' ? value : `${names} ${value}`
    else if (isMarker(name, value)) names = `${names} ${name.slice('data-'.length)}`
  }
  return names === '' ? '' : asWords(names)
}

const asWords = remembered((names) =>
  names
    .slice(0, MAX_NAMES)
    .replace(/([a-z])(?=[A-Z])/g, '$1-')
    .replaceAll('__', ' ')
    .replace(/_+/g, '-')
    .toLowerCase(),
)

/** Data attributes without a value of their own name what they stand on (`data-consumer-name-typography="true"`). */
function isMarker(name: string, value: string): boolean {
  return (value === '' || value === 'true') && name.startsWith('data-')
}

const NAMING = new Set([
  'id',
  'itemprop',
  'rel',
  'data-hook',
  'data-testid',
  'data-test',
  'data-qa',
  'data-type',
  'data-role',
  'role',
])
