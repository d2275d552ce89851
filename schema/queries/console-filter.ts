/** What the console's reader asked to see; null: all. */
export interface ConsoleFilter {
  productId: number | null
  channel: string | null
  /** A source's name. */
  source: string | null
  /** First day, `2026-03-04`. What has no day is in no period. */
  since: string | null
}

/** The first four parameters of a statement that takes the filter. */
export function filterParameters({ productId, channel, source, since }: ConsoleFilter): unknown[] {
  return [productId, channel, source, since]
}
