import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'
import { projectRoot } from '../schema/project-root.ts'
import { createTestDatabase } from './database.ts'

test('replay of a source that does not exist is refused, and names those that do', async () => {
  const database = await createTestDatabase()
  try {
    await database.pool.query(
      `INSERT INTO earshot.source (name, channel, config, origin) VALUES ('own-shop', 'own_site', '{}', 'file')`,
    )
    const ran = await earshot(['replay', '--source', 'own-shpo'], database.url)
    expect(ran).toEqual({
      code: 2,
      stdout: '',
      stderr: "There is no source 'own-shpo'. Sources: own-shop.\n",
    })
  } finally {
    await database.drop()
  }
})

function earshot(
  args: string[],
  databaseUrl: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['dist/cli/main.js', ...args],
      { cwd: projectRoot, env: { ...process.env, DATABASE_URL: databaseUrl } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}
