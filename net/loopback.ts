import ipaddr from 'ipaddr.js'

/** Whether a host name or address, as in EARSHOT_HOST or in a URL, is this machine's own. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1')
  if (name === 'localhost') return true
  return ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback'
}
