import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BadInput } from '../schema/errors.ts'
import type { Settings } from './settings.ts'

/**
 * The secret that signs webhooks: EARSHOT_SECRET, else one that is made and kept in the data folder.
 * @param options `mustBeGiven`: with a shared database every process needs the same one, so none is made
 * @throws BadInput when it must be given and is not
 */
export async function readSecret(
  settings: Settings,
  options: { mustBeGiven: boolean },
): Promise<string> {
  if (settings.secret) return settings.secret
  if (options.mustBeGiven) {
    throw new BadInput(
      'no_secret',
      'With DATABASE_URL set, EARSHOT_SECRET must be set too, the same for every process. Make one with: openssl rand -hex 32',
    )
  }
  const path = join(settings.dataFolder, 'secret')
  await mkdir(settings.dataFolder, { recursive: true })
  await writeFile(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch(
    (error) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  return (await readFile(path, 'utf8')).trim()
}
