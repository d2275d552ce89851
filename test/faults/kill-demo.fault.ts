import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld } from '../../demo/world.ts'
import { openPool } from '../../schema/database.ts'
import { startEmbeddedServer } from '../../schema/embedded-server.ts'
import { projectRoot } from '../../schema/project-root.ts'
import { differencesFromTruth } from '../demo-truth.ts'

const SITE_PORT = 14_401
const CONSOLE_PORT = 14_400
const KILLS = 5
const PATIENCE_MS = 600_000

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-faults-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function startDemo(): ChildProcess {
  const args = ['demo', '--once', '--port', `${SITE_PORT}`, '--console-port', `${CONSOLE_PORT}`]
  return spawn(process.execPath, [join(projectRoot, 'dist', 'cli', 'main.js'), ...args], {
    env: { ...process.env, EARSHOT_DATA: folder, DATABASE_URL: '' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)))
}

async function killPostgres(): Promise<void> {
  const path = join(folder, 'demo', 'postgres', 'cluster', 'postmaster.pid')
  let text = ''
  while (text === '') text = await readFile(path, 'utf8').catch(() => sleep(20).then(() => ''))
  const pid = Number(text.split('\n')[0])
  process.kill(pid, 'SIGKILL')
}

test('a demo that is killed at random moments, and its Postgres once, ends with the same rows', {
  timeout: PATIENCE_MS,
}, async () => {
  const moments: number[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const child = startDemo()
    const exit = exitOf(child)
    const afterMs = 700 + Math.random() * 4_500
    moments.push(Math.round(afterMs))
    await Promise.race([sleep(afterMs), exit])
    if (kill === 2 && child.exitCode === null) {
      await killPostgres()
      await exit // by itself: its database is gone
    } else if (child.exitCode === null) {
      child.kill('SIGKILL')
      await exit
    }
  }
  expect(await exitOf(startDemo()), `killed after ${moments.join(', ')} ms`).toBe(0)
  expect(await exitOf(startDemo()), 'a second whole run').toBe(0)
  expect(await differences()).toEqual([])
})

async function differences(): Promise<string[]> {
  const server = await startEmbeddedServer(join(folder, 'demo', 'postgres'))
  const pool = openPool(server.url)
  try {
    const { rows } = await pool.query(`SELECT value FROM earshot.setting WHERE key = 'demo'`)
    const { seed, endsAt } = rows[0].value as { seed: number; endsAt: string }
    const world = makeWorld({ seed, endsAt: new Date(endsAt) })
    const alerts = await pool.query('SELECT count(*) AS n FROM bi.fct_alert')
    expect(alerts.rows).toEqual([{ n: 1 }])
    return await differencesFromTruth(pool, world)
  } finally {
    await pool.end()
    await server.stop()
  }
}
