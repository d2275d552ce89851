/** More different texts than pages have of a kind. */
const MAX_ANSWERS = 10_000

const memories: Map<string, unknown>[] = []

/**
 * A pure function of a text that is asked once of each text: a page says the same again and again, and gives few
 * names to many elements. See {@link pageWasRead}.
 */
export function remembered<T>(answer: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>()
  memories.push(answers)
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    const made = answer(text)
    if (answers.size < MAX_ANSWERS) answers.set(text, made)
    return made
  }
}

/** A pattern that is asked once of each text. */
export function rememberedPattern(pattern: RegExp): Pick<RegExp, 'test'> {
  return { test: remembered((text) => pattern.test(text)) }
}

/** A text that is a part of a page's source keeps all of it in memory: so many characters at most. */
const MAX_KEPT_CHARACTERS = 20_000_000
let keptCharacters = 0

/**
 * To be called behind each page: forgets all, once the pages that it may keep in memory are much together. Pages of
 * one site say the same, too.
 * @param characters of the page's source
 */
export function pageWasRead(characters: number): void {
  keptCharacters += characters
  if (keptCharacters < MAX_KEPT_CHARACTERS) return
  keptCharacters = 0
  for (const answers of memories) answers.clear()
}
