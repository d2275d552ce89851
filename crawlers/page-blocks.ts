import { isElement, type MarkupElement, type MarkupNode, type MarkupRoot } from './markup.ts'

/** How much a reader sees in an element, with all that is below it. */
export interface Measure {
  /** Characters of text, runs of white space as one. */
  size: number
  /** Of them inside links; links within the page (contents, footnotes) count for less. */
  linked: number
  commas: number
  paragraphs: number
  images: number
  entries: number
  /** Characters in list entries. */
  listed: number
  /** Characters in headings. */
  headed: number
  fields: number
}

/** A piece of running text: an element of text alone, or a run of text between two blocks. */
interface Passage {
  /** The element that it counts for: the one around it. */
  around: MarkupElement
  size: number
  commas: number
}

/** What is seen on a page: its elements in document order, each measured, and its pieces of running text. */
export interface PageBlocks {
  elements: MarkupElement[]
  measures: Map<MarkupElement, Measure>
  passages: Passage[]
}

const UNSEEN = words(
  'script style noscript template svg math head link meta iframe object embed select option datalist audio canvas',
)
const BLOCKS = words(
  'address article aside blockquote body center details dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul',
)
/** A piece of running text, whatever it holds. */
const TEXTS = words('p td pre section h2 h3 h4 h5 h6')
/** What text may stand in by itself, beside blocks. */
const CONTAINERS = words('div section article main')
const FIELDS = words('input textarea button')
const LIST_ENTRY = 'li'
/** Shorter pieces are labels. */
const MIN_PASSAGE = 25
const LINK_WITHIN_PAGE = 0.3
const COMMAS = /[,،﹐︐︑⹁⸴⹌，、]/g

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

/** Whether it stands on lines of its own. */
export function isBlock({ name }: MarkupElement): boolean {
  return BLOCKS.has(name)
}

/** The element around one; null at the top. */
export function elementAround({ parent }: MarkupElement): MarkupElement | null {
  return parent !== null && isElement(parent) ? parent : null
}

/**
 * The elements of a page that are shown and not `isLeftOut`, measured. Takes time that grows with the page's size.
 */
export function blocksOf(
  root: MarkupRoot,
  isLeftOut: (element: MarkupElement) => boolean,
): PageBlocks {
  const elements: MarkupElement[] = []
  const measures = new Map<MarkupElement, Measure>()
  const passages: Passage[] = []
  const waiting: MarkupNode[] = root.children.toReversed()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node) || isUnseen(node) || isLeftOut(node)) continue
    elements.push(node)
    measures.set(node, ownMeasure(node))
    for (let i = node.children.length - 1; i >= 0; i--) {
      const child = node.children[i]
      if (child !== undefined && isElement(child)) waiting.push(child)
    }
  }
  const holders = new Set<MarkupElement>()
  for (let i = elements.length - 1; i >= 0; i--) {
    const element = elements[i]
    if (element === undefined) continue
    // Below is done already, so what holds blocks is known.
    addPassages(element, { measures, holders, passages })
    addToParent(element, measures)
    const around = elementAround(element)
    if (around !== null && (isBlock(element) || holders.has(element))) holders.add(around)
  }
  return { elements, measures, passages }
}

function isUnseen({ name, attribs }: MarkupElement): boolean {
  if (UNSEEN.has(name) || attribs['hidden'] !== undefined) return true
  if (attribs['aria-hidden'] === 'true') return true
  const style = attribs['style']
  return style !== undefined && /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
}

function ownMeasure({ name, children }: MarkupElement): Measure {
  const measure = {
    size: 0,
    linked: 0,
    commas: 0,
    paragraphs: name === 'p' ? 1 : 0,
    images: name === 'img' ? 1 : 0,
    entries: name === LIST_ENTRY ? 1 : 0,
    listed: 0,
    headed: 0,
    fields: FIELDS.has(name) ? 1 : 0,
  }
  for (const node of children) addText(measure, node)
  return measure
}

function addText(to: { size: number; commas: number }, node: MarkupNode): void {
  if (!('data' in node) || node.type !== 'text') return
  const size = seenSize(node.data)
  if (size === 0) return
  to.size += size
  to.commas += node.data.match(COMMAS)?.length ?? 0
}

/** Characters that a reader sees, runs of white space as one. */
function seenSize(text: string): number {
  const trimmed = text.trim()
  return /\s\s/.test(trimmed) ? trimmed.replace(/\s+/g, ' ').length : trimmed.length
}

const HEADING = /^h[1-6]$/

function addToParent(element: MarkupElement, measures: Map<MarkupElement, Measure>): void {
  const own = measures.get(element)
  const around = elementAround(element)
  const total = around === null ? undefined : measures.get(around)
  if (own === undefined) return
  const { name, attribs } = element
  if (name === 'a')
    own.linked = own.size * (attribs['href']?.startsWith('#') ? LINK_WITHIN_PAGE : 1)
  if (name === LIST_ENTRY) own.listed = own.size
  if (HEADING.test(name)) own.headed = own.size
  if (total !== undefined) addMeasure(total, own, 1)
}

/** Adds a measure to that of an element around, or takes it away with the factor −1. */
export function addMeasure(total: Measure, own: Measure, factor: 1 | -1): void {
  for (const key of Object.keys(own) as (keyof Measure)[]) total[key] += factor * own[key]
}

interface Found {
  measures: Map<MarkupElement, Measure>
  /** Elements with blocks below. */
  holders: Set<MarkupElement>
  passages: Passage[]
}

function addPassages(element: MarkupElement, { measures, holders, passages }: Found): void {
  const measure = measures.get(element)
  const around = elementAround(element)
  if (measure === undefined || around === null) return
  const add = (passage: Passage) => {
    if (passage.size >= MIN_PASSAGE) passages.push(passage)
  }
  const isTextAlone = element.name === 'div' && !holders.has(element)
  if (isTextAlone || TEXTS.has(element.name)) {
    add({ around, size: measure.size, commas: measure.commas })
    if (isTextAlone && measure.size > 0) measure.paragraphs += 1
  }
  if (!CONTAINERS.has(element.name) || !holders.has(element)) return
  for (const run of runsIn(element, measures, holders)) {
    add({ around: element, ...run })
    if (run.size > 0) measure.paragraphs += 1
  }
}

/** The runs of text and inline elements between the blocks of an element. */
function runsIn(
  { children }: MarkupElement,
  measures: Map<MarkupElement, Measure>,
  holders: Set<MarkupElement>,
): { size: number; commas: number }[] {
  const runs = [{ size: 0, commas: 0 }]
  for (const node of children) {
    const run = runs.at(-1)
    if (run === undefined) break
    if (!isElement(node)) addText(run, node)
    else if (isBlock(node) || holders.has(node)) runs.push({ size: 0, commas: 0 })
    else {
      run.size += measures.get(node)?.size ?? 0
      run.commas += measures.get(node)?.commas ?? 0
    }
  }
  return runs
}
