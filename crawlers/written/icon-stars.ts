import { elementsBelow, isElement, type MarkupElement, ownText } from '../markup.ts'
import { filledOf, filledShare } from './drawn-stars.ts'

/** A rating worked out from what is drawn. */
interface DrawnRating {
  value: string
  best: string
  worst?: string
  at: string
}

/** Whether nodes are a row of five icons or star glyphs, with little else between. */
export function hasFiveIcons(children: MarkupElement['children']): boolean {
  if (children.length < 5 || children.length > 11) return false
  let icons = 0
  for (const node of children) {
    if (isElement(node) && (isIcon(node) || isGlyph(node) || ligatureOf(node) !== null)) icons += 1
  }
  return icons === 5
}

function isGlyph(element: MarkupElement): boolean {
  const [only] = element.children
  return only !== undefined && 'data' in only && /^\s*[★☆⭐✩✮]\s*$/u.test(only.data)
}

/** An icon, or an element of nothing but one. */
function isIcon({ name, children }: MarkupElement): boolean {
  if (name === 'svg' || name === 'i') return true
  const [only, ...more] = children
  return (
    only !== undefined && more.length === 0 && isElement(only) && /^(?:svg|i|img)$/.test(only.name)
  )
}

/**
 * How each of five icons side by side looks, where they stand alone; null where there are no such. Two that look alike
 * have the same string. What a look means is not known here.
 */
export function looksOfFive({ children }: MarkupElement): string[] | null {
  if (!hasFiveIcons(children)) return null
  const icons = children.filter(isElement)
  if (icons.length !== 5 || new Set(icons.map(({ name }) => name)).size > 1) return null
  return icons.map(wholeLookOf)
}

const MAX_DRAWN = 120

function wholeLookOf(icon: MarkupElement): string {
  const looks = [icon, ...first(elementsBelow(icon), MAX_OF_ICON)]
  return looks
    .map((one) => {
      const { style = '', d = '', color = '' } = one.attribs
      return `${wordsOf(one)} ${style} ${color} ${d.slice(0, MAX_DRAWN)}`
    })
    .join('|')
}

const MAX_OF_ICON = 6

function* first<T>(all: Iterable<T>, count: number): Generator<T> {
  let n = 0
  for (const one of all) {
    if (++n > count) return
    yield one
  }
}

export function ofShare(share: number): DrawnRating | null {
  if (share <= 0) return null
  return { value: String(Math.round(share * 5) / 100), best: '5', worst: '1', at: 'width' }
}

const ICON = /^(?:i|img|svg|span|li|use|path|b|em|a|div|label|mat-icon)$/
const EMPTY =
  /(?:^|[^a-z])(?:empty|off|o|grey|gray|inactive|blank|outline[d]?|unfilled|no|none|disabled|unchecked|far|fa-star-o|leer|vide|light|not-active|unselected|border|muted|white|(?<!\d)[a-z]?0|(?:gray|grey|slate|zinc|neutral|stone)-\d{2,3})(?![a-z\d])/i
const HALF = /half|halb|demi|mezza|media/i
const FULL =
  /(?:^|[^a-z])(?:full|fill|filled|on|active|gold|yellow|orange|selected|checked|solid|fas|voll|pleine?|piena|llena|cheia|100|(?<!\d)[a-z]?10|1|(?:yellow|amber|gold|orange)-\d{2,3}|fa-star|is-active|colou?red|lit|highlighted?)(?![a-z\d])/i

