/** A text on one line, cut at a word where it is longer than `length` characters. */
export function excerpt(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= length) return line
  const room = line.slice(0, length - 1)
  const space = room.lastIndexOf(' ')
  const kept = space > length / 2 ? room.slice(0, space) : room
  // Half of a surrogate pair would be no character.
  return `${kept.replace(/[\ud800-\udbff]$/, '')}…`
}
