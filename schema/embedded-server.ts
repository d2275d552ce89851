import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, openSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { endClient } from './database.ts'
import { type Account, chooseAccount, commandAs } from './embedded-account.ts'
import { findBinaries } from './embedded-binaries.ts'
import { BadInput } from './errors.ts'

const run = promisify(execFile)

const SUPERUSER = 'earshot'
const DATABASE = 'earshot'
const FIRST_PORT = 54400
const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 20_000
/** One that a killed process left behind may be ending just now, and holds the folder until it has. */
const START_TRIES = 4

/** A Postgres server from npm that runs in a folder of ours. */
export interface EmbeddedServer {
  /** Works as DATABASE_URL while the server runs. */
  url: string
  /** False when it ran already and was joined: then `stop` leaves it running. */
  isOurs: boolean
  /** Resolves when the server ends; says whether we had asked for it. */
  ended: Promise<{ wasAsked: boolean }>
  stop(): Promise<void>
}

interface Layout {
  folder: string
  cluster: string
  password: string
  port: string
  /** Which process started the server of a number: removed when it stops. */
  owner: (serverPid: number) => string
  log: string
}

/**
 * Starts the Postgres server of a folder, making it on first use, or joins the one that runs there.
 * A server that a killed process left behind is adopted.
 * @param folder where the cluster, its password, port and log are kept
 * @param options `flags`: further `name=value` settings, e.g. `fsync=off` for tests
 * @throws BadInput when the platform has no server package or the server does not start; the message
 *   says where its log is
 */
export async function startEmbeddedServer(
  folder: string,
  options: { flags?: string[] } = {},
): Promise<EmbeddedServer> {
  const layout = layoutOf(resolve(folder))
  await mkdir(layout.folder, { recursive: true })
  const binaries = await findBinaries()
  const account = await chooseAccount(layout.cluster)
  await makeCluster(layout, binaries, account)
  const deadline = Date.now() + START_LIMIT_MS
  for (let failures = 0; ; ) {
    const joined = await joinRunning(layout)
    if (joined) return joined
    const started = await startServer(layout, binaries, account, options.flags ?? [])
    if (typeof started === 'object') return started
    if (started === 'failed') failures++
    if (failures >= START_TRIES || Date.now() > deadline) {
      throw startError(layout, await lastLines(layout.log))
    }
    await sleep(300)
  }
}

function layoutOf(folder: string): Layout {
  const at = (name: string) => join(folder, name)
  return {
    folder,
    cluster: at('cluster'),
    password: at('password'),
    port: at('port'),
    owner: (serverPid) => at(`owner-${serverPid}`),
    log: at('server.log'),
  }
}

// The cluster --------------------------------------------------------------------------------------

