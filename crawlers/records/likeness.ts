import type { MarkupElement } from '../markup.ts'
import { remembered, rememberedPattern } from '../remembered.ts'
import type { Sums } from './holding.ts'
import { type Outline, sumOver } from './outline.ts'
import type { Range } from './ranges.ts'

/** As many classes of an element are looked at. */
const MAX_TOKENS = 8

const CONTAINER =
  /^(?:div|li|article|section|tr|table|tbody|dl|dt|dd|blockquote|ul|ol|td|p|span|aside|header|h[2-6]|hr|a|[a-z]+-[a-z-]+)$/

const CONTAINERS = rememberedPattern(CONTAINER)

/** Elements by what they share with others, each list in the page's order. */
export function candidatesOf(outline: Outline, sums: Sums): [string, number[]][] {
  const lists = new Map<string, number[]>()
  outline.elements.forEach((element, i) => {
    if (!CONTAINERS.test(element.name)) return
    const parent = outline.parents[i] ?? -1
    for (const key of likenesses(element, parent, () => isMarked(i, outline, sums))) {
      const list = lists.get(key)
      if (list === undefined) lists.set(key, [i])
      else list.push(i)
    }
  })
  return [...lists].filter(([, starts]) => {
    const first = starts[0] ?? 0
    const last = starts.at(-1) ?? 0
    const end = Math.max(outline.ends[last] ?? 0, outline.ends[first] ?? 0)
    return (
      sumOver(outline.ink, first, end) > 0 &&
      sumOver(sums.dates, first, end) +
        sumOver(sums.authors, first, end) +
        sumOver(sums.ratings, first, end) >
        0
    )
  })
}

/** Whether an author stands in it: where rows have no class those begin a record. */
function isMarked(index: number, { ends }: Outline, sums: Sums): boolean {
  return sumOver(sums.authors, index, ends[index] ?? index) > 0
}

/** Numbers in names count their elements. */
function counted(token: string): string {
  return /\d/.test(token) ? token.replace(/\d+/g, '#') : token
}

function likenesses(element: MarkupElement, parent: number, isSigned: () => boolean): string[] {
  const { name, attribs } = element
  const classes = attribs['class']
  const shared = classes === undefined ? [] : tokensOf(classes).map((token) => name + token)
  const isBare = shared.length === 0
  const id = attribs['id']
  if (id !== undefined && /\d/.test(id))
    shared.push(`${name}#${id.replace(/[\dA-Z]{2,}[\w-]*|\d+/g, '#')}`)
  let attributes = 0
  for (const attribute in attribs) {
    if (++attributes > MAX_ATTRIBUTES) break
    if (attribute.endsWith('id') && attribute.startsWith('data-')) {
      shared.push(`${name}[${attribute}]`)
    }
  }
  // The name of a custom element says what it is, wherever it stands.
  if (name.includes('-')) shared.push(name)
  if (isBare) {
    shared.push(`${name}^${parent}`)
    if (name === 'tr' && isSigned()) shared.push(`${name}^${parent} signed`)
  }
  return shared
}

const MAX_ATTRIBUTES = 20

/** The classes of an element, each as `.class`. */
const tokensOf = remembered((classes) =>
  classes
    .split(/\s+/)
    .filter((token) => token !== '')
    .slice(0, MAX_TOKENS)
    .map((token) => `.${counted(token)}`),
)

export function wholes(starts: number[], { ends }: Outline): Range[] {
  return starts.map((start) => ({ start, end: ends[start] ?? start + 1 }))
}

/** From each element to the next among its siblings; the last as many siblings long as the longest before it. */
export function runs(starts: number[], outline: Outline): Range[] {
  const { parents, ends } = outline
  const ranges: Range[] = []
  let longest = 0
  starts.forEach((start, i) => {
    const parent = parents[start] ?? -1
    const next = starts[i + 1]
    if (next !== undefined && parents[next] === parent) {
      longest = Math.max(longest, siblingsBetween(start, next, outline))
      ranges.push({ start, end: next })
      return
    }
    let end = ends[start] ?? start + 1
    const limit = parent < 0 ? end : (ends[parent] ?? end)
    for (let n = 1; n < longest && end < limit; n++) end = ends[end] ?? limit
    ranges.push({ start, end })
  })
  return longest > 1 ? ranges : []
}

function siblingsBetween(start: number, end: number, { ends }: Outline): number {
  let n = 0
  for (let i = start; i < end && n < 50; i = ends[i] ?? end) n += 1
  return n
}
