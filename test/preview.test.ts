import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoSites, startDemoSites } from '../demo/servers.ts'
import { makeWorld, type World } from '../demo/world.ts'
import { projectRoot } from '../schema/project-root.ts'

let world: World
let sites: DemoSites
let folder: string

beforeAll(async () => {
  world = makeWorld({ seed: 3, endsAt: new Date('2026-06-30T12:00:00Z') })
  sites = await startDemoSites(world, { port: 0 })
  folder = await mkdtemp(join(tmpdir(), 'earshot-preview-'))
})
afterAll(async () => {
  await sites.close()
  await rm(folder, { recursive: true, force: true })
})

interface Ran {
  code: number
  stdout: string
  stderr: string
}

function earshot(args: string[], environment: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { ...process.env, EARSHOT_ALLOW_HOSTS: '', ...environment }
    execFile(
      process.execPath,
      ['dist/cli/main.js', ...args],
      { cwd: projectRoot, env, maxBuffer: 50_000_000 },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

const allowed = { EARSHOT_ALLOW_HOSTS: '127.0.0.1' }
const haloPath = () => `/product/${world.products[0]?.slug}`

test('preview shows as JSON what a product page holds, and what would be read next', async () => {
  const { code, stdout } = await earshot(
    ['preview', `${sites.shop.url}${haloPath()}`, '--json'],
    allowed,
  )
  const page = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(Object.keys(page)).toEqual([
    'url',
    'finalUrl',
    'adapters',
    'channel',
    'title',
    'language',
    'detected',
    'items',
    'aggregateRatings',
    'next',
    'problems',
  ])
  expect(page.items).toHaveLength(10)
  expect(page.items[0]).toMatchObject({ type: 'review', site: sites.shop.site })
  expect(page.items[0].provenance['rating.value']).toMatch(/^schema-org: /)
  expect(page.aggregateRatings[0].ratingCount).toBe(world.truth.aggregates[0]?.ratingCount)
  expect(page.next).toEqual([`${sites.shop.url}${haloPath()}/reviews?page=2`])
})

test('preview joins the pages that it reads into one', async () => {
  const url = `${sites.shop.url}${haloPath()}`
  const { stdout } = await earshot(['preview', url, '--json', '--pages', '3'], allowed)
  const ids = JSON.parse(stdout).items.map((item: { sourceItemId: string }) => item.sourceItemId)
  expect(ids).toHaveLength(30)
  expect(new Set(ids).size).toBe(30)
})

test('preview for a person names the readers, samples and the share that is filled', async () => {
  const { stdout } = await earshot(['preview', `${sites.shop.url}${haloPath()}`], allowed)
  expect(stdout).toContain('read from  data marked up for search engines: 10 reviews')
  expect(stdout).toMatch(/read here: 10 of \d+ reviews; the pages below may hold the others/)
  expect(stdout).toMatch(/stars +100% +data marked up for search engines \(/)
  expect(stdout).toMatch(/What would be read next \(1 page\)\n {2}page 2 of /)
})

test('an address that the guard refuses ends with code 2 and says what to do', async () => {
  const { code, stderr } = await earshot(['preview', `${sites.shop.url}/`])
  expect(code).toBe(2)
  expect(stderr).toContain('EARSHOT_ALLOW_HOSTS')
})

test('an address where nothing answers ends with code 1, and the JSON says why', async () => {
  const { code, stdout } = await earshot(['preview', 'http://127.0.0.1:9/', '--json'], allowed)
  expect(code).toBe(1)
  expect(JSON.parse(stdout).problems[0].code).toBe('unreachable')
})

test('a person is told what to do about an address where nothing answers', async () => {
  const { stdout } = await earshot(['preview', 'http://127.0.0.1:9/'], allowed)
  expect(stdout).toContain('[unreachable]')
  expect(stdout).toContain('→ Open the address in a browser')
})

test('extract gives the same items from a saved page, also packed', async () => {
  const url = `${sites.shop.url}${haloPath()}`
  const body = Buffer.from(await (await fetch(url)).arrayBuffer())
  await writeFile(join(folder, 'page.html'), body)
  await writeFile(join(folder, 'page.html.gz'), gzipSync(body))
  const plain = await earshot(['extract', join(folder, 'page.html'), '--url', url])
  const packed = await earshot(['extract', join(folder, 'page.html.gz'), '--url', url])
  expect(JSON.parse(plain.stdout).items).toHaveLength(10)
  expect(packed.stdout).toBe(plain.stdout)
})

test('extract without an address knows no site that the page does not name', async () => {
  const review = { '@type': 'Review', author: 'A', reviewBody: 'Good.', reviewRating: 4 }
  const html = `<script type="application/ld+json">${JSON.stringify({ ...review, '@context': 'https://schema.org' })}</script>`
  await writeFile(join(folder, 'bare.html'), html)
  const { stdout } = await earshot(['extract', join(folder, 'bare.html')])
  expect(JSON.parse(stdout).items[0]).toMatchObject({ site: null, text: 'Good.' })
})

test('a page of garbage is said to be recognised by nothing', async () => {
  await writeFile(
    join(folder, 'garbage'),
    Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)),
  )
  const { code, stdout } = await earshot(['extract', join(folder, 'garbage')])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ items: [], problems: [{ code: 'not_recognised' }] })
})

test('a file that is not there ends with code 2', async () => {
  const { code, stderr } = await earshot(['extract', join(folder, 'nothing.html')])
  expect(code).toBe(2)
  expect(stderr).toContain('cannot be read')
})