/** Five icons side by side, of which some are filled. */
export function inIcons(element: MarkupElement): DrawnRating | null {
  const icons = element.children.filter(
    (node): node is MarkupElement => isElement(node) && ICON.test(node.name),
  )
  if (icons.length < 1 || icons.length > 10) return null
  const shares = icons.length === 5 ? icons.map(filledShare) : []
  if (shares.length > 0 && shares.every((share) => share !== null)) {
    // Each star filled by its own width: 100, 100, 100, 40, 0.
    return ofShare(shares.reduce<number>((sum, share) => sum + (share ?? 0), 0) / 5)
  }
  const seen = icons.map(lookOf)
  const differ = inLooks(icons, seen)
  if (differ !== null) return differ
  if (new Set(icons.map(({ name }) => name)).size > 1) return null
  // Beside filled icons (`star-on`) those without a sign (`star`) are empty; five plain ones say nothing.
  const isTold = seen.some((look) => look === 'full' || look === 'half')
  const looks = seen.map((look) => look ?? (isTold && isRun(seen) ? 'empty' : null))
  if (looks.some((look) => look === null)) return null
  const full = looks.filter((look) => look === 'full').length
  const half = looks.filter((look) => look === 'half').length
  if (
    full + half === 0 ||
    (icons.length !== 5 && icons.length !== 10 && full + half < icons.length)
  )
    return null
  if (icons.length > 5 && icons.length !== 10) return null
  // One icon alone is a label beside a number.
  if (icons.length === 1) return null
  return {
    value: String(full + half / 2),
    best: String(icons.length > 5 ? 10 : 5),
    at: 'icons',
  }
}

/** Icons drawn in two ways: the first are filled, unless their names say the opposite. */
function inLooks(icons: MarkupElement[], looks: (Look | null)[]): DrawnRating | null {
  if (looks.includes('half') || looks[0] === 'empty') return null
  if (icons.some((icon) => ligatureOf(icon) !== null)) return null
  const drawn = filledOf(icons.map((icon) => ({ look: wholeLookOf(icon), stars: 1 })))
  if (drawn === null || (looks.at(-1) === 'full' && looks[0] !== 'full')) return null
  return { value: `${drawn.filled}`, best: `${drawn.of}`, at: 'icons' }
}

/** Filled icons stand first, in a row of five or ten. */
function isRun(looks: (Look | null)[]): boolean {
  const first = looks.findIndex((look) => look !== 'full' && look !== 'half')
  const rest = looks.slice(first)
  return (looks.length === 5 || looks.length === 10) && !rest.some((look) => look === 'full')
}

type Look = 'full' | 'half' | 'empty'

/** Words that icon fonts draw as icons (https://fonts.google.com/icons). */
const LIGATURES: Record<string, Look> = {
  star: 'full',
  grade: 'full',
  star_rate: 'full',
  star_half: 'half',
  star_border: 'empty',
  star_outline: 'empty',
}

/** The word of an icon font that an element or the only one in it holds; null when it holds none. */
function ligatureOf(icon: MarkupElement): string | null {
  const inner = icon.children.filter(isElement)
  const [only] = inner
  const word = ownText(inner.length === 1 && only !== undefined ? only : icon).trim()
  return Object.hasOwn(LIGATURES, word) ? word : null
}

function lookOf(icon: MarkupElement): Look | null {
  const ligature = ligatureOf(icon)
  if (ligature !== null) return LIGATURES[ligature] ?? null
  let words = wordsOf(icon)
  for (const one of first(elementsBelow(icon), MAX_OF_ICON)) words += ` ${wordsOf(one)}`
  const spaced = words.replace(/([a-z])(?=[A-Z])/g, '$1-')
  if (HALF.test(spaced)) return 'half'
  if (EMPTY.test(spaced)) return 'empty'
  if (FULL.test(spaced)) return 'full'
  return null
}

/** Rows of five that nothing names: icons of one shape, the first ones in the colour of stars, the others grey. */
export function inColours(element: MarkupElement): DrawnRating | null {
  const icons = element.children.filter(isElement)
  if (icons.length !== 5) return null
  if (icons.every((icon) => ligatureOf(icon) !== null)) return inIcons(element)
  if (!icons.every(({ name }) => name === 'svg' || name === 'i')) return null
  const isColoured = icons.some((icon) => COLOUR.test(wordsOf(icon)))
  return isColoured ? inIcons(element) : null
}

const COLOUR = /(?:yellow|amber|gold|orange)(?![a-z])|#(?:f[a-d][a-d]|ff[a-d])/i

function wordsOf({ attribs }: MarkupElement): string {
  const source = /([^/]{0,60})$/.exec(attribs['src'] ?? attribs['data-src'] ?? '')?.[1] ?? ''
  return `${attribs['class'] ?? ''} ${source} ${attribs['href'] ?? attribs['xlink:href'] ?? ''} ${attribs['fill'] ?? ''}`
}
