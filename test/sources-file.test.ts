import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseSourcesFile } from '../config/sources.ts'
import { projectRoot } from '../schema/project-root.ts'

const shop = `  - name: own-shop
    channel: own_site
    url: https://shop.example/
`

function faultOf(text: string): string {
  try {
    parseSourcesFile(text, 'sources.yaml')
  } catch (error) {
    return (error as Error).message
  }
  return 'no fault'
}

test('the example file can be used as it stands', async () => {
  const path = join(projectRoot, 'config', 'sources.example.yaml')
  const file = parseSourcesFile(await readFile(path, 'utf8'), path)
  expect(file.sources.map((source) => source.name)).toEqual(['own-shop', 'audio-blog'])
})

test('name, channel and url are enough, and the rest has its defaults', () => {
  const [source] = parseSourcesFile(`sources:\n${shop}`, 'f').sources
  expect(source).toEqual({
    name: 'own-shop',
    channel: 'own_site',
    url: 'https://shop.example/',
    adapter: 'auto',
    schedule: 'every 24h',
    scope: { include: [], exclude: [], max_pages: 1000 },
    browser: 'auto',
    pace: {},
    policy: {
      terms: 'unclear',
      note: '',
      robots: 'obey',
      store_text: 'full',
      authors: 'store',
      retention_days: null,
    },
    credentials: { headers: {} },
    market: null,
  })
})

test('a misspelt field is named with its line', () => {
  expect(faultOf(`sources:\n${shop}    shedule: every 6h\n`)).toBe(
    'sources.yaml:5: sources.[0].shedule: there is no such field here',
  )
})

test('a wrong value is named with its line and what is allowed', () => {
  const text = `sources:\n${shop}`.replace('own_site', 'webshop')
  expect(faultOf(text)).toBe(
    'sources.yaml:3: sources.[0].channel: must be one of own_site, marketplace, blog, community',
  )
})

test('an address with a password is refused, without saying it', () => {
  const fault = faultOf(`sources:\n${shop}`.replace('https://', 'https://joe:hunter2@'))
  expect(fault).toBe(
    'sources.yaml:4: sources.[0].url: must not hold a user name or password: give them as credentials.headers',
  )
})

test('a missing field is named with the line of its source', () => {
  expect(faultOf('sources:\n  - name: a\n    channel: blog\n')).toBe(
    'sources.yaml:2: sources.[0].url: must be given',
  )
})

test('broken YAML is named with its line', () => {
  expect(faultOf('sources:\n  - name: [a\n')).toMatch(/^sources\.yaml:\d: /)
})

test('every fault of a file is told at once', () => {
  const text = `company: { name: A, time_zone: Berlin }\nsources:\n${shop}    schedule: sometimes\n`
  expect(faultOf(text).split('\n')).toHaveLength(2)
})

test('an empty file is refused, for it would remove every source', () => {
  expect(faultOf('')).toContain('sources.yaml:1: sources: must be given')
  expect(faultOf('# nothing yet\n')).toContain('sources: must be given')
})

test('two sources of one name are refused', () => {
  expect(faultOf(`sources:\n${shop}${shop}`)).toContain(
    "sources.[1].name: 'own-shop' is used twice",
  )
})

test('a secret in the file is refused', () => {
  const text = `sources:\n${shop}    credentials: { headers: { Authorization: Bearer abc } }\n`
  expect(faultOf(text)).toContain('must name an environment variable')
})

test('an alert to an unknown recipient is refused', () => {
  expect(faultOf('sources: []\nalerts: { rating_drop: { to: [boss] } }')).toContain(
    "there is no recipient 'boss' (recipients: none)",
  )
})
