import { lineOf, shortLineOf } from '../find-elements.ts'
import {
  elementsBelow,
  isElement,
  type MarkupElement,
  type MarkupNode,
  ownText,
} from '../markup.ts'
import { onOneLine } from '../plain-words.ts'
import { remembered } from '../remembered.ts'
import { findCounts } from './count-words.ts'
import { filledOf, filledShare, glyphParts, type Part } from './drawn-stars.ts'
import { hasFiveIcons, inColours, inIcons, ofShare } from './icon-stars.ts'

/** A rating that a page shows, in its own words or worked out from what is drawn. */
export interface ShownRating {
  value: string
  best?: string
  worst?: string
  /** What it was read from: `text`, `aria-label`, `width`, `class`, `icons`, … */
  at: string
  /** The number in a class name as it stands: `stars-10` may be ten of ten, or one of five. */
  drawn?: number
}

const NUMBER = '\\d{1,3}(?:[.,]\\d{1,4})?'
const BEST = '(?:5|6|10|20|100)(?:[.,]0{1,2})?'
/** What ratings are of, in the languages of large shops. */
const STARS =
  'stars?|sterne?n?|étoiles?|etoiles?|estrellas?|stelle|stella|sterren|ster|estrelas?|gwiazdki|gwiazdek|gwiazdka|stjärnor|stjerner|tähteä|звёзд|звезд|звезды|つ星|星|颗星|顆星|별|점|bubbles?|burbujas|bulles|bolle|bolhas'
const OUT_OF =
  '\\s?\\/\\s?|\\s(?:out\\sof|of|von|sur|de|su|van|z|na|di|uit|av|af|из)\\s(?:de\\s|max\\.?\\s)?'
const FRACTION = new RegExp(
  `(?<![\\d.,/])(${NUMBER})(?:\\s?(?:${STARS}))?(?:${OUT_OF})(${BEST})(?![\\d/])`,
  'iu',
)
const CJK_BEST_FIRST =
  /5(?:つ星のうち|段階(?:評価)?中|点満点中)\s?\d(?:\.\d{1,2})?|5점 만점에 \d(?:\.\d{1,2})?점?/u
const NUMBER_OF_STARS = new RegExp(`(?<![\\d.,/])(${NUMBER})\\s?[-–]?(?:${STARS})(?!\\p{L})`, 'iu')
const GLYPHS = /^[★☆⭐✩✮⯪½\s]{1,40}$/u
/** Around a number: words that say it rates. */
const RATES =
  /rat(?:ed|ing)|scoo?r|not[ae]\b|bewert|oceni?[ao]|valora|avalia|classifica|voto|beoordeling|cijfer|punt|pontua|avis|review|recension|rezension|opini|reseñ|評価|评分|評分|평점/i
const NAMED =
  /(?:^|[^a-z])(?:[a-z]{0,12}ratings?|rate|rated|stars?|score|scores|sterne?|note|ocena|voto|cijfer|grade|valoracion|puntuacion|bewertung|etoiles?|estrellas?|stelle|sterren|gwiazdki|valuation|average|avg|review-(?:item-)?points|rateit|rateyo|raty)(?![a-z])/i
/** Beside words like these a number counts something else. */
const OTHER =
  /\b(?:people|persons?|personen|personnes|personas|persone|osób|pessoas|found|helpful|hilfreich|utile|nützlich|page|seite|pages|image|photo|slide|items?|steps?|days?|votes? for)\b|人/i
const BAR = /histogram|distribution|progress|meter|\bbars?\b|breakdown|chart|percent|a-meter/i
const VOTES =
  /(?:^|[^a-z])(?:votes?|voting|vote-count|karma|reputation|(?<!review-|review-item-)points|likes?)(?![a-z])/i
/** Forms by which visitors rate are no rating. */
const FORM =
  /input|select|button|write|your-rat|add-rat|new-rat|rate-this|rate-it|vote-form|rating-form/i

const STAR_WORD = new RegExp(`(?:${STARS})`, 'iu')
const RATED_NUMBER = new RegExp(
  `^[\\p{L} ]{0,20}(?:${RATES.source})[\\p{L} ]{0,12}\\s?[:=]?\\s?(${NUMBER})$`,
  'iu',
)

const MAX_WORDS = 80
const MAX_INSIDE = 60

/**
 * The rating that an element shows, or null: words (its text, `aria-label`, `title`, `alt`, data attributes), star
 * glyphs, the width of a bar of stars, a class name that counts (`stars-4`, `a-star-4-5`), counted icons. Words
 * before drawings. An element is looked at with little of what is below it: ask the outermost first.
 * @param names what the page's makers call the element and the one around it
 */
