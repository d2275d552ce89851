/** A name reduced to what makes two spellings the same: case, punctuation, width and spacing do not count. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** A number of a maker or shop (SKU, MPN) reduced to its letters and digits. */
export function codeKey(code: string): string {
  return nameKey(code).replaceAll(' ', '')
}
