import { asciiDigits } from './numbers.ts'

const ASCII = /^[\0-\x7f]*$/

/**
 * A text as the tables of words are written: digits 0–9, lower case, plain spaces, apostrophes and dashes. The
 * length stays, so that what is found in it can be cut out of the text itself.
 */
export function folded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  const plain = asciiDigits(text)
    .replace(/[\s\u200b\u200e\u200f\u2060]/g, ' ')
    .replace(/[‘’ʼ´]/g, "'")
    .replace(/[‐‑‒–—]/g, '-')
  const lower = plain.toLowerCase()
  if (lower.length === plain.length) return lower
  return [...plain].map(lowerInPlace).join('')
}

/** `İ` becomes two letters in lower case. */
function lowerInPlace(character: string): string {
  const lower = character.toLowerCase()
  return lower.length === character.length ? lower : character
}

/** Not inside a word or number of a script that parts its words; others (Japanese, Chinese) have no such borders. */
const PARTED = '\\p{sc=Latn}\\p{sc=Cyrl}\\p{sc=Grek}\\p{sc=Arab}\\p{N}'
export const BORDER_BEFORE = `(?<![${PARTED}])`
export const BORDER_AFTER = `(?![${PARTED}])`

/** A pattern that matches one of these words. Longest first: an alternative must not stop inside a longer word. */
export function anyOf(words: Iterable<string>): string {
  return [...new Set(words)]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')
}

/** The words of a folded text, for looking up whether a search is worth its time. */
export function wordsOf(text: string): string[] {
  return text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
}
