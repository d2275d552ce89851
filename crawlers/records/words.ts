import { lineOf, shortLineOf } from '../find-elements.ts'
import {
  elementsBelow,
  isElement,
  type MarkupElement,
  type MarkupNode,
  ownText,
} from '../markup.ts'
import { rememberedPattern } from '../remembered.ts'
import { HELPFUL, VERIFIED } from './badges.ts'
import { placeOf, shapeOf } from './element-shape.ts'
import { inkOf, namesOf, type Outline, sumOver } from './outline.ts'
import type { PageRecord } from './record.ts'

/** Names of what stands in a statement's block and is not what its author says of the matter. */
const NOT_WORDS = rememberedPattern(
  /(?:^|[^a-z])(?:signatures?|sig|avatar|user-?(?:info|details?|panel|card|profile|stats|title|block|data|meta)|author-?(?:info|box|details?|meta|bio)|poster-?(?:info|profile)|post-?(?:profile|author|foot(?:er)?|head(?:er)?|buttons?|controls?|meta|details?|number|options?|bit-?foot)|profile|rank|badges?|share|social|report|helpful|votes?|voting|likes?|reactions?|actions?|buttons?|btn|controls?|toolbar|menu|dropdown|reply-?link|comment-?reply|reply|read-?more|show-?more|more-?link|edit(?:ed|-?info|-?link)?|last-?edit|permalink|timestamp|time|date|moderation|hidden-?label|tooltip|footer|verified|breadcrumbs?|tags?|screen-?reader-?text|sr-?only|visually-?hidden|a11y|location|meta|thumbnail|photos?|gallery|ads?|advert(?:isement)?|google|sponsor(?:ed)?|quick-?edit|karma|points|thanks|thank|ratings?|stars?|score|counter|translate|attachments?)(?![a-z])/,
)
/** Though something in them sounds like the above. */
const WORDS = rememberedPattern(
  /(?:^|[^a-z])(?:[a-z]*(?:content|text|body|message|words|description|comment-content|entry)|post|comment|review)(?![a-z-])/,
)
const QUOTE = rememberedPattern(
  /(?:^|[^a-z])(?:quote[dr]?|block-?quote|bb-?quote|bbcode-?quote|quote-?(?:box|header|title|author|body|content|text|container|top|main|inner|wrap(?:per)?)|citation|citacao|citazione|cita|citaat|cytat|zitat)(?![a-z])/,
)
const SILENT = new Set(
  'script style template noscript button nav select textarea input svg iframe object time head audio video canvas'.split(
    ' ',
  ),
)
/** What text is made of: its markup goes no deeper than the words that it holds. */
const TEXTUAL = new Set(
  'p br b i em strong u s a ul ol li blockquote pre code img q small sub sup h2 h3 h4 h5 h6 font hr figure center del ins abbr mark kbd'.split(
    ' ',
  ),
)

/** What is known of records before their words are looked for. */
export interface WordsContext {
  /** Indices of the elements that were taken for date, name and rating. */
  marks: Map<PageRecord, number[]>
  /** In forums a blockquote holds another's words; elsewhere it may be an example. */
  isForum: boolean
}

/** The words of a record, as nodes of its block, and what in them is not its own. */
export interface RecordWords {
  element: MarkupElement
  isLeftOut: (element: MarkupElement) => boolean
  /** Said by most records in an element like the one around it: a label, a mark between parts. */
  isLabel: (text: string, around: MarkupElement | null) => boolean
  /** Whether the words stand where those of the other records do. */
  isAtPlace: boolean
}

/**
 * Where the words stand in each record. All records of a group show them at the same place: from the block inwards,
 * the part that holds most of what is neither date nor name, nor said in the same words by every record.
 */
export function wordsOf(
  records: PageRecord[],
  outline: Outline,
  context: WordsContext,
): Map<PageRecord, RecordWords> {
  const boilerplate = boilerplateOf(records, outline)
  const usual = usualPlaces(records)
  const ink = new Map<MarkupElement, number>()
  const known = { boilerplate, usual, panels: panelsOf(records, outline), ink }
  const insides = records.map((record) => insideOf(record, outline, known, context))
  let level = records.map((record, i) => ({
    record,
    inside: insides[i],
    element: record.element,
    isAtPlace: true,
  }))
  const isRun = records.some(
    ({ range, element }) => (outline.ends[range.start] ?? 0) < range.end && element !== null,
  )
  if (isRun) level = level.map((one) => ({ ...one, element: one.record.element }))
  const found = new Map<PageRecord, RecordWords>()
  for (let depth = 0; depth < 40; depth++) {
    const next = inner(level, ink, depth === 0 && isRun, outline)
    if (next === null) break
    level = level.map((one) => {
      const element = next.get(one.record)
      return element === undefined ? { ...one, isAtPlace: false } : { ...one, element }
    })
  }
  for (const { record, inside, element, isAtPlace } of level) {
    if (inside === undefined) continue
    found.set(record, {
      element,
      isLeftOut: (one) => inside.has(one),
      isLabel: (text, around) => around !== null && boilerplate.has(labelKey(around, text)),
      isAtPlace,
    })
  }
  return found
}

