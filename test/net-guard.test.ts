import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openGuard, RefusedHost } from '../net/guard.ts'

const strict = openGuard([])

function refusal(url: string, guard = strict): unknown {
  try {
    guard.checkUrl(new URL(url))
    return null
  } catch (error) {
    return error
  }
}

describe('the guard', () => {
  test.each([
    'http://127.0.0.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://017700000001/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://255.255.255.255/',
    'http://224.0.0.1/',
    'http://localhost/',
    'http://localhost./',
  ])('refuses %s, which is not public', async (address) => {
    const url = new URL(address)
    await expect(strict.addressesOf(url.hostname, 80)).rejects.toBeInstanceOf(RefusedHost)
  })

  test('says which host and address it refuses, and how to allow it', async () => {
    await expect(strict.addressesOf('169.254.169.254', 80)).rejects.toMatchObject({
      code: 'refused_host',
      message: expect.stringMatching(
        /169\.254\.169\.254.*linkLocal.*169\.254\.169\.254:80 to EARSHOT_ALLOW_HOSTS/,
      ),
    })
  })

  test('lets a public address through as it is', async () => {
    expect(await strict.addressesOf('93.184.215.14', 443)).toEqual([
      { address: '93.184.215.14', family: 4 },
    ])
  })

  test('refuses every address of the private ranges', async () => {
    const privateAddress = fc.oneof(
      fc.tuple(fc.constant(10), fc.nat(255), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(127), fc.nat(255), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
    )
    await fc.assert(
      fc.asyncProperty(privateAddress, async (parts) => {
        const asNumber = parts.reduce((sum, part) => sum * 256 + part, 0)
        const { hostname } = new URL(`http://${asNumber}/`)
        await expect(strict.addressesOf(hostname, 80)).rejects.toBeInstanceOf(RefusedHost)
      }),
    )
  })

  test.each([
    ['the host by name', ['localhost'], 'localhost', 4401],
    ['the host at one port', ['localhost:4401'], 'localhost', 4401],
    ['an address', ['127.0.0.1'], '127.0.0.1', 80],
    ['an address at one port', ['127.0.0.1:4401'], '127.0.0.1', 4401],
    ['an IPv6 address at one port', ['[::1]:4401'], '[::1]', 4401],
    ['a range', ['10.0.0.0/8'], '10.200.3.4', 80],
  ])('lets %s through where it is allowed', async (_, allowed, host, port) => {
    const addresses = await openGuard(allowed).addressesOf(host, port)
    expect(addresses.length).toBeGreaterThan(0)
  })

  test.each([
    ['another port', ['127.0.0.1:4401'], '127.0.0.1', 5432],
    ['another address', ['127.0.0.1:4401'], '127.0.0.2', 4401],
    ['an address outside of the range', ['10.0.0.0/8'], '192.168.0.1', 80],
    ['a name whose address is not allowed', ['10.0.0.0/8'], 'localhost', 80],
  ])('still refuses %s', async (_, allowed, host, port) => {
    await expect(openGuard(allowed).addressesOf(host, port)).rejects.toBeInstanceOf(RefusedHost)
  })

  test('refuses a user name or password in an address', () => {
    expect(refusal('http://admin:pw@example.com/')).toMatchObject({
      code: 'refused_host',
      message: expect.stringContaining('credentials.headers'),
    })
  })

  test.each(['ftp://example.com/', 'file:///etc/passwd', 'gopher://example.com:70/'])(
    'refuses the scheme of %s',
    (url) => {
      expect(refusal(url)).toBeInstanceOf(RefusedHost)
    },
  )

  test.each([22, 25, 110, 0])('refuses port %i, where no web server is', (port) => {
    expect(refusal(`http://example.com:${port}/`)).toBeInstanceOf(RefusedHost)
  })

  test.each(['http://example.com/', 'https://example.com/', 'http://example.com:8080/'])(
    'lets %s through',
    (url) => {
      expect(refusal(url)).toBeNull()
    },
  )

  test.each(['10.0.0.0/99', 'a b', 'http://x/', 'host:99999', ''])(
    'says that %s is no entry of EARSHOT_ALLOW_HOSTS',
    (entry) => {
      expect(() => openGuard([entry])).toThrow(`EARSHOT_ALLOW_HOSTS: '${entry}'`)
    },
  )

  test('knows a loopback host that is allowed', () => {
    const guard = openGuard(['127.0.0.1:4401', 'shop.example'])
    expect(guard.isAllowedLoopback('127.0.0.1:4401')).toBe(true)
    expect(guard.isAllowedLoopback('127.0.0.1:4402')).toBe(false)
    expect(guard.isAllowedLoopback('shop.example')).toBe(false)
  })
})
