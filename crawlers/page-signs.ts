import type { Document } from './document.ts'
import { shortLineOf } from './find-elements.ts'
import { elementsBelow, type MarkupElement } from './markup.ts'
import { AGREE } from './page-state-words.ts'

/** What of a page shows its state. Lower case, one space between words. */
export interface PageSigns {
  /** The title and its parts. */
  titles: string[]
  /** The first h1 and h2. */
  headings: string[]
  /** Other lines of text as they stand in elements, until {@link MAX_TEXT}; not what only leads elsewhere. */
  lines: string[]
  /** Of all running text. */
  letters: number
  hasPassword: boolean
  hasAgreeButton: boolean
  /** A field to write in at length: a form to ask or comment. */
  hasTextarea: boolean
  /** A price above zero: something is sold here. */
  hasPrice: boolean
  /** A moment marked up as one: something was said here. */
  isDated: boolean
  /** What of it stands in a `<noscript>`, for those without scripts. */
  unscripted: string
  hasScripts: boolean
  /** A robot's check that is the page's business, or a part of it that any form may have. */
  captcha: 'page' | 'part' | null
}

const MAX_TEXT = 8000
const MAX_HEADINGS = 8
const MAX_HEADING = 200
const MAX_LINE = 250

/** Where the words of a page do not count: menus and such, and what no one sees. */
export const SKIPPED =
  /^(?:script|style|template|noscript|svg|nav|footer|select|datalist|iframe|object|head|dialog)$/

/** A price above zero, in lower-case text. */
export const PRICE =
  /(?:[€$£¥￥₽₹₩]|zł|kč|\b(?:kr|eur|usd|chf|gbp))\.?\s?(?!0(?:[.,]0{1,2})?(?![\d.,]))\d|(?<![\d.,])(?!0[.,]0)\d{1,6}(?:[.,]\d{2})?\s?(?:€|£|円|元|원|₽|₺|zł|kč|(?:kr|tl|eur|usd|chf)\b)/

/** Reads the signs of a page in one walk. */
export function signsOf(document: Document): PageSigns {
  const signs: PageSigns = {
    titles: partsOfTitle(document.title),
    headings: [],
    lines: [],
    letters: 0,
    hasPassword: false,
    hasAgreeButton: false,
    hasTextarea: false,
    hasPrice: false,
    isDated: false,
    unscripted: '',
    hasScripts: false,
    captcha: null,
  }
  let written = 0
  for (const element of elementsBelow(document.root, ({ name }) => !SKIPPED.test(name))) {
    noteMarks(element, signs)
    if (SKIPPED.test(element.name)) continue
    const own = ownLine(element)
    if (own !== '') signs.letters += own.match(/\p{L}/gu)?.length ?? 0
    signs.hasPrice ||= isPrice(own)
    if (written > MAX_TEXT) continue
    const line = lineFrom(element, own)
    if (/^h[12]$/.test(element.name)) noteHeading(line, signs)
    else if (line !== '' && element.name !== 'a') signs.lines.push(line)
    written += line.length
  }
  return signs
}

/** A price that says what something costs; that of free delivery stands in the frame of every page. */
function isPrice(line: string): boolean {
  if (line === '' || line.length > MAX_PRICE) return false
  const [price] = PRICE.exec(line) ?? []
  if (price === undefined) return false
  return (line.replace(price, ' ').match(/\p{L}{3,}/gu)?.length ?? 0) <= MAX_PRICE_WORDS
}

const MAX_PRICE = 60
const MAX_PRICE_WORDS = 2

function lineFrom(element: MarkupElement, own: string): string {
  if (!/^(?:h[1-6]|p|li|span|strong|b|a|button|label|td)$/.test(element.name)) return own
  // A menu's entry is its link.
  if (element.name === 'li' && own === '') return ''
  return clean(shortLineOf(element, MAX_LINE) ?? '')
}

