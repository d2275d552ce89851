const LONGEST_MS = 24 * 3600_000

/**
 * How long a site asks us to stay away (RFC 9110 §10.2.3): seconds or a date.
 * @returns 0 to a day, in ms; null when the header is missing or cannot be read
 */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  const value = header?.trim()
  if (!value) return null
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime()
  if (Number.isNaN(waitMs)) return null
  return Math.min(Math.max(waitMs, 0), LONGEST_MS)
}
