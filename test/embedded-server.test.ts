import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '../schema/database.ts'
import { startEmbeddedServer } from '../schema/embedded-server.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-server-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('two that start at once share one server, and only its starter stops it', async () => {
  const [one, two] = await Promise.all([startEmbeddedServer(folder), startEmbeddedServer(folder)])
  expect(one.url).toBe(two.url)
  const joiner = one.isOurs ? two : one
  const starter = one.isOurs ? one : two
  await joiner.stop()
  const pool = openPool(one.url)
  expect((await pool.query('SHOW server_encoding')).rows).toEqual([{ server_encoding: 'UTF8' }])
  await pool.end()
  await starter.stop()
  await expect(openPool(one.url).query('SELECT 1')).rejects.toThrow()
})
