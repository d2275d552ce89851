import { BODY_LIMIT_MS, MAX_BODY_BYTES } from './limits.ts'

/** Why a body cannot be used. */
export type BodyFault = 'too_large' | 'too_slow' | 'not_utf8'

/**
 * The text of a request's body. It is given up as soon as it is too large, so that memory holds no more
 * than one of the largest size, whatever its headers say.
 */
export async function readBody(
  request: Request,
): Promise<{ text: string; fault: null } | { text: null; fault: BodyFault }> {
  const stated = Number(request.headers.get('content-length') ?? 0)
  if (stated > MAX_BODY_BYTES) return { text: null, fault: 'too_large' }
  const reader = request.body?.getReader()
  if (reader === undefined) return { text: '', fault: null }
  let isLate = false
  const patience = setTimeout(() => {
    isLate = true
    reader.cancel().catch(() => {}) // its connection is gone: the reading ends all the same
  }, BODY_LIMIT_MS)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (isLate) return { text: null, fault: 'too_slow' }
      if (done) break
      size += value.length
      if (size > MAX_BODY_BYTES) return { text: null, fault: 'too_large' }
      chunks.push(value)
    }
  } finally {
    clearTimeout(patience)
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    return { text, fault: null }
  } catch {
    return { text: null, fault: 'not_utf8' }
  }
}
