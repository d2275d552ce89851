import type { Settings } from '../../config/settings.ts'
import { pendingMigrations } from '../../schema/migrate.ts'
import { readCompanySettings } from '../company-settings.ts'
import { browserCheck } from './browser.ts'
import { clockCheck } from './clock.ts'
import { databaseCheck } from './database.ts'
import { diskCheck } from './disk.ts'
import { nodeCheck } from './node.ts'
import { type LookedAt, openDatabase } from './open-database.ts'
import { queueCheck, redisCheck } from './queue.ts'
import { type Check, type Finding, runChecks } from './run-checks.ts'
import { secretsCheck } from './secrets.ts'
import { smtpCheck } from './smtp.ts'
import { deliveriesCheck, sourcesCheck } from './sources.ts'
import { sourcesFileCheck } from './sources-file.ts'

/** Each step inside a check has a shorter limit of its own. */
const LIMIT_MS = 20_000

/**
 * Looks at all that Earshot needs and says what is wrong with it. Changes nothing; an embedded server that
 * is not running runs while it looks.
 * @param options `sourcesPath`: where sources.yaml would be; `smtpUrl`: null where no mail is sent
 */
export async function examine(options: {
  settings: Settings
  smtpUrl: string | null
  sourcesPath: string
}): Promise<Finding[]> {
  const { settings, smtpUrl, sourcesPath } = options
  const db = await openDatabase(settings.databaseUrl, settings.dataFolder)
  try {
    const isMigrated = db.pool !== null && (await hasTables(db.pool))
    const tables = isMigrated ? db.pool : null
    return await runChecks(
      [
        nodeCheck(),
        ...databaseChecks(db, settings, isMigrated),
        browserCheck(settings.chromium),
        diskCheck({
          dataFolder: settings.dataFolder,
          db: db.pool,
          databaseUrl: db.pool ? db.url : null,
        }),
        secretsCheck({
          secret: settings.secret,
          mustBeGiven: settings.databaseUrl !== null,
          dataFolder: settings.dataFolder,
          workingFolder: process.cwd(),
        }),
        smtpCheck({
          url: smtpUrl,
          publicUrl: settings.publicUrl,
          readWanted: async () => (tables ? countAddresses(tables) : null),
        }),
        sourcesFileCheck(sourcesPath, tables),
        ...(tables ? [sourcesCheck(tables), deliveriesCheck(tables)] : []),
      ],
      { limitMs: LIMIT_MS },
    )
  } finally {
    if (db.pool) await db.close()
  }
}

function databaseChecks(db: LookedAt, settings: Settings, isMigrated: boolean): Check[] {
  const { redisUrl } = settings
  if (db.pool === null) {
    const { finding } = db
    const database = { name: 'database', look: async () => [finding] }
    return redisUrl === null ? [database] : [database, redisCheck(redisUrl)]
  }
  const checks = [databaseCheck(db.pool), clockCheck(db.pool)]
  if (isMigrated) checks.push(queueCheck({ databaseUrl: db.url, redisUrl, db: db.pool }))
  else if (redisUrl !== null) checks.push(redisCheck(redisUrl))
  return checks
}

async function hasTables(pool: NonNullable<LookedAt['pool']>): Promise<boolean> {
  return pendingMigrations(pool).then(
    (pending) => pending.length === 0,
    () => false, // the check of the database says why
  )
}

async function countAddresses(db: NonNullable<LookedAt['pool']>): Promise<number> {
  const { recipients } = await readCompanySettings(db)
  return new Set(Object.values(recipients).flatMap(({ email }) => email)).size
}
