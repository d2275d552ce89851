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
  NONE_COUNTED,
  NOT_FOUND,
  PAGE_SOUGHT,
  SAID,
} from './page-state-words.ts'
import {
  ADDRESS_FOR_SALE,
  AWAY_FOR_NOW,
  EXPLAINS,
  FOR_SCRIPTS,
  HELP_QUESTION,
  KEEPS_LESS,
  KNOWN_ONLY,
  LOST_PAGE,
  OF_AGE,
  OFF_SALE,
  OUT_OF_REACH,
  PROOF_OF_MAN,
  REST_FOR_MONEY,
  type SaidTogether,
  SHUT_OUT,
  SPEAKS_TO_US,
  TOO_OFTEN,
} from './wall-pairs.ts'
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
  {
    code: 'rate_limited',
    words: 'answers that we ask too often',
    isIt: saysOnly(RATE_LIMITED, TOO_OFTEN),
  },
  {
    code: 'region_block',
    words: 'is not shown to where we are',
    isIt: saysOnly(REGION_BLOCK, OUT_OF_REACH),
  },
  { code: 'blocked', words: 'is closed to us', isIt: saysOnly(BLOCKED, SHUT_OUT) },
  { code: 'paywall', words: 'is shown only to those who pay', isIt: isPaywall },
  { code: 'age_gate', words: 'asks first how old we are', isIt: saysOnly(AGE_GATE, OF_AGE) },
  {
    code: 'maintenance',
    words: 'is away for maintenance',
    isIt: saysOnly(MAINTENANCE, AWAY_FOR_NOW),
  },
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
  let counted: string | null = null
  let counts = 0
  for (const element of elementsBelow(root, ({ name }) => !SKIPPED.test(name))) {
    if (SKIPPED.test(element.name)) continue
    const own = ownLine(element)
    if (own === '') continue
    // The counts of many, or of some that have one, are those of neighbours.
    if (own.length < MAX_COUNT && NONE_COUNTED.test(own.replace(/\d{1,6}/, '0'))) {
      if (!/(?<!\d)0(?!\d)/.test(own) || ++counts > MAX_COUNTS) counts = Number.POSITIVE_INFINITY
      counted ??= own
    }
    const line = clean(shortLineOf(element, MAX_LINE) ?? '')
    if (line === '' || seen.has(line)) continue
    if (EMPTY.test(line) && SAID.test(line) && !HELPFUL.test(line)) return line
    if (seen.add(line).size > MAX_LINES) return null
  }
  return counts <= MAX_COUNTS ? counted : null
}

const MAX_COUNT = 60
/** A page may count its own in a tab, beside its stars and above their place. */
const MAX_COUNTS = 3

function isMarkup({ contentType, root }: Document): boolean {
  return (contentType === null || /html/.test(contentType)) && root.children.some(isElement)
}

/**
 * Headings that say this and little else; in a page of next to no words any line may, if what is kept from us is the
 * page. A page that is merely called so does not speak to its visitor.
 */
function saysIn(pattern: RegExp, signs: PageSigns, together?: SaidTogether): boolean {
  const { titles, headings, lines, letters } = signs
  const heads = [...titles, ...headings]
  if (heads.some((line) => HELP_QUESTION.test(line))) return false
  if (heads.some((line) => isMainly(line, pattern, 0))) return true
  const isHead = (line: string) => isMainly(line, pattern, MAX_OTHER_WORDS)
  if (heads.some(isHead))
    return !isCalledSo(signs, isHead) || isAllOfIt(signs, isHead) || speaksToUs(signs, isHead)
  const isOfThePage = (line: string) => !KEEPS_LESS.test(line)
  const inPairs = isNamed(signs) ? undefined : together
  const says = (line: string) =>
    pattern.test(line) || (inPairs !== undefined && allIn(line, inPairs))
  const claims = (line: string) => isOfThePage(line) && says(line)
  const isMessage = isAllOfIt(signs, claims) || speaksToUs(signs)
  if (together !== undefined && heads.some((line) => isOfThePage(line) && allIn(line, together)))
    return isMessage
  if (letters >= HARDLY_ANY_LETTERS) return false
  const short = lines.filter((line) => line.length <= MAX_MESSAGE)
  const all = [...heads, ...short].filter(isOfThePage)
  if (inPairs !== undefined && allIn(all.join(' '), inPairs, MANY_SIGNS)) return true
  const own = letters < NEXT_TO_NO_LETTERS ? all : short
  return own.some(claims) && isMessage
}

/** What bears a name, in its title and above its text, is a page of its own, and its lines are about it. */
function isNamed({ titles, headings: [first] }: PageSigns): boolean {
  if (first === undefined || HOST.test(first)) return false
  return titles.some((title) => {
    const [short = '', long = ''] = [first, title].sort((a, b) => a.length - b.length)
    return long === short || (short.length >= MIN_NAME && long.startsWith(short))
  })
}

/** Shorter ones begin anything. */
const MIN_NAME = 5

const HOST = /^(?:[\p{L}\d-]{1,63}\.){1,3}\p{L}{2,20}$/u

/** So many things said of one matter on a page of few words are said together, in whatever lines. */
const MANY_SIGNS = 3

