import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { parseSourcesFile } from '../config/sources.ts'
import { type DemoSites, startDemoSites } from '../demo/servers.ts'
import { makeWorld } from '../demo/world.ts'
import { projectRoot } from '../schema/project-root.ts'
import { readSourceConfigs, type SourceConfigRow } from '../schema/queries/read-source-configs.ts'
import { applySources } from '../workers/apply-sources.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

const MAIN = join(projectRoot, 'dist', 'cli', 'main.js')
const SCRIPT = '/usr/bin/script'
const needsTerminal =
  existsSync(SCRIPT) || process.env['CI'] === 'true' ? '' : ' (not run: needs script)'

let database: TestDatabase
let sites: DemoSites
let folder: string

beforeAll(async () => {
  database = await createTestDatabase()
  const world = makeWorld({ seed: 3, endsAt: new Date('2026-06-30T12:00:00Z') })
  sites = await startDemoSites(world, { port: 0 })
  folder = await mkdtemp(join(tmpdir(), 'earshot-add-'))
})
afterAll(async () => {
  await sites.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => database.pool.query('DELETE FROM earshot.source'))

function environment(): Record<string, string | undefined> {
  const { PATH, TERM = 'xterm' } = process.env
  const allowed = '127.0.0.1'
  return {
    PATH,
    TERM,
    DATABASE_URL: database.url,
    EARSHOT_DATA: folder,
    EARSHOT_ALLOW_HOSTS: allowed,
  }
}

function earshot(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: environment() }
    execFile(process.execPath, [MAIN, ...args], options, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

const nameOf = (url: string) => new URL(url).host.replace(/[.:]/g, '-')

async function kept(name: string): Promise<SourceConfigRow | undefined> {
  return (await readSourceConfigs(database.pool)).find((row) => row.name === name)
}

test('a blog is added under the name of its host, with the channel that its pages tell', async () => {
  const { code, stdout } = await earshot('sources', 'add', sites.blog.url)
  expect({ code, stdout }).toEqual({ code: 0, stdout: `added: ${nameOf(sites.blog.url)}\n` })
  expect(await kept(nameOf(sites.blog.url))).toMatchObject({
    url: sites.blog.url,
    state: 'active',
    config: {
      channel: 'blog',
      schedule: 'every 24h',
      policy: { terms: 'unclear', robots: 'obey' },
    },
  })
})

test('it shows the same page as preview does', async () => {
  const { stderr } = await earshot('sources', 'add', `${sites.blog.url}/feed.xml`)
  expect(stderr).toMatch(/^ {2}found {6}\d+ article/m)
  expect(stderr).toContain('How much of it is known, and where it was read')
})

test('a feed is looked at more often, since it holds its newest entries only', async () => {
  await earshot('sources', 'add', `${sites.blog.url}/feed.xml`, '--name', 'feed')
  expect(await kept('feed')).toMatchObject({ config: { channel: 'blog', schedule: 'every 6h' } })
})

test("a forum's front page is known as a community", async () => {
  await earshot('sources', 'add', sites.forum.url)
  expect(await kept(nameOf(sites.forum.url))).toMatchObject({ config: { channel: 'community' } })
})

test('a name that is taken by itself gets a number', async () => {
  await earshot('sources', 'add', sites.blog.url)
  const { stdout } = await earshot('sources', 'add', sites.blog.url, '--channel', 'blog')
  expect(stdout).toBe(`added: ${nameOf(sites.blog.url)}-2\n`)
})

test('what its pages do not tell must be said, and nothing is added before', async () => {
  const { code, stderr } = await earshot('sources', 'add', sites.shop.url)
  expect(code).toBe(2)
  expect(stderr).toContain('--channel own_site|marketplace|blog|community')
  expect(await readSourceConfigs(database.pool)).toEqual([])
})

test('our own site may be read, and is due at once', async () => {
  await earshot('sources', 'add', sites.shop.url, '--channel', 'own_site', '--name', 'shop')
  expect(await kept('shop')).toMatchObject({ config: { policy: { terms: 'permitted' } } })
  const due = await database.pool.query('SELECT FROM earshot.source WHERE next_run_at <= now()')
  expect(due.rowCount).toBe(1)
})

test('an address that cannot be read is added with --yes only', async () => {
  const url = `${sites.shop.url}/nothing-here`
  const careful = await earshot('sources', 'add', url, '--channel', 'own_site', '--name', 'gone')
  expect(careful.code).toBe(1)
  expect(careful.stderr).toContain('was not found (HTTP 404)')
  expect(await kept('gone')).toBeUndefined()
  const sure = await earshot(
    'sources',
    'add',
    url,
    '--channel',
    'own_site',
    '--name',
    'gone',
    '--yes',
  )
  expect(sure.code).toBe(0)
  expect(await kept('gone')).toMatchObject({ state: 'active', url })
})

test('an address that the guard refuses is refused, with --yes too', async () => {
  const { code, stderr } = await earshot('sources', 'add', 'http://10.0.0.1/', '--yes')
  expect(code).toBe(2)
  expect(stderr).toContain('is not public')
})

test.each([
  [['nonsense'], 'must be an address'],
  [['https://shop.example/', '--name', 'My Shop'], 'must be kebab-case'],
  [['https://shop.example/', '--channel', 'shop'], 'must be one of own_site'],
])('%j cannot be used, and is not fetched', async (args, why) => {
  const { code, stderr } = await earshot('sources', 'add', ...args)
  expect(code).toBe(2)
  expect(stderr).toContain(why)
  expect(stderr).not.toContain('Looking at')
})

test("another source's name is refused; a removed one gives its name back to its own address", async () => {
  const shop = parseSourcesFile(
    `sources: [{ name: shop, channel: own_site, url: '${sites.shop.url}' }]`,
    'f',
  )
  await applySources(database.pool, shop)
  const taken = await earshot('sources', 'add', sites.blog.url, '--name', 'shop')
  expect(taken.code).toBe(2)
  await applySources(database.pool, { ...shop, sources: [] })
  const other = await earshot('sources', 'add', sites.blog.url, '--name', 'shop')
  expect(other.code).toBe(2)
  const back = await earshot(
    'sources',
    'add',
    sites.shop.url,
    '--name',
    'shop',
    '--channel',
    'own_site',
  )
  expect(back.code).toBe(0)
  // it is now a person's, and a file that does not name it leaves it alone
  await applySources(database.pool, { ...shop, sources: [] })
  expect(await kept('shop')).toMatchObject({ state: 'active', origin: 'console' })
})

/** Runs the command at a terminal, and answers each question as it comes. */
async function atTerminal(args: string[], answers: [string, string][]): Promise<string> {
  const command = [process.execPath, MAIN, ...args].join(' ')
  const child = spawn(SCRIPT, ['-qec', command, '/dev/null'], { cwd: folder, env: environment() })
  let shown = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  let from = 0
  for (const [question, answer] of answers) {
    while (!shown.includes(question, from) && child.exitCode === null) await sleep(20)
    from = shown.indexOf(question, from) + question.length
    child.stdin.write(answer)
  }
  await ended
  return shown
}

test.skipIf(needsTerminal !== '')(
  `at a terminal a person is asked for what cannot be seen, until it can be used${needsTerminal}`,
  async () => {
    const shown = await atTerminal(
      ['sources', 'add', sites.shop.url],
      [
        ['Channel (', 'shop\n'],
        ['Channel (', 'marketplace\n'],
        ['Name [', 'my-market\n'],
        ['[unclear]', '\n'],
        ['Add it?', '\n'],
      ],
    )
    expect(shown).toContain('must be one of own_site, marketplace, blog, community')
    expect(await kept('my-market')).toMatchObject({
      config: { channel: 'marketplace', policy: { terms: 'unclear' } },
    })
  },
)

test.skipIf(needsTerminal !== '')(
  `Ctrl-C at a question ends the command, and nothing is added${needsTerminal}`,
  async () => {
    const shown = await atTerminal(['sources', 'add', sites.shop.url], [['Channel (', '\x03']])
    expect(shown).toContain('Stopped: nothing was changed.')
    expect(await readSourceConfigs(database.pool)).toEqual([])
  },
)
