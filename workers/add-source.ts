import type { SourceConfig } from '../config/sources.ts'
import { inChangeTransaction, type Pool } from '../schema/database.ts'
import { BadInput } from '../schema/errors.ts'
import { readSourceConfigs } from '../schema/queries/read-source-configs.ts'
import { upsertSources } from '../schema/queries/upsert-sources.ts'
import { sourceRow } from './apply-sources.ts'
import { freeName, isTaken } from './propose-source.ts'

/**
 * Adds a source that a person names; it is due at once. One of that name and address that was removed is
 * listened to again, with its new configuration.
 * @param options `mayRename`: where its name was taken meanwhile, it gets the next free one of its host
 * @returns the name that it got
 * @throws BadInput `name_taken`
 */
export function addSource(
  pool: Pool,
  config: SourceConfig,
  options: { mayRename: boolean },
): Promise<string> {
  // The change lock lets one writer in at a time, so that nobody takes the name between look and write.
  return inChangeTransaction(pool, async (client) => {
    const known = await readSourceConfigs(client)
    const name = options.mayRename ? freeName(config.url, known) : config.name
    if (isTaken(name, config.url, known)) throw nameTaken(name)
    await upsertSources(client, [sourceRow({ ...config, name })], 'console')
    return name
  })
}

/** What a person is told whose name another source has. */
export function nameTaken(name: string): BadInput {
  return new BadInput(
    'name_taken',
    `There is a source '${name}' already (removed ones keep their names): choose another name (--name).`,
  )
}
