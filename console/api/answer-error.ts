import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** How the API says no: what a program can tell apart, and a sentence for its maker. */
export interface ApiError {
  code: string
  message: string
}

/**
 * An answer of `{ "error": { "code", "message" } }`. What is left of the request's body is not read, so the
 * connection ends with it.
 */
export function answerError(
  c: Context,
  status: ContentfulStatusCode,
  code: string,
  message: string,
): Response {
  c.header('Connection', 'close')
  return c.json({ error: { code, message } satisfies ApiError }, status)
}