/** Makes the cluster beside its place and moves it there, so that a killed start leaves no half one. */
async function makeCluster(
  layout: Layout,
  binaries: string,
  account: Account | null,
): Promise<void> {
  if (existsSync(join(layout.cluster, 'PG_VERSION'))) return
  await makePassword(layout)
  const draft = join(layout.folder, `cluster-${process.pid}-${randomBytes(3).toString('hex')}`)
  const passwordCopy = `${draft}.password`
  await mkdir(draft, { mode: 0o700 })
  await writeFile(passwordCopy, await readFile(layout.password), { mode: 0o600 })
  if (account) {
    await chown(draft, account.uid, account.gid)
    await chown(passwordCopy, account.uid, account.gid)
  }
  const initdb = join(binaries, 'bin', 'initdb')
  const args = ['-D', draft, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordCopy}`]
  args.push('--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-sync')
  const command = await commandAs(account, [initdb, draft], initdb, args)
  try {
    await run(command.file, command.args, { ...command.ids, cwd: '/', env: serverEnvironment() })
    await rename(draft, layout.cluster)
  } catch (cause) {
    await rm(draft, { recursive: true, force: true })
    if (existsSync(join(layout.cluster, 'PG_VERSION'))) return
    throw new BadInput(
      'initdb_failed',
      `The database folder ${layout.cluster} could not be made: ${String((cause as { stderr?: string }).stderr || cause).trim()}`,
      { cause },
    )
  } finally {
    await rm(passwordCopy, { force: true })
  }
}

async function makePassword(layout: Layout): Promise<void> {
  const password = randomBytes(18).toString('base64url')
  await writeFile(layout.password, password, { mode: 0o600, flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
  await chmod(layout.password, 0o600)
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

// Joining ------------------------------------------------------------------------------------------

async function joinRunning(layout: Layout): Promise<EmbeddedServer | null> {
  const lock = readLock(layout)
  if (!lock) return null
  if (!isAlive(lock.pid)) return null
  if (!isPostgres(lock.pid)) {
    // The number of a dead server was given to another process: Postgres itself would refuse to start.
    await rm(join(layout.cluster, 'postmaster.pid'), { force: true })
    return null
  }
  const url = urlOf(layout, lock.port)
  if (!(await answers(url))) return null
  const isOurs = !ownerIsAlive(layout, lock.pid)
  if (isOurs) await writeFile(layout.owner(lock.pid), `${process.pid}`)
  await makeDatabase(url)
  return serverOf(layout, lock.pid, url, isOurs, watchPid(lock.pid))
}

function readLock(layout: Layout): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(join(layout.cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Math.abs(Number(lines[0]))
    return pid ? { pid, port: Number(lines[3]) } : null
  } catch {
    return null // no server runs, or it is just going
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return false // it ended meanwhile
  }
}

function ownerIsAlive(layout: Layout, serverPid: number): boolean {
  try {
    return isAlive(Number(readFileSync(layout.owner(serverPid), 'utf8')))
  } catch {
    return false // never written: the starter was killed before
  }
}

async function watchPid(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(500, undefined, { ref: false })
}

// Starting -----------------------------------------------------------------------------------------

/** `busy`: another server holds the folder, and can be joined or is ending. `failed`: ours ended at once. */
async function startServer(
  layout: Layout,
  binaries: string,
  account: Account | null,
  flags: string[],
): Promise<EmbeddedServer | 'busy' | 'failed'> {
  const lock = readLock(layout)
  if (lock && isAlive(lock.pid)) return 'busy'
  const port = await choosePort(layout)
  const postgres = join(binaries, 'bin', 'postgres')
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100']
  const args = ['-D', layout.cluster, '-p', `${port}`]
  for (const flag of [...settings, ...flags]) args.push('-c', flag)
  const command = await commandAs(account, [postgres, layout.cluster], postgres, args)
  const log = openSync(layout.log, 'a', 0o600)
  const child = spawn(command.file, command.args, {
    ...command.ids,
    cwd: '/',
    env: serverEnvironment(),
    // its own process group: Ctrl-C reaches us, and we stop it after our last write
    detached: true,
    stdio: ['ignore', log, log],
  })
  child.unref()
  await forgetDeadServers(layout)
  const serverPid = child.pid ?? 0
  await writeFile(layout.owner(serverPid), `${process.pid}`)
  const exit = once(child, 'exit').then(() => rm(layout.owner(serverPid), { force: true }))
  const url = urlOf(layout, port)
  if (!(await becomesReady(child, url))) return 'failed'
  await writeFile(layout.port, `${port}`)
  await makeDatabase(url)
  return serverOf(layout, serverPid, url, true, exit)
}

/** Notes of servers that a killed process left behind. */
async function forgetDeadServers(layout: Layout): Promise<void> {
  for (const name of await readdir(layout.folder)) {
    const pid = Number(/^owner-(\d+)$/.exec(name)?.[1])
    if (pid && !isAlive(pid)) await rm(layout.owner(pid), { force: true })
  }
}

async function choosePort(layout: Layout): Promise<number> {
  const kept = Number(await readFile(layout.port, 'utf8').catch(() => ''))
  const wished = kept ? [kept] : []
  for (let port = FIRST_PORT; port < FIRST_PORT + 20; port++) wished.push(port)
  for (const port of wished) if (await isFree(port)) return port
  return anyFreePort()
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

async function anyFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : FIRST_PORT
}

async function becomesReady(child: ChildProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + START_LIMIT_MS
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    if (await answers(url)) return true
    await sleep(40)
  }
  return false
}

async function lastLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-4).join('\n')
}

function startError(layout: Layout, why: string): BadInput {
  return new BadInput(
    'postgres_not_started',
    `The embedded Postgres in ${layout.folder} did not start: ${why}\nIts log is ${layout.log}. Set DATABASE_URL to use another Postgres.`,
  )
}

// Using --------------------------------------------------------------------------------------------

function urlOf(layout: Layout, port: number, database = DATABASE): string {
  const password = readFileSync(layout.password, 'utf8').trim()
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`
}

/** Whether the server answers; the database need not exist yet. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: maintenance(url),
    connectionTimeoutMillis: 2000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false // starting, ending, or not there: the caller asks again
  } finally {
    await endClient(client)
  }
}

function maintenance(url: string): string {
  return url.replace(/\/[^/]*$/, '/postgres')
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenance(url) })
  await client.connect()
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code !== '42P04' && code !== '23505') throw error // another process was faster
  } finally {
    await endClient(client)
  }
}

function serverOf(
  layout: Layout,
  pid: number,
  url: string,
  isOurs: boolean,
  exit: Promise<void>,
): EmbeddedServer {
  let wasAsked = false
  return {
    url,
    isOurs,
    ended: exit.then(() => ({ wasAsked })),
    async stop() {
      wasAsked = true
      if (!isOurs || !isAlive(pid)) return
      process.kill(pid, 'SIGINT')
      const deadline = Date.now() + STOP_LIMIT_MS
      while (isAlive(pid) && existsSync(join(layout.cluster, 'postmaster.pid'))) {
        if (Date.now() > deadline) process.kill(pid, 'SIGQUIT')
        await sleep(25)
      }
      await rm(layout.owner(pid), { force: true })
    },
  }
}
