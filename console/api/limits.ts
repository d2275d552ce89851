/** What one request may bring. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024
export const MAX_ITEMS = 1000

/** What one key may ask for in a minute. */
export const MAX_REQUESTS_A_MINUTE = 600

/**
 * Bodies that are read and worked on at one moment, of all keys together: a body takes some ten times its size
 * of memory. The others wait unread, in the buffers of their connections.
 */
export const MAX_BODIES_AT_ONCE = 4

/** A body that takes longer to come would keep the others waiting. */
export const BODY_LIMIT_MS = 30_000
