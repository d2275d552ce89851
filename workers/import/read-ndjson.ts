import { createReadStream } from 'node:fs'
import { type BrokenLine, MAX_RECORD_BYTES, NOT_UTF8, REPLACEMENT, type Reading } from './record.ts'

const NEWLINE = 0x0a
const KEPT_BYTES = 65_536

/** Reads a file of one JSON object a line, however long: memory holds one line. Empty lines are passed over. */
export async function* readNdjson(path: string): AsyncGenerator<Reading> {
  let line = 0
  let isFirst = true
  for await (const { bytes, isCut } of linesOf(path)) {
    line++
    const text = bytes.toString('utf8').replace(isFirst ? /^\uFEFF/ : '', '')
    isFirst = false
    if (text.trim() !== '') yield readLine(line, text, isCut)
  }
}

function readLine(line: number, text: string, isCut: boolean): Reading {
  const broken = (reason: string): BrokenLine => ({ line, reason, text })
  if (isCut) return broken(`is longer than ${MAX_RECORD_BYTES} bytes`)
  if (text.includes(REPLACEMENT)) return broken(NOT_UTF8)
  try {
    const values: unknown = JSON.parse(text)
    const isObject = typeof values === 'object' && values !== null && !Array.isArray(values)
    return isObject
      ? { line, values: values as Record<string, unknown> }
      : broken('is no JSON object')
  } catch (error) {
    return broken(`is no JSON: ${(error as Error).message}`)
  }
}

/** The lines of a file; of one that is too long only the beginning is kept. */
async function* linesOf(path: string): AsyncGenerator<{ bytes: Buffer; isCut: boolean }> {
  let parts: Buffer[] = []
  let size = 0
  let isCut = false
  const take = () => {
    const taken = { bytes: Buffer.concat(parts), isCut }
    parts = []
    size = 0
    isCut = false
    return taken
  }
  const add = (part: Buffer) => {
    size += part.length
    if (size <= MAX_RECORD_BYTES) parts.push(part)
    else if (!isCut) {
      parts = [Buffer.concat([...parts, part]).subarray(0, KEPT_BYTES)]
      isCut = true
    }
  }
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end))
      yield take()
      start = end + 1
    }
    add(chunk.subarray(start))
  }
  if (size > 0) yield take()
}
