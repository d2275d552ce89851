import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'

/** Answers a connection's question for a name with addresses that were checked: it is not resolved again. */
export function lookupOf(addresses: LookupAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const first = addresses[0]
    if (options.all || !first) callback(null, addresses)
    else callback(null, first.address, first.family)
  }
}
