import type { Problem } from '../schema/problem.ts'
import type { Document } from './document.ts'
import { shortLineOf } from './find-elements.ts'
import { elementsBelow, isElement } from './markup.ts'
import { clean, ownLine, type PageSigns, SKIPPED, signsOf } from './page-signs.ts'
import {
  BLOCKED,
  CAPTCHA,
  CONSENT,
  EMPTY,
  HELPFUL,
  LOGIN,
  LOGIN_NEEDED,
  MAINTENANCE,
  NOT_FOUND,
  PAGE_SOUGHT,
  SAID,
} from './page-state-words.ts'
import {
  AGE_GATE,
  APP_WALL,
  DEFAULT_PAGE,
  NEEDS_SCRIPTS,
  OLD_BROWSER,
  PARKED,
  PAYWALL,
  RATE_LIMITED,
  REGION_BLOCK,
  UNAVAILABLE,
} from './wall-words.ts'

/** Letters of running text; a page with more of them says something, whatever its headings. */
const FEW_LETTERS = 1200
/** With so few letters all of them are the message. */
const HARDLY_ANY_LETTERS = 500
/** And with so few a heading may say more than the message. */
const NEXT_TO_NO_LETTERS = 250
/** Consent pages explain themselves at length, and so do servers that wait for their site. */
const CONSENT_LETTERS = 6000
/** A wall says what it is in a line of this length; what is longer is prose. */
const MAX_MESSAGE = 200
/** Words that a heading may have beside its message: a name, a "please". */
const MAX_OTHER_WORDS = 2
const MAX_LINE = 250
/** So many different ones are looked at for "no reviews yet". */
const MAX_LINES = 5000

/** What a wall is, and whether a page is one. The first that fits names the page. */
interface Wall {
  code: string
  /** Behind the page's address. */
  words: string
  isIt: (signs: PageSigns, document: Document) => boolean
}

const WALLS: readonly Wall[] = [
  {
    code: 'captcha',
    words: 'asks whether we are a robot, and does not show itself',
    isIt: isRobotCheck,
  },
  { code: 'rate_limited', words: 'answers that we ask too often', isIt: saysOnly(RATE_LIMITED) },
  { code: 'region_block', words: 'is not shown to where we are', isIt: saysOnly(REGION_BLOCK) },
  { code: 'blocked', words: 'is closed to us', isIt: saysOnly(BLOCKED) },
  { code: 'paywall', words: 'is shown only to those who pay', isIt: isPaywall },
  { code: 'age_gate', words: 'asks first how old we are', isIt: saysOnly(AGE_GATE) },
  { code: 'maintenance', words: 'is away for maintenance', isIt: saysOnly(MAINTENANCE) },
  { code: 'login_wall', words: 'is shown only to those who log in', isIt: isLogin },
  {
    code: 'consent',
    words: 'asks for an agreement first, and does not show itself',
    isIt: isConsent,
  },
  { code: 'parked', words: 'is an address without a site: its domain is parked', isIt: isParked },
  {
    code: 'default_page',
    words: 'is what a server shows before it has a site',
    isIt: isDefaultPage,
  },
  {
    code: 'soft_404',
    words: 'was not found, though the site sends a page in its place',
    isIt: isNotFound,
  },
  {
    code: 'unavailable',
    words: 'says that what stood here is no longer on offer',
    isIt: isUnavailable,
  },
  { code: 'app_wall', words: 'is shown in an app only', isIt: saysOnly(APP_WALL) },
  {
    code: 'needs_scripts',
    words: 'says nothing without scripts',
    isIt: needsScripts,
  },
]

/**
 * What a page is on which nobody said anything and that has no rating: `captcha`, `blocked`, `login_wall`, `soft_404`
 * and the others of {@link WALLS}. Null where it looks like what it should be. Ask it only of such pages; pure.
 *
 * Words count in titles and headings that say little else, and anywhere where hardly anything stands; a page that says
 * much, that sells something or bears the date of something said is no wall, whatever form, banner or topic it has.
 */
export function wallOf(document: Document): Problem | null {
  if (!isMarkup(document)) return null
  const signs = signsOf(document)
  const wall = WALLS.find(({ isIt }) => isIt(signs, document))
  const where = document.page.finalUrl
  return wall === undefined ? null : { code: wall.code, message: `${where} ${wall.words}.`, where }
}

/** Problems that mean that we were shown something else than the page, or nothing. */
const WALL_CODES: ReadonlySet<string> = new Set(WALLS.map(({ code }) => code))

/** Whether a problem's code says what a page is instead of what it should be. */
export function isPageState(code: string): boolean {
  return WALL_CODES.has(code) || code === 'empty_list'
}

/** Whether a problem's code says that the page's own words were kept from us. What scripts make may come yet. */
export function isWall(code: string): boolean {
  return WALL_CODES.has(code) && code !== 'needs_scripts'
}

/**
 * `paywall` where a page shows no more than the beginning of an article and asks for money, else null. Pure.
 */
