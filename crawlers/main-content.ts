import { shortLineOf } from './find-elements.ts'
import { isElement, type MarkupElement, type MarkupRoot, textOf } from './markup.ts'
import {
  addMeasure,
  blocksOf,
  elementAround,
  isBlock,
  type Measure,
  type PageBlocks,
} from './page-blocks.ts'

/** The text that a page is about, as markup of its structure alone: tags without attributes. */
export interface MainContent {
  value: string
  /** Characters that a reader sees. */
  size: number
  /** Characters of the whole page, without what is unlikely to be text. */
  seen: number
}

/** Parts of class names and ids of what stands around a text. */
const UNLIKELY = anyOf(
  'advert banner breadcrumb comment community consent cookie disqus extra footer gdpr header legends menu newsletter pager pagination popup promo related remark replies rss sidebar skyscraper social sponsor subscribe supplement teaser toolbar -ad-',
)
/** Parts of names that also stand on what holds the text. */
const MAYBE = anyOf('article body column content main mathjax shadow')
const GOOD = anyOf('article blog body content entry main page post story text')
const BAD = anyOf(
  'banner com- comment contact footer footnote gdpr hidden masthead media meta outbrain promo related scroll share sidebar skyscraper sponsor shopping tags widget -ad-',
)
const SHARED = /(?:^|[\s_])(?:share|sharedaddy|sharing)(?:[\s_]|$)/i
/** What says where and when, above the text. */
const DATELINE = /(?:^|\s)(?:entry-meta|post-meta|posted-on|dateline|published|date)(?:\s|$)/i
const ROLES = new Set('menu menubar complementary navigation alert alertdialog dialog'.split(' '))
const BYLINE = anyOf('author byline dateline writtenby')
const MAX_BYLINE = 100

/** What is never part of the text, by name. */
const NEVER = new Set(['footer', 'aside', 'nav', 'form', 'fieldset', 'button', 'input', 'textarea'])
function anyOf(parts: string): RegExp {
  return new RegExp(parts.replaceAll(' ', '|'), 'i')
}

/** What an element is worth by its name. */
const BASE_SCORES = new Map<string, number>([
  ['div', 5],
  ...['pre', 'td', 'blockquote'].map((name): [string, number] => [name, 3]),
  ...['address', 'ol', 'ul', 'dl', 'dd', 'dt', 'li', 'form'].map((n): [string, number] => [n, -3]),
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'th'].map((name): [string, number] => [name, -5]),
])
const CLASS_WEIGHT = 25
/** Of a row of links, nearly all is link. */
const ROW_SHARE = 0.8
const MAX_ANCESTORS = 5
const COMPARED_CANDIDATES = 5
/** Less is no article yet: then it is tried again with less left out. */
const ENOUGH = 500

/** What one try leaves out and weighs. */
interface Strictness {
  leavesOutUnlikely: boolean
  weighsClasses: boolean
  tidies: boolean
}

const TRIES: Strictness[] = [
  { leavesOutUnlikely: true, weighsClasses: true, tidies: true },
  { leavesOutUnlikely: false, weighsClasses: true, tidies: true },
  { leavesOutUnlikely: false, weighsClasses: false, tidies: true },
  { leavesOutUnlikely: false, weighsClasses: false, tidies: false },
]

/**
 * Finds the main text of a page. Every piece of running text gives points for its length and commas to what is
 * around it, less the farther; points are weighed by class names and by how little of the text is links. The best
 * element is the text, with neighbours that are like it, without what in it looks like lists of links, forms and
 * controls. The idea is that of Arc90's Readability; it is tried with less left out until there is enough text.
 * Null when the page has no running text.
 * @param title of the page: a heading that repeats it is left out
 * @see https://github.com/mozilla/readability (the reference that test/article-corpus.test.ts compares with)
 */
export function mainContent(root: MarkupRoot, title: string | null): MainContent | null {
  let best: MainContent | null = null
  for (const strictness of TRIES) {
    const content = contentBy(root, title, strictness)
    if (content !== null && content.size > (best?.size ?? 0)) best = content
    if (content !== null && content.size >= ENOUGH) return content
  }
  return best
}

