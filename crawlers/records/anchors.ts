import { firstLineOf, lineOf } from '../find-elements.ts'
import {
  elementsBelow,
  isElement,
  type MarkupElement,
  type MarkupNode,
  ownText,
  textOf,
} from '../markup.ts'
import { onOneLine } from '../plain-words.ts'
import { remembered } from '../remembered.ts'
import { dateShapeIn, hasDate } from '../written/date-shape.ts'
import { looksOfFive } from '../written/icon-stars.ts'
import { mayShowRating, type ShownRating, shownRating } from '../written/shown-rating.ts'
import { type IconRow, ratingsOfRows } from './icon-rows.ts'
import { namesOf, type Outline, sumOver } from './outline.ts'

/** What marks a statement: when, by whom, how many stars. */
export interface Anchor<T> {
  /** Index in the outline of the element that shows it. */
  index: number
  /** Its element and the one around by name: what is at the same place in each record has the same. */
  key: string
  value: T
}

export interface ShownDate {
  /** As it stands: an attribute where it says more than the text. */
  value: string
  /** The date alone, for comparing. */
  date: string
  at: string
  isExact: boolean
}

export interface ShownAuthor {
  value: string
  profile: string | null
  at: string
  /** How much the page says that it is a name, 1–4. */
  strength: number
}

export interface Anchors {
  dates: Anchor<ShownDate>[]
  authors: Anchor<ShownAuthor>[]
  ratings: Anchor<ShownRating>[]
}

/** All dates, names and ratings that a page shows, in its order. */
export function anchorsOf(outline: Outline): Anchors {
  const dates: Anchor<ShownDate>[] = []
  const authors: Anchor<ShownAuthor>[] = []
  const ratings: Anchor<ShownRating>[] = []
  const rows: IconRow[] = []
  let rated = 0
  const named: string[] = []
  outline.elements.forEach((element, index) => {
    const names = namesOf(element)
    named.push(names)
    const seen = { element, ...inkAndLine(element, index, outline), names }
    const date = dateOf(seen)
    if (date !== null) dates.push({ index, key: placeOf(element), value: date })
    const author = authorOf(seen)
    if (author !== null) authors.push({ index, key: placeOf(element), value: author })
    if (index < rated || !mayRate(seen, named[outline.parents[index] ?? -1] ?? '')) return
    const rating = shownRating(element, namesAround(element))
    // Rows of which something says what is filled tell it of the others at their place.
    const looks = rating === null || rating.at === 'icons' ? looksOfFive(element) : null
    if (looks !== null) rows.push({ index, key: placeOf(element), looks })
    if (rating === null) return
    ratings.push({ index, key: placeOf(element), value: rating })
    rated = outline.ends[index] ?? index
  })
  return {
    dates: outermost(dates, outline),
    authors: innermost(authors, outline),
    ratings: withoutScales(withRows(ratings, rows), dates),
  }
}

/** In the page's order, with those that rows of icons show by their looks alone. */
function withRows(ratings: Anchor<ShownRating>[], rows: IconRow[]): Anchor<ShownRating>[] {
  const rated = new Set(ratings.map(({ index }) => index))
  const drawn = ratingsOfRows(rows).filter(({ index }) => !rated.has(index))
  return drawn.length === 0 ? ratings : [...ratings, ...drawn].sort((a, b) => a.index - b.index)
}

/** An element with what is asked of it more than once. */
interface Seen {
  element: MarkupElement
  /** Visible characters in it. */
  ink: number
  /** Of them in its own text, beside its parts. */
  ownInk: number
  /** Its text on one line, where that is short; null where it is long or there is none. */
  line: string | null
  /** What its makers call it. */
  names: string
}

function inkAndLine(element: MarkupElement, index: number, outline: Outline) {
  const ink = sumOver(outline.ink, index, outline.ends[index] ?? index)
  const ownInk = sumOver(outline.ink, index, index + 1)
  return { ink, ownInk, line: ink > 0 && ink <= MAX_INK ? lineOf(element) : null }
}

/** Of names around each other the inner, which has nothing beside it, where it is a name as surely. */
function innermost(authors: Anchor<ShownAuthor>[], { ends }: Outline): Anchor<ShownAuthor>[] {
  return authors.filter((author, i) => {
    const next = authors[i + 1]
    const isInside = next !== undefined && next.index < (ends[author.index] ?? 0)
    return !isInside || next.value.strength < author.value.strength
  })
}

