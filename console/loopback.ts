import { isLoopback } from '../net/loopback.ts'

/**
 * Whether a `Host` header names this machine. A page whose own name was made to resolve to 127.0.0.1 (DNS
 * rebinding) can reach us through its reader's browser, but not without sending that name.
 */
export function isLoopbackHeader(header: string | undefined): boolean {
  if (header === undefined || !/^(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?$/i.test(header)) return false
  return isLoopback(header.replace(/:\d+$/, ''))
}
