import { Parser } from 'htmlparser2'
import type { RawValue } from '../schema/raw-item.ts'

/** Longer texts are compared as they stand. */
const MAX_REDUCED = 1_000_000

/** Only the opening of a tag counts: `a < b` is no markup. */
const TAG = /<\/?[a-z!][^<>]*>/gi
const SILENT_ELEMENT = /<(script|style)\b[^<>]*>[^<]*(?:<(?!\/\1)[^<]*)*<\/\1\s*>/gi
/** Tags that stand inside words. */
const INLINE = /^<\/?(?:a|b|bdi|bdo|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr)\b/i

/**
 * The words of a raw value alone, for comparing and hashing: markup taken away and entities decoded where it is
 * marked as such, whitespace collapsed. Not for people: workers/normalize/text.ts makes the text that they read.
 */
export function plainWords(raw: Pick<RawValue, 'value' | 'html'> | undefined): string {
  if (raw === undefined) return ''
  const known = plain.get(raw)
  if (known !== undefined) return known
  const words = reduced(raw)
  plain.set(raw, words)
  return words
}

/** A value is compared, joined, keyed and hashed: each asks for its words. */
const plain = new WeakMap<object, string>()
const comparable = new WeakMap<object, string>()

function reduced({ value, html }: Pick<RawValue, 'value' | 'html'>): string {
  if (value.length > MAX_REDUCED || !html) return collapsed(value)
  return collapsed(decoded(withoutTags(value.replace(SILENT_ELEMENT, ' '))))
}

function withoutTags(text: string): string {
  if (!text.includes('<')) return text
  return text.replace(TAG, (tag) => (INLINE.test(tag) ? '' : ' '))
}

/**
 * {@link plainWords} with entities decoded once more and what looks like tags taken away: pages escape twice in one
 * markup what they escape once in another, and a text that quotes "</b>" is a text in one and markup in another.
 */
export function comparableWords(raw: Pick<RawValue, 'value' | 'html'> | undefined): string {
  if (raw === undefined) return ''
  const known = comparable.get(raw)
  if (known !== undefined) return known
  const words = collapsed(withoutTags(decoded(plainWords(raw))))
  comparable.set(raw, words)
  return words
}

/** Endings with which sites cut a text. */
const CUT_ENDING =
  /\s*(?:(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*)?(?:read more|show more|more|mehr( lesen| anzeigen)?|weiterlesen|lire la suite|leer más|continua a leggere)?\s*[»›→]?$/i
const CUT_MARK = /(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*(?:\p{L}[\p{L} ]{0,25})?\s*[»›→]?$/u
const LONGEST_ENDING = 60

/** Whether words end as a site ends an excerpt: with an ellipsis, maybe a "read more". */
export function isCut(words: string): boolean {
  return CUT_MARK.test(words.slice(-LONGEST_ENDING))
}

/** Words without the ending of an excerpt. */
export function withoutCut(words: string): string {
  if (!isCut(words)) return words
  const start = Math.max(0, words.length - LONGEST_ENDING)
  const tail = words.slice(start)
  const shortened = tail.replace(CUT_MARK, '').replace(CUT_ENDING, '')
  return (words.slice(0, start) + shortened).trimEnd()
}

/** Words of plain letters, one space between: most are, and stay as they are. */
const COLLAPSED = /^(?:[!-~]+(?: [!-~]+)*)?$/

function collapsed(text: string): string {
  if (COLLAPSED.test(text)) return text
  return text.normalize('NFC').replace(SPACES_AND_UNSEEN, ' ').trim()
}

/** White space that is more than one plain space, which is not worth a match, and signs that don't show. */
const SPACES_AND_UNSEEN = /(?:[^\S ]|[\u200b\u00ad]| (?=[\s\u200b\u00ad]))[\s\u200b\u00ad]*/g

/** A text with one plain space between its words. */
export function onOneLine(text: string): string {
  return text.replace(SPACES, ' ').trim()
}

const SPACES = /[^\S ]\s*| \s+/g

function decoded(text: string): string {
  if (!text.includes('&')) return text
  const parts: string[] = []
  // Without `<` the parser sees text only, so this is linear.
  const parser = new Parser({ ontext: (part) => parts.push(part) }, { decodeEntities: true })
  parser.end(text.replaceAll('<', '&lt;'))
  return parts.join('')
}