export function paywallOf(document: Document): Problem | null {
  if (!isMarkup(document) || !isPaywall(signsOf(document))) return null
  const where = document.page.finalUrl
  return {
    code: 'paywall',
    message: `${where} shows only its beginning to those who do not pay.`,
    where,
  }
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

function isMarkup({ contentType, root }: Document): boolean {
  return (contentType === null || /html/.test(contentType)) && root.children.some(isElement)
}

/** Headings that say this and little else; in a page of next to no words any line may. */
function saysIn(pattern: RegExp, { titles, headings, lines, letters }: PageSigns): boolean {
  const heads = [...titles, ...headings]
  if (heads.some((line) => isMainly(line, pattern))) return true
  if (letters >= HARDLY_ANY_LETTERS) return false
  const short = lines.filter((line) => line.length <= MAX_MESSAGE)
  return [...(letters < NEXT_TO_NO_LETTERS ? heads : []), ...short].some((line) =>
    pattern.test(line),
  )
}

/** Whether hardly a word of a line is left beside what a pattern matches. */
function isMainly(line: string, pattern: RegExp): boolean {
  const [match] = pattern.exec(line) ?? []
  if (match === undefined) return false
  const words = line.replace(match, ' ').match(WORD) ?? []
  return words.length <= MAX_OTHER_WORDS
}

/** Of scripts that part no words two letters count as one. */
const WORD =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]{1,2}|[^\P{L}\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]{2,}/gu

function isOfItsOwn({ hasPrice, isDated, letters }: PageSigns): boolean {
  return hasPrice || isDated || letters >= FEW_LETTERS
}

function saysOnly(pattern: RegExp): (signs: PageSigns) => boolean {
  return (signs) => !isOfItsOwn(signs) && saysIn(pattern, signs)
}

function isRobotCheck(signs: PageSigns): boolean {
  if (signs.captcha === 'page') return signs.letters < FEW_LETTERS
  if (isOfItsOwn(signs)) return false
  if (saysIn(CAPTCHA, signs)) return true
  const isForm = signs.hasPassword || signs.hasTextarea
  return signs.captcha === 'part' && !isForm && signs.letters < NEXT_TO_NO_LETTERS
}

function isLogin(signs: PageSigns): boolean {
  if (isOfItsOwn(signs)) return false
  if (saysIn(LOGIN_NEEDED, signs)) return true
  if (!signs.hasPassword) return false
  // A box to log in has a heading too, beside that of the page.
  const { titles, headings, letters } = signs
  const isAbout = (line: string) => LOGIN.test(line)
  if (titles.some(isAbout) || (headings.length > 0 && headings.every(isAbout))) return true
  // An application has its form at hand, hidden, and says the rest to those without scripts.
  return letters < LOGIN_FORM_LETTERS && signs.unscripted.length < LOGIN_FORM_LETTERS
}

/** With so few letters a page is nothing but its form. */
const LOGIN_FORM_LETTERS = 100

/** What is sold there is the rest of the article. */
function isPaywall(signs: PageSigns): boolean {
  if (signs.letters >= FEW_LETTERS) return false
  return [...signs.titles, ...signs.headings, ...signs.lines].some(
    (line) => line.length <= MAX_MESSAGE && PAYWALL.test(line),
  )
}

/** All its headings are about the agreement; under a banner the page has one of its own, and more to say. */
function isConsent(
  { letters, titles, headings, hasAgreeButton, isDated }: PageSigns,
  { page }: Document,
): boolean {
  if (!hasAgreeButton || isDated || letters >= CONSENT_LETTERS) return false
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

/** What it would cost may stand there. */
function isParked(signs: PageSigns): boolean {
  return !signs.isDated && signs.letters < FEW_LETTERS && saysIn(PARKED, signs)
}

function isDefaultPage({
  titles,
  headings,
  letters,
  lines,
  isDated,
  hasPrice,
}: PageSigns): boolean {
  if (isDated || hasPrice || letters >= CONSENT_LETTERS / 2) return false
  const [first = lines[0] ?? ''] = headings
  return [titles[0] ?? '', first].some((line) => DEFAULT_PAGE.test(line))
}

function isNotFound(signs: PageSigns): boolean {
  if ([...signs.titles, ...signs.headings].some((line) => NOT_FOUND.test(line))) return true
  if (signs.letters >= FEW_LETTERS) return false
  if (signs.lines.some((line) => PAGE_SOUGHT.test(line))) return true
  const isAllOfIt = signs.letters < NEXT_TO_NO_LETTERS && !isOfItsOwn(signs)
  return isAllOfIt && signs.lines.some((line) => NOT_FOUND.test(line))
}

function isUnavailable({ titles, headings, lines, letters }: PageSigns): boolean {
  if (letters >= CONSENT_LETTERS) return false
  return [...titles, ...headings, ...lines].some((line) => UNAVAILABLE.test(line))
}

function needsScripts({ headings, titles, lines, letters, unscripted, hasScripts }: PageSigns) {
  if (letters >= NEXT_TO_NO_LETTERS) return false
  if ([...titles, ...headings].some((line) => OLD_BROWSER.test(line))) return true
  if (lines.some((line) => NEEDS_SCRIPTS.test(line))) return true
  return letters < LOGIN_FORM_LETTERS && hasScripts && NEEDS_SCRIPTS.test(unscripted)
}
