import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { projectRoot } from '../schema/project-root.ts'

const GIVEN = { EARSHOT_SECRET: 'a secret of sixteen', POSTGRES_PASSWORD: 'any' }
const CLIENTS = [['docker', 'compose'], ['docker-compose']]
const client = CLIENTS.find(
  ([program = '', ...args]) => spawnSync(program, [...args, 'version']).status === 0,
)
const isMissing = client === undefined
const why = isMissing ? ' (not run: needs docker compose)' : ''

const folder = mkdtempSync(join(tmpdir(), 'earshot-compose-'))
const noEnv = join(folder, 'empty.env')
writeFileSync(noEnv, '')
afterAll(() => rmSync(folder, { recursive: true }))

/** What the client makes of docker-compose.yml, whatever `.env` is here. It needs no engine for that. */
function config(env: Record<string, string>) {
  const [program = '', ...args] = client ?? []
  return spawnSync(program, [...args, '--env-file', noEnv, 'config'], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    encoding: 'utf8',
  })
}

test.skipIf(isMissing)(`docker compose accepts docker-compose.yml${why}`, () => {
  const { status, stdout, stderr } = config(GIVEN)
  expect(status, stderr).toBe(0)
  const { services } = parse(stdout) as {
    services: Record<string, { healthcheck?: unknown; command: string[]; image: string }>
  }
  const unchecked = Object.keys(services).filter((name) => !services[name]?.healthcheck)
  expect(unchecked.sort()).toEqual(['migrate', 'sources']) // they run once
  const worked = Object.values(services).flatMap(({ command, image }) =>
    image === 'earshot' && command[0] === 'worker' ? (command[2] ?? '').split(',') : [],
  )
  expect(worked.sort()).toEqual(['alert', 'crawl', 'deliver', 'dispatch', 'process'])
})

test.skipIf(isMissing)(`docker compose says which secret is missing${why}`, () => {
  const { status, stderr } = config({ POSTGRES_PASSWORD: 'any' })
  expect(status).not.toBe(0)
  expect(stderr).toContain('EARSHOT_SECRET')
})
