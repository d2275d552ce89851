import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { applyViews } from './apply-views.ts'
import type { Client, Pool } from './database.ts'
import { inTransaction } from './database.ts'
import { BadInput } from './errors.ts'
import { projectRoot } from './project-root.ts'

const FOLDER = join(projectRoot, 'schema', 'migrations')
const OLDEST_SERVER = 140000
const INSUFFICIENT_PRIVILEGE = '42501'

/** Names of the files that were run now, and what a person should know of it. */
export interface Migrated {
  applied: string[]
  hints: string[]
}

/**
 * Brings the database to this version: each file of `schema/migrations` once, in the order of its name,
 * and the bi views, in one transaction under an advisory lock (two starting at once is fine).
 * @throws BadInput when the server is too old, our user may not create schemas, or an applied file was
 *   changed afterwards
 */
export async function migrate(pool: Pool): Promise<Migrated> {
  try {
    return await migrateInTransaction(pool)
  } catch (error) {
    const isRefused = (error as { code?: string }).code === INSUFFICIENT_PRIVILEGE
    throw isRefused ? await missingRights(pool, error as Error) : error
  }
}

function migrateInTransaction(pool: Pool): Promise<Migrated> {
  return inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(7274650016)')
    await requireServerVersion(client)
    await client.query('CREATE SCHEMA IF NOT EXISTS earshot')
    await client.query(`CREATE TABLE IF NOT EXISTS earshot.migration (
      name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
    const applied = await appliedHashes(client)
    const fresh: string[] = []
    for (const file of await migrationFiles()) {
      const hash = applied.get(file.name)
      if (hash === undefined) {
        await client.query(file.sql)
        await client.query('INSERT INTO earshot.migration (name, hash) VALUES ($1, $2)', [
          file.name,
          file.hash,
        ])
        fresh.push(file.name)
      } else if (hash !== file.hash) {
        throw new BadInput(
          'migration_changed',
          `schema/migrations/${file.name} was changed after it was applied to this database. Migrations only go forward: undo the change and add a new file.`,
        )
      }
    }
    return { applied: fresh, hints: await applyViews(client) }
  })
}

/** Whether the database lacks a migration of this version. */
export async function pendingMigrations(pool: Pool): Promise<string[]> {
  const exists = await pool.query(`SELECT to_regclass('earshot.migration') AS found`)
  const applied: Map<string, string> = exists.rows[0]?.found
    ? await appliedHashes(pool)
    : new Map<string, string>()
  return (await migrationFiles()).map((file) => file.name).filter((name) => !applied.has(name))
}

async function appliedHashes(db: Pick<Client, 'query'>): Promise<Map<string, string>> {
  const { rows } = await db.query<{ name: string; hash: string }>(
    'SELECT name, hash FROM earshot.migration',
  )
  return new Map(rows.map((row) => [row.name, row.hash]))
}

async function migrationFiles(): Promise<{ name: string; sql: string; hash: string }[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(FOLDER, name), 'utf8')
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex').slice(0, 16) }
    }),
  )
}

async function requireServerVersion(client: Client): Promise<void> {
  const { rows } = await client.query('SHOW server_version_num')
  const version = Number(rows[0]?.server_version_num)
  if (version >= OLDEST_SERVER) return
  throw new BadInput(
    'postgres_too_old',
    `This Postgres is version ${version / 10000}; Earshot needs ${OLDEST_SERVER / 10000} or newer.`,
  )
}

async function missingRights(pool: Pool, cause: Error): Promise<BadInput> {
  const { rows } = await pool.query<{ statement: string }>(
    `SELECT format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user) AS statement`,
  )
  return new BadInput(
    'no_rights',
    `Earshot's user may not make its schemas here: ${cause.message}. As the database's owner run \`${rows[0]?.statement}\`, then \`earshot migrate\` again.`,
    { cause },
  )
}
