/** How JSON.stringify writes what Postgres refuses (or a backslash before such letters: then the long way is taken in vain). */
const MAYBE_UNSTORABLE = /\\u(?:0000|d[89a-f])/
/** U+0000, and halves of surrogate pairs, which `u` matches only where they stand alone. */
const UNSTORABLE = /\0|\p{Surrogate}/gu

/**
 * JSON that Postgres can hold as jsonb. It refuses U+0000 and lone surrogates, which pages of garbage
 * contain: they become U+FFFD, the sign for what cannot be read.
 */
export function toJsonb(value: unknown): string {
  const json = JSON.stringify(value)
  if (!MAYBE_UNSTORABLE.test(json)) return json
  return JSON.stringify(value, (_, part) =>
    typeof part === 'string' ? part.replace(UNSTORABLE, '\uFFFD') : part,
  )
}

/** A record as JSON for Postgres, of which one field is such JSON already. */
export function jsonbRecord(fields: object, name: string, json: string): string {
  return `${toJsonb(fields).slice(0, -1)},${JSON.stringify(name)}:${json}}`
}

export function jsonbArray(records: string[]): string {
  return `[${records.join(',')}]`
}
