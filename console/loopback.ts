import ipaddr from 'ipaddr.js'

/** Whether a host name or address, as in EARSHOT_HOST, is this machine's own. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1')
  if (name === 'localhost') return true
  return ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback'
}

/**
 * Whether a `Host` header names this machine. A page whose own name was made to resolve to 127.0.0.1 (DNS
 * rebinding) can reach us through its reader's browser, but not without sending that name.
 */
export function isLoopbackHeader(header: string | undefined): boolean {
  if (header === undefined || !/^(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?$/i.test(header)) return false
  return isLoopback(header.replace(/:\d+$/, ''))
}
