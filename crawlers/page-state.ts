import type { Problem } from '../schema/problem.ts'
import type { Document } from './document.ts'
import { shortLineOf } from './find-elements.ts'
import { elementsBelow, isElement, type MarkupElement } from './markup.ts'
import {
  AGREE,
  BLOCKED,
  CAPTCHA,
  CONSENT,
  EMPTY,
  HELPFUL,
  LOGIN,
  LOGIN_NEEDED,
  MAINTENANCE,
  NOT_FOUND,
  SAID,
} from './page-state-words.ts'

/** Letters of running text; a page with more of them says something, whatever its headings. */
const FEW_LETTERS = 1200
/** With so few letters all of them are the message. */
const HARDLY_ANY_LETTERS = 500
/** Consent pages explain themselves at length. */
const CONSENT_LETTERS = 6000
const MAX_TEXT = 8000
const MAX_HEADINGS = 8
const MAX_HEADING = 200
const MAX_LINE = 250
/** So many different ones are looked at for "no reviews yet". */
const MAX_LINES = 5000

/** Where the words of a page do not count: menus and such, and what no one sees. */
const SKIPPED =
  /^(?:script|style|template|noscript|svg|nav|footer|select|datalist|iframe|object|head|dialog)$/

/** What of a page shows its state. Lower case, one space between words. */
interface Signs {
  /** The title and its parts. */
  titles: string[]
  /** The first h1 and h2. */
  headings: string[]
  /** Lines of text as they stand in elements, until MAX_TEXT. */
  lines: string[]
  /** Of all running text. */
  letters: number
  hasPassword: boolean
  hasAgreeButton: boolean
  /** A robot's check that is the page's business, or a part of it that any form may have. */
  captcha: 'page' | 'part' | null
}

/**
 * What a page is on which nobody said anything and that has no rating: `captcha`, `blocked`, `login_wall`, `consent`,
 * `maintenance`, `soft_404`. Null where it looks like what it should be. Ask it only of such pages; pure.
 *
 * Words count in titles and headings, and anywhere where hardly anything else stands; a page that says much is never a
 * wall, whatever form, banner or topic it has.
 */
export function wallOf(document: Document): Problem | null {
  if (!isMarkup(document)) return null
  const signs = signsOf(document)
  const headings = [...signs.titles, ...signs.headings]
  const said = [...headings, ...(signs.letters < HARDLY_ANY_LETTERS ? signs.lines : [])]
  const says = (pattern: RegExp) => said.find((line) => pattern.test(line))
  const where = document.page.finalUrl
  if (isRobotCheck(signs, says(CAPTCHA))) {
    return problem('captcha', 'asks whether we are a robot, and does not show itself', where)
  }
  if (signs.letters < FEW_LETTERS && says(BLOCKED)) {
    return problem('blocked', 'is closed to us', where)
  }
  if (isLogin(signs, says(LOGIN_NEEDED))) {
    return problem('login_wall', 'is shown only to those who log in', where)
  }
  if (isConsent(signs, document)) {
    return problem('consent', 'asks for an agreement first, and does not show itself', where)
  }
  if (signs.letters < FEW_LETTERS && says(MAINTENANCE)) {
    return problem('maintenance', 'is away for maintenance', where)
  }
  if (headings.some((heading) => NOT_FOUND.test(heading))) {
    return problem('soft_404', 'was not found, though the site sends a page in its place', where)
  }
  return null
}

/**
 * `empty_list` where a page without statements says that nobody has said anything yet ("No reviews yet. Be the first
 * to review this product"), else null. Pure.
 */
export function emptyListOf(document: Document): Problem | null {
  if (!isMarkup(document)) return null
  const line = emptyLine(document)
  if (line === null) return null
  const where = document.page.finalUrl
  return {
    code: 'empty_list',
    message: `${where} says that there is nothing yet: "${line}".`,
    where,
  }
}

/** Each different line once: menus and stock lists repeat theirs. */
function emptyLine({ root }: Document): string | null {
  const seen = new Set<string>()
  for (const element of elementsBelow(root, ({ name }) => !SKIPPED.test(name))) {
    if (SKIPPED.test(element.name) || ownLine(element) === '') continue
    const line = clean(shortLineOf(element, MAX_LINE) ?? '')
    if (line === '' || seen.has(line)) continue
    if (EMPTY.test(line) && SAID.test(line) && !HELPFUL.test(line)) return line
    if (seen.add(line).size > MAX_LINES) return null
  }
  return null
}

function problem(code: string, words: string, where: string): Problem {
  return { code, message: `${where} ${words}.`, where }
}