function allIn(text: string, together: SaidTogether, least = 2): boolean {
  return together.length >= least && together.every((pattern) => pattern.test(text))
}

/** Whether next to nothing stands there besides the lines that say it. */
function isAllOfIt({ titles, headings, lines }: PageSigns, isClaim: (line: string) => boolean) {
  const rest = [...titles, ...headings, ...lines].filter((line) => !isClaim(line))
  return rest.join('').length < FEW_OTHER_LETTERS
}

/** Of the lines that are not left out. */
function speaksToUs({ titles, headings, lines }: PageSigns, isLeftOut = (_: string) => false) {
  const speaks = (line: string) => !isLeftOut(line) && SPEAKS_TO_US.test(line)
  return [...titles, ...headings, ...lines].some(speaks)
}

/** As many as a name has. */
const FEW_OTHER_LETTERS = 30

/** Things that bear a name bear it in the title and above their text. */
function isCalledSo({ titles, headings }: PageSigns, isHead: (line: string) => boolean): boolean {
  return headings.some((line) => isHead(line) && titles.includes(line))
}

/** Whether hardly a word of a line is left beside what a pattern matches. */
function isMainly(line: string, pattern: RegExp, maxOtherWords: number): boolean {
  const [match] = pattern.exec(line) ?? []
  if (match === undefined) return false
  const words = line.replace(match, ' ').match(WORD) ?? []
  return words.length <= maxOtherWords
}

/** Of scripts that part no words two letters count as one. */
const WORD =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]{1,2}|[^\P{L}\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]{2,}/gu

function isOfItsOwn({ hasPrice, isDated, letters }: PageSigns): boolean {
  return hasPrice || isDated || letters >= FEW_LETTERS
}

function saysOnly(pattern: RegExp, together?: SaidTogether): (signs: PageSigns) => boolean {
  return (signs) => !isOfItsOwn(signs) && saysIn(pattern, signs, together)
}

function isRobotCheck(signs: PageSigns): boolean {
  if (signs.captcha === 'page') return signs.letters < FEW_LETTERS
  if (isOfItsOwn(signs)) return false
  if (saysIn(CAPTCHA, signs, PROOF_OF_MAN)) return true
  const isForm = signs.hasPassword || signs.hasTextarea
  return signs.captcha === 'part' && !isForm && signs.letters < NEXT_TO_NO_LETTERS
}

function isLogin(signs: PageSigns): boolean {
  if (isOfItsOwn(signs)) return false
  if (saysIn(LOGIN_NEEDED, signs, KNOWN_ONLY)) return true
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
    (line) => line.length <= MAX_MESSAGE && (PAYWALL.test(line) || allIn(line, REST_FOR_MONEY)),
  )
}

/** All its headings are about the agreement; under a banner the page has one of its own, and more to say. */
function isConsent(
  { letters, titles, headings, hasAgreeButton, isDated }: PageSigns,
  { page }: Document,
): boolean {
  if (!hasAgreeButton || isDated || letters >= CONSENT_LETTERS) return false
  if (/^https?:\/\/(?:consent|cmp|privacy-mgmt)\./.test(page.finalUrl)) return true
  if ([...titles, ...headings].some((line) => EXPLAINS.test(line))) return false
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
  if (signs.isDated || signs.letters >= FEW_LETTERS) return false
  const { titles, headings, lines } = signs
  const said = signs.letters < NEXT_TO_NO_LETTERS ? lines : []
  return (
    saysIn(PARKED, signs) ||
    [...titles, ...headings, ...said].some((line) => allIn(line, ADDRESS_FOR_SALE))
  )
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
  if (isLost(signs)) return true
  return (
    signs.letters < NEXT_TO_NO_LETTERS &&
    !isOfItsOwn(signs) &&
    signs.lines.some((line) => NOT_FOUND.test(line))
  )
}

/** Shops recommend something in its place, with prices. */
function isLost(signs: PageSigns): boolean {
  if (signs.isDated) return false
  const { titles, headings, lines, letters } = signs
  const isClaim = (line: string) => line.length <= MAX_LOST && allIn(line, LOST_PAGE)
  const isShort = letters < HARDLY_ANY_LETTERS && !isNamed(signs)
  const said = isShort ? [...headings, ...lines] : headings
  return [...titles, ...said].some(isClaim) && (isAllOfIt(signs, isClaim) || speaksToUs(signs))
}

/** Such a line says no more than that. */
const MAX_LOST = 100

function isUnavailable({ titles, headings, lines, letters }: PageSigns): boolean {
  if (letters >= CONSENT_LETTERS) return false
  return [...titles, ...headings, ...lines].some(
    (line) => UNAVAILABLE.test(line) || (line.length <= MAX_MESSAGE && allIn(line, OFF_SALE)),
  )
}

function needsScripts({ headings, titles, lines, letters, unscripted, hasScripts }: PageSigns) {
  if (letters >= NEXT_TO_NO_LETTERS) return false
  if ([...titles, ...headings].some((line) => OLD_BROWSER.test(line))) return true
  const asks = (line: string) => NEEDS_SCRIPTS.test(line) || allIn(line, FOR_SCRIPTS)
  if (lines.some(asks)) return true
  return letters < LOGIN_FORM_LETTERS && hasScripts && asks(unscripted)
}