export function shownRating(element: MarkupElement, names: string): ShownRating | null {
  const isNamed = namesRating(names) && !VOTES.test(names)
  if (element.name === 'input' || element.name === 'select' || element.name === 'form') return null
  const said = inAttributes(element, isNamed) ?? inText(element, isNamed)
  if (said !== null) return isVote(said, names) ? null : said
  if (isForm(element, names)) return null
  if (!isNamed) return inFile(element) ?? inColours(element)
  const drawn = inStyle(element, names) ?? inClass(element) ?? inFile(element) ?? inIcons(element)
  if (drawn === null) return null
  return saidBelow(element) ?? drawn
}

/** A bare whole score is as often one of votes: only what is named a rating too is one. */
function isVote({ value, best }: ShownRating, names: string): boolean {
  return (
    best === undefined &&
    /^\d+$/.test(value) &&
    !/review|rating|stars?(?![a-z])/.test(names) &&
    !NAMED.test(names.replace(/scores?/g, ''))
  )
}

/**
 * Whether an element could show a rating: cheap, asked of every element of a page.
 * @param names what the page's makers call the element, and the one around it
 */
export function mayShowRating(
  { attribs, name, children }: MarkupElement,
  names: string,
  namesOfParent: string,
): boolean {
  return (
    hasFiveIcons(children) ||
    namesRating(names) ||
    namesRating(namesOfParent) ||
    isWorded(attribs) ||
    (name === 'svg' && children.some((node) => isElement(node) && node.name === 'title')) ||
    (name === 'img' && STARS_FILE.test((attribs['src'] ?? '').slice(-80))) ||
    (name === 'meter' && attribs['value'] !== undefined)
  )
}

/** Whether an attribute that is read aloud holds a number or a star. */
function isWorded(attribs: MarkupElement['attribs']): boolean {
  for (const name of WORDED) {
    const words = attribs[name]
    if (words !== undefined && /\d|★|⭐/.test(words)) return true
  }
  return false
}

/** Few names are of many elements. */
const namesRating = remembered((names) => NAMED.test(names))

const WORDED = ['aria-label', 'title', 'alt', 'aria-valuetext'] as const
const COUNTED = [
  'data-rating',
  'data-score',
  'data-stars',
  'data-star',
  'data-rate',
  'data-rating-value',
  'data-average',
  'data-average-rating',
  'data-rateit-value',
  'data-note',
  'data-grade',
  'rating',
  'score',
  'aria-valuenow',
] as const
const SCALED = ['data-max', 'data-best', 'data-rating-max', 'aria-valuemax', 'max'] as const

function inAttributes(element: MarkupElement, isNamed: boolean): ShownRating | null {
  const { attribs } = element
  const said = element.name === 'svg' ? ratingInWords(titleOfDrawing(element), true) : null
  if (said !== null) return { ...said, at: 'title' }
  for (const name of WORDED) {
    const said = ratingInWords(attribs[name] ?? '', isNamed)
    if (said !== null) return { ...said, at: name }
  }
  for (const name of COUNTED) {
    const value = attribs[name]?.trim() ?? ''
    const isOwn = name.startsWith('data-rat') || isNamed
    if (!isOwn || !/^\d{1,2}(?:[.,]\d{1,12})?$/.test(value)) continue
    const best = SCALED.map((one) => attribs[one]).find((one) => /^\d{1,3}$/.test(one ?? ''))
    if (Number(value.replace(',', '.')) === 0) continue
    return { value, ...(best !== undefined && { best }), at: name }
  }
  return null
}

/** What a drawing says that it shows: `<svg><title>4 of 5 bubbles</title>…`; a number alone could be of anything. */
function titleOfDrawing({ children }: MarkupElement): string {
  const title = children.find(
    (node): node is MarkupElement => isElement(node) && node.name === 'title',
  )
  const words = title === undefined ? '' : ownText(title).trim()
  return /^\d{1,2}$/.test(words) ? '' : words
}

