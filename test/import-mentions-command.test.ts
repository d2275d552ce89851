import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../schema/project-root.ts'
import { makeSourcesDue } from '../schema/queries/open-work.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let db: TestDatabase
let folder: string
beforeAll(async () => {
  db = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'earshot-import-command-'))
})
afterAll(async () => {
  await db.drop()
  await rm(folder, { recursive: true })
})

function earshot(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['dist/cli/main.js', ...args],
      { cwd: projectRoot, env: { ...process.env, DATABASE_URL: db.url } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

test('imported mentions are read before the command ends, bad lines are named, and exit is 3', async () => {
  const path = join(folder, 'mentions.ndjson')
  await writeFile(
    path,
    '{"source":"hotline","type":"question","text":"How long does the battery last?","setting":"offline"}\n' +
      '{"source":"hotline","type":"question"}\n',
  )
  const first = await earshot('import', 'mentions', path, '--json')
  expect(first.code).toBe(3)
  expect(first.stderr).toContain(`${path}:2 text: must be given`)
  expect(JSON.parse(first.stdout)).toMatchObject({ read: 2, new: 1, unchanged: 0, bad: 1 })
  const { rows } = await db.pool.query('SELECT text, setting FROM bi.fct_mention')
  expect(rows).toEqual([{ text: 'How long does the battery last?', setting: 'offline' }])
  const second = await earshot('import', 'mentions', path, '--json')
  expect(JSON.parse(second.stdout)).toMatchObject({ read: 2, new: 0, changed: 0, unchanged: 1 })
})

test('a source that is only imported is listed, never due, and cannot be crawled', async () => {
  const path = join(folder, 'fair.csv')
  await writeFile(path, 'source,type,text\nfair,post,Nice stand.\n')
  await earshot('import', 'mentions', path)
  await makeSourcesDue(db.pool)
  const { rows } = await db.pool.query(`SELECT next_run_at FROM earshot.source WHERE name = 'fair'`)
  expect(rows).toEqual([{ next_run_at: null }])
  expect((await earshot('sources', 'list')).stdout).toContain('fair')
  const ran = await earshot('sources', 'run', 'fair')
  expect(ran).toMatchObject({ code: 2, stdout: '' })
  expect(ran.stderr).toContain('has no address to crawl')
})

test('a batch that fails is told of in a sentence, is due again, and hides no bad line', async () => {
  await db.pool.query(`
    CREATE FUNCTION earshot.burst() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'this batch cannot be written'; END $$;
    CREATE TRIGGER burst BEFORE INSERT ON earshot.mention FOR EACH ROW
      WHEN (NEW.text = 'Burst.') EXECUTE FUNCTION earshot.burst()`)
  const path = join(folder, 'burst.csv')
  await writeFile(path, 'source,type,text\nburst,post,Burst.\nburst,opinion,Bad.\n')
  const { code, stderr } = await earshot('import', 'mentions', path)
  expect(code).toBe(3)
  expect(stderr).toContain('1 could not be read now and is tried again; see `npx earshot doctor`.')
  expect(stderr).not.toContain('    at ')
  const { rows } = await db.pool.query(
    'SELECT state, attempts FROM earshot.raw_item_work WHERE last_error IS NOT NULL',
  )
  expect(rows).toEqual([{ state: 'due', attempts: 1 }])
})
