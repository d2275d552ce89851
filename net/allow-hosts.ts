import ipaddr from 'ipaddr.js'
import { BadInput } from '../schema/errors.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6

interface AllowRule {
  /** A name, or a range of addresses. */
  target: string | [Address, number]
  /** Null: every port. */
  port: number | null
}

const SINGLE_ADDRESS_BITS = { ipv4: 32, ipv6: 128 } as const
/** `host`, `host:port`, `[v6]`, `[v6]:port`. */
const HOST_AND_PORT = /^(\[[^\]]+\]|[^:[\]]+)(?::(\d{1,5}))?$/

/** What EARSHOT_ALLOW_HOSTS lets through although private. */
export interface AllowHosts {
  hasName(host: string, port: number): boolean
  hasAddress(address: string, port: number): boolean
}

/**
 * Reads the entries of EARSHOT_ALLOW_HOSTS: `host`, `host:port` (both may be addresses) or a CIDR.
 * @throws BadInput naming an entry that is none of these
 */
export function readAllowHosts(entries: readonly string[]): AllowHosts {
  const rules = entries.map(readRule)
  return {
    hasName: (host, port) =>
      rules.some((rule) => rule.target === host && (rule.port === null || rule.port === port)),
    hasAddress: (address, port) =>
      rules.some(
        (rule) =>
          typeof rule.target !== 'string' &&
          (rule.port === null || rule.port === port) &&
          isInRange(ipaddr.process(address), rule.target),
      ),
  }
}

function readRule(entry: string): AllowRule {
  if (ipaddr.isValidCIDR(entry)) return { target: ipaddr.parseCIDR(entry), port: null }
  if (ipaddr.isValid(entry)) return { target: single(entry), port: null }
  const parts = HOST_AND_PORT.exec(entry.toLowerCase())
  const host = parts?.[1]?.replace(/^\[|\]$/g, '')
  const port = parts?.[2] === undefined ? null : Number(parts[2])
  if (!host || /[/@\s]/.test(host) || (port !== null && port > 65535)) {
    throw new BadInput(
      'bad_allow_hosts',
      `EARSHOT_ALLOW_HOSTS: '${entry}' must be like 'shop.internal', '127.0.0.1:4401' or '10.0.0.0/8'`,
    )
  }
  return { target: ipaddr.isValid(host) ? single(host) : host, port }
}

function single(address: string): [Address, number] {
  const parsed = ipaddr.process(address)
  return [parsed, SINGLE_ADDRESS_BITS[parsed.kind()]]
}

function isInRange(address: Address, range: [Address, number]): boolean {
  return address.kind() === range[0].kind() && address.match(range)
}
