import type { ShownRating } from '../written/shown-rating.ts'
import type { Anchor } from './anchors.ts'

/** Five icons side by side of which nothing says what is filled. */
export interface IconRow {
  index: number
  key: string
  /** How each of the five looks. */
  looks: readonly string[]
}

const MIN_ROWS = 3

/**
 * The ratings of rows of icons that only look different: classes made by machines, colours of a theme, another path. Rows
 * at one place tell each other's: two looks in all of them, and where a row has both, the same one is always first. That
 * one is filled, as everywhere. A row of one look alone is five of five where the others show that its look is filled.
 * Nothing where there is a third look (a half star) or too few rows: a row alone could be of anything.
 */
export function ratingsOfRows(rows: readonly IconRow[]): Anchor<ShownRating>[] {
  const places = new Map<string, IconRow[]>()
  for (const row of rows) {
    const place = places.get(row.key)
    if (place === undefined) places.set(row.key, [row])
    else place.push(row)
  }
  return [...places.values()].flatMap(ratingsOfPlace)
}

function ratingsOfPlace(rows: readonly IconRow[]): Anchor<ShownRating>[] {
  const looks = new Set(rows.flatMap((row) => row.looks))
  if (rows.length < MIN_ROWS || looks.size !== 2) return []
  const mixed = rows.find((row) => new Set(row.looks).size === 2)
  const filled = mixed?.looks[0]
  if (filled === undefined || !rows.every((row) => isFilledFirst(row, filled))) return []
  return rows.map(({ index, key, looks: row }) => {
    const value = String(row.filter((look) => look === filled).length)
    return { index, key, value: { value, best: '5', at: 'icons' } }
  })
}

/** The filled ones in a row from the first on; none filled is no rating. */
function isFilledFirst({ looks }: IconRow, filled: string): boolean {
  const count = looks.filter((look) => look === filled).length
  return count > 0 && looks.slice(0, count).every((look) => look === filled)
}
