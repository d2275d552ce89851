const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** Rests after the first, second, … failed try: eleven tries within 2.9 days. */
const RESTS_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
]

/**
 * How long to rest before the next try.
 * @param failedTries the one that just failed included, ≥ 1
 * @returns milliseconds; null: no more tries
 */
export function restAfterMs(failedTries: number): number | null {
  return RESTS_MS[failedTries - 1] ?? null
}
