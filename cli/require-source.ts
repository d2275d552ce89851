import type { Pool } from '../schema/database.ts'
import { BadInput } from '../schema/errors.ts'
import { sourceNames } from '../schema/queries/source-names.ts'

/** @throws BadInput naming the sources that there are, removed ones too, when none has this name */
export async function requireSource(pool: Pool, name: string): Promise<void> {
  const names = await sourceNames(pool)
  if (names.includes(name)) return
  const known = names.length > 0 ? `Sources: ${names.join(', ')}.` : 'There are none yet.'
  throw new BadInput('unknown_source', `There is no source '${name}'. ${known}`)
}
