import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { readSettings, type Settings } from '../config/settings.ts'
import { openPool, type Pool } from '../schema/database.ts'
import { type EmbeddedServer, startEmbeddedServer } from '../schema/embedded-server.ts'
import { BadInput, ServerEnded } from '../schema/errors.ts'
import { pendingMigrations } from '../schema/migrate.ts'
import { openLog } from './log.ts'

/** A database that a command works on. */
export interface DatabaseContext {
  pool: Pool
  databaseUrl: string
  settings: Settings
  log: Logger
  /** The embedded server, where we use one. */
  server: EmbeddedServer | null
}

/**
 * Opens DATABASE_URL, or the embedded server in the data folder: it joins one that runs already and stops
 * only one that it started itself.
 * @param options `demo`: the demo's own server; `mayMigrate`: the command brings the schema itself;
 *   `isService`: it runs on and logs what it does, where others talk to a person and log only what is wrong
 */
export async function withDatabase<T>(
  options: { demo?: boolean; mayMigrate?: boolean; isService?: boolean; settings?: Settings },
  work: (context: DatabaseContext) => Promise<T>,
): Promise<T> {
  const settings = options.settings ?? (await readSettings())
  if (!options.isService && settings.logLevel === 'info') settings.logLevel = 'warn'
  const log = openLog(settings)
  const server = settings.databaseUrl
    ? null
    : await startEmbeddedServer(join(settings.dataFolder, options.demo ? 'demo' : '.', 'postgres'))
  const databaseUrl = settings.databaseUrl ?? server?.url ?? ''
  let isEnding = false
  const pool = openPool(databaseUrl, {
    max: 12,
    onError: (error) => {
      if (!isEnding) log.warn({ err: error }, 'an idle database connection broke')
    },
  })
  try {
    await requireAnswer(pool, databaseUrl)
    if (!options.mayMigrate) await requireMigrated(pool)
    return await work({ pool, databaseUrl, settings, log, server })
  } catch (error) {
    throw server && (await hasBroken(server)) ? serverBroke(error) : error
  } finally {
    isEnding = true
    await pool.end()
    await server?.stop()
  }
}

/** Whether the embedded server ended under us; it may take a moment to be seen. */
function hasBroken(server: EmbeddedServer): Promise<boolean> {
  return Promise.race([
    server.ended.then(({ wasAsked }) => !wasAsked),
    sleep(200).then(() => false),
  ])
}

/** What a person is told when it did. */
export function serverBroke(cause?: unknown): ServerEnded {
  return new ServerEnded(
    'postgres_ended',
    'The embedded Postgres has ended. Start again: it recovers, and nothing is lost.',
    { cause },
  )
}

async function requireAnswer(pool: Pool, url: string): Promise<void> {
  try {
    await pool.query('SELECT 1')
  } catch (cause) {
    const { host, pathname } = new URL(url)
    throw new BadInput(
      'no_database',
      `The database ${pathname.slice(1)} at ${host} does not answer: ${(cause as Error).message}. Check DATABASE_URL, and that the server runs.`,
      { cause },
    )
  }
}

async function requireMigrated(pool: Pool): Promise<void> {
  const pending = await pendingMigrations(pool)
  if (pending.length === 0) return
  throw new BadInput(
    'not_migrated',
    `The database is not at this version yet (${pending.length} migrations to run): run 'npx earshot migrate' first.`,
  )
}
