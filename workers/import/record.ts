/** A record of a file that is imported, keyed as the file names its columns; `line` is where it begins, from 1. */
interface FileRecord {
  line: number
  values: Record<string, unknown>
}

/** A line that holds no record: why, and how it stands there (at most its first 64 KiB). */
export interface BrokenLine {
  line: number
  reason: string
  text: string
}

export type Reading = FileRecord | BrokenLine

/** A file whose format is known. */
export interface RecordFile {
  format: 'csv' | 'ndjson'
  /** Of a CSV file: its columns in order, and what stands between cells. */
  csv: { columns: string[]; delimiter: string } | null
  records: AsyncIterable<Reading>
  /** Lets go of the file, read to its end or not. */
  close(): Promise<void>
}

/** A longer record is a broken one: mostly a quote that is never closed. */
export const MAX_RECORD_BYTES = 1 << 20

/** Stands in text for bytes that are not UTF-8. */
export const REPLACEMENT = '\uFFFD'
export const NOT_UTF8 = 'holds bytes that are not UTF-8: save the file as UTF-8'