function inText(element: MarkupElement, isNamed: boolean): ShownRating | null {
  const glyphs = glyphParts(element)
  if (glyphs !== null) return inGlyphs(element, glyphs)
  if (isOneOfRow(element)) return null
  const own = onOneLine(ownText(element))
  if (own !== '' && own.length <= MAX_WORDS) {
    const said = ratingInWords(own, isNamed)
    if (said !== null) return { ...said, at: 'text' }
  }
  // `<b>4,2</b>/5`: what it is of stands behind.
  const isSplit = SCALE_FIRST.test(own)
  const before = isSplit ? figureBefore(element) : null
  if (before !== null && own.length <= MAX_WORDS) {
    const said = ratingInWords(`${before} ${own}`, isNamed || !/[.,]/.test(before))
    if (said !== null) return { ...said, at: 'text' }
  }
  const line = (isNamed || isSplit) && isShort(element) ? lineOf(element) : null
  const words = line?.replace(/(\d)\s(?=\/)/g, '$1')
  const said = words === undefined || words === own ? null : ratingInWords(words, isNamed)
  return said === null ? null : { ...said, at: 'text' }
}

/** `<span class=on>★</span><span class=off>★</span>`, or a row of stars over another that is cut off. */
function inGlyphs(element: MarkupElement, parts: Part[]): ShownRating | null {
  const share = filledShare(element)
  if (share !== null) return ofShare(share)
  const isWritten = parts.some(({ look }) => /[☆✩✮]/u.test(look))
  const isAlike = new Set(parts.map(({ look }) => look)).size === 1
  if (isWritten || isAlike) {
    const said = ratingInWords(lineOf(element)?.replace(/\s/g, '') ?? '', true)
    return said === null ? null : { ...said, at: 'text' }
  }
  const drawn = filledOf(parts)
  return drawn === null ? null : { value: `${drawn.filled}`, best: `${drawn.of}`, at: 'glyphs' }
}

/** One star of several: the row says how many. */
function isOneOfRow(element: MarkupElement): boolean {
  const { parent } = element
  if (!/^[★☆⭐✩✮]+$/u.test(ownText(element).trim()) || parent === null || !isElement(parent))
    return false
  return (glyphParts(parent)?.length ?? 0) > 1
}

const SCALE_FIRST = /^(?:\/\s?|(?:out of|von|sur|de|su|van|z|na)\s)(?:5|6|10)(?!\d)/

/** `<p>4,2</p><p>of 5</p>`, `8<small>/10</small>`: the figure that stands alone before the scale. */
function figureBefore({ name, prev }: MarkupElement): string | null {
  if (prev !== null && 'data' in prev && /^\s*\d{1,2}(?:[.,]\d)?$/.test(prev.data)) {
    return /^(?:small|su[bp])$/.test(name) ? prev.data.trim() : null
  }
  let before: MarkupNode | null = prev
  if (before !== null && 'data' in before && before.data.trim() === '') before = before.prev
  const line = before !== null && isElement(before) ? shortLineOf(before, 6) : null
  return line !== null && /^\d{1,2}[.,]\d{1,2}$/.test(line) ? line : null
}

function isShort(element: MarkupElement): boolean {
  let count = 0
  for (const one of elementsBelow(element)) {
    if (++count > 12 || ownText(one).length > MAX_WORDS) return false
  }
  return true
}

type Said = Omit<ShownRating, 'at'>

const asNamed = remembered((words) => readWords(words, true))
const asOther = remembered((words) => readWords(words, false))

/** The rating that a few words state; a bare number only where the element is named so. */
function ratingInWords(words: string, isNamed: boolean): Said | null {
  if (words.length > 2 * MAX_WORDS || !/[\d★☆⭐✩✮⯪½]/.test(words)) return null
  return isNamed ? asNamed(words) : asOther(words)
}

function readWords(words: string, isNamed: boolean): Said | null {
  const text = onOneLine(words)
  if (text === '' || text.length > MAX_WORDS) return null
  if (GLYPHS.test(text)) return glyphs(text)
  const cjk = CJK_BEST_FIRST.exec(text)?.[0]
  if (cjk !== undefined) return { value: cjk }
  const fraction = FRACTION.exec(text)
  if (fraction !== null) {
    const [whole, value = '', best = ''] = fraction
    const rest = text.replace(whole, ' ')
    const isWhole = rest.trim() === '' && /\d[.,]\d|out of|^\d{1,2}\s?\/\s?(?:5|10)$/i.test(whole)
    const isRating = isWhole || isNamed || RATES.test(rest) || STAR_WORD.test(text)
    const fits = Number(value.replace(',', '.')) <= Number(best.replace(',', '.'))
    if (fits && isRating && !OTHER.test(rest)) return { value, best }
    return null
  }
  const stars = NUMBER_OF_STARS.exec(text)
  if (stars !== null && !OTHER.test(text) && !/[–-]\s?\d/.test(text)) {
    const value = stars[1] ?? ''
    return Number(value.replace(',', '.')) <= 5 ? { value, best: '5' } : null
  }
  const bare = /^\W{0,3}(\d{1,2}(?:[.,]\d{1,2})?)\W{0,3}$/.exec(text)?.[1]
  if (isNamed && bare !== undefined && !text.includes('(') && !/%|\+|-\d/.test(text)) {
    return Number(bare.replace(',', '.')) > 0 ? { value: bare } : null
  }
  const behind = RATED_NUMBER.exec(text)?.[1]
  if (behind === undefined) return null
  const number = Number(behind.replace(',', '.'))
  // "Bewertungen: 57" is a count.
  return number > 0 && number <= 10 && findCounts(text).length === 0 ? { value: behind } : null
}