/** Without rows of histograms, filters and forms: 5, 4, 3, 2, 1 at one place is the scale itself. */
function withoutScales(
  ratings: Anchor<ShownRating>[],
  dates: Anchor<ShownDate>[],
): Anchor<ShownRating>[] {
  const places = new Map<string, Anchor<ShownRating>[]>()
  for (const rating of ratings) {
    const place = places.get(rating.key)
    if (place === undefined) places.set(rating.key, [rating])
    else place.push(rating)
  }
  const scales = [...places].filter(
    ([, place]) => isScale(place.map(numberOf)) && !isDated(place, dates),
  )
  const keys = new Set(scales.map(([key]) => key))
  return ratings.filter(({ key }) => !keys.has(key))
}

function numberOf({ value }: Anchor<ShownRating>): number {
  return Number(value.value.replace(',', '.'))
}

/** Between the rows of a scale stand no dates, between reviews that happen to fall from 5 to 1 they do. */
function isDated(place: Anchor<unknown>[], dates: Anchor<ShownDate>[]): boolean {
  const first = place[0]?.index ?? 0
  const fifth = place[4]?.index ?? first
  return dates.filter(({ index }) => index > first && index < fifth).length >= 3
}

function isScale(values: number[]): boolean {
  if (values.length < 5) return false
  const step = (values[1] ?? 0) - (values[0] ?? 0)
  if (Math.abs(step) !== 1) return false
  return values.slice(0, 5).every((value, i) => value === (step < 0 ? 5 - i : 1 + i))
}

function mayRate({ element, names }: Seen, around: string): boolean {
  if (mayShowRating(element, names, around)) return true
  for (const node of element.children) {
    if ('data' in node && node.type === 'text' && mayRateInWords(node.data)) return true
  }
  return false
}

const RATING_SIGN = /[\d★⭐星점]/
const RATING_WORDS =
  /[★⭐]|^\s*(?:\/|out of\s|von\s|sur\s|de\s|su\s|van\s|z\s|na\s)\s?(?:5|6|10)(?!\d)|\d\s?\/\s?(?:5|6|10)(?!\d)|\d\s?(?:\/|out of|of|von|sur|de|su|van|z|na)\s|星|점|\d\s(?:stars?|stern|étoile|estrell?a|stell|gwiazd)/i

function mayRateInWords(text: string): boolean {
  return RATING_SIGN.test(text) && RATING_WORDS.test(text)
}

/** The same place in all records of a group: an answer's byline is not at that of what it answers. */
export function placeOf(element: MarkupElement): string {
  let place = shapeOf(element)
  let up = element.parent
  for (let n = 0; n < 2 && up !== null && isElement(up); n++) {
    place = `${shapeOf(up)}>${place}`
    up = up.parent
  }
  return place
}

/** Name and the classes that tell no single one: without digits and what is of one state. */
export function shapeOf({ name, attribs }: MarkupElement): string {
  const classes = attribs['class']
  const made = attribs['itemprop'] ?? attribs['data-hook'] ?? attribs['data-testid']
  const tokens = classes === undefined ? '' : tellingClasses(classes)
  return made === undefined ? name + tokens : `${name}${tokens}.=${made}`
}

const tellingClasses = remembered((classes) =>
  classes
    .split(/\s+/)
    .filter((token) => token !== '' && token.length < 60 && !STATE.test(token))
    .slice(0, 2)
    .map((token) => `.${token.replace(/\d+/g, '')}`)
    .join(''),
)

const STATE =
  /^(?:odd|even|alt|first|last|active|new|unread|online|offline|selected|expanded|collapsed|open|has-|is-|by)|[-_](?:odd|even|old|new|unread)$/i

/** What the makers call an element and the one around it. */
export function namesAround(element: MarkupElement): string {
  const { parent } = element
  return parent !== null && isElement(parent)
    ? `${namesOf(element)} ${namesOf(parent)}`
    : namesOf(element)
}