function isMarkup({ contentType, root }: Document): boolean {
  return (contentType === null || /html/.test(contentType)) && root.children.some(isElement)
}

function isRobotCheck(signs: Signs, words: string | undefined): boolean {
  if (signs.captcha === 'page') return signs.letters < FEW_LETTERS
  if (words !== undefined) return signs.letters < FEW_LETTERS
  return signs.captcha === 'part' && !signs.hasPassword && signs.letters < HARDLY_ANY_LETTERS / 2
}

function isLogin(
  { letters, titles, headings, hasPassword }: Signs,
  words: string | undefined,
): boolean {
  if (letters >= FEW_LETTERS) return false
  return (
    words !== undefined ||
    (hasPassword && [...titles, ...headings].some((heading) => LOGIN.test(heading)))
  )
}

/** All its headings are about the agreement; under a banner the page has one of its own, and more to say. */
function isConsent(
  { letters, titles, headings, hasAgreeButton }: Signs,
  { page }: Document,
): boolean {
  if (!hasAgreeButton || letters >= CONSENT_LETTERS) return false
  if (/^https?:\/\/(?:consent|cmp|privacy-mgmt)\./.test(page.finalUrl)) return true
  if (titles.some((title) => CONSENT.test(title))) return true
  const isAbout = (heading: string) => CONSENT.test(heading) || CHOICES.test(heading)
  return (
    headings.every(isAbout) &&
    headings.some((heading) => CONSENT.test(heading)) &&
    letters < CONSENT_LETTERS / 2
  )
}

/** Other headings of such pages. */
const CHOICES =
  /choice|option|setting|partner|vendor|cookie|einstellung|zweck|choix|param|opcion|preferen|opzion|voorkeur|opç|ustawieni|設定|设置/u

/** By the element that holds it, or the script that shows it. */
const CAPTCHA_PAGE =
  /(?:^|[\s_-])(?:px-captcha|challenge-form|challenge-running|cf-challenge|cf-error-details|cf-chl|captcha-container|captcha-box|captcha__|sec-if-cpt|aws-waf|amzn-captcha|ddv1-captcha)|validatecaptcha|captcha-delivery\.com|_incapsula_resource|\/_sec\/cp_challenge|awswaf\.com|geo\.captcha|\/sorry\/index|showcaptcha/
const CAPTCHA_PART =
  /(?:^|[\s_-])(?:g-recaptcha|h-captcha|cf-turnstile|recaptcha|hcaptcha|geetest|smart-captcha|frc-captcha)|recaptcha\/(?:api|enterprise)|hcaptcha\.com|challenges\.cloudflare\.com|funcaptcha|arkoselabs/

function signsOf(document: Document): Signs {
  const signs: Signs = {
    titles: partsOfTitle(document.title),
    headings: [],
    lines: [],
    letters: 0,
    hasPassword: false,
    hasAgreeButton: false,
    captcha: null,
  }
  let written = 0
  for (const element of elementsBelow(document.root, ({ name }) => !SKIPPED.test(name))) {
    noteMarks(element, signs)
    if (SKIPPED.test(element.name)) continue
    const own = ownLine(element)
    if (own !== '') signs.letters += own.match(/\p{L}/gu)?.length ?? 0
    if (written > MAX_TEXT) continue
    const line = /^(?:h[1-3]|p|li|span|strong|b|a|button|label|td)$/.test(element.name)
      ? clean(shortLineOf(element, MAX_LINE) ?? '')
      : own
    if (/^h[12]$/.test(element.name)) noteHeading(line, signs)
    if (line !== '') signs.lines.push(line)
    written += line.length
  }
  return signs
}

function partsOfTitle(title: string | null): string[] {
  if (title === null) return []
  const line = clean(title.slice(0, MAX_HEADING))
  return [...new Set([line, ...line.split(/\s[|·•–—:»-]{1,2}\s|\s?[|–—]\s?/)])].filter(
    (part) => part !== '',
  )
}

function noteHeading(line: string, { headings }: Signs): void {
  if (line !== '' && line.length <= MAX_HEADING && headings.length < MAX_HEADINGS)
    headings.push(line)
}

function noteMarks(element: MarkupElement, signs: Signs): void {
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
  }
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

function noteButton(text: string, signs: Signs): void {
  if (text.length <= 80 && AGREE.test(clean(text))) signs.hasAgreeButton = true
}

/** The text that stands in an element itself. */
function ownLine({ children }: MarkupElement): string {
  let text = ''
  for (const node of children) if ('data' in node && node.type === 'text') text += `${node.data} `
  return clean(text)
}

function clean(text: string): string {
  return text.replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim().toLowerCase()
}
