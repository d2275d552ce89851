import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { adapterSkeleton } from '../cli/adapter-skeleton.ts'
import { projectRoot } from '../schema/project-root.ts'
import { type LocalServer, serve } from './net-server.ts'
import { htmlWith } from './page-of.ts'

const TOOL = join(projectRoot, 'dist', 'cli', 'new-adapter.js')
const PAGE = `<html><head><meta name="generator" content="Murmur 4.2"></head><body>${htmlWith({
  '@context': 'https://schema.org',
  '@type': 'Review',
  author: 'Ann Example',
  reviewBody: 'It lights the whole desk.',
  reviewRating: 4,
})}</body></html>`

let server: LocalServer
let folder: string

beforeAll(async () => {
  server = await serve((request, response) => {
    const isKnown = request.url === '/reviews/halo-lamp.html'
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
    response.end(isKnown ? PAGE : 'nothing')
  })
})
afterAll(() => server.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-adapter-'))
  await mkdir(join(folder, 'crawlers', 'adapters'), { recursive: true })
  return () => rm(folder, { recursive: true, force: true })
})

function newAdapter(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, EARSHOT_ALLOW_HOSTS: server.host }
    execFile(process.execPath, [TOOL, ...args], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

const read = (path: string) => readFile(join(folder, path), 'utf8')
const pageUrl = () => `${server.origin}/reviews/halo-lamp.html`

test('of an address it writes an adapter, the page, and what is read of it now', async () => {
  const { code, stdout } = await newAdapter(pageUrl(), '--name', 'murmur')
  expect(code).toBe(0)
  const fixture = 'test/fixtures/murmur/halo-lamp'
  expect(await read('crawlers/adapters/murmur.ts')).toContain("name: 'murmur'")
  expect(await read(`${fixture}/page.html`)).toBe(PAGE)
  expect(JSON.parse(await read(`${fixture}/meta.json`))).toMatchObject({
    url: pageUrl(),
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
  expect(JSON.parse(await read(`${fixture}/expected.json`))).toMatchObject({
    adapters: ['schema-org'],
    items: [{ type: 'review', 'author.name': 'Ann Example' }],
  })
  expect(stdout).toContain('personal data')
  expect(stdout).toContain("vitest run test/adapters.test.ts -t 'adapter murmur'")
  expect(server.seen.map(({ path }) => path)).toContain('/robots.txt')
})

test('a saved page serves as well, under the address given', async () => {
  await writeFile(join(folder, 'saved.html'), PAGE)
  const { code } = await newAdapter('https://lumen.example/r/7', '--file', 'saved.html')
  expect(code).toBe(0)
  const meta = JSON.parse(await read('test/fixtures/lumen-example/page/meta.json'))
  expect(meta.url).toBe('https://lumen.example/r/7')
})

test('what is there is never written over; a page is added to it when asked for', async () => {
  await newAdapter(pageUrl(), '--name', 'murmur')
  await writeFile(join(folder, 'crawlers/adapters/murmur.ts'), '// mine')
  const again = await newAdapter(pageUrl(), '--name', 'murmur', '--case', 'halo-lamp')
  expect(again).toMatchObject({ code: 2, stdout: '' })
  expect(again.stderr).toContain('is there already')
  const other = await newAdapter(pageUrl(), '--name', 'murmur', '--case', 'second')
  expect(other.code).toBe(0)
  expect(await read('crawlers/adapters/murmur.ts')).toBe('// mine')
  expect(await readdir(join(folder, 'test/fixtures/murmur'))).toEqual(['halo-lamp', 'second'])
})

test('without --case the name of an adapter that is there is refused', async () => {
  await writeFile(join(folder, 'crawlers/adapters/murmur.ts'), '// mine')
  const { code, stderr } = await newAdapter(pageUrl(), '--name', 'murmur')
  expect(code).toBe(2)
  expect(stderr).toContain('--case CASE')
})

test.each([
  [['--name', '../murmur'], 'must be kebab-case'],
  [['--name', 'Murmur'], 'must be kebab-case'],
  [['--name', 'murmur', '--case', 'a/b'], 'must be kebab-case'],
  [['--name', 'm'.repeat(31)], 'at most 30 characters'],
  [[], 'give one, --name'],
])('%j cannot be used, and nothing is written', async (args, why) => {
  const { code, stderr } = await newAdapter(pageUrl(), ...args)
  expect(code).toBe(2)
  expect(stderr).toContain(why)
  expect(await readdir(folder)).toEqual(['crawlers'])
})

test('a page that is not there is said to be so, and nothing is written', async () => {
  const { code, stderr } = await newAdapter(`${server.origin}/gone`, '--name', 'murmur')
  expect(code).toBe(1)
  expect(stderr).toContain('was not found (HTTP 404)')
  expect(await readdir(folder)).toEqual(['crawlers'])
})

test('an address that the guard refuses is not fetched', async () => {
  const { code, stderr } = await newAdapter('http://10.0.0.1/', '--name', 'murmur')
  expect(code).toBe(2)
  expect(stderr).toContain('is not public')
})

const SKELETONS = [
  { name: 'murmur', host: 'shop.example', generator: 'Murmur 4.2' },
  { name: 'a-name-of-thirty-characters-xx', host: 'x.example', generator: null },
  { name: 'odd', host: 'x.example', generator: 'Fóo.Bar (c++) / `x` 7' },
]

test.each(SKELETONS)('the adapter $name is formatted and free of lint', async (facts) => {
  const file = `crawlers/adapters/${facts.name}.ts`
  const biome = join(projectRoot, 'node_modules', '.bin', 'biome')
  const source = adapterSkeleton(facts)
  const checked = await new Promise<string>((resolve) => {
    const child = execFile(
      biome,
      ['check', '--write', `--stdin-file-path=${file}`],
      { cwd: projectRoot },
      (error, stdout) => resolve(error ? `refused: ${stdout}` : stdout),
    )
    child.stdin?.end(source)
  })
  expect(checked).toBe(source)
})

test('the adapters compile under our tsconfig', async () => {
  const files = SKELETONS.map(({ name }) => join(folder, 'crawlers', 'adapters', `${name}.ts`))
  for (const [index, facts] of SKELETONS.entries()) {
    await writeFile(files[index] ?? '', adapterSkeleton(facts))
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  const config = join(folder, 'tsconfig.json')
  // As if they stood in our own crawlers/adapters/.
  const compilerOptions = {
    rootDirs: [folder, projectRoot],
    typeRoots: [join(projectRoot, 'node_modules', '@types')],
  }
  const base = join(projectRoot, 'tsconfig.json')
  await writeFile(config, JSON.stringify({ extends: base, compilerOptions, files, include: [] }))
  const tsc = join(projectRoot, 'node_modules', '.bin', 'tsc')
  const faults = await new Promise<string>((resolve) =>
    execFile(tsc, ['-p', config], (error, stdout) => resolve(error ? stdout || String(error) : '')),
  )
  expect(faults).toBe('')
})
