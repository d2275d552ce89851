import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { endClient, openPool, type Pool } from '../../schema/database.ts'
import { findBinaries } from '../../schema/embedded-binaries.ts'
import { startEmbeddedServer } from '../../schema/embedded-server.ts'
import { type Finding, problem, warning } from './run-checks.ts'

const CONNECT_LIMIT_MS = 5_000
const QUERY_LIMIT_MS = 10_000

/** The database to look at, or what is said where there is none. */
export type LookedAt =
  | { pool: Pool; url: string; close: () => Promise<void> }
  | { pool: null; finding: Omit<Finding, 'check'> }

/**
 * Opens DATABASE_URL, or the embedded server of the data folder. Makes none where there is none, and waits
 * for an answer for seconds only. Never throws.
 */
export async function openDatabase(databaseUrl: string | null, folder: string): Promise<LookedAt> {
  if (databaseUrl !== null) return lookAt(databaseUrl, async () => {})
  const home = join(folder, 'postgres')
  try {
    await findBinaries()
    if (!existsSync(join(home, 'cluster', 'PG_VERSION'))) {
      return {
        pool: null,
        finding: warning(
          `There is no database yet: none in ${home}, and DATABASE_URL is not set.`,
          'Make it: npx earshot migrate, or npm start. To look at the demo, set DATABASE_URL to the address that it prints.',
        ),
      }
    }
    const server = await startEmbeddedServer(home)
    return await lookAt(server.url, () => server.stop())
  } catch (error) {
    return {
      pool: null,
      finding: problem((error as Error).message, 'Mend what this message names, and look again.'),
    }
  }
}

async function lookAt(url: string, stop: () => Promise<void>): Promise<LookedAt> {
  const fault = await connectionFault(url)
  if (fault !== null) {
    await stop()
    return { pool: null, finding: fault }
  }
  const pool = openPool(withQueryLimit(url), { max: 4, applicationName: 'earshot-doctor' })
  return {
    pool,
    url,
    async close() {
      await endClient(pool)
      await stop()
    },
  }
}

/** Read by pg itself: a server or a pooler never sees it. */
function withQueryLimit(url: string): string {
  const limited = new URL(url)
  limited.searchParams.set('query_timeout', `${QUERY_LIMIT_MS}`)
  return limited.href
}

/** Why the database does not let us in; null when it does. */
async function connectionFault(url: string): Promise<Omit<Finding, 'check'> | null> {
  const { host, pathname, username } = new URL(url)
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    application_name: 'earshot-doctor',
  })
  client.on('error', () => {}) // its query says so
  try {
    await client.connect()
    return null
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    const mend =
      MENDS[code ?? ''] ??
      'Check DATABASE_URL, and that the server runs and can be reached from here.'
    return problem(
      `The database ${pathname.slice(1)} at ${host} does not answer: ${message || code}`,
      mend.replace('{user}', username).replace('{database}', pathname.slice(1)),
    )
  } finally {
    await endClient(client)
  }
}

/** By SQLSTATE (Postgres, appendix A). */
const MENDS: Record<string, string> = {
  '28P01': 'The password in DATABASE_URL is not that of the user {user}: correct it.',
  '28000': 'The server does not let the user {user} in from here: see its pg_hba.conf.',
  '3D000': 'Make it, as an administrator: CREATE DATABASE "{database}";',
  '53300': 'The server has no connection left: raise max_connections, or run fewer processes.',
}
