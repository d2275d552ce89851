import { type FileHandle, open } from 'node:fs/promises'
import { BadInput } from '../../schema/errors.ts'
import { readCsv } from './read-csv.ts'
import { readNdjson } from './read-ndjson.ts'
import type { RecordFile } from './record.ts'

const SAMPLE_BYTES = 65_536

/**
 * Opens a CSV or NDJSON file; which one it is, its first character tells.
 * @throws BadInput when it cannot be read, is empty, is no such file or has a header that cannot be used
 */
export async function openRecordFile(path: string): Promise<RecordFile> {
  const sample = await readSample(path)
  if (hasUtf16Mark(sample)) {
    throw new BadInput('not_utf8', `${path}:1 the file is UTF-16: save it as UTF-8`)
  }
  const start = sample
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (start === '') throw new BadInput('empty_file', `${path}:1 the file is empty`)
  if (start.startsWith('[')) {
    throw new BadInput(
      'json_array',
      `${path}:1 the file is one JSON array: write one object a line (NDJSON)`,
    )
  }
  if (start.startsWith('{')) return openNdjson(path)
  return readCsv(path, start)
}

function openNdjson(path: string): RecordFile {
  const records = readNdjson(path)
  const close = async () => {
    await records.return(undefined)
  }
  return { format: 'ndjson', csv: null, records, close }
}

async function readSample(path: string): Promise<Buffer> {
  let file: FileHandle | null = null
  try {
    file = await open(path)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } catch (cause) {
    throw new BadInput('no_file', `${path} cannot be read: ${(cause as Error).message}`, { cause })
  } finally {
    await file?.close()
  }
}

function hasUtf16Mark(sample: Buffer): boolean {
  return (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff)
}