/** Where scripts that draw tooltips keep them. */
const TOOLTIPS = [
  'data-original-title',
  'data-bs-original-title',
  'data-tippy-content',
  'data-tooltip',
  'data-tooltip-content',
  'data-tip',
  'data-title',
  'data-content',
]
const DATED = [
  'datetime',
  'title',
  'data-time',
  'data-timestamp',
  'data-utime',
  'data-date',
  'content',
  'data-datetime',
  'data-epoch',
  'aria-label',
  ...TOOLTIPS,
]
const ISO = /^\s*\d{4}-\d{2}-\d{2}/
const EPOCH = /^\s*1\d{9}(?:\d{3})?\s*$/
const MAX_INK = 100

const DATED_SET: ReadonlySet<string> = new Set(DATED)
/** Attributes that people read, where a date stands in words too. */
const SAYS_WHEN: ReadonlySet<string> = new Set(['title', 'datetime', 'content', ...TOOLTIPS])
const NONE: readonly string[] = []

/** Most elements have none. */
function datedAttributes(attribs: Record<string, string>): readonly string[] {
  for (const name in attribs) if (DATED_SET.has(name)) return DATED
  return NONE
}

function dateOf({ element, ink, line }: Seen): ShownDate | null {
  const { attribs } = element
  for (const at of datedAttributes(attribs)) {
    const value = attribs[at]
    if (value === undefined || value.length > 100) continue
    if (at === 'content' && element.name !== 'meta') continue
    const isMachine = ISO.test(value) || (at !== 'title' && EPOCH.test(value))
    if (isMachine) return shown(value.trim(), at, true)
    if (SAYS_WHEN.has(at) || at.startsWith('data-date')) {
      if (isMostlyDate(value)) return shown(value.trim(), at, /\d:\d/.test(value))
    }
  }
  if (ink < 3) return null
  if (line !== null) {
    if (isMostlyDate(line)) return shown(line, 'text', false)
    // The date of something else, as its label says: "Joined: 3 May 2007".
    if (hasDate(line) && dateShapeIn(line) === null) return null
    // One text alone is the line that was looked at.
    if (element.children.length < 2) return null
  }
  for (const node of element.children) {
    if (!('data' in node) || node.type !== 'text' || node.data.length > 300) continue
    const text = onOneLine(node.data)
    if (text.length >= 4 && isMostlyDate(text)) return shown(text, 'text', false)
  }
  return null
}

function shown(value: string, at: string, isExact: boolean): ShownDate {
  const date = dateShapeIn(value) ?? value
  // Of two on a line the first: "published on … after an order of …".
  const isFirst = at === 'text' && dateShapeIn(value.replace(date, ' ')) !== null
  return { value: isFirst ? date : value, date, at, isExact }
}

/** Beside the date stand few words: no sentence that names one. */
function isMostlyDate(text: string): boolean {
  const shape = dateShapeIn(text)
  if (shape === null) return false
  if (shape === text) return text.length <= 60
  const rest = text.replace(shape, ' ')
  const words = rest.match(/\p{L}{2,}/gu)?.length ?? 0
  // A sentence that says since when, not a line that does.
  if (words > 3 && /\p{Ll}[.!?]\s*$/u.test(text)) return false
  return words <= 8 && !/[.!?]\s+\p{Lu}\p{Ll}+\s\p{Ll}+\s\p{Ll}/u.test(rest)
}

/** Of anchors around each other the innermost that says as much. */
function outermost(dates: Anchor<ShownDate>[], { ends }: Outline): Anchor<ShownDate>[] {
  return dates.filter((date, i) => {
    const next = dates[i + 1]
    const isInside = next !== undefined && next.index < (ends[date.index] ?? 0)
    if (!isInside) return true
    return date.value.isExact && !next.value.isExact
  })
}

const NAMED =
  /(?:^|[^a-z])(?:author|user-?name|nick-?name|[a-z]?nick|poster|reviewer|commenter|commentator|member-?name|by-?line|screen-?name|display-?name|profile-?name|pseudo|autor|auteur|autore|verfasser|benutzername|nutzername|usuario|utilisateur|nombre|customer-?name|submitter|writer|creator|opinion-author|user-?link|profile-?link)(?![a-z])/
/** `comment-author` is its author, though a comment is no name. */
const OF_STATEMENT =
  /^(?:comment|review|post|message|answer|question|reply|opinion|feedback)s?-(?=author|user-?name|nick|name$|poster)/
/** Around `fn` (microformats): products have one too. */
const CARD = /vcard|hcard|author|comment|reviewer|byline|says/
const NAME_HINT =
  /(?:^|[^a-z])(?:user|name|member|profile|owner|customer|consumer|who|from|by|person|identity)(?![a-z])/
