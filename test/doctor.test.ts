import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smtpUrl } from '../config/smtp-url.ts'
import type { Queryable } from '../schema/database.ts'
import { projectRoot } from '../schema/project-root.ts'
import { readDataDirectory } from '../schema/queries/read-database-facts.ts'
import { browserCheck } from '../workers/doctor/browser.ts'
import { clockCheck, clockFinding } from '../workers/doctor/clock.ts'
import { databaseCheck } from '../workers/doctor/database.ts'
import { diskCheck } from '../workers/doctor/disk.ts'
import { nodeCheck } from '../workers/doctor/node.ts'
import { openDatabase } from '../workers/doctor/open-database.ts'
import { dueFinding, queueCheck, redisCheck } from '../workers/doctor/queue.ts'
import { type Check, ok, runChecks } from '../workers/doctor/run-checks.ts'
import { secretsCheck } from '../workers/doctor/secrets.ts'
import { shownBytes } from '../workers/doctor/shown-bytes.ts'
import { smtpCheck } from '../workers/doctor/smtp.ts'
import { deliveriesCheck, sourcesCheck } from '../workers/doctor/sources.ts'
import { sourcesFileCheck } from '../workers/doctor/sources-file.ts'
import { addProduct } from './alert-tables.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { startMailServer } from './mail-server.ts'
import { redisIsMissing, startRedis } from './redis-server.ts'

let database: TestDatabase
let folder: string

beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'earshot-doctor-'))
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const statesOf = async (check: Check) => (await check.look()).map(({ state }) => state)

test('a check that fails or hangs is a problem, and the others go on in their order', async () => {
  const findings = await runChecks(
    [
      { name: 'hangs', look: () => new Promise(() => {}) },
      { name: 'fails', look: () => Promise.reject(new Error('broken')) },
      { name: 'works', look: async () => [ok('fine')] },
    ],
    { limitMs: 50 },
  )
  expect(findings.map(({ check, state, message }) => [check, state, message])).toEqual([
    ['hangs', 'problem', 'It gave no answer within 0.05 s.'],
    ['fails', 'problem', 'broken'],
    ['works', 'ok', 'fine'],
  ])
})

test.each([
  ['20.19.9', 'problem'],
  ['18.20.0', 'problem'],
  ['20.20.0', 'ok'],
  ['22.0.0', 'ok'],
])('Node %s: %s', async (version, state) => {
  expect(await statesOf(nodeCheck(version))).toEqual([state])
})

test.each([
  [0.2, 'ok'],
  [-6, 'warning'],
  [90, 'problem'],
])('a database clock that is %d s ahead: %s', (aheadS, state) => {
  expect(clockFinding(aheadS).state).toBe(state)
})

test('the clock of a server on this machine agrees with ours', async () => {
  expect(await clockCheck(database.pool).look()).toMatchObject([{ state: 'ok' }])
})

test('a migrated database is well', async () => {
  expect(await databaseCheck(database.pool).look()).toMatchObject([
    {
      state: 'ok',
      message: expect.stringMatching(/^Postgres \d+\.\d+, database test_\w+, [\d.]+ MiB$/),
    },
    { state: 'ok', message: 'All migrations were run.' },
    { state: 'ok' },
  ])
})

test('a database without our tables is a problem, and the mend is to migrate', async () => {
  const empty = await createTestDatabase({ empty: true })
  const [, migrations] = await databaseCheck(empty.pool).look()
  await empty.drop()
  expect(migrations).toMatchObject({
    state: 'problem',
    mend: expect.stringContaining('earshot migrate'),
  })
})

