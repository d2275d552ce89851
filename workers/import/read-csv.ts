import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { CsvError, type Parser, parse } from 'csv-parse'
import { BadInput } from '../../schema/errors.ts'
import {
  type BrokenLine,
  MAX_RECORD_BYTES,
  NOT_UTF8,
  REPLACEMENT,
  type Reading,
  type RecordFile,
} from './record.ts'

const DELIMITERS = [',', ';', '\t']
const LF = 0x0a
const CR = 0x0d
const KEPT_BYTES = 65_536

/**
 * Reads a CSV file (RFC 4180; UTF-8; comma, semicolon or tab) record by record. Where the quotes of a line
 * are broken, that line is told as broken and reading begins anew on the next one.
 * @param start the beginning of the file, without a byte order mark: its header tells the delimiter
 * @throws BadInput when the header cannot be used
 */
export async function readCsv(path: string, start: string): Promise<RecordFile> {
  const delimiter = delimiterOf(start)
  const lines = readLines(path, delimiter, start.includes('\n') ? LF : CR)
  const close = async () => {
    await lines.return(undefined)
  }
  try {
    const columns = columnsOf(path, await lines.next())
    return { format: 'csv', csv: { columns, delimiter }, records: keyed(lines, columns), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Stands most often in the header, outside quotes. */
function delimiterOf(start: string): string {
  const header = (start.split(/[\r\n]/, 1)[0] ?? '').replace(/"(?:[^"]|"")*"/g, '')
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

function columnsOf(path: string, first: IteratorResult<CellLine | BrokenLine>): string[] {
  if (first.done) throw new BadInput('empty_file', `${path}:1 the file is empty`)
  const header = first.value
  if ('reason' in header) {
    throw new BadInput('bad_header', `${path}:${header.line} ${header.reason}`)
  }
  const columns = header.cells.map((cell, index) => cell || `column ${index + 1}`)
  const twice = columns.find((name, index) => columns.indexOf(name) !== index)
  if (twice === undefined) return columns
  throw new BadInput('bad_header', `${path}:${header.line} the column '${twice}' is there twice`)
}

async function* keyed(
  lines: AsyncGenerator<CellLine | BrokenLine>,
  columns: string[],
): AsyncGenerator<Reading> {
  for await (const reading of lines) {
    if ('reason' in reading) yield reading
    else {
      const values = Object.fromEntries(columns.map((name, i) => [name, reading.cells[i] ?? '']))
      yield { line: reading.line, values }
    }
  }
}

interface CellLine {
  line: number
  cells: string[]
}

/** A stretch of the file: where it begins, in bytes and in lines. */
interface Place {
  offset: number
  line: number
}

interface Parsed {
  cells: string[]
  /** Where the record ends, in bytes from the start of the parse. */
  end: number
}

async function* readLines(
  path: string,
  delimiter: string,
  newline: number,
): AsyncGenerator<CellLine | BrokenLine> {
  const file = await open(path)
  let width: number | null = null

  /** Yields what can be told of each record; returns where the parser cannot go on. */
  async function* untilFault(from: Place): AsyncGenerator<CellLine | BrokenLine, Fault | null> {
    for await (const found of parseFrom(path, from, delimiter, newline)) {
      if ('fault' in found) return found
      const { cells, at, next } = found
      if (cells.length === 1 && cells[0] === '') continue
      width ??= cells.length
      const fault = faultOf(cells, width)
      // Of several lines with a wrong number of cells only the first is surely broken: a quote that was
      // never closed may have swallowed the others.
      const mayHaveSwallowed = cells.length !== width && next.line - at.line > 1
      if (fault !== null && mayHaveSwallowed) return { fault, at }
      if (fault === null) yield { line: at.line, cells }
      else yield { line: at.line, reason: fault, text: await textAt(file, at.offset, next.offset) }
    }
    return null
  }

  try {
    let place: Place = { offset: 0, line: 1 }
    for (;;) {
      const stop = yield* untilFault(place)
      if (stop === null) return
      const { fault, at } = stop
      const end = await endOfLine(file, at.offset, newline)
      yield { line: at.line, reason: fault, text: await textAt(file, at.offset, end) }
      place = { offset: end, line: at.line + 1 }
    }
  } finally {
    await file.close()
  }
}

function faultOf(cells: string[], width: number): string | null {
  if (cells.length !== width) return `has ${cells.length} cells, the header has ${width}`
  return cells.some((cell) => cell.includes(REPLACEMENT)) ? NOT_UTF8 : null
}

interface Fault {
  fault: string
  at: Place
}

interface Found {
  cells: string[]
  at: Place
  /** Where the next record begins. */
  next: Place
}

/** The records from a place on, and what stops the parser, if anything does. */
async function* parseFrom(
  path: string,
  from: Place,
  delimiter: string,
  newline: number,
): AsyncGenerator<Found | Fault> {
  const parsed: Parsed[] = []
  const parser = parse({
    bom: from.offset === 0,
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    trim: true,
    max_record_size: MAX_RECORD_BYTES,
    // The parser drops what it has read when it meets a fault, so records are taken as they come.
    on_record: (cells: string[], { bytes }) => {
      parsed.push({ cells, end: bytes })
      return null
    },
  })
  parser.on('error', () => {}).resume()
  const lines = new LineCount(from, newline)
  let place = from
  const take = function* (): Generator<Found> {
    for (const { cells, end } of parsed.splice(0)) {
      const next = lines.at(from.offset + end)
      yield { cells, at: place, next }
      place = next
    }
  }
  try {
    for await (const chunk of createReadStream(path, { start: from.offset })) {
      lines.add(chunk as Buffer)
      const fault = await write(parser, chunk as Buffer)
      yield* take()
      if (fault !== null) return yield { fault, at: place }
    }
    const fault = await end(parser)
    yield* take()
    if (fault !== null) yield { fault, at: place }
  } finally {
    parser.destroy()
  }
}

function write(parser: Parser, chunk: Buffer): Promise<string | null> {
  return new Promise((resolve, reject) => {
    parser.write(chunk, (error) => settle(error, resolve, reject))
  })
}

function end(parser: Parser): Promise<string | null> {
  return new Promise((resolve, reject) => {
    parser.once('error', (error) => settle(error, resolve, reject))
    parser.once('end', () => resolve(null))
    parser.end()
  })
}

function settle(
  error: Error | null | undefined,
  resolve: (fault: string | null) => void,
  reject: (error: Error) => void,
): void {
  if (!error) resolve(null)
  else if (error instanceof CsvError) resolve(FAULTS[error.code] ?? error.message)
  else reject(error)
}

const FAULTS: Record<string, string> = {
  CSV_INVALID_CLOSING_QUOTE: 'has broken quotes: text follows a closing quote',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'has broken quotes: text follows a closing quote',
  INVALID_OPENING_QUOTE: 'has broken quotes: a quote stands inside a cell that is not quoted',
  CSV_QUOTE_NOT_CLOSED: 'has broken quotes: a quote is never closed',
  CSV_MAX_RECORD_SIZE: `has broken quotes, or more than ${MAX_RECORD_BYTES} characters`,
}

/** Which line a byte of the file is in; asked with rising offsets. (The parser's own count is off after CRLF in quotes.) */
class LineCount {
  private newlines: number[] = []
  private next = 0
  private read: number
  private line: number
  private readonly newline: number

  constructor(from: Place, newline: number) {
    this.newline = newline
    this.read = from.offset
    this.line = from.line
  }

  add(chunk: Buffer): void {
    this.newlines = this.newlines.slice(this.next)
    this.next = 0
    for (let at = chunk.indexOf(this.newline); at >= 0; at = chunk.indexOf(this.newline, at + 1)) {
      this.newlines.push(this.read + at)
    }
    this.read += chunk.length
  }

  at(offset: number): Place {
    while ((this.newlines[this.next] ?? Number.POSITIVE_INFINITY) < offset) {
      this.next++
      this.line++
    }
    return { offset, line: this.line }
  }
}

/** The offset after the line end that follows `offset`. */
async function endOfLine(file: FileHandle, offset: number, newline: number): Promise<number> {
  const buffer = Buffer.alloc(KEPT_BYTES)
  for (let at = offset; ; at += KEPT_BYTES) {
    const { bytesRead } = await file.read(buffer, 0, KEPT_BYTES, at)
    const found = buffer.subarray(0, bytesRead).indexOf(newline)
    if (found >= 0) return at + found + 1
    if (bytesRead < KEPT_BYTES) return at + bytesRead
  }
}

async function textAt(file: FileHandle, from: number, to: number): Promise<string> {
  const size = Math.min(to - from, KEPT_BYTES)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, from)
  return buffer.toString('utf8', 0, bytesRead).replace(/\r?\n?$/, '')
}