const NO_NAME =
  /content|text|body|message|comment|description|field|answer|letter|label|input|empty|error|form|avatar|rank|role|badge|title|stat|count|location|date|time|info|level|group|meta|photo|image|product|file|brand|joined|-loc|country|city|region|flag|reputation|signature|(?:customer|user|member|consumer|owner)-(?:reviews?|ratings?|opinions?|questions?|feedback)$/
/** What is said, though `user` stands in its name too. */
const SAYING = /content|text|body|message|description|summary|-cmt|words/
const PROFILE =
  /(?:^|[/?&])(?:users?|usr|user-?(?:details?|profiles?|page|id|name)|members?|contrib|profiles?|authors?|people|u|konto|mitglied(?:er)?|nutzer|benutzer|usuarios?|utilisateurs?|membres?|profil|perfil|uzytkownik|gebruiker|cdp|reviewer|account|person|member\.php|profile\.php|memberlist|showuser)(?:[/=?.-]|$)|action=profile|mode=viewprofile|[?&]u=\d/i
const MAX_NAME = 60
const MAX_OWN = 30

function authorOf({ element, ink, ownInk, line, names }: Seen): ShownAuthor | null {
  const { name, attribs } = element
  if (name === 'meta' && attribs['itemprop'] === 'author') {
    return named(attribs['content'] ?? '', null, 'meta', 3)
  }
  const isLong = ink > MAX_NAME
  if (ink === 0 || (isLong && (ownInk === 0 || ownInk > MAX_OWN))) return null
  const href = name === 'a' ? (attribs['href'] ?? '') : ''
  const isProfile = PROFILE.test(href) && !/(?:^|[?&/])(?:register|login|signup)/i.test(href)
  const { isAuthor, isHinted, isFn } = namingOf(names)
  const isCard = isFn && CARD.test(namesAround(element))
  const strength = (isAuthor || isCard ? 3 : isHinted ? 1 : 0) + (isProfile ? 1.5 : 0)
  // The name before a line that says more: `<p class=customer-name>Ann <span>…</span></p>`.
  if (isLong) {
    return strength >= 3 ? named(ownText(element), linkOf(element), 'author', strength) : null
  }
  if (strength > 0) {
    const profile = isProfile ? element : profileIn(element)
    const value =
      (profile === null ? (nameBeforeDate(element, line) ?? nameBeforeBadge(element)) : null) ??
      firstLineOf(profile ?? dateless(element)) ??
      ''
    const link = profile?.attribs['href'] ?? linkOf(element)
    // Beside a date the link is the name, and what holds both is a byline.
    if (profile !== null && hasDate(line ?? '')) return null
    return named(value, link, isAuthor ? 'author' : 'name', strength)
  }
  const isText = !element.children.some(isElement)
  if (!isText && BY_LAST.test(ownText(element))) {
    // Behind a number with a link of its own: `<a>3.</a> On 4 May 2026 by Ann`.
    const last = element.children.at(-1)
    const line = last !== undefined && 'data' in last ? last.data.replace(/\s+/g, ' ').trim() : ''
    const name = DATED_BY.exec(line)?.[1]
    if (name !== undefined && hasDate(line.slice(0, -name.length)))
      return named(name, null, 'by', LATER_STRENGTH)
  }
  const own = isText ? (line ?? '') : onOneLine(ownText(element))
  const before = textBefore(element)
  const label = before.endsWith(':') && LABEL.test(before) ? own : undefined
  if (label !== undefined) return named(label, null, 'label', 2.5)
  if (BY_BEFORE.test(before)) return named(own, linkOf(element), 'by', 2)
  if (ENDS_BY.test(before) && hasDate(before)) {
    return named(own, linkOf(element), 'by', LATER_STRENGTH)
  }
  // Between parts of an element the words do not belong together.
  if (!isText) return null
  const by = BY.exec(own)?.[1]
  if (by !== undefined && own.length <= MAX_NAME + 20) return named(by, null, 'by', 2)
  const behind = DATED_BY.exec(own)?.[1]
  const isDated = behind !== undefined && hasDate(own.slice(0, -behind.length))
  return isDated ? named(behind, null, 'by', LATER_STRENGTH) : null
}

/** What names say of an element: few of them name many. */
interface Naming {
  isAuthor: boolean
  isHinted: boolean
  isFn: boolean
}

