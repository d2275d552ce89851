import type { z } from 'zod'
import type { Queryable } from '../../schema/database.ts'

/** What became of the rows of one statement; those that are neither new nor changed were as they are. */
interface UpsertCounts {
  new: number
  changed: number
}

/** One of the things that can be imported. */
export interface ImportKind {
  /** A field a column, in the contract's order. A field that must be given takes no undefined. */
  row: z.ZodObject
  /** What is kept of a good row, and its line in the file, until it is written; the row itself where not given. */
  staged?(row: Record<string, unknown>, line: number): Record<string, unknown>
  /** What makes two rows of a file, as they are staged, the same. */
  keyOf(row: Record<string, unknown>): string
  /** Something about a good row that a person should look at, as `column: what`. */
  doubtsOf?(row: Record<string, unknown>): string[]
  /** Writes rows of different keys. What a row does not have stays as it is in the database; null empties it. */
  upsert(db: Queryable, rows: Record<string, unknown>[]): Promise<UpsertCounts>
}

export function columnsOf(kind: ImportKind): string[] {
  return Object.keys(kind.row.shape)
}

export function requiredColumnsOf(kind: ImportKind): string[] {
  return Object.entries(kind.row.shape)
    .filter(([, field]) => !(field as z.ZodType).safeParse(undefined).success)
    .map(([name]) => name)
}