test('a user that may not make our schemas is told the statement that lets it', async () => {
  const empty = await createTestDatabase({ empty: true })
  const role = `doctor_${new URL(empty.url).pathname.slice(1)}`
  await empty.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'doctor'`)
  const url = new URL(empty.url)
  url.username = role
  url.password = 'doctor'
  const poor = await openDatabase(url.href, folder)
  if (!poor.pool) throw new Error(poor.finding.message)
  const [, migrations] = await databaseCheck(poor.pool).look()
  await poor.close()
  await empty.pool.query(`DROP ROLE ${role}`)
  await empty.drop()
  expect(migrations).toMatchObject({
    state: 'problem',
    mend: expect.stringMatching(
      /^As the database's owner run: GRANT CREATE ON DATABASE "test_\w+" TO "doctor_/,
    ),
  })
})

test.each([
  ['does not run', () => 'postgres://u:p@127.0.0.1:1/none', 'Check DATABASE_URL'],
  [
    'has another password',
    () => database.url.replace(/:[^:@]+@/, ':wrong@'),
    'The password in DATABASE_URL',
  ],
  [
    'lacks the database',
    () => database.url.replace(/[^/]*$/, 'nowhere'),
    'CREATE DATABASE "nowhere"',
  ],
])('a server that %s is a problem with its mend', async (_, urlOf, mend) => {
  const looked = await openDatabase(urlOf(), folder)
  expect(looked).toMatchObject({
    pool: null,
    finding: { state: 'problem', mend: expect.stringContaining(mend) },
  })
})

test('a server that takes connections and says nothing is given up after seconds', async () => {
  const silent = await listen(createServer(() => {}))
  const looked = await openDatabase(`postgres://u:p@127.0.0.1:${silent.port}/x`, folder)
  silent.server.close()
  expect(looked).toMatchObject({ pool: null, finding: { state: 'problem' } })
}, 15_000)

test('without any database none is made, and a person is told how to', async () => {
  const looked = await openDatabase(null, join(folder, 'fresh'))
  expect(looked).toMatchObject({ pool: null, finding: { state: 'warning' } })
})

test('the queue on Postgres is missed until it is made', async () => {
  const options = { databaseUrl: database.url, redisUrl: null, db: database.pool }
  const [before] = await queueCheck(options).look()
  expect(before).toMatchObject({
    state: 'warning',
    mend: expect.stringContaining('earshot migrate'),
  })
})

test('a Redis that does not answer is a problem', async () => {
  const [finding] = await redisCheck('redis://127.0.0.1:1').look()
  expect(finding).toMatchObject({
    state: 'problem',
    message: expect.stringMatching(/^Redis at 127\.0\.0\.1:1 does not answer/),
  })
})

test.skipIf(redisIsMissing)(
  `a Redis that answers is well${redisIsMissing ? ' (not run: needs redis-server)' : ''}`,
  async () => {
    const redis = await startRedis()
    expect(await statesOf(redisCheck(redis.url))).toEqual(['ok'])
    await redis.stop()
  },
)

test.each([
  ['just now, and nobody runs', 1_000, 0, 'ok', null],
  ['for an hour, and nobody runs', 3_600_000, 0, 'warning', 'Start Earshot'],
  ['for an hour, and a dispatcher runs', 3_600_000, 1, 'warning', 'worker --only process'],
])('work that is due %s', (_, ageMs, dispatchers, state, mend) => {
  const now = new Date()
  const due = [{ kind: 'process', rows: 3, oldest: new Date(now.getTime() - ageMs) } as const]
  const finding = dueFinding(due, dispatchers, now)
  expect(finding.state).toBe(state)
  if (mend === null) expect(finding.mend).toBeNull()
  else expect(finding.mend).toContain(mend)
})

test('a browser that is named and cannot be run is a problem', async () => {
  const [finding] = await browserCheck(join(folder, 'no-chromium')).look()
  expect(finding).toMatchObject({
    state: 'problem',
    message: expect.stringContaining('EARSHOT_CHROMIUM'),
  })
})

test('a browser that does not start is a problem with its own words', async () => {
  const path = join(folder, 'broken-chromium')
  await writeFile(path, '#!/bin/sh\necho "libnss3.so: cannot open" >&2\nexit 127\n', {
    mode: 0o755,
  })
  const [finding] = await browserCheck(path).look()
  expect(finding).toMatchObject({
    state: 'problem',
    message: expect.stringContaining('libnss3.so'),
  })
})

