import type { Queryable } from '../../schema/database.ts'
import { type StagedRow, stageImportRows } from '../../schema/queries/import-staging.ts'
import { checkRecord } from './check-record.ts'
import type { ImportKind } from './import-kind.ts'
import { type ColumnMap, isUnknown, mapColumns } from './map-columns.ts'
import { openRecordFile } from './open-record-file.ts'
import type { Reading, RecordFile } from './record.ts'
import { openRejectsFile, type RejectsFile } from './rejects-file.ts'

const BATCH_ROWS = 1000

export interface ImportOptions {
  /** A YAML file of `ours: theirs` and `ours: { value: … }`. */
  map?: string | undefined
  /** Columns of ours that are the same in every record. */
  constants?: Record<string, string> | undefined
  onProgress?: (done: { read: number; written: number }) => void
  /** Hears what is wrong with a line: `FILE:LINE column: what is allowed, got '…'`. */
  onFault?: (message: string) => void
  /** Hears of what a person should look at although it was taken. */
  onWarning?: (message: string) => void
}

export interface StagedFile {
  read: number
  bad: number
  rejectsFile: string | null
}

/**
 * Reads a file to its end: its good lines are staged, the bad ones go to the rejects file.
 * @throws BadInput when the file, its header or the map cannot be used
 */
export async function stageFile(
  db: Queryable,
  kind: ImportKind,
  path: string,
  options: ImportOptions,
): Promise<StagedFile> {
  const file = await openRecordFile(path)
  try {
    const map = await mapColumns(kind, path, file, options)
    const rejects = await openRejectsFile(path, file)
    try {
      const counts = await stageRecords(db, { kind, path, file, map, rejects, options })
      return { ...counts, rejectsFile: rejects.path() }
    } finally {
      await rejects.close()
    }
  } finally {
    await file.close()
  }
}

/** What the reading of a file works with. */
interface Job {
  kind: ImportKind
  path: string
  file: RecordFile
  map: ColumnMap
  rejects: RejectsFile
  options: ImportOptions
}

async function stageRecords(db: Queryable, job: Job): Promise<{ read: number; bad: number }> {
  const warnOfUnknown = unknownWarner(job)
  let batch: StagedRow[] = []
  let read = 0
  let bad = 0
  const stageBatch = async () => {
    await stageImportRows(db, batch)
    batch = []
    job.options.onProgress?.({ read, written: 0 })
  }
  if (job.file.csv) warnOfUnknown(job.file.csv.columns)
  for await (const reading of job.file.records) {
    read++
    if ('values' in reading) warnOfUnknown(Object.keys(reading.values))
    const row = await rowOf(job, reading)
    if (row === null) bad++
    else batch.push({ place: read, key: job.kind.keyOf(row), row })
    if (batch.length === BATCH_ROWS) await stageBatch()
  }
  await stageBatch()
  return { read, bad }
}

/** The row that a line of the file is; null when it was rejected. */
async function rowOf(job: Job, reading: Reading): Promise<Record<string, unknown> | null> {
  const { kind, path, map, rejects, options } = job
  const { line } = reading
  if ('reason' in reading) {
    options.onFault?.(`${path}:${line} ${reading.reason}`)
    await rejects.add({ line, because: reading.reason, values: null, text: reading.text })
    return null
  }
  const { row, faults } = checkRecord(kind, map, reading.values)
  if (faults !== null) {
    for (const fault of faults) options.onFault?.(`${path}:${line} ${fault}`)
    await rejects.add({ line, because: faults.join('; '), values: reading.values, text: null })
    return null
  }
  for (const doubt of kind.doubtsOf?.(row) ?? []) options.onWarning?.(`${path}:${line} ${doubt}`)
  return kind.staged?.(row, line) ?? row
}

/** Warns of each unknown column once. */
function unknownWarner({ path, map, options }: Job): (columns: string[]) => void {
  const seen = new Set<string>()
  return (columns) => {
    const fresh = columns.filter((column) => !seen.has(column))
    for (const column of fresh) seen.add(column)
    const unknown = fresh.filter((column) => isUnknown(map, column))
    if (unknown.length === 0) return
    options.onWarning?.(`${path}: unknown columns left out: ${unknown.join(', ')}`)
  }
}
