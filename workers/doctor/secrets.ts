import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, type Finding, ok, problem, warning } from './run-checks.ts'

/** As many characters as 128 bits in hexadecimal take. */
const GOOD_LENGTH = 32
const READABLE_BY_ALL = 0o004
/** Below EARSHOT_DATA, and below its `demo`. */
const SECRET_FILES = ['secret', 'bi-password', join('postgres', 'password')]

/** Whether the secret is there where it must be, long enough, and no file with one can be read by everybody. */
export function secretsCheck(options: {
  secret: string | null
  /** DATABASE_URL is set: then every process needs the same secret, and none is made. */
  mustBeGiven: boolean
  dataFolder: string
  /** Where `.env` would be. */
  workingFolder: string
}): Check {
  const { secret, mustBeGiven, dataFolder, workingFolder } = options
  return {
    name: 'secrets',
    async look() {
      const paths = [
        ...SECRET_FILES.map((name) => join(dataFolder, name)),
        ...SECRET_FILES.map((name) => join(dataFolder, 'demo', name)),
        join(workingFolder, '.env'),
      ]
      const open = await Promise.all(paths.map(openFile))
      return [secretFinding(secret, mustBeGiven), ...open.flat()]
    },
  }
}

function secretFinding(secret: string | null, mustBeGiven: boolean): Omit<Finding, 'check'> {
  if (secret === null) {
    if (!mustBeGiven) return ok('EARSHOT_SECRET is not set: one is made and kept in EARSHOT_DATA.')
    return problem(
      'EARSHOT_SECRET is not set, and with DATABASE_URL every process needs the same one.',
      'Make one with: openssl rand -hex 32, and set it for every process.',
    )
  }
  if (secret.length >= GOOD_LENGTH) return ok('EARSHOT_SECRET is set and long enough.')
  return warning(
    `EARSHOT_SECRET has only ${secret.length} characters.`,
    'Make a longer one with: openssl rand -hex 32; receivers of webhooks need the new key then.',
  )
}

/** Nothing where there is no such file, or where modes say nothing (Windows). */
async function openFile(path: string): Promise<Omit<Finding, 'check'>[]> {
  if (process.platform === 'win32') return []
  const mode = await stat(path).then(
    (file) => file.mode,
    () => 0,
  )
  if (!(mode & READABLE_BY_ALL)) return []
  return [problem(`Everybody on this machine can read ${path}.`, `Run: chmod 600 ${path}`)]
}