const namingOf = remembered((names): Naming => {
  const words = names.split(/\s+/)
  const isHint = (word: string) => NAME_HINT.test(word) && !NO_NAME.test(word)
  return {
    isAuthor: words.some(isOfAuthor),
    isHinted: words.some(isHint) && !SAYING.test(names),
    isFn: words.includes('fn'),
  }
})

function isOfAuthor(word: string): boolean {
  const bare = word.replace(OF_STATEMENT, '')
  return NAMED.test(bare) && !NO_NAME.test(bare.replace(NAMED, ' '))
}

const MAX_PARTS = 12
/** `KW` in a circle. */
export const INITIALS = /^\p{Lu}(?:\p{L}|\.\s?\p{Lu})?\.?$|^\p{Lu}{3}$/u

/** Of what holds initials and a name, the name; of a name and a date, side by side without a space, the first part. */
function dateless(element: MarkupElement): MarkupElement {
  const parts = element.children.filter(isElement)
  const [first, second] = parts
  if (first === undefined || second === undefined || ownText(element).trim() !== '') return element
  // Initials in a circle stand for a picture.
  if (INITIALS.test(lineOf(first) ?? '') && firstLineOf(second) !== null) return second
  const isPair = hasDate(lineOf(element) ?? '')
  return isPair && firstLineOf(first) !== null ? first : element
}

const HONORIFIC = /^\s*(?:さん|さま|様|님|씨)\s*$/u

/** `Ann L.<span>Verified</span>`: the words before a part that is set off by its looks alone. */
function nameBeforeBadge({ children }: MarkupElement): string | null {
  const [first, ...rest] = children
  if (first === undefined || isElement(first) || !('data' in first)) return null
  const [badge] = rest
  if (badge === undefined || !isElement(badge) || rest.some((node) => !isElement(node))) return null
  if (HONORIFIC.test(textOf(badge))) return first.data.trim()
  const isGlued = /[\p{L}\p{N}.*]$/u.test(first.data) && /^\p{Lu}\p{Ll}/u.test(textOf(badge))
  return isGlued && !/^(?:b|strong|em|i|u|mark|font)$/.test(badge.name) ? first.data.trim() : null
}

/** `Ann <span>on 4 May 2026 after an order of 1 May</span>`: the words before a part that holds the date. */
function nameBeforeDate(element: MarkupElement, line: string | null): string | null {
  const [first, ...rest] = element.children.filter(
    (node) => isElement(node) || ('data' in node && node.data.trim() !== ''),
  )
  if (first === undefined || isElement(first) || !('data' in first)) return null
  const own = first.data.trim()
  const isNamed = rest.length === 1 && rest.every(isElement) && !BY_BEFORE.test(own)
  return isNamed && hasDate(line ?? '') && !hasDate(own) ? own : null
}

/** The link to a profile among an element's parts; beside it stand ranks, countries and counts. */
function profileIn(element: MarkupElement): MarkupElement | null {
  if (element.name === 'a') return null
  let parts = 0
  for (const one of elementsBelow(element)) {
    if (++parts > MAX_PARTS) break
    const isProfile = one.name === 'a' && PROFILE.test(one.attribs['href'] ?? '')
    if (isProfile && firstLineOf(one) !== null) return one
  }
  return null
}

const BY =
  /^(?:(?:written |posted |reviewed |submitted |review )?by|von|verfasst von|par|por|door|przez|skrevet av|di|autor|author|auteur|nick(?:name)?|(?:commento|risposta|comentario|comentário|kommentar|commentaire|antwort|réponse|reactie|recensione|opinia|avis) (?:di|von|de|par|van|por))\s?:?\s(\p{L}[^|]{1,50})$/iu

/** Where a name leads: the link that it is, is in or holds. */
function linkOf(element: MarkupElement): string | null {
  const inner = element.children.filter(isElement)
  const link = [element, element.parent, ...inner].find(
    (one): one is MarkupElement => one !== null && isElement(one) && one.name === 'a',
  )
  const href = link?.attribs['href']
  return href === undefined || /^\s*(?:#|javascript:|$)/i.test(href) ? null : href
}

const BYLINE_STRENGTH = 1.5
const CLOCK = /\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?Uhr)?/i
const BEFORE_DATE =
  /(?:^|\s)(?:on|at|am|um|em|le|à|el|il|alle|op|dnia|w dniu|den|der|del|à la date du)?[\s,.|·•()@»«›–-]*$/iu

