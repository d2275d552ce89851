import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openPool } from '../schema/database.ts'
import { startEmbeddedServer } from '../schema/embedded-server.ts'
import { migrate } from '../schema/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Server on which each test file makes its own database. */
    serverUrl: string
    /** Migrated database that the others are cloned from. */
    templateName: string
  }
}

/** One Postgres for the whole run, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-test-'))
  const flags = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=300',
  ]
  const server = await startEmbeddedServer(folder, { flags })
  const templateName = 'template_earshot'
  const admin = openPool(server.url, { max: 1 })
  await admin.query(`CREATE DATABASE ${templateName}`)
  await admin.end()
  const pool = openPool(withDatabase(server.url, templateName), { max: 1 })
  await migrate(pool)
  await pool.end()
  project.provide('serverUrl', server.url)
  project.provide('templateName', templateName)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function withDatabase(url: string, name: string): string {
  return url.replace(/\/[^/]*$/, `/${name}`)
}