const MIN_USUAL = 0.6
const KINDS = ['dates', 'authors', 'ratings'] as const

/** Places, with what stands there, where many records show a date, a name or a rating; elsewhere their authors speak of one. */
function usualPlaces(records: PageRecord[]): Set<string> {
  const counts = new Map<string, number>()
  for (const record of records) {
    const keys = new Set(KINDS.flatMap((kind) => record[kind].map(({ key }) => `${kind} ${key}`)))
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const least = MIN_USUAL * records.length
  return new Set([...counts].filter(([, count]) => count >= least).map(([key]) => key))
}

/**
 * Texts that at least half of the records repeat in elements alike: labels and buttons. What is a label in one place
 * ("Recommended") may be all that somebody says in another.
 */
function boilerplateOf(records: PageRecord[], outline: Outline): Set<string> {
  const counts = new Map<string, number>()
  for (const { own } of records) {
    const said = new Set<string>()
    for (const i of own) for (const label of labelsOf(outline.elements[i])) said.add(label)
    for (const text of said) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const least = Math.max(3, records.length / 2)
  return new Set([...counts].filter(([, count]) => count >= least).map(([text]) => text))
}

const MAX_LABEL = 250

function labelsOf(element: MarkupElement | undefined): string[] {
  if (element === undefined || SILENT.has(element.name)) return []
  return element.children.flatMap((node) => {
    if (!('data' in node) || node.type !== 'text' || node.data.length > 2 * MAX_LABEL) return []
    return node.data.trim() === '' || node.data.trim().length > MAX_LABEL
      ? []
      : [labelKey(element, node.data)]
  })
}

function labelKey(around: MarkupElement, text: string): string {
  return `${shapeOf(around)} ${labelOf(text)}`
}

/** A count with few words behind it, or behind a label: `3 found this useful`, `Posts: 31`, `Useful (3)`, `#12`. */
const COUNTED =
  /^[#+]?\d(?:[\d.,]{0,8}\d)?(?:\s[^\s\d.!?]{1,20}){0,4}$|^[^\d.!?]{1,30}[:(]\s?\d[\d.,]{0,9}\)?$/u

/** A text as it is compared with those of other records: of what is counted the number differs. */
function labelOf(text: string): string {
  const label = text.trim().toLowerCase()
  return COUNTED.test(label) ? label.replace(/\d[\d.,]*/g, '#') : label
}

/** What is known of all records of a group. */
interface Known {
  boilerplate: Set<string>
  /** Places of dates, names and ratings. */
  usual: Set<string>
  /** Places of panels. */
  panels: Set<string>
  ink: Map<MarkupElement, number>
}

/**
 * Places beside the words, by their names: author's panels, buttons, signatures. What holds most of the records is no
 * panel of them, whatever it is called; of all together, for in a short post its signature is most.
 */
function panelsOf(records: PageRecord[], { elements, ink, ends }: Outline): Set<string> {
  const shares = new Map<string, { own: number; all: number }>()
  for (const { own, range } of records) {
    const all = sumOver(ink, range.start, range.end)
    const seen = new Set<string>()
    for (const i of own) {
      const element = elements[i]
      if (element === undefined || !NOT_WORDS.test(namesOf(element))) continue
      const place = placeOf(element)
      const share = shares.get(place) ?? { own: 0, all: 0 }
      share.own += sumOver(ink, i, ends[i] ?? i)
      if (!seen.has(place)) share.all += all
      seen.add(place)
      shares.set(place, share)
    }
  }
  return new Set(
    [...shares].filter(([, { own, all }]) => own < MAX_PANEL * all).map(([place]) => place),
  )
}

/** What is left out of a record's words; measures the rest on the way. */
function insideOf(
  record: PageRecord,
  outline: Outline,
  { boilerplate, usual, panels, ink }: Known,
  context: WordsContext,
): Set<MarkupElement> {
  const out = new Set<MarkupElement>()
  const own = new Set(record.own)
  const placed = KINDS.flatMap((kind) =>
    record[kind].map(({ index, key }) => ({ index, isUsual: usual.has(`${kind} ${key}`) })),
  )
  for (const { index, isUsual } of placed) {
    if (!isUsual && !context.marks.get(record)?.includes(index)) continue
    const element = outline.elements[index]
    const size = (outline.ink[outline.ends[index] ?? 0] ?? 0) - (outline.ink[index] ?? 0)
    if (element === undefined || size > 100 || index === record.range.start) continue
    if (isAlone(element) || holdsAnchors(record, index, outline)) out.add(element)
  }
  for (const byline of bylinesOf(record, context.marks.get(record) ?? [], outline)) out.add(byline)
  for (let i = record.range.start; i < record.range.end; i++) {
    const element = outline.elements[i]
    if (element === undefined) continue
    if (!own.has(i)) {
      // A record inside: where it begins, all of it.
      out.add(element)
      i = (outline.ends[i] ?? i + 1) - 1
    } else if (
      i !== record.range.start &&
      (isLabel(element, boilerplate) || isNoWords(element, i, outline, panels, context))
    ) {
      out.add(element)
      i = (outline.ends[i] ?? i + 1) - 1
    }
  }
  measure(record, outline, boilerplate, out, ink)
  return out
}

const BYLINE_WORD =
  /^(?:submitted|posted|written|asked|answered|commented|reviewed|published|wrote|says|said|by|on|at|am|um|uhr|von|vom|schrieb|geschrieben|verfasst|le|à|par|publié|posté|écrit|el|a|las|por|publicado|escrito|enviado|da|di|il|alle|ore|pubblicato|scritto|inviato|op|om|door|geplaatst|geschreven|em|às|dnia|przez|o|dodano|dodane|napisano|wystawiono)$/iu

/** Elements that hold name and date with no words but those of bylines: "submitted … by …". */
function bylinesOf(
  { range }: PageRecord,
  marks: readonly number[],
  { elements, parents, ends }: Outline,
): MarkupElement[] {
  return marks.flatMap((index) => {
    const up = parents[index] ?? -1
    const element = elements[up]
    if (element === undefined || up <= range.start) return []
    const end = ends[up] ?? up
    if (marks.filter((one) => one > up && one < end).length < 2) return []
    const words =
      ownText(element)
        .slice(0, 200)
        .match(/\p{L}+/gu) ?? []
    return words.length > 0 && words.every((word) => BYLINE_WORD.test(word)) ? [element] : []
  })
}

/** An element of nothing but words that the records repeat. */
function isLabel(element: MarkupElement, boilerplate: Set<string>): boolean {
  const [only, ...more] = element.children
  if (only === undefined || more.length > 0 || !('data' in only)) return false
  return boilerplate.has(labelKey(element, only.data))
}

/** Whether a date or name stands in what shows a rating, or the other way round: a byline, whatever its element. */
function holdsAnchors(
  { dates, authors, ratings }: PageRecord,
  index: number,
  { ends }: Outline,
): boolean {
  return [dates, authors, ratings].some((anchors) =>
    anchors.some((one) => one.index > index && one.index < (ends[index] ?? index)),
  )
}

/** An anchor's element, not one that holds a date among its words. */
function isAlone(element: MarkupElement): boolean {
  return element.name !== 'p' || element.children.length < 3
}

function isNoWords(
  element: MarkupElement,
  index: number,
  { ink, ends }: Outline,
  panels: Set<string>,
  { isForum }: WordsContext,
): boolean {
  if (SILENT.has(element.name)) return true
  const names = namesOf(element)
  if (QUOTE.test(names) || (element.name === 'blockquote' && isForum && !WORDS.test(names)))
    return true
  if (element.name === 'form') return isFilledIn(element)
  const size = sumOver(ink, index, ends[index] ?? index)
  if (size <= MAX_BADGE && size > 0 && isBadge(element)) return true
  if (isForum && isLabelledQuote(element)) return true
  if (!NOT_WORDS.test(names)) return false
  return size < 3 || (!WORDS.test(names) && panels.has(placeOf(element)))
}

const MAX_BADGE = 80

/** A line that says of a statement how many found it helpful, or that its author bought the thing. */
function isBadge(element: MarkupElement): boolean {
  if (!element.children.some((node) => 'data' in node && node.data.trim() !== '')) return false
  const line = lineOf(element) ?? ''
  return (
    (HELPFUL.test(line) && /^.{0,30}\d|^(?:one|eine?|une?|una|um|uma)\s/i.test(line)) ||
    VERIFIED.test(line)
  )
}

const QUOTE_LABEL =
  /^(?:quote|zitat|citation|cita|citazione|citaat|citação|citar|cytat|引用|originally posted by|zitat von)\b.{0,60}$/iu

/** A box that begins with "Quote:", as old forums write it. */
function isLabelledQuote({ name, children }: MarkupElement): boolean {
  if (name !== 'div' && name !== 'table' && name !== 'td') return false
  const first = children.find(isElement)
  if (first === undefined || children.filter(isElement).length > 3) return false
  // What holds a box that is called a quote is the post around it.
  if (children.some((node) => isElement(node) && QUOTE.test(namesOf(node)))) return false
  return QUOTE_LABEL.test(shortLineOf(first, 80) ?? '')
}

/** Whether a form has fields for writing: some forums put a whole post in one without. */
function isFilledIn(form: MarkupElement): boolean {
  for (const { name, attribs } of elementsBelow(form)) {
    if (name === 'textarea' || name === 'select') return true
    if (name === 'input' && /^(?:text|email|search|url)?$/i.test(attribs['type'] ?? '')) return true
  }
  return false
}

/** Characters of words in each element of a record, with all below it. */
function measure(
  record: PageRecord,
  outline: Outline,
  boilerplate: Set<string>,
  out: Set<MarkupElement>,
  ink: Map<MarkupElement, number>,
): void {
  const around = outline.parents[record.range.start] ?? -1
  for (let n = record.own.length - 1; n >= 0; n--) {
    const i = record.own[n] ?? 0
    const element = outline.elements[i]
    if (element === undefined || out.has(element)) continue
    let size = ink.get(element) ?? 0
    for (const node of element.children) {
      if (!('data' in node) || node.type !== 'text') continue
      if (node.data.trim() === '' || boilerplate.has(labelKey(element, node.data))) continue
      size += inkOf(node.data)
    }
    ink.set(element, size)
    const parent = outline.parents[i] ?? -1
    const above = outline.elements[parent]
    if (above !== undefined && parent !== around) ink.set(above, (ink.get(above) ?? 0) + size)
  }
}

/** Share of a record's characters that its author's panel may take. */
const MAX_PANEL = 0.7
const MIN_SHARE = 0.55
const MAX_VOTE = 400

/** One step inwards: the place that holds most of the words, in each record that has it; null at the words. */
function inner(
  level: { record: PageRecord; inside: Set<MarkupElement> | undefined; element: MarkupElement }[],
  ink: Map<MarkupElement, number>,
  isRun: boolean,
  outline: Outline,
): Map<PageRecord, MarkupElement> | null {
  const totals = new Map<string, number>()
  let all = 0
  let textual = 0
  const places = level.map(({ record, inside, element }) => {
    const nodes = isRun ? siblingsOf(record, outline) : element.children
    const here = new Map<string, MarkupElement>()
    const seen = new Map<string, number>()
    for (const node of nodes) {
      if (!isElement(node)) {
        const own = 'data' in node && node.type === 'text' ? inkOf(node.data) : 0
        all += Math.min(MAX_VOTE, own)
        textual += Math.min(MAX_VOTE, own)
        continue
      }
      const shape = shapeOf(node)
      const count = (seen.get(shape) ?? 0) + 1
      seen.set(shape, count)
      if (inside?.has(node)) continue
      // A long listing in one record must not speak for all.
      const size = Math.min(MAX_VOTE, ink.get(node) ?? 0)
      all += size
      if (TEXTUAL.has(node.name)) textual += size
      if (size === 0 || count > MAX_ALIKE) continue
      here.set(`${shape} ${count}`, node)
      totals.set(`${shape} ${count}`, (totals.get(`${shape} ${count}`) ?? 0) + size)
    }
    return { record, here }
  })
  let best = ''
  for (const [place, size] of totals) if (size > (totals.get(best) ?? 0)) best = place
  if ((totals.get(best) ?? 0) < MIN_SHARE * all) return null
  const isText = textual > 0.5 * all && TEXTUAL.has(/^[^. ]*/.exec(best)?.[0] ?? '')
  if (!isRun && isText && !isNamedText(best)) return null
  const found = places.flatMap(({ record, here }): [PageRecord, MarkupElement][] => {
    const element = here.get(best)
    return element === undefined ? [] : [[record, element]]
  })
  return found.length === 0 ? null : new Map(found)
}

const MAX_ALIKE = 6

function isNamedText(shape: string): boolean {
  return /content|text|body|message|review|comment|description/.test(shape)
}

function siblingsOf({ range }: PageRecord, { elements, ends }: Outline): MarkupNode[] {
  const siblings: MarkupNode[] = []
  for (let i = range.start; i < range.end; i = ends[i] ?? range.end) {
    const element = elements[i]
    if (element !== undefined) siblings.push(element)
  }
  return siblings
}
