import { createHash, randomBytes } from 'node:crypto'

const PREFIX = 'ek_'
const KEY_BYTES = 32

/** A new API key: `ek_` and 32 random bytes as base64url. It is shown once; only its hash is kept. */
export function makeApiKey(): string {
  return `${PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}`
}

/** By which a key is found again: SHA-256, hex. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