function contentBy(
  root: MarkupRoot,
  title: string | null,
  strictness: Strictness,
): MainContent | null {
  const blocks = blocksOf(root, (element) => isLeftOut(element, strictness))
  const scores = scoresOf(blocks, strictness)
  const top = topElement(scores)
  if (top === null) return null
  const parts = partsAround(top, scores, blocks)
  const dropped = new Set<MarkupElement>()
  const seen = blocks.elements.find(isTop) ?? top
  const seenSize = blocks.measures.get(seen)?.size ?? 0
  const page: Cleaning = {
    blocks,
    dropped,
    strictness,
    title: comparable(title ?? ''),
    tables: new Map(),
  }
  for (const part of parts) clean(part, page)
  const size = parts.reduce((sum, part) => sum + (blocks.measures.get(part)?.size ?? 0), 0)
  const value = parts.map((part) => markupOf(part, page)).join('\n')
  return size === 0 ? null : { value, size, seen: Math.max(size, seenSize) }
}

function isTop({ name }: MarkupElement): boolean {
  return name === 'body' || name === 'html'
}

function namesOf({ attribs }: MarkupElement): string {
  return `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`
}

function isLeftOut(element: MarkupElement, { leavesOutUnlikely }: Strictness): boolean {
  const { name, attribs } = element
  if (attribs['aria-modal'] === 'true' && attribs['role'] === 'dialog') return true
  if (name === 'body' || name === 'html') return false
  if (isByline(element)) return true
  if (!leavesOutUnlikely) return false
  if (ROLES.has(attribs['role'] ?? '')) return true
  const names = namesOf(element)
  if (names === ' ' || name === 'a' || !UNLIKELY.test(names) || MAYBE.test(names)) return false
  return !isInside(element, ['table', 'code'])
}

function isByline(element: MarkupElement): boolean {
  const { rel = '', itemprop = '' } = element.attribs
  if (rel !== 'author' && !/\bauthor\b/.test(itemprop) && !BYLINE.test(namesOf(element)))
    return false
  return shortLineOf(element, MAX_BYLINE) !== null
}

function isInside(element: MarkupElement, names: string[]): boolean {
  for (let up = elementAround(element), i = 0; up !== null && i < 20; up = elementAround(up), i++) {
    if (names.includes(up.name)) return true
  }
  return false
}

function classWeight(element: MarkupElement, { weighsClasses }: Strictness): number {
  if (!weighsClasses) return 0
  const { class: names = '', id = '' } = element.attribs
  let weight = 0
  for (const name of [names, id]) {
    if (name === '') continue
    if (BAD.test(name)) weight -= CLASS_WEIGHT
    if (GOOD.test(name)) weight += CLASS_WEIGHT
  }
  return weight
}

type Scores = Map<MarkupElement, number>

function scoresOf({ passages, measures }: PageBlocks, strictness: Strictness): Scores {
  const scores: Scores = new Map()
  for (const { around, size, commas } of passages) {
    const points = 2 + commas + Math.min(Math.floor(size / 100), 3)
    let up: MarkupElement | null = around
    for (let level = 0; up !== null && level < MAX_ANCESTORS; level++, up = elementAround(up)) {
      if (up.name === 'html') break
      const start = scores.get(up) ?? (BASE_SCORES.get(up.name) ?? 0) + classWeight(up, strictness)
      scores.set(up, start + points / dividerOf(level))
    }
  }
  for (const [element, score] of scores) {
    scores.set(element, score * (1 - linkShare(measures.get(element))))
  }
  return scores
}

/** Around, a piece counts in full, farther out by half, a sixth, a ninth. */
function dividerOf(level: number): number {
  return level < 2 ? level + 1 : level * 3
}

function linkShare(measure: Measure | undefined): number {
  return measure === undefined || measure.size === 0 ? 0 : measure.linked / measure.size
}

/** The best element, or one around it that does better for all that the best ones have in common. */
function topElement(scores: Scores): MarkupElement | null {
  const ranked = [...scores].sort(([, a], [, b]) => b - a).slice(0, COMPARED_CANDIDATES)
  const [best] = ranked
  if (best === undefined) return null
  const common = commonAncestor(ranked)
  return onlyChildOf(betterAround(common ?? best[0], scores))
}

/** The nearest element around the best one that also holds three others that are nearly as good. */
function commonAncestor(ranked: [MarkupElement, number][]): MarkupElement | null {
  const [best, ...others] = ranked
  if (best === undefined) return null
  const rivals = others.filter(([, score]) => score / best[1] >= 0.75).map(([one]) => aroundOf(one))
  if (rivals.length < 3) return null
  const isShared = (one: MarkupElement) => rivals.filter((list) => list.has(one)).length >= 3
  for (const one of aroundOf(best[0])) if (one.name !== 'body' && isShared(one)) return one
  return null
}

function aroundOf(element: MarkupElement): Set<MarkupElement> {
  const around = new Set<MarkupElement>()
  for (let up = elementAround(element); up !== null; up = elementAround(up)) around.add(up)
  return around
}

