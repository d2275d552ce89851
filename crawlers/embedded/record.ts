import { looksLikeMarkup, type PlacedText } from '../thing.ts'
import { type FieldKind, foldedName, namesOf } from './field-names.ts'

/** An object of a page's data with its fields by the names that the tables know. */
export interface DataRecord {
  fields: ReadonlyMap<string, { key: string; value: unknown }>
  /** Where it stands; worked out when it is asked for. */
  at: () => string
  /** What stands in the place of a reference (`{"__ref": "User:3"}`). */
  resolve: (value: unknown) => unknown
}

type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** More names than a statement has; what has them is a dictionary. */
const MAX_FIELDS = 150

/** Null where the object is no statement's, for it has too few or too many names. */
export function recordOf(
  object: JsonObject,
  at: () => string,
  resolve: DataRecord['resolve'],
  minFields = 2,
): DataRecord | null {
  const fields = new Map<string, { key: string; value: unknown }>()
  const keys = Object.keys(object)
  if (keys.length < minFields || keys.length > MAX_FIELDS) return null
  for (const key of keys) addField(fields, key, object[key], resolve)
  for (const key of keys) {
    const inner = object[key]
    if (!PART.test(key) || PERSON.test(key) || !isObject(inner)) continue
    const parts = Object.keys(inner)
    if (parts.length > MAX_PARTS) continue
    for (const part of parts) addField(fields, `${key}.${part}`, inner[part], resolve, part)
  }
  return fields.size < minFields ? null : { fields, at, resolve }
}

/** Names of objects that hold a part of a record's own fields: `attributes`, `textDetails`, `metrics`. */
const PART = /(?:details?|info|data|attributes|fields|meta|metrics|stats|badges|dates)$/i
/** The parts of a person are not the statement's. */
export const PERSON =
  /(?:user|author|guest|customer|reviewer|buyer|member|consumer)(?:details?|info|data|profile)?$/i
const MAX_PARTS = 40

/** A field under the name that the tables know; what stands further out, or under a surer name, comes first. */
function addField(
  fields: Map<string, { key: string; value: unknown }>,
  key: string,
  value: unknown,
  resolve: DataRecord['resolve'],
  part?: string,
): void {
  if (value === null || value === undefined || value === '') return
  const { name, isExact } = foldedName(part ?? key)
  if (!fields.has(name) || (isExact && part === undefined))
    fields.set(name, { key, value: unlabelled(resolve(value)) })
}

/** `{"label": "5"}`, maybe with attributes, as feeds that were turned into JSON write every value. */
function unlabelled(value: unknown): unknown {
  if (!isObject(value) || typeof value['label'] !== 'string') return value
  return Object.keys(value).every((key) => key === 'label' || key === 'attributes')
    ? value['label']
    : value
}

/** Whether a record has a field of one of these names; cheap, for what most records have not. */
export function hasAny({ fields }: DataRecord, names: ReadonlySet<string>): boolean {
  for (const name of fields.keys()) if (names.has(name)) return true
  return false
}

/** The values of all fields of a kind, the surest first. */
export function valuesOf(
  record: DataRecord,
  kind: FieldKind,
): { key: string; value: unknown; at: string }[] {
  return valuesNamed(record, namesOf(kind))
}

export function valuesNamed(
  { fields, at }: DataRecord,
  names: readonly string[],
): { key: string; value: unknown; at: string }[] {
  const found = []
  for (const name of names) {
    const field = fields.get(name)
    if (field !== undefined) found.push({ ...field, at: `${at()}.${field.key}` })
  }
  return found
}

/** The first value of a kind that can be read. */
export function firstOf<T>(
  record: DataRecord,
  kind: FieldKind,
  read: (value: unknown, at: string, key: string) => T | null,
): T | null {
  for (const { value, at, key } of valuesOf(record, kind)) {
    const found = read(value, at, key)
    if (found !== null) return found
  }
  return null
}

/** An object inside of a record, as a record of its own; one name is enough: `{"name": "Anna"}`. */
export function nested(value: unknown, at: string, { resolve }: DataRecord): DataRecord | null {
  return isObject(value) ? recordOf(value, () => at, resolve, 1) : null
}

/** A string or number as a string. */
export function scalar(value: unknown, at: string): PlacedText | null {
  if (typeof value === 'number' && Number.isFinite(value)) return { value: String(value), at }
  if (typeof value !== 'string' || value.trim() === '') return null
  return { value, at }
}

const MARKUP_KEY = /html|rendered|cooked|markup/i
const TEXTS = [
  'text',
  'simpletext',
  'originaltext',
  'runs',
  'plaintext',
  'plain',
  'content',
  'body',
  'html',
  'rendered',
  'value',
  'raw',
  'original',
  'message',
  'fulltext',
  'paragraphs',
]

/** Words of a field: a string, an object that holds them, or a list of paragraphs. */
export function words(
  value: unknown,
  at: string,
  key: string,
  record: DataRecord,
): PlacedText | null {
  if (typeof value === 'string') return wordsOfString(value, at, key)
  if (Array.isArray(value)) return lines(value, at)
  const inner = nested(value, at, record)
  if (inner === null) return null
  for (const one of valuesNamed(inner, TEXTS)) {
    if (typeof one.value === 'string') {
      const text = wordsOfString(one.value, one.at, `${key} ${one.key}`)
      if (text !== null) return text
    } else if (Array.isArray(one.value)) return lines(one.value, one.at)
  }
  return null
}

function wordsOfString(value: string, at: string, key: string): PlacedText | null {
  if (value.trim() === '') return null
  const isMarkup = MARKUP_KEY.test(key) || looksLikeMarkup(value)
  return isMarkup ? { value, at, html: true } : { value, at }
}

/** Strings, each a line. */
export function lines(list: readonly unknown[], at: string): PlacedText | null {
  const runs = list.map((one) => (isObject(one) ? one['text'] : null))
  const isRuns = /runs$/.test(at) && runs.every((run) => typeof run === 'string')
  if (isRuns && runs.length > 0) return { value: runs.join(''), at }
  if (list.length === 0 || !list.every((one) => typeof one === 'string')) return null
  const value = list.join('\n')
  return value.trim() === '' ? null : { value, at }
}
