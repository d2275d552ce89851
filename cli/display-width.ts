const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** East Asian wide and fullwidth characters and emoji (Unicode UAX #11): a terminal gives them two columns. */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Emoji_Presentation}\u3000-\u303e\u30fb\u30fc\uff01-\uff60\uffe0-\uffe6]/u
const HALF_WIDTH = /^[\uff61-\uffdc]/
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]/u

/** The columns that a text of one line takes in a terminal. */
export function displayWidth(text: string): number {
  // What a keyboard has is most of what is shown.
  if (/^[ -~]*$/.test(text)) return text.length
  let width = 0
  for (const { segment } of GRAPHEMES.segment(text)) width += graphemeWidth(segment)
  return width
}

/** A text that takes at most so many columns; `…` says that it was cut. */
export function cutToWidth(text: string, width: number): string {
  // Twice as many code units as columns hold whatever fits, accents aside; the rest need not be measured.
  const beginning = text.slice(0, 4 * width + 16)
  if (beginning === text && displayWidth(text) <= width) return text
  let cut = ''
  let taken = 1 // the ellipsis
  for (const { segment } of GRAPHEMES.segment(beginning)) {
    taken += graphemeWidth(segment)
    if (taken > width) break
    cut += segment
  }
  return `${cut.trimEnd()}…`
}

/** A text filled with spaces behind it to so many columns. */
export function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Lines of at most so many columns, broken at spaces; a longer word is cut. */
export function wrapToWidth(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (displayWidth(longer) <= width) line = longer
    else {
      if (line !== '') lines.push(line)
      line = cutToWidth(word, width)
    }
  }
  return [...lines, line]
}

function graphemeWidth(grapheme: string): number {
  if (NO_WIDTH.test(grapheme)) return 0
  return WIDE.test(grapheme) && !HALF_WIDTH.test(grapheme) ? 2 : 1
}
