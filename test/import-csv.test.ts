import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvLine } from '../workers/csv-line.ts'
import { openRecordFile } from '../workers/import/open-record-file.ts'
import type { Reading } from '../workers/import/record.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-csv-'))
})
afterAll(() => rm(folder, { recursive: true }))

test.each([
  ['a comma', 'a,b\n1,2\n', [{ line: 2, values: { a: '1', b: '2' } }]],
  ['a semicolon', 'a;b\n1,5;2\n', [{ line: 2, values: { a: '1,5', b: '2' } }]],
  ['a tab', 'a\tb\n1\t\n', [{ line: 2, values: { a: '1', b: '' } }]],
  ['a mark of byte order', '\uFEFFa,b\n1,2', [{ line: 2, values: { a: '1', b: '2' } }]],
  [
    'line ends of Windows',
    'a,b\r\n1,"2\r\n3"\r\n4,5\r\n',
    [
      { line: 2, values: { a: '1', b: '2\r\n3' } },
      { line: 4, values: { a: '4', b: '5' } },
    ],
  ],
  [
    'line ends of old Macs',
    'a,b\r1,2\r3,4',
    [
      { line: 2, values: { a: '1', b: '2' } },
      { line: 3, values: { a: '3', b: '4' } },
    ],
  ],
  [
    'a delimiter inside the quotes of the header',
    '"a;;;",b\n1,2\n',
    [{ line: 2, values: { 'a;;;': '1', b: '2' } }],
  ],
  [
    'empty lines',
    'a,b\n\n1,2\n\n\n3,4\n',
    [
      { line: 3, values: { a: '1', b: '2' } },
      { line: 6, values: { a: '3', b: '4' } },
    ],
  ],
  ['blanks around cells', 'a , b\n 1 , "2" \n', [{ line: 2, values: { a: '1', b: '2' } }]],
])('a file with %s is read', async (_, text, expected) => {
  expect(await readAll(text)).toEqual(expected)
})

test.each([
  ['text after a closing quote', '"x"y,2'],
  ['a quote inside a cell', 'x"y,2'],
  ['a quote that is never closed', '"xy,2'],
  ['too few cells', 'x'],
  ['too many cells', 'x,y,z'],
])('a line with %s is told as broken, and the lines after it are read', async (_, broken) => {
  const readings = await readAll(`a,b\n1,2\n${broken}\n3,4\n5,6\n`)
  expect(readings).toEqual([
    { line: 2, values: { a: '1', b: '2' } },
    { line: 3, reason: expect.stringMatching(/quote|cells/), text: broken },
    { line: 4, values: { a: '3', b: '4' } },
    { line: 5, values: { a: '5', b: '6' } },
  ])
})

test('a quote that swallows further lines and closes by chance costs one line only', async () => {
  expect(await readAll('a,b\n"1,2\n3,4",5,6\n7,8\n')).toMatchObject([
    { line: 2, text: '"1,2' },
    { line: 3, reason: expect.stringContaining('quote') },
    { line: 4, values: { a: '7', b: '8' } },
  ])
})

test('a quote that is never closed in a large file costs one line only', async () => {
  const rows = Array.from({ length: 120_000 }, (_, i) => `${i},value`)
  rows[1000] = '"1000,value'
  const readings = await readAll(`a,b\n${rows.join('\n')}\n`)
  expect(readings.filter((reading) => 'reason' in reading)).toEqual([
    { line: 1002, reason: expect.stringContaining('quotes'), text: '"1000,value' },
  ])
  expect(readings).toHaveLength(120_000)
  expect(readings.at(-1)).toEqual({ line: 120_001, values: { a: '119999', b: 'value' } })
})

test('bytes that are not UTF-8 make a broken line', async () => {
  const readings = await readAll(
    Buffer.concat([Buffer.from('a,b\n1,M'), Buffer.from([0xfc]), Buffer.from('ller\n2,x\n')]),
  )
  expect(readings).toMatchObject([
    { line: 2, reason: expect.stringContaining('UTF-8') },
    { line: 3, values: { a: '2', b: 'x' } },
  ])
})

test.each([
  ['', /empty/],
  ['\uFEFF \n', /empty/],
  [Buffer.from('\uFEFFa,b\n1,2', 'utf16le'), /UTF-16/],
  ['[{"a": 1}]', /one object a line/],
  ['a,a\n1,2', /'a' is there twice/],
  ['a,"b"c\n1,2', /:1 has broken quotes/],
])('the file %j is refused', async (content, message) => {
  await expect(readAll(content)).rejects.toThrow(message)
})

test('whatever csvLine writes is read as it was, each record with its line', async () => {
  const cell = fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .map((text) => text.replace('\uFFFD', ''))
  const quoting = fc.constantFrom('\n', '\r\n', '"', '""', ',', ';', ' ', 'ü,"\n', '日本')
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.oneof(cell, quoting), fc.oneof(cell, quoting)), { maxLength: 12 }),
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      async (records, delimiter, lineEnd) => {
        const lines = [['left', 'right'], ...records].map((cells) => csvLine(cells, delimiter))
        const readings = await readAll(lines.join(lineEnd))
        let line = 2
        const expected = records.map(([left, right], i) => {
          const reading = { line, values: { left, right } }
          line += (lines[i + 1] ?? '').split('\n').length
          return reading
        })
        expect(readings).toEqual(expected)
      },
    ),
    { numRuns: 150 },
  )
})

test('a broken line among good ones costs that line only', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.stringMatching(/^[a-z]{1,5},[a-z]{0,5}$/), { minLength: 1, maxLength: 20 }),
      fc.nat(),
      fc.constantFrom('"x', 'x"', '"x"y,z', '"x,y', 'x,"y', 'x,y"z', 'x,y,z'),
      async (lines, at, broken) => {
        const index = at % lines.length
        const text = ['a,b', ...lines.slice(0, index), broken, ...lines.slice(index)].join('\n')
        const readings = await readAll(text)
        expect(readings.filter((reading) => 'reason' in reading)).toMatchObject([
          { line: index + 2, text: broken },
        ])
        expect(readings).toHaveLength(lines.length + 1)
      },
    ),
    { numRuns: 150 },
  )
})

test('NDJSON is read line by line, and a line that is none is told as broken', async () => {
  const long = `{"a": "${'x'.repeat(1 << 20)}"}`
  expect(await readAll(`\uFEFF{"a": 1}\r\n\n{"a"\n[1]\n${long}\n{"a": {"b": 2}}`)).toEqual([
    { line: 1, values: { a: 1 } },
    { line: 3, reason: expect.stringContaining('is no JSON'), text: '{"a"' },
    { line: 4, reason: 'is no JSON object', text: '[1]' },
    { line: 5, reason: expect.stringContaining('longer'), text: long.slice(0, 65_536) },
    { line: 6, values: { a: { b: 2 } } },
  ])
})

async function readAll(content: string | Buffer): Promise<Reading[]> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  const readings: Reading[] = []
  for await (const reading of (await openRecordFile(path)).records) readings.push(reading)
  return readings
}