/** `Reviewer:` before a name. */
const LABEL =
  /(?:^|\s)(?:reviewer|reviewed by|posted by|written by|submitted by|author|nickname|username|user|name|by|buyer|customer|autor(?:em)?|verfasser|käufer|kunde|acheteur|client|comprador|cliente|acquirente|koper|klant|kupujący|购买者|買家|買い手|auteur|autore|pseudo|nick|von|par|por|door|użytkownik|投稿者|作者)\s?:$/iu

/** `Submitted by`, `Por`: all that stands before a name, which has an element of its own. */
const BY_BEFORE =
  /^(?:(?:(?:re)?view(?:ed)?|written|posted|submitted|added|asked|answered|comment(?:ed)?) by|by|(?:verfasst |geschrieben |eingereicht |gespeichert |bewertung |gefragt )?von|(?:posté|publié|écrit|soumis|proposé|envoyé|rédigé)e? par|par|(?:enviado |escrito |publicado |opinión )?por|(?:inviato|scritto|pubblicato) da|(?:ingediend |geplaatst |geschreven )?door|(?:dodane |wysłane |napisane |opublikowane )?przez)$/iu

/** Who wrote it last, too, in lists of threads. */
const LATER_STRENGTH = 1
/** `1. On 4 May 2026, 10:12 by` before a name, and with it. */
const ENDS_BY = /\s(?:by|von|par|por|da|door|przez)$/iu
const BY_LAST = /\s(?:by|von|par|por|da|door|przez)\s{1,4}\p{L}[^|,;:!?]{1,40}$/iu
const DATED_BY = /\d.{0,20}\s(?:by|von|par|por|da|door|przez)\s(\p{L}[^|,;:!?]{1,40})$/iu

function textBefore({ prev }: MarkupElement): string {
  let before = prev as MarkupNode | null
  if (before !== null && 'data' in before && before.data.trim() === '') {
    before = before.prev as MarkupNode | null
  }
  if (before === null) return ''
  const text = isElement(before) ? ownText(before) : 'data' in before ? before.data : ''
  return text.slice(-40).trim()
}

/** Words around a name that are not of it. */
const BEFORE =
  /^(?:(?:written |posted |reviewed |submitted |review )?by|von|par|por|door|przez|autor|author)\s?:?\s+/iu
const BEHIND =
  /\s*(?:\((?:not verified|nicht überprüft|non vérifié|no verificado|non verificato|niet gecontroleerd|não verificado|niezweryfikowany)\)|(?:is|ist|está|est|è) (?:offline|online)|says|said|sagt|schreibt|schrieb|dice|dijo|dit|écrit|a écrit|ha detto|ha scritto|scrive|disse|diz|zegt|schreef|pisze|wrote|writes)?\s*[:,|·•–-]?\s*$/iu

function named(
  text: string,
  profile: string | null,
  at: string,
  strength: number,
): ShownAuthor | null {
  const line = onOneLine(text)
  const date = dateShapeIn(line)
  // `Eduardo - 23-09-2020`, `Ann on May 4, 2026`: a byline holds both.
  const alone =
    date === null
      ? line
      : line.replace(date, ' ').replace(CLOCK, ' ').trim().replace(BEFORE_DATE, '')
  if (date !== null && strength < 2) return null
  const value = alone.replace(BEFORE, '').replace(BEHIND, '').trim()
  if (value === '' || value.length > MAX_NAME || NOT_A_NAME.test(value)) return null
  if (hasDate(value) || !/[\p{L}\p{N}]/u.test(value)) return null
  // A name alone, inside of such a byline, is surer.
  return { value, profile, at, strength: date === null ? strength : BYLINE_STRENGTH }
}

const NOT_A_NAME =
  /^(?:.*[。！？、].*|[\d.,\s%+#/-]+$|\d[\d.,]*k?\s\D|.*\p{Ll}{3}[.!?;]$|(?:\S+\s){6}|(?:reply|antworten|profile?|view profile|website|home(?:page)?|share|report|like|quote|edit|user|member|author|login|log in|sign in|register|follow|more|am|um|on|at|le|el|il|op|the|\d+ (?:posts?|reviews?|comments?|replies|likes?|points?))$)/iu