/** `★★★★☆`; without empty ones three stars are three of five, as everywhere. */
function glyphs(text: string): Said | null {
  const full = text.match(/[★⭐]/gu)?.length ?? 0
  const half = text.match(/[½⯪]/gu)?.length ?? 0
  const empty = text.match(/[☆✩✮]/gu)?.length ?? 0
  if (full + half === 0) return null
  const all = full + half + empty
  if (all > 10) return null
  return { value: String(full + half / 2), best: String(all > 5 ? 10 : 5) }
}

function isForm({ name }: MarkupElement, names: string): boolean {
  return FORM.test(names) || name === 'form' || name === 'input'
}

/** `width: 80%` of five stars: four. */
function inStyle(element: MarkupElement, names: string): ShownRating | null {
  if (element.attribs['style'] === undefined || BAR.test(names)) return null
  const share = filledShare(element)
  return share === null ? null : ofShare(share)
}

const COUNTING =
  /^(?:[a-z]+[-_])*(?:ratings?|[a-z]{0,6}stars?|bubbles?|rate|score|rated|sterne?|note|etoiles?|stelle|estrellas|value|val|s)[-_]{0,2}(\d{1,3})(?:[-_.](\d{1,2}))?(?:[-_](?:stars?|of[-_]5))?$/i
const COUNTED_FIRST =
  /^(?:[a-z]+[-_])*(\d)(?:[-_.](5|0|half))?[-_]?(?:stars?|sterne?)(?:[-_][a-z]+)?$/i

function inClass({ attribs }: MarkupElement): ShownRating | null {
  return inTokens((attribs['class'] ?? '').split(/\s+/).slice(0, 12), 'class')
}

const STARS_FILE =
  /\/?([\w.-]{0,12}(?:stars?|rating|sterne?|etoiles?|estrellas?|stelle)[\w.-]{0,12})\.(?:gif|png|svg|webp)(?:\?|$)/i

/** A picture whose file counts: `stars_4.gif`, `4stars.png`. */
function inFile({ attribs, name }: MarkupElement): ShownRating | null {
  const source = name === 'img' ? (attribs['src'] ?? attribs['data-src'] ?? '').slice(-80) : ''
  const file = STARS_FILE.exec(source)?.[1]
  return file === undefined ? null : inTokens([file], 'src')
}

function inTokens(tokens: readonly string[], at: string): ShownRating | null {
  for (const token of tokens) {
    const [, whole, part] = COUNTING.exec(token) ?? COUNTED_FIRST.exec(token) ?? []
    const value = whole === undefined ? null : countOf(whole, part)
    if (value !== null && Number(value) > 5) return { value, best: '10', at, drawn: Number(value) }
    if (value !== null) return { value, best: '5', worst: '1', at, drawn: Number(whole) }
  }
  return null
}

/** `4`; `4-5` and `45` for four and a half; `80` for percent. */
function countOf(whole: string, part: string | undefined): string | null {
  const number = Number(whole)
  if (part !== undefined) {
    const isHalf = part === '5' || part === 'half' || part === '50'
    return number <= 5 && (isHalf || /^0+$/.test(part)) ? String(number + (isHalf ? 0.5 : 0)) : null
  }
  if (number <= 0) return null
  if (number <= 5 || (number > 5 && number < 10)) return String(number)
  if (number > 50 && number <= 100) return String(Math.round(number * 5) / 100)
  return number <= 50 && number % 5 === 0 ? String(number / 10) : null
}

/** What is drawn is often said too, for those who cannot see it. */
function saidBelow(element: MarkupElement): ShownRating | null {
  let count = 0
  for (const one of elementsBelow(element)) {
    if (++count > MAX_INSIDE) return null
    const said = inAttributes(one, false) ?? inText(one, false)
    if (said !== null) return said
  }
  return null
}
