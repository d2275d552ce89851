import { execFile } from 'node:child_process'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../schema/project-root.ts'
import { useApiKey } from '../schema/queries/api-keys.ts'
import { hashApiKey } from '../workers/api-key.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())
beforeEach(() => db.pool.query('TRUNCATE earshot.api_key'))

interface Ran {
  code: number
  stdout: string
  stderr: string
}

function keys(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['dist/cli/main.js', 'keys', ...args],
      { cwd: projectRoot, env: { ...process.env, DATABASE_URL: db.url } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

test('a key is printed once, and only its hash is kept', async () => {
  const { code, stdout } = await keys('create', 'crm')
  const key = stdout.trim()
  expect(code).toBe(0)
  expect(key).toMatch(/^ek_[\w-]{43}$/)
  const { rows } = await db.pool.query('SELECT * FROM earshot.api_key')
  expect(JSON.stringify(rows)).not.toContain(key.slice(3))
  expect(await useApiKey(db.pool, hashApiKey(key))).toMatchObject({
    name: 'crm',
    scopes: ['mentions:write'],
  })
  expect((await keys('list')).stdout).not.toContain(key.slice(3))
})

test('a revoked key is of no use, and its name can be given again', async () => {
  const key = (await keys('create', 'crm')).stdout.trim()
  expect(await keys('revoke', 'crm')).toMatchObject({ code: 0, stdout: 'crm is revoked.\n' })
  expect(await useApiKey(db.pool, hashApiKey(key))).toBeNull()
  expect((await keys('create', 'crm')).code).toBe(0)
  const listed = JSON.parse((await keys('list', '--json')).stdout) as {
    revoked_at: string | null
  }[]
  expect(listed.map((row) => row.revoked_at === null)).toEqual([false, true])
})

test('what cannot be done is refused with what is possible', async () => {
  await keys('create', 'crm')
  expect(await keys('create', 'crm')).toMatchObject({ code: 2, stdout: '' })
  expect(await keys('create', 'my key')).toMatchObject({ code: 2, stdout: '' })
  expect(await keys('create', 'other', '--scopes', 'all')).toEqual({
    code: 2,
    stdout: '',
    stderr: "There is no scope 'all'. Scopes: mentions:write.\n",
  })
  expect(await keys('revoke', 'nobody')).toEqual({
    code: 2,
    stdout: '',
    stderr: "There is no key 'nobody' in use. Keys: crm.\n",
  })
})
