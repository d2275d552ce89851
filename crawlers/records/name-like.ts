import { withoutCommonAffix } from './common-affix.ts'

const MIN_NAMES = 0.8

/** Whether words are names: nearly all differ, each is one word or several with capitals. */
export function looksLikeNames(values: string[]): boolean {
  const names = withoutCommonAffix(values).filter((value) => isNameLike(value))
  const isVaried = new Set(values).size >= MIN_NAMES * values.length
  return isVaried && names.length >= MIN_NAMES * values.length
}

const MIN_PEOPLE = 0.3

/** Whether some are of two words, or handles: single words are as often colours, cities and sizes. */
export function arePeople(values: string[]): boolean {
  const plain = values.filter((value) =>
    /^\p{Lu}\S*\.? (?:\S+ )?\p{Lu}|\p{L}\d|\d\p{L}|_|\*\*|\p{Ll}\p{Lu}|\p{L}\.\p{L}/u.test(value),
  )
  return plain.length >= MIN_PEOPLE * values.length
}

const PARTICLE = /^(?:de|da|do|dos|del|della|di|du|van|von|der|den|la|le|el|al|bin|y|e|v\.d\.)$/

function isNameLike(value: string): boolean {
  const words = value.split(' ')
  // "Útil 0" is a button with a count.
  if (words.length > 4 || words.some((word) => /^\d+$/.test(word))) return false
  return words.every((word, i) =>
    i === 0 ? /\p{L}/u.test(word) : /^[\p{Lu}\p{Lo}\d("']/u.test(word) || PARTICLE.test(word),
  )
}

/** Whether some of them could be nothing but names: `mike_t77`, `Karen W.`, `j***8`. */
export function areHandles(values: string[]): boolean {
  const plain = values.filter((value) =>
    /^\S*(?:\p{L}\d|_|\*\*)\S*$|^\p{Lu}\p{Ll}+ \p{Lu}\.?$/u.test(value),
  )
  return plain.length >= 2
}
