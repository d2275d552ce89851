import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseContext } from './context.ts'

/**
 * How a BI tool connects. On the embedded server, which only this machine reaches, the role `earshot_bi`
 * gets a login whose password is kept in the data folder; on another Postgres that is its owner's to do.
 */
export async function biAccess(context: DatabaseContext, folder: string): Promise<string> {
  const { hostname, port, pathname } = new URL(context.databaseUrl)
  if (!context.server) {
    return `Let a role of yours read the bi schema:  GRANT earshot_bi TO your_bi_user;`
  }
  const path = join(folder, 'bi-password')
  await writeFile(path, randomBytes(15).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
    (error) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  const password = (await readFile(path, 'utf8')).trim()
  await context.pool.query(
    `DO $$ BEGIN EXECUTE format('ALTER ROLE earshot_bi LOGIN PASSWORD %L', '${password}'); END $$`,
  )
  return `postgres://earshot_bi:${password}@${hostname}:${port}${pathname}   (reads the schema bi, nothing else)`
}