test('a browser that starts tells its version', async () => {
  const path = join(folder, 'chromium')
  await writeFile(path, '#!/bin/sh\necho "Chromium 156.0"\n', { mode: 0o755 })
  expect(await browserCheck(path).look()).toMatchObject([
    { state: 'ok', message: `Chromium 156.0 (${path})` },
  ])
})

test('the disk of a folder that is not made yet is that of the one above it', async () => {
  const dataFolder = join(folder, 'not', 'made')
  const [finding] = await diskCheck({ dataFolder, db: null, databaseUrl: null }).look()
  expect(finding?.message).toMatch(/^[\d.]+ [GTM]iB free for EARSHOT_DATA/)
})

const diskOf = async (db: Queryable, databaseUrl: string, dataFolder = folder) =>
  (await diskCheck({ dataFolder, db, databaseUrl }).look()).map(({ message }) => message)

test('the disk of a database on this machine is looked at, beside a folder of almost its name', async () => {
  const cluster = (await readDataDirectory(database.pool)) ?? ''
  const messages = await diskOf(database.pool, database.url, cluster.slice(0, -1))
  expect(messages[1]).toContain(`free for the database (${cluster})`)
})

test('the disk of a database inside EARSHOT_DATA is told of once', async () => {
  const cluster = (await readDataDirectory(database.pool)) ?? ''
  expect(await diskOf(database.pool, database.url, dirname(cluster))).toHaveLength(1)
})

test('a database under the name of another machine is on another machine', async () => {
  const [, message] = await diskOf(database.pool, 'postgres://u@db.example/x')
  expect(message).toContain('on another machine')
})

test('a database on this machine whose folder its user may not know is not elsewhere', async () => {
  const client = await database.pool.connect()
  await client.query('BEGIN; CREATE ROLE doctor_curious; SET ROLE doctor_curious')
  const [, message] = await diskOf(client, database.url)
  await client.query('ROLLBACK')
  client.release()
  expect(message).toContain('cannot be seen by this user')
})

test.each([
  [0, '0 bytes'],
  [1536, '1.5 KiB'],
  [5 * 2 ** 30, '5.0 GiB'],
])('%d bytes are shown as %s', (bytes, shown) => {
  expect(shownBytes(bytes)).toBe(shown)
})

const secrets = {
  secret: null,
  mustBeGiven: false,
  dataFolder: '/nowhere',
  workingFolder: '/nowhere',
}

test.each([
  ['none, on the embedded server', { secret: null, mustBeGiven: false }, 'ok'],
  ['none, with DATABASE_URL', { secret: null, mustBeGiven: true }, 'problem'],
  ['a short one', { secret: 'x'.repeat(16), mustBeGiven: true }, 'warning'],
  ['a long one', { secret: 'x'.repeat(32), mustBeGiven: true }, 'ok'],
])('secret: %s', async (_, given, state) => {
  expect(await statesOf(secretsCheck({ ...secrets, ...given }))).toEqual([state])
})

test('a file with a secret that everybody can read is a problem until it is closed', async () => {
  const dataFolder = join(folder, 'open')
  const path = join(dataFolder, 'postgres', 'password')
  await mkdir(join(dataFolder, 'postgres'), { recursive: true })
  await writeFile(path, 'secret')
  await chmod(path, 0o644)
  const check = secretsCheck({ ...secrets, dataFolder })
  expect((await check.look())[1]).toMatchObject({
    state: 'problem',
    mend: `Run: chmod 600 ${path}`,
  })
  await chmod(path, 0o600)
  expect(await statesOf(check)).toEqual(['ok'])
})

async function listen(server: Server): Promise<{ server: Server; port: number }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : 0 }
}

const mailCheck = (
  url: string | null,
  {
    wanted = 0,
    publicUrl = 'https://earshot.example',
  }: { wanted?: number | null; publicUrl?: string } = {},
) => smtpCheck({ url, publicUrl, readWanted: async () => wanted })

