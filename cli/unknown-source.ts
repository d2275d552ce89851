import type { Pool } from '../schema/database.ts'
import { BadInput } from '../schema/errors.ts'
import { listSources } from '../schema/queries/list-sources.ts'

/** What a person does first. */
export const NO_SOURCES = `There are no sources yet. Name a place where your customers speak: npx earshot sources add https://…
Or copy config/sources.example.yaml to config/sources.yaml, edit it, and run: npx earshot sources apply config/sources.yaml`

/** What a person is told who names a source that there is not, or that was removed. */
export async function unknownSource(pool: Pool, name: string): Promise<BadInput> {
  const names = (await listSources(pool)).map((row) => row.name)
  const known = names.length > 0 ? `Sources: ${names.join(', ')}.` : NO_SOURCES
  return new BadInput('unknown_source', `There is no source '${name}'. ${known}`)
}