function partsOfTitle(title: string | null): string[] {
  if (title === null) return []
  const line = clean(title.slice(0, MAX_HEADING))
  return [...new Set([line, ...line.split(/\s[|·•–—:»-]{1,2}\s|\s?[|–—]\s?/)])].filter(
    (part) => part !== '',
  )
}

function noteHeading(line: string, { headings }: PageSigns): void {
  if (line !== '' && line.length <= MAX_HEADING && headings.length < MAX_HEADINGS)
    headings.push(line)
}

/** By the element that holds it, or the script that shows it. */
const CAPTCHA_PAGE =
  /(?:^|[\s_-])(?:px-captcha|challenge-form|challenge-running|cf-challenge|cf-error-details|cf-chl|captcha-container|captcha-box|captcha__|sec-if-cpt|aws-waf|amzn-captcha|ddv1-captcha|nocaptcha)|validatecaptcha|captcha-delivery\.com|_incapsula_resource|\/_sec\/cp_challenge|awswaf\.com|geo\.captcha|\/sorry\/index|showcaptcha|\/ips\.js\?kp_|\/_____tmd_____\//
const CAPTCHA_PART =
  /(?:^|[\s_-])(?:g-recaptcha|h-captcha|cf-turnstile|recaptcha|hcaptcha|geetest|smart-captcha|frc-captcha)|recaptcha\/(?:api|enterprise)|hcaptcha\.com|challenges\.cloudflare\.com|funcaptcha|arkoselabs/
const MAX_UNSCRIPTED = 1000

function noteMarks(element: MarkupElement, signs: PageSigns): void {
  const { name, attribs } = element
  if (name === 'input') {
    if (attribs['type']?.toLowerCase() === 'password') signs.hasPassword = true
    else if (/^(?:submit|button)$/i.test(attribs['type'] ?? ''))
      noteButton(attribs['value'] ?? '', signs)
  } else if (
    name === 'button' ||
    (name === 'a' && /btn|button|accept/i.test(attribs['class'] ?? ''))
  ) {
    noteButton(shortLineOf(element, MAX_LINE) ?? '', signs)
  } else if (name === 'textarea') signs.hasTextarea = true
  else if (name === 'time') signs.isDated = true
  else if (name === 'script') signs.hasScripts = true
  else if (name === 'noscript' && signs.unscripted.length < MAX_UNSCRIPTED)
    signs.unscripted += ` ${clean(textWithin(element)).slice(0, MAX_UNSCRIPTED)}`
  noteCaptcha(element, signs)
}

function noteCaptcha({ name, attribs }: MarkupElement, signs: PageSigns): void {
  const marks = [
    attribs['id'],
    attribs['class'],
    attribs['src'],
    attribs['action'],
    attribs['data-sitekey'] && 'recaptcha',
  ]
    .filter((mark) => mark !== undefined)
    .join(' ')
    .slice(0, 500)
    .toLowerCase()
  if (marks === '' || signs.captcha === 'page') return
  if (CAPTCHA_PAGE.test(marks)) signs.captcha = 'page'
  else if (CAPTCHA_PART.test(marks) && name !== 'textarea') signs.captcha = 'part'
}

function noteButton(text: string, signs: PageSigns): void {
  if (text.length <= 80 && AGREE.test(clean(text))) signs.hasAgreeButton = true
}

/** A parser may keep what stands in a `<noscript>` as text or as elements. */
function textWithin(element: MarkupElement): string {
  const parts = [ownLine(element)]
  for (const one of elementsBelow(element)) parts.push(ownLine(one))
  return parts.join(' ')
}

/** The text that stands in an element itself. */
export function ownLine({ children }: MarkupElement): string {
  let text = ''
  for (const node of children) if ('data' in node && node.type === 'text') text += `${node.data} `
  return clean(text)
}

/** Lower case, plain apostrophes, one space between words. */
export function clean(text: string): string {
  return text.replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim().toLowerCase()
}
