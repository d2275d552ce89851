/**
 * One line of CSV after RFC 4180, without its line end: cells with the delimiter, quotes or line breaks
 * are quoted; null is an empty cell.
 */
export function csvLine(cells: readonly (string | null)[], delimiter = ','): string {
  return cells.map((cell) => quoted(cell ?? '', delimiter)).join(delimiter)
}

function quoted(cell: string, delimiter: string): string {
  const needsQuotes = cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell)
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell
}
