const KEEP_MS = 5_000
/** What takes long is kept longer: asked as often as anybody likes, it is busy a twentieth of the time. */
const KEEP_TIMES = 19

/**
 * Keeps what `read` gave for 5 s, or for 19 times as long as it took, if that is longer. Who asks while it
 * reads gets the same answer. A failure is not kept.
 */
export function keepFor<T>(
  read: () => Promise<T>,
  now = () => performance.now(),
): () => Promise<T> {
  let kept: Promise<T> | null = null
  let until = Number.POSITIVE_INFINITY
  return () => {
    if (kept && now() < until) return kept
    const startedAt = now()
    until = Number.POSITIVE_INFINITY
    const reading = read().then(
      (value) => {
        until = now() + Math.max(KEEP_MS, KEEP_TIMES * (now() - startedAt))
        return value
      },
      (error: unknown) => {
        kept = null
        throw error
      },
    )
    kept = reading
    return reading
  }
}
