import type { Pool } from '../../schema/database.ts'
import { pendingMigrations } from '../../schema/migrate.ts'
import { type DatabaseFacts, readDatabaseFacts } from '../../schema/queries/read-database-facts.ts'
import { type Check, type Finding, ok, problem, warning } from './run-checks.ts'
import { shownBytes } from './shown-bytes.ts'

const OLDEST_SERVER = 140_000
/** Of the server's connections; Earshot takes about 40 a process. */
const BUSY_PART = 0.8

/** The version, size and rights of a database that answers, and whether it is at this version. */
export function databaseCheck(pool: Pool): Check {
  return {
    name: 'database',
    async look() {
      const facts = await readDatabaseFacts(pool)
      return [
        versionFinding(facts),
        await migrationFinding(pool, facts),
        ...rolesFinding(facts),
        ...connectionsFinding(facts),
      ]
    },
  }
}

function versionFinding(facts: DatabaseFacts): Omit<Finding, 'check'> {
  const { database, version, version_number, size_bytes } = facts
  const message = `Postgres ${version}, database ${database}, ${shownBytes(size_bytes)}`
  if (version_number >= OLDEST_SERVER) return ok(message)
  return problem(message, 'Earshot needs Postgres 14 or newer: use another server.')
}

async function migrationFinding(
  pool: Pool,
  { database, user, has_schema, may_migrate }: DatabaseFacts,
): Promise<Omit<Finding, 'check'>> {
  const pending = await pendingMigrations(pool)
  const isBehind = pending.length > 0
  if (isBehind && !may_migrate) {
    return problem(
      `It is not at this version (${pending.join(', ')}), and the user ${user} may not bring it there.`,
      `As the database's owner run: GRANT CREATE ON DATABASE "${database}" TO "${user}"; then: npx earshot migrate`,
    )
  }
  if (isBehind) {
    const what = has_schema ? `lacks ${pending.join(', ')}` : 'has no tables of Earshot yet'
    return problem(`It ${what}.`, 'Bring it to this version: npx earshot migrate')
  }
  if (may_migrate) return ok('All migrations were run.')
  return warning(
    `All migrations were run, but the user ${user} may not run those of a later version.`,
    "Let the owner of the schema earshot run 'npx earshot migrate' after each update.",
  )
}

function rolesFinding({ missing_roles: missing }: DatabaseFacts): Omit<Finding, 'check'>[] {
  if (missing.length === 0) return [ok('The roles earshot_bi and earshot_bi_pii are there.')]
  const statements = missing.map((role) => `CREATE ROLE ${role} NOLOGIN;`).join(' ')
  return [
    warning(
      `BI tools cannot be let in: there is no role ${missing.join(' and no role ')}.`,
      `As an administrator run: ${statements} then: npx earshot migrate`,
    ),
  ]
}

function connectionsFinding(facts: DatabaseFacts): Omit<Finding, 'check'>[] {
  const { connections, max_connections: most } = facts
  if (connections < most * BUSY_PART) return []
  return [
    warning(
      `${connections} of ${most} connections are taken.`,
      'Raise max_connections of the server, or run fewer processes.',
    ),
  ]
}