/** Climbs while it may be worth it: an element around that scores more holds more of the text. */
function betterAround(top: MarkupElement, scores: Scores): MarkupElement {
  let last = scores.get(top) ?? 0
  const least = last / 3
  for (let up = elementAround(top); up !== null && up.name !== 'body'; up = elementAround(up)) {
    const score = scores.get(up)
    if (score === undefined) continue
    if (score < least) break
    if (score > last) return up
    last = score
  }
  return top
}

function onlyChildOf(element: MarkupElement): MarkupElement {
  let top = element
  for (let up = elementAround(top); up !== null && up.name !== 'body'; up = elementAround(up)) {
    if (up.children.filter(isElement).length !== 1) break
    top = up
  }
  return top
}

/** The best element and the neighbours that belong to the same text. */
function partsAround(top: MarkupElement, scores: Scores, { measures }: PageBlocks) {
  const best = scores.get(top) ?? 0
  const least = Math.max(10, best * 0.2)
  const siblings = (top.parent?.children ?? []).filter(isElement)
  return siblings.filter((one) => {
    if (one === top) return true
    const measure = measures.get(one)
    if (measure === undefined) return false
    const isAlike =
      (one.attribs['class'] ?? '') !== '' && one.attribs['class'] === top.attribs['class']
    const score = scores.get(one)
    if (score !== undefined && score + (isAlike ? best * 0.2 : 0) >= least) return true
    return one.name === 'p' && isProse(one, measure)
  })
}

function isProse(element: MarkupElement, measure: Measure): boolean {
  const share = linkShare(measure)
  if (measure.size > 80) return share < 0.25
  return measure.size > 0 && share === 0 && /\.(?:\s|$)/.test(textOf(element))
}

interface Cleaning {
  blocks: PageBlocks
  dropped: Set<MarkupElement>
  strictness: Strictness
  title: string
  /** Of each table that was asked for, whether it holds data. */
  tables: Map<MarkupElement, boolean>
}

/** Marks what in a part is none of its text; measures of what is around follow. */
function clean(part: MarkupElement, page: Cleaning): void {
  const inside = elementsIn(part, page)
  const drop = (element: MarkupElement) => {
    page.dropped.add(element)
    const own = page.blocks.measures.get(element)
    for (
      let up = elementAround(element);
      own !== undefined && up !== null;
      up = elementAround(up)
    ) {
      const total = page.blocks.measures.get(up)
      if (total !== undefined) addMeasure(total, own, -1)
      if (up === part) break
    }
  }
  const pass = (isDropped: (element: MarkupElement, measure: Measure) => boolean) => {
    for (const element of inside) {
      const measure = page.blocks.measures.get(element)
      if (measure === undefined || isIn(page.dropped, element, part)) continue
      if (isDropped(element, measure)) drop(element)
    }
  }
  pass((element, measure) => isNever(element, measure, page))
  if (!page.strictness.tidies) return
  pass((element, measure) => element.name === 'table' && isClutter(element, measure, page))
  pass((element, measure) => /^[uo]l$/.test(element.name) && isClutter(element, measure, page))
  pass((element, measure) => isHolder(element) && isClutter(element, measure, page))
  pass((element, measure) => isRowOfLinks(element, measure, page))
}

/** The seen elements below, the last first: what is inside is judged before what is around. */
function elementsIn(part: MarkupElement, { blocks }: Cleaning): MarkupElement[] {
  const inside: MarkupElement[] = []
  const waiting: MarkupElement[] = [part]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one !== part) inside.push(one)
    for (const child of one.children) {
      if (isElement(child) && blocks.measures.has(child)) waiting.push(child)
    }
  }
  return inside.reverse()
}

function isIn(dropped: Set<MarkupElement>, element: MarkupElement, part: MarkupElement): boolean {
  for (let up: MarkupElement | null = element; up !== null && up !== part; up = elementAround(up)) {
    if (dropped.has(up)) return true
  }
  return false
}

function isNever(element: MarkupElement, { size }: Measure, page: Cleaning): boolean {
  const { name } = element
  if (NEVER.has(name)) return true
  if (/^h[12]$/.test(name)) {
    if (classWeight(element, page.strictness) < 0) return true
    return page.title !== '' && isAlike(comparable(textOf(element)), page.title)
  }
  if (size < MAX_BYLINE && DATELINE.test(namesOf(element))) return true
  return size < ENOUGH && SHARED.test(namesOf(element))
}

