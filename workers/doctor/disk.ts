import { existsSync } from 'node:fs'
import { access, constants, statfs } from 'node:fs/promises'
import { dirname, sep } from 'node:path'
import { isLoopback } from '../../net/loopback.ts'
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
      if (db && databaseUrl) found.push(...(await databaseSpace(db, databaseUrl, dataFolder)))
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

/** Free space where the server keeps its data; nothing where that is EARSHOT_DATA, of which it was said. */
async function databaseSpace(
  db: Queryable,
  databaseUrl: string,
  dataFolder: string,
): Promise<Omit<Finding, 'check'>[]> {
  const { hostname } = new URL(databaseUrl)
  // Without a name it is a socket of this machine.
  if (hostname !== '' && !isLoopback(hostname)) {
    return [ok('The database is on another machine, whose space cannot be seen from here.')]
  }
  const folder = await readDataDirectory(db)
  if (folder === null || !existsSync(folder)) {
    return [ok("The database's folder cannot be seen by this user: look at its disk yourself.")]
  }
  if (`${folder}${sep}`.startsWith(`${dataFolder}${sep}`)) return []
  return [await freeSpace(`the database (${folder})`, folder)]
}
