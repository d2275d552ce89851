import { existsSync } from 'node:fs'
import { access, constants, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Queryable } from '../../schema/database.ts'
import { readDataDirectory } from '../../schema/queries/read-database-facts.ts'
import { type Check, type Finding, ok, problem, warning } from './run-checks.ts'
import { shownBytes } from './shown-bytes.ts'

const GIB = 2 ** 30
const WARN_BELOW = 2 * GIB
const LEAST = GIB / 2

/**
 * Free space where EARSHOT_DATA is, and where the database is if that is on this machine.
 * @param databaseUrl null when there is none, or it does not answer
 */
export function diskCheck(options: {
  dataFolder: string
  db: Queryable | null
  databaseUrl: string | null
}): Check {
  const { dataFolder, db, databaseUrl } = options
  return {
    name: 'disk',
    async look() {
      const found = [await freeSpace(`EARSHOT_DATA (${dataFolder})`, dataFolder)]
      const unwritable = await writeFault(dataFolder)
      if (unwritable) found.push(unwritable)
      const cluster = db && databaseUrl ? await clusterHere(db, databaseUrl) : null
      if (cluster !== null && !cluster.startsWith(dataFolder)) {
        found.push(await freeSpace(`the database (${cluster})`, cluster))
      }
      if (db && cluster === null) {
        found.push(ok('The database is on another machine, whose space cannot be seen from here.'))
      }
      return found
    },
  }
}

async function freeSpace(what: string, folder: string): Promise<Omit<Finding, 'check'>> {
  const { bavail, bsize } = await statfs(existingFolder(folder))
  const free = bavail * bsize
  const message = `${shownBytes(free)} free for ${what}`
  const mend = 'Make room on that disk, or move it: Postgres stops when nothing is left.'
  if (free < LEAST) return problem(message, mend)
  return free < WARN_BELOW ? warning(message, mend) : ok(message)
}

async function writeFault(folder: string): Promise<Omit<Finding, 'check'> | null> {
  try {
    await access(existingFolder(folder), constants.W_OK)
    return null
  } catch {
    return problem(
      `${folder} cannot be written.`,
      'Give it to the user that runs Earshot, or name another folder in EARSHOT_DATA.',
    )
  }
}

/** The folder, or the nearest above it that exists: it is made when it is first needed. */
function existingFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existingFolder(dirname(folder))
}

/** Where the server keeps its data, if it runs here and lets us know. */
async function clusterHere(db: Queryable, databaseUrl: string): Promise<string | null> {
  if (!/^(?:localhost|127\..*|\[::1\]|)$/.test(new URL(databaseUrl).hostname)) return null
  const folder = await readDataDirectory(db)
  return folder !== null && existsSync(folder) ? folder : null
}
