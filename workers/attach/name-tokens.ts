/** A word of a text, folded for comparison, with where it stood. */
export interface NameToken {
  /** Lower case, without accents. */
  word: string
  start: number
  end: number
}

/** Runs of letters and digits; scripts that write no spaces are taken letter by letter, as borders are unknown. */
const TOKEN =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{M}\p{N}])+/gu

/** The words of a text or a name. The same folding for both makes a name match however it is written. */
export function nameTokens(text: string): NameToken[] {
  return [...text.matchAll(TOKEN)].map((match) => ({
    word: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function fold(word: string): string {
  // most words are plain, and normalizing costs
  if (/^[a-z0-9]+$/i.test(word)) return word.toLowerCase()
  return word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}
