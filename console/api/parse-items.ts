import type { ApiError } from './answer-error.ts'

/** One item of a body, as JSON, or why its line is none. */
export type ParsedItem = { value: unknown; error: null } | { value: null; error: ApiError }

/** The formats that the API reads, by media type. */
const FORMATS: Record<string, 'json' | 'ndjson'> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
}

/** The format that a Content-Type names; null when we don't read it. */
export function formatOf(contentType: string | undefined): 'json' | 'ndjson' | null {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';')
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='))
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)) return null
  return FORMATS[type.trim()] ?? null
}

/**
 * The items of a body: a JSON object, an array of them, or one object a line (NDJSON; empty lines are none,
 * and one that is no JSON spoils only itself).
 * @returns an error where the whole body cannot be used
 */
export function parseItems(
  text: string,
  format: 'json' | 'ndjson',
): { items: ParsedItem[]; error: null } | { items: null; error: ApiError } {
  if (format === 'ndjson') {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    return { items: lines.map(parseItem), error: null }
  }
  const { value, error } = parseItem(text)
  if (error !== null) return { items: null, error }
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return { items: values.map((one) => ({ value: one, error: null })), error: null }
}

function parseItem(text: string): ParsedItem {
  try {
    return { value: JSON.parse(text), error: null }
  } catch (error) {
    return { value: null, error: { code: 'bad_json', message: (error as Error).message } }
  }
}
