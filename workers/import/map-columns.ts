import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import { BadInput } from '../../schema/errors.ts'
import { columnsOf, type ImportKind, requiredColumnsOf } from './import-kind.ts'
import type { RecordFile } from './record.ts'
import { REJECT_COLUMNS } from './rejects-file.ts'

/** Our columns, and what a file calls them. */
export interface ColumnMap {
  /** Which of our columns a column of the file is; undefined when it is none. */
  ours(theirs: string): string | undefined
  /** What the file calls a column of ours. */
  theirs(ours: string): string
}

/**
 * Which columns of a file are ours: those that the map names, and those with our own names (in small or
 * capital letters).
 * @param mapPath a YAML file `{ours: theirs}`
 * @throws BadInput naming what the map or the header cannot be used for
 */
export async function mapColumns(
  kind: ImportKind,
  path: string,
  file: RecordFile,
  mapPath: string | undefined,
): Promise<ColumnMap> {
  const named = mapPath === undefined ? {} : await readMap(kind, mapPath)
  const byTheirs = new Map(
    columnsOf(kind).map((ours) => [named[ours] ?? ours, ours] as [string, string]),
  )
  const map: ColumnMap = {
    ours: (theirs) => byTheirs.get(theirs) ?? byTheirs.get(theirs.toLowerCase()),
    theirs: (ours) => named[ours] ?? ours,
  }
  if (file.csv) checkHeader(kind, path, file.csv.columns, map, Object.keys(named))
  return map
}

function checkHeader(
  kind: ImportKind,
  path: string,
  header: string[],
  map: ColumnMap,
  named: string[],
): void {
  const found = header.map(map.ours)
  const missing = [...new Set([...requiredColumnsOf(kind), ...named])].find(
    (ours) => !found.includes(ours),
  )
  const list = `columns found: ${header.join(', ')}`
  if (missing !== undefined) {
    const theirs = map.theirs(missing)
    const what = theirs === missing ? `'${missing}'` : `'${theirs}' (mapped to ${missing})`
    throw new BadInput('missing_column', `${path}:1 the column ${what} is missing; ${list}`)
  }
  const twice = found.find((ours, index) => ours !== undefined && found.indexOf(ours) !== index)
  if (twice !== undefined) {
    throw new BadInput('bad_header', `${path}:1 two columns are ${twice}; ${list}`)
  }
}

async function readMap(kind: ImportKind, mapPath: string): Promise<Record<string, string>> {
  const columns = columnsOf(kind)
  let given: unknown
  try {
    given = parse(await readFile(mapPath, 'utf8'))
  } catch (cause) {
    throw new BadInput('bad_map', `${mapPath} cannot be read: ${(cause as Error).message}`, {
      cause,
    })
  }
  const map = z.record(z.string(), z.coerce.string().trim().min(1)).safeParse(given ?? {})
  if (!map.success) {
    throw new BadInput('bad_map', `${mapPath} must be a list of 'our column: column of the file'`)
  }
  const unknown = Object.keys(map.data).find((ours) => !columns.includes(ours))
  if (unknown !== undefined) {
    throw new BadInput(
      'bad_map',
      `${mapPath} names '${unknown}', which is no column of ours: ${columns.join(', ')}`,
    )
  }
  return map.data
}

/** The columns of a file that nothing is made of; those of a rejects file are known. */
export function isUnknown(map: ColumnMap, theirs: string): boolean {
  return map.ours(theirs) === undefined && !REJECT_COLUMNS.includes(theirs)
}
