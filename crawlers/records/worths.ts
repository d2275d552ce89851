import { lineOf } from '../find-elements.ts'
import { isElement, type MarkupElement, type MarkupNode } from '../markup.ts'
import { elementAround } from '../page-blocks.ts'
import { rememberedPattern } from '../remembered.ts'
import type { Anchor } from './anchors.ts'
import { namesAround } from './element-shape.ts'
import { namesOf, type Outline } from './outline.ts'
import { INITIALS, type ShownAuthor } from './shown-author.ts'
import type { ShownDate } from './shown-date.ts'

const DATE_NAMES = rememberedPattern(
  /(?:^|[^a-z])(?:date|time|datetime|posted|published|publish|created|submitted|ago|datum|fecha|data|when|timestamp|dtreviewed|relative-time)(?![a-z])/,
)
const NO_DATE = rememberedPattern(
  /(?:^|[^a-z])(?:join(?:ed)?|regist(?:er|ered|riert)?|since|member|edit(?:ed)?|modified|updated|last|visit|seen|expires?|purchase|stay|visited|birth|signature)(?![a-z])/,
)
const NO_DATE_WORDS =
  /join|regist|member since|mitglied seit|dabei seit|inscri|membre depuis|miembro desde|iscritto|membro (?:dal|desde)|lid sinds|edited|bearbeitet|modifi|zuletzt|last (?:edit|visit|update|seen)|updated|édité|editado|modificato|aangepast|purchased|gekauft am|dołączył|rejestracja|zarejestrowany|stayed|visited|from:|beiträge|bought|dato di|注册|註冊|加入|登録|가입|used since/i

const IS_MONTH = /^\D{3,30}(?:19|20)\d{2}\D{0,3}$|^(?:19|20)\d{2}年\d{1,2}月$/u

/** How well a date is that of writing, and not of joining, editing or buying. */
export function worthOfDate({ index, value }: Anchor<ShownDate>, { elements }: Outline): number {
  const element = elements[index]
  if (element === undefined) return 0
  const around = elementAround(element)
  const names = namesAround(element)
  const label = labelBefore(element)
  if (NO_DATE_WORDS.test(value.value) || NO_DATE_WORDS.test(label)) return 0.05
  let worth = 1 + (value.isExact ? 1 : 0) + (element.name === 'time' ? 0.5 : 0)
  if (DATE_NAMES.test(names)) worth += 1
  if (NO_DATE.test(names) || (around !== null && /signature|quote/.test(namesOf(around))))
    worth -= 0.9
  if (/(?:19|20)\d{2}|\d[./-]\d/.test(value.value)) worth += 0.3
  // A month without a day is more often when it was bought or visited.
  if (!value.isExact && IS_MONTH.test(value.date)) worth -= 0.5
  if (element.name === 'p' || value.value.length > 60) worth -= 0.4
  return Math.max(0.05, worth)
}

const MAX_BEFORE = 6

/** The words before an element on its line; empty where there are none. */
export function labelBefore(element: MarkupElement): string {
  let before = element.prev as MarkupNode | null
  for (
    let n = 0;
    before !== null && n < MAX_BEFORE;
    n++, before = before.prev as MarkupNode | null
  ) {
    const text = isElement(before) ? lineOf(before) : 'data' in before ? before.data.trim() : ''
    if (text) return text.slice(-40)
  }
  return ''
}

/** How well a name is the author's, and not that of who is quoted or likes it. */
export function worthOfAuthor(
  { index, value }: Anchor<ShownAuthor>,
  { elements }: Outline,
): number {
  const element = elements[index]
  if (element === undefined) return 0
  const names = namesAround(element)
  if (/quote|signature|mention|in-reply|reply-to|edited|last-edit|like|react|tag/.test(names))
    return 0.05
  // Initials stand for a picture, where the name stands too.
  if (INITIALS.test(value.value)) return 0.3 * value.strength
  return value.strength + (/^(?:a|b|strong|cite|h[2-6]|span)$/.test(element.name) ? 0.2 : 0)
}

/** Ratings with their scale before those without. */
export function worthOfRating({ value }: { value: { at: string; best?: string } }): number {
  return value.best === undefined ? 1 : 1.5
}