test('the mend for a missing SMTP_URL names one that can be used', async () => {
  const [finding] = await mailCheck(null, { wanted: 1 }).look()
  const named = /\bsmtps?:\S+/.exec(finding?.mend ?? '')?.[0]
  expect(smtpUrl.safeParse(named).data?.from.address).toBe('alerts@example.com')
})

test.each([
  ['another address', 2, 'https://earshot.example', ['ok']],
  ['this machine, and nobody wants e-mail', 0, 'http://127.0.0.1:4400', ['ok']],
  ['this machine', 2, 'http://127.0.0.1:4400', ['ok', 'warning']],
  ['this machine, by an address that is no URL', 2, 'http://::1:4400', ['ok', 'warning']],
])('links in e-mails lead to %s', async (_, wanted, publicUrl, states) => {
  const smtp = await startMailServer()
  const check = mailCheck(smtp.url, { wanted, publicUrl })
  expect(await statesOf(check)).toEqual(states)
  await smtp.close()
})

test.each([
  ['nobody wants e-mail', 0, 'ok'],
  ['nobody knows', null, 'ok'],
  ['two addresses want e-mail', 2, 'warning'],
])('without SMTP_URL, %s', async (_, wanted, state) => {
  expect(await statesOf(mailCheck(null, { wanted }))).toEqual([state])
})

