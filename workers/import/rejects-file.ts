import { type FileHandle, open, rm } from 'node:fs/promises'
import { BadInput } from '../../schema/errors.ts'
import { csvLine } from '../csv-line.ts'
import type { RecordFile } from './record.ts'

/** What a rejects file has besides the columns of the file that was imported. */
export const REJECT_COLUMNS = ['rejected_line', 'rejected_because', 'rejected_text']

/** A line that could not be imported: its record as it stood there, or its text where it holds no record. */
interface Reject {
  line: number
  because: string
  values: Record<string, unknown> | null
  text: string | null
}

export interface RejectsFile {
  add(reject: Reject): Promise<void>
  /** The file's path; null when nothing was rejected, and then there is no file. */
  path(): string | null
  close(): Promise<void>
}

/**
 * `FILE.rejects`: the bad lines, in the format and with the columns of FILE and three more: where the line
 * was, why it was refused, and its text where it is no record. Mended, it can be imported as it is. It
 * replaces that of an earlier run. People's data is in it: only its owner may read it.
 */
export async function openRejectsFile(path: string, file: RecordFile): Promise<RejectsFile> {
  const rejectsPath = `${path}.rejects`
  await rm(rejectsPath, { force: true })
  let handle: FileHandle | null = null
  return {
    async add(reject) {
      if (handle === null) {
        handle = await create(rejectsPath)
        if (file.csv) {
          await handle.write(`${csvLine(csvColumns(file.csv.columns), file.csv.delimiter)}\n`)
        }
      }
      await handle.write(`${lineOf(reject, file)}\n`)
    },
    path: () => (handle === null ? null : rejectsPath),
    async close() {
      await handle?.close()
    },
  }
}

async function create(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w', 0o600)
  } catch (cause) {
    throw new BadInput(
      'no_rejects_file',
      `${path} cannot be written: ${(cause as Error).message}`,
      {
        cause,
      },
    )
  }
}

function lineOf({ line, because, values, text }: Reject, { csv }: RecordFile): string {
  const record: Record<string, unknown> = {
    ...values,
    rejected_line: line,
    rejected_because: because,
    rejected_text: text,
  }
  if (csv === null) return JSON.stringify(record)
  const cells = csvColumns(csv.columns).map((name) => String(record[name] ?? ''))
  return csvLine(cells, csv.delimiter)
}

/** Once each, when the rejects of an earlier run are imported. */
function csvColumns(columns: string[]): string[] {
  return [...columns.filter((name) => !REJECT_COLUMNS.includes(name)), ...REJECT_COLUMNS]
}
