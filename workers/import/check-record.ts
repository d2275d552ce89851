import type { z } from 'zod'
import type { ImportKind } from './import-kind.ts'
import type { ColumnMap } from './map-columns.ts'

const SHOWN_CHARACTERS = 60

export type Checked =
  | { row: Record<string, unknown>; faults: null }
  | { row: null; faults: string[] }

/**
 * A record as a row of ours, or what is wrong with it: `column: what is allowed, got '…'`. An empty cell is
 * null; a column that the record does not have is not in the row.
 */
export function checkRecord(
  kind: ImportKind,
  map: ColumnMap,
  values: Record<string, unknown>,
): Checked {
  const given: Record<string, unknown> = { ...map.constants }
  for (const [theirs, value] of Object.entries(values)) {
    const ours = map.ours(theirs)
    if (ours !== undefined) given[ours] = isEmpty(value) ? null : value
  }
  const parsed = kind.row.safeParse(given)
  if (parsed.success) return { row: parsed.data, faults: null }
  return { row: null, faults: parsed.error.issues.map((issue) => faultOf(issue, given, map)) }
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === ''
}

function faultOf(issue: z.core.$ZodIssue, given: Record<string, unknown>, map: ColumnMap): string {
  const ours = String(issue.path[0] ?? 'record')
  const theirs = map.theirs(ours)
  const column = theirs === ours ? ours : `${ours} (${theirs})`
  const value = given[ours]
  if (value === undefined || value === null) {
    return `${column}: ${issue.code === 'custom' ? issue.message : 'must be given'}`
  }
  return `${column}: ${issue.message}, got '${shown(value)}'`
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text
}
