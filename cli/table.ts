/** Prints rows of the same keys as a table for people: columns aligned, numbers to the right. */
export function printTable(rows: Record<string, string>[]): void {
  const first = rows[0]
  if (!first) return
  const columns = Object.keys(first).map((name) => {
    const values = rows.map((row) => row[name] ?? '')
    const isNumeric = values.every((value) => /^[\d.,%–-]*$/.test(value))
    return { name, isNumeric, width: Math.max(name.length, ...values.map((value) => value.length)) }
  })
  const line = (cell: (name: string) => string) =>
    columns
      .map(({ name, isNumeric, width }) =>
        isNumeric ? cell(name).padStart(width) : cell(name).padEnd(width),
      )
      .join('  ')
      .trimEnd()
  console.log(line((name) => name))
  console.log(columns.map(({ width }) => '-'.repeat(width)).join('  '))
  for (const row of rows) console.log(line((name) => row[name] ?? ''))
}