function comparable(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The shorter's words are mostly the longer's. */
function isAlike(heading: string, title: string): boolean {
  if (heading === '') return false
  const words = new Set(title.split(' '))
  const of = heading.split(' ')
  const common = of.filter((word) => words.has(word)).join(' ').length
  return common / heading.length > 0.75 && common / title.length > 0.4
}

/** Divs of text alone are paragraphs. */
function isHolder(element: MarkupElement): boolean {
  return (
    element.name === 'div' && element.children.some((node) => isElement(node) && holdsBlock(node))
  )
}

function holdsBlock(element: MarkupElement): boolean {
  return isBlock(element) || element.children.some((node) => isElement(node) && holdsBlock(node))
}

/** A list of links, a form, a row of pictures: much else than text of sentences. */
function isClutter(
  element: MarkupElement,
  measure: Measure,
  { strictness, tables }: Cleaning,
): boolean {
  if (isInDataTable(element, tables)) return false
  if (isInside(element, ['code'])) return false
  const weight = classWeight(element, strictness)
  if (weight < 0) return true
  if (measure.commas >= 10) return false
  const { size, paragraphs, images, entries, fields, listed, headed } = measure
  const isList = /^[uo]l$/.test(element.name) || (size > 0 && listed / size > 0.9)
  const isFigure = isInside(element, ['figure'])
  const share = linkShare(measure)
  const isLinked = weight < CLASS_WEIGHT ? !isList && share > 0.2 : share > 0.5
  const isEmpty = size < 25 && headed / Math.max(size, 1) < 0.9 && (images === 0 || images > 2)
  if (isList && images > 0 && entries === images && isListOfPictures(element)) return false
  return (
    (!isFigure && images > 1 && paragraphs / images < 0.5) ||
    (!isList && entries - 100 > paragraphs) ||
    fields > Math.floor(paragraphs / 3) ||
    (!isList && !isFigure && isEmpty && share > 0) ||
    isLinked
  )
}

/** A list of links to other pages; links to sources stand in more text of their own. */
function isRowOfLinks(element: MarkupElement, measure: Measure, { tables }: Cleaning): boolean {
  if (!/^[uo]l$/.test(element.name) || measure.entries < 2) return false
  return linkShare(measure) > ROW_SHARE && !isInDataTable(element, tables)
}

function isListOfPictures({ children }: MarkupElement): boolean {
  return children.filter(isElement).every((entry) => entry.children.filter(isElement).length <= 1)
}

/** Whether the table that an element is, or that is the nearest around it, holds data. */
function isInDataTable(element: MarkupElement, tables: Map<MarkupElement, boolean>): boolean {
  for (let up: MarkupElement | null = element; up !== null; up = elementAround(up)) {
    if (up.name !== 'table') continue
    const isData = tables.get(up) ?? isDataTable(up)
    tables.set(up, isData)
    return isData
  }
  return false
}

const DATA_PARTS = new Set(['caption', 'col', 'colgroup', 'tfoot', 'thead', 'th'])

/** A table of figures, no layout. */
function isDataTable(table: MarkupElement): boolean {
  if (table.attribs['role'] === 'presentation' || table.attribs['datatable'] === '0') return false
  if (table.attribs['summary']) return true
  let rows = 0
  let columns = 0
  const waiting = [...table.children]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node)) continue
    if (node.name === 'table') return false
    if (DATA_PARTS.has(node.name) && node.children.length > 0) return true
    if (node.name === 'tr') {
      rows += 1
      columns = Math.max(columns, node.children.filter(isElement).length)
    }
    waiting.push(...node.children)
  }
  if (rows === 1 || columns === 1) return false
  return rows >= 10 || columns > 4 || rows * columns > 10
}

/** Tags that say how the text is laid out; all others are left out, their text is not. */
const KEPT = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table tr td th figcaption'.split(' '),
)

/** The seen markup of an element: structure without attributes. */
function markupOf(part: MarkupElement, { blocks, dropped }: Cleaning): string {
  const out: string[] = []
  const waiting: (string | MarkupElement['children'][number])[] = [part]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') out.push(node)
    else if (!isElement(node)) {
      if ('data' in node && node.type === 'text') out.push(escaped(node.data))
    } else if (blocks.measures.has(node) && !dropped.has(node)) {
      const { name } = node
      const kept = KEPT.has(name) ? name : 'div'
      if (name === 'br') out.push('<br>')
      if (isBlock(node) || name === 'td') {
        out.push(`<${kept}>`)
        waiting.push(`</${kept}>`)
      }
      for (let i = node.children.length - 1; i >= 0; i--) {
        const child = node.children[i]
        if (child !== undefined) waiting.push(child)
      }
    }
  }
  return out.join('').replace(/<(p|div|li)>\s*<\/\1>/g, '')
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
