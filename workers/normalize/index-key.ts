import { hash } from 'node:crypto'

/** An index row of Postgres has room for 2,704 bytes, of which a site that stands before the key may take 765. */
const MAX_KEY_BYTES = 1800
const SHOWN_CHARACTERS = 100

/**
 * A key as an index can hold it. A longer one, which no honest page has, keeps its beginning and a hash of the
 * whole: two are the same only when the long ones were.
 */
export function indexKey(key: string): string {
  if (Buffer.byteLength(key) <= MAX_KEY_BYTES) return key
  const beginning = key.slice(0, SHOWN_CHARACTERS).replace(/\p{Surrogate}$/u, '')
  return `${beginning}…${hash('sha256', key)}`
}
