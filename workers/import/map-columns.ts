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
  /** Columns of ours that are the same in every record, whatever the file says. */
  constants: Record<string, string>
}

/** Which column of the file, or which constant, a column of ours is. */
interface Naming {
  columns: Record<string, string>
  constants: Record<string, string>
}

/**
 * Which columns of a file are ours: those that the map names, and those with our own names (in small or
 * capital letters).
 * @param given `map`: a YAML file of `ours: theirs` and `ours: { value: … }`; `constants` beat it
 * @throws BadInput naming what the map, the constants or the header cannot be used for
 */
export async function mapColumns(
  kind: ImportKind,
  path: string,
  file: RecordFile,
  given: { map?: string | undefined; constants?: Record<string, string> | undefined },
): Promise<ColumnMap> {
  const map = given.map === undefined ? NOTHING_NAMED : await readMap(kind, given.map)
  const constants = { ...map.constants, ...given.constants }
  checkConstants(kind, constants)
  const named = Object.entries(map.columns).filter(([ours]) => !(ours in constants))
  const columns = columnMap(kind, Object.fromEntries(named), constants)
  if (file.csv) {
    const needed = [...requiredColumnsOf(kind), ...named.map(([ours]) => ours)]
    checkHeader(path, file.csv.columns, columns, needed)
  }
  return columns
}

const NOTHING_NAMED: Naming = { columns: {}, constants: {} }

function columnMap(
  kind: ImportKind,
  named: Record<string, string>,
  constants: Record<string, string>,
): ColumnMap {
  const own = columnsOf(kind).filter((ours) => !(ours in named) && !(ours in constants))
  const byTheirs = new Map([
    ...own.map((ours) => [ours, ours] as const),
    // A column of theirs that has a name of ours is what the map says.
    ...Object.entries(named).map(([ours, theirs]) => [theirs, ours] as const),
  ])
  return {
    ours: (theirs) => byTheirs.get(theirs) ?? byTheirs.get(theirs.toLowerCase()),
    theirs: (ours) => named[ours] ?? ours,
    constants,
  }
}

function checkHeader(path: string, header: string[], map: ColumnMap, needed: string[]): void {
  const found = header.map(map.ours)
  const missing = needed.find((ours) => !found.includes(ours) && !(ours in map.constants))
  const list = `columns found: ${header.join(', ')}`
  if (missing !== undefined) {
    const theirs = map.theirs(missing)
    const what = theirs === missing ? `'${missing}'` : `'${theirs}' (mapped to ${missing})`
    const taken = map.ours(theirs)
    const why =
      taken !== undefined && taken !== missing ? ` (the map makes '${theirs}' ${taken})` : ''
    throw new BadInput('missing_column', `${path}:1 the column ${what} is missing${why}; ${list}`)
  }
  const twice = found.find((ours, index) => ours !== undefined && found.indexOf(ours) !== index)
  if (twice !== undefined) {
    throw new BadInput('bad_header', `${path}:1 two columns are ${twice}; ${list}`)
  }
}

const scalar = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => String(value).trim())
  .refine((value) => value !== '')

const mapFile = z.record(z.string(), z.union([scalar, z.strictObject({ value: scalar })]))

async function readMap(kind: ImportKind, mapPath: string): Promise<Naming> {
  let given: unknown
  try {
    given = parse(await readFile(mapPath, 'utf8'))
  } catch (cause) {
    throw new BadInput('bad_map', `${mapPath} cannot be read: ${(cause as Error).message}`, {
      cause,
    })
  }
  const map = mapFile.safeParse(given ?? {})
  if (!map.success) {
    throw new BadInput(
      'bad_map',
      `${mapPath} must be a list of 'our column: column of the file' or 'our column: { value: … }'`,
    )
  }
  const naming: Naming = { columns: {}, constants: {} }
  for (const [ours, what] of Object.entries(map.data)) {
    requireColumn(kind, ours, mapPath)
    if (typeof what === 'string') naming.columns[ours] = what
    else naming.constants[ours] = what.value
  }
  requireOneEach(naming.columns, mapPath)
  return naming
}

function requireColumn(kind: ImportKind, ours: string, where: string): void {
  const columns = columnsOf(kind)
  if (columns.includes(ours)) return
  throw new BadInput(
    'bad_map',
    `${where} names '${ours}', which is no column of ours: ${columns.join(', ')}`,
  )
}

function requireOneEach(columns: Record<string, string>, mapPath: string): void {
  const byTheirs = new Map<string, string>()
  for (const [ours, theirs] of Object.entries(columns)) {
    const other = byTheirs.get(theirs)
    if (other !== undefined) {
      throw new BadInput('bad_map', `${mapPath} makes '${theirs}' both ${other} and ${ours}`)
    }
    byTheirs.set(theirs, ours)
  }
}

function checkConstants(kind: ImportKind, constants: Record<string, string>): void {
  for (const [ours, value] of Object.entries(constants)) {
    requireColumn(kind, ours, 'the call')
    const field = kind.row.shape[ours] as z.ZodType
    const issue = field.safeParse(value).error?.issues[0]
    if (issue === undefined) continue
    throw new BadInput('bad_map', `${ours}: ${issue.message}, got '${value}' for every record`)
  }
}

/** The columns of a file that nothing is made of; those of a rejects file are known. */
export function isUnknown(map: ColumnMap, theirs: string): boolean {
  return map.ours(theirs) === undefined && !REJECT_COLUMNS.includes(theirs)
}
