import { BadInput } from '../schema/errors.ts'

/**
 * Reads the value of `--since`.
 * @throws BadInput when it is no day or moment in ISO 8601
 */
export function parseSince(value: string): Date {
  const date = new Date(value)
  if (/^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(date.getTime())) return date
  throw new BadInput('bad_since', `--since '${value}': must be a day like 2026-03-04`)
}
