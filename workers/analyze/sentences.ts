/** A part of a text; offsets are UTF-16 positions, `end` is behind the last character. */
export interface Span {
  start: number
  end: number
}

/** The end of a sentence: its marks with what closes them, or a line break. A dot inside `3.5` or `U.S.` ends none. */
const END = /[.!?…]+["'”’»)\]]*(?=\s|$)|[。！？]+[」』）]*|\n+/gu

/** Cuts a text into sentences, without the white space around them; together they hold every visible character. */
export function sentencesOf(text: string): Span[] {
  const sentences: Span[] = []
  let start = 0
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length
    if (isAbbreviation(text.slice(Math.max(0, end - 6), end))) continue
    addTrimmed(sentences, text, start, end)
    start = end
  }
  addTrimmed(sentences, text, start, text.length)
  return sentences
}

/** Dots that mostly stand inside a sentence. */
function isAbbreviation(ending: string): boolean {
  return /(?:^|[\s(])(?:z\.B|bzw|ca|usw|Dr|Mr|Mrs|Ms|St|Nr|No|vs|e\.g|i\.e|p\.ex|inkl|max|min|\p{Lu})\.$/u.test(
    ending,
  )
}

function addTrimmed(sentences: Span[], text: string, start: number, end: number): void {
  const part = text.slice(start, end)
  const trimmed = part.trim()
  if (trimmed === '') return
  const first = start + part.indexOf(trimmed)
  sentences.push({ start: first, end: first + trimmed.length })
}
