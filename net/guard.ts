import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import { BadInput } from '../schema/errors.ts'
import { readAllowHosts } from './allow-hosts.ts'
import { FetchError } from './fetch-error.ts'

/** Ports below this belong to other protocols, 80 and 443 aside. */
const FIRST_FREE_PORT = 1024

/** The guard does not let us out to this address. */
export class RefusedHost extends BadInput {
  constructor(message: string) {
    super('refused_host', message)
  }
}

/**
 * Keeps requests away from the networks that we stand in (server-side request forgery): every address
 * that leaves is checked here, and the connection goes to the very address that was checked.
 */
export interface Guard {
  /**
   * What can be told without the network: scheme, credentials in the address, port.
   * @throws RefusedHost
   */
  checkUrl(url: URL): void
  /**
   * The addresses of a host, each of them checked; connect to these and don't resolve again.
   * @throws RefusedHost when one of them is not public and not in EARSHOT_ALLOW_HOSTS
   * @throws FetchError `unreachable` when the name has no address
   */
  addressesOf(hostname: string, port: number): Promise<LookupAddress[]>
  /** A host of this machine that EARSHOT_ALLOW_HOSTS names; `host` as in `URL.host`. */
  isAllowedLoopback(host: string): boolean
  /** A private host that EARSHOT_ALLOW_HOSTS names, so that no proxy is asked for it. */
  isAllowed(url: URL): boolean
}

/** @param allowHosts `host`, `host:port` or CIDR that may be private (EARSHOT_ALLOW_HOSTS) */
export function openGuard(allowHosts: readonly string[]): Guard {
  const allow = readAllowHosts(allowHosts)

  function isAllowedHost(hostname: string, port: number): boolean {
    const name = bareName(hostname)
    return allow.hasName(name, port) || (ipaddr.isValid(name) && allow.hasAddress(name, port))
  }

  function requirePublic(name: string, addresses: string[], port: number): void {
    if (allow.hasName(name, port)) return
    const refused = addresses.find(
      (address) => !isPublic(address) && !allow.hasAddress(address, port),
    )
    if (refused === undefined) return
    const range = ipaddr.process(refused).range()
    throw new RefusedHost(
      `${name} is refused: its address ${refused} is not public (${range}). If it is meant, add ${hostAndPort(name, port)} to EARSHOT_ALLOW_HOSTS.`,
    )
  }

  return {
    checkUrl(url) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw new RefusedHost(`${url.href} is refused: only http and https are fetched.`)
      }
      if (url.username !== '' || url.password !== '') {
        throw new RefusedHost(
          `An address of ${url.host} is refused because it carries a user name or password; give them as credentials.headers of the source.`,
        )
      }
      const port = portOf(url)
      const isUsual = port === 80 || port === 443 || port >= FIRST_FREE_PORT
      if (!isUsual && !isAllowedHost(url.hostname, port)) {
        throw new RefusedHost(
          `${url.host} is refused: port ${port} is not one for web pages. If it is meant, add ${url.host} to EARSHOT_ALLOW_HOSTS.`,
        )
      }
      // Said here already, before anybody asks whether it is in scope: somebody tries to lead us inside.
      const name = bareName(url.hostname)
      if (ipaddr.isValid(name)) requirePublic(name, [name], port)
    },

    async addressesOf(hostname, port) {
      const name = bareName(hostname)
      const addresses = await resolve(name)
      if (allow.hasName(name, port)) return addresses
      requirePublic(
        name,
        addresses.map(({ address }) => address),
        port,
      )
      return addresses
    },

    isAllowedLoopback(host) {
      const url = URL.parse(`http://${host}`)
      if (!url) return false
      const name = bareName(url.hostname)
      const isLoopback =
        name === 'localhost' ||
        (ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback')
      return isLoopback && isAllowedHost(name, portOf(url))
    },

    isAllowed: (url) => isAllowedHost(url.hostname, portOf(url)),
  }
}

/** The port that a request to this address goes to. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port)
  return url.protocol === 'https:' ? 443 : 80
}

/** ipaddr.js calls an address `unicast` that is in no special range; mapped and NAT64 ones are unwrapped. */
function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast'
}

function bareName(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
}

async function resolve(name: string): Promise<LookupAddress[]> {
  if (ipaddr.isValid(name)) {
    return [{ address: name, family: ipaddr.parse(name).kind() === 'ipv6' ? 6 : 4 }]
  }
  try {
    return await lookup(name, { all: true })
  } catch (cause) {
    throw new FetchError('unreachable', `The name ${name} has no address.`, {
      isTransient: true,
      cause,
    })
  }
}

function hostAndPort(name: string, port: number): string {
  return name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`
}
