import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { openPool, type Pool } from '../schema/database.ts'

/** A database of the test file's own, cloned from the migrated template. */
export interface TestDatabase {
  url: string
  pool: Pool
  /** Ends the pool and drops the database. */
  drop(): Promise<void>
}

/** @param options `empty`: a database without our migrations. */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = options.empty ? 'template0' : inject('templateName')
  await asAdmin(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = serverUrl.replace(/\/[^/]*$/, `/${name}`)
  const pool = openPool(url)
  return {
    url,
    pool,
    async drop() {
      await pool.end()
      await asAdmin(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const admin = openPool(url, { max: 1 })
  try {
    await admin.query(sql)
  } finally {
    await admin.end()
  }
}
