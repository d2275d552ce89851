/** Collected text as one line of a terminal: it never moves the cursor, rings a bell or reverses the text. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
}