test('a mail server is asked, and its refusal of our login is told', async () => {
  const smtp = await startMailServer({
    allowInsecureAuth: true,
    onAuth: ({ username }, _, done) =>
      username === 'right' ? done(null, { user: username }) : done(new Error('no such user')),
  })
  const check = (user: string) =>
    mailCheck(`${smtp.url.replace('//', `//${user}:p@`)}?requireTLS=false`)
  expect(await statesOf(check('right'))).toEqual(['ok'])
  expect(await check('wrong').look()).toMatchObject([
    { state: 'problem', message: expect.stringContaining('refuses our login') },
  ])
  await smtp.close()
  expect(await check('right').look()).toMatchObject([
    { state: 'problem', message: expect.stringContaining('cannot be used: connect ECONNREFUSED') },
  ])
})

test('a mail server without TLS is a problem, and gets no password to see', async () => {
  const passwords: unknown[] = []
  const smtp = await startMailServer({
    allowInsecureAuth: true,
    onAuth({ username, password }, _, done) {
      passwords.push(password)
      done(null, { user: username })
    },
  })
  const url = smtp.url.replace('//', '//me:secret@')
  const [finding] = await mailCheck(url).look()
  await smtp.close()
  expect(finding).toMatchObject({
    state: 'problem',
    message: expect.stringContaining('offers no TLS'),
    mend: expect.stringContaining('smtps://'),
  })
  expect(passwords).toEqual([])
})

test('no source at all is a warning that says how to begin', async () => {
  expect(await sourcesCheck(database.pool).look()).toMatchObject([
    { state: 'warning', mend: expect.stringContaining('sources add') },
  ])
})

test('items kept aside are told of, of sources that were paused or removed too', async () => {
  for (const state of ['paused', 'removed']) {
    await database.pool.query(
      `WITH made AS (INSERT INTO earshot.source (name, channel, config, origin, state)
         VALUES ($1, 'community', '{}', 'import', $1) RETURNING source_id),
       added AS (INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload)
         SELECT source_id, 'item', 'k', 'h', '{}' FROM made RETURNING raw_item_id)
       INSERT INTO earshot.raw_item_work (raw_item_id, state) SELECT raw_item_id, 'quarantined' FROM added`,
      [state],
    )
  }
  const found = await sourcesCheck(database.pool).look()
  await database.pool.query('TRUNCATE earshot.source CASCADE')
  expect(found).toMatchObject([
    { message: expect.stringContaining('paused (paused): 1 item is kept aside') },
    { message: expect.stringContaining('removed (removed): 1 item is kept aside') },
  ])
})

test.each([
  ['6 days ago', 6, 'warning'],
  ['8 days ago', 8, 'ok'],
])('a message that was given up %s', async (_, daysAgo, state) => {
  const client = await database.pool.connect()
  await client.query('BEGIN')
  await client.query(
    `WITH alert AS (
       INSERT INTO earshot.alert (kind, product_id, state, opened_at, since, stars_before, stars_after,
         change, ratings_before, ratings_after, confidence, summary, detector_version)
       VALUES ('rating_drop', $1, 'open', now(), now(), 4.5, 2.8, -1.7, 140, 50, 0.99, 'It fell', 'test')
       RETURNING alert_id),
     event AS (
       INSERT INTO earshot.alert_event (alert_id, type, data)
       SELECT alert_id, 'alert.opened', '{}' FROM alert RETURNING event_id)
     INSERT INTO earshot.delivery (event_id, recipient, transport, target, state, available_at)
     SELECT event_id, 'team', 'email', 'a@acme.example', 'failed', now() - make_interval(days => $2)
     FROM event`,
    [await addProduct(database.pool, 'Aurora Buds'), daysAgo],
  )
  expect(await statesOf(deliveriesCheck(client))).toEqual([state])
  await client.query('ROLLBACK')
  client.release()
})

test.each([
  ['no file', null, ['ok']],
  [
    'a file that can be used but was not applied',
    'sources: [{ name: a, channel: blog, url: "https://a.example/" }]',
    ['ok', 'warning'],
  ],
  [
    'a file with a mistake',
    'sources: [{ name: a, channel: shop, url: "https://a.example/" }]',
    ['problem'],
  ],
  [
    'a variable that is not set',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what stands in the file
    'sources: [{ name: a, channel: blog, url: "https://a.example/", credentials: { headers: { authorization: "Bearer ${EARSHOT_TEST_NOT_SET}" } } }]',
    ['ok', 'problem', 'warning'],
  ],
])('sources.yaml: %s', async (name, text, states) => {
  const path = join(folder, `${name}.yaml`)
  if (text !== null) await writeFile(path, text)
  expect(await statesOf(sourcesFileCheck(path, database.pool))).toEqual(states)
})

function doctor(env: Record<string, string>): Promise<{ code: number; stdout: string }> {
  return new Promise((resolve) => {
    const main = join(projectRoot, 'dist', 'cli', 'main.js')
    const options = {
      cwd: folder,
      env: { PATH: process.env['PATH'], EARSHOT_DATA: folder, ...env },
    }
    execFile(process.execPath, [main, 'doctor', '--json'], options, (error, stdout) =>
      resolve({ code: Number(error?.code ?? 0), stdout }),
    )
  })
}

test('the command looks at everything, and exits 0 where there is no problem', async () => {
  const { code, stdout } = await doctor({
    DATABASE_URL: database.url,
    EARSHOT_SECRET: 'x'.repeat(32),
  })
  const { state, findings } = JSON.parse(stdout)
  expect({ code, state }).toEqual({ code: 0, state: 'warning' })
  const names = new Set(findings.map(({ check }: { check: string }) => check))
  expect([...names]).toEqual([
    'node',
    'database',
    'clock',
    'queue',
    'browser',
    'disk',
    'secrets',
    'smtp',
    'sources file',
    'sources',
    'deliveries',
  ])
})

test('the command works when the database is down, and exits 1', async () => {
  const { code, stdout } = await doctor({ DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' })
  const { state, findings } = JSON.parse(stdout)
  expect({ code, state }).toEqual({ code: 1, state: 'problem' })
  const names = findings.map(({ check }: { check: string }) => check)
  expect(names).toEqual(expect.arrayContaining(['node', 'database', 'browser', 'disk', 'secrets']))
})

test('an environment that cannot be used is a finding, not a crash', async () => {
  const { code, stdout } = await doctor({ EARSHOT_PORT: 'x' })
  expect(code).toBe(1)
  expect(JSON.parse(stdout).findings).toContainEqual(
    expect.objectContaining({ check: 'environment', state: 'problem' }),
  )
})
