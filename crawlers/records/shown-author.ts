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
import { namesAround } from './element-shape.ts'
import type { SeenElement } from './seen-element.ts'

export interface ShownAuthor {
  value: string
  profile: string | null
  at: string
  /** How much the page says that it is a name, 1–4. */
  strength: number
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

/** The name that an element shows of who wrote something; null where it shows none. */
export function authorOf({ element, ink, ownInk, line, names }: SeenElement): ShownAuthor | null {
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
    const line = last !== undefined && 'data' in last ? onOneLine(last.data) : ''
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
