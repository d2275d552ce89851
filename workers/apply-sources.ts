import type { SourceConfig, SourcesFile } from '../config/sources.ts'
import { inChangeTransaction, type Pool, tryingAgain } from '../schema/database.ts'
import { readAddedSources } from '../schema/queries/read-added-sources.ts'
import { replayRawItems } from '../schema/queries/replay-raw-items.ts'
import { readSetting, writeSetting } from '../schema/queries/settings.ts'
import {
  giveToFile,
  removeMissingSources,
  type SourceInput,
  upsertSources,
} from '../schema/queries/upsert-sources.ts'
import { siteOf } from './normalize/site.ts'

/** What applying a sources file did, by source name. */
export interface AppliedSources {
  added: string[]
  changed: string[]
  unchanged: string[]
  removed: string[]
  /** Added by a person, and not named by the file. */
  leftAlone: string[]
}

/**
 * Makes the database agree with a sources file, in one transaction. Sources that are no longer in the
 * file are taken away with all that they collected kept; those that a person added are left alone. One that
 * the file names is the file's from now on, whoever made it.
 */
export function applySources(pool: Pool, file: SourcesFile): Promise<AppliedSources> {
  return tryingAgain(() => apply(pool, file))
}

function apply(pool: Pool, file: SourcesFile): Promise<AppliedSources> {
  return inChangeTransaction(pool, async (client) => {
    const before = await readSetting(client, 'company')
    const isOtherCompany = await writeSetting(client, 'company', file.company)
    await writeSetting(client, 'alerts', file.alerts)
    await writeSetting(client, 'recipients', file.recipients)
    const written = await upsertSources(client, file.sources.map(sourceRow), 'file')
    const names = file.sources.map((source) => source.name)
    await giveToFile(client, names)
    const removed = await removeMissingSources(client, names)
    const leftAlone = await readAddedSources(client)
    // Whose voice is ours, and which day it is, depends on the company: what is collected is read again.
    if (isOtherCompany && before !== undefined) await replayRawItems(client, {})
    const added = written.filter((row) => row.is_new).map((row) => row.name)
    const changed = written.filter((row) => !row.is_new).map((row) => row.name)
    const touched = new Set([...added, ...changed])
    const unchanged = names.filter((name) => !touched.has(name))
    return { added, changed, unchanged, removed, leftAlone }
  })
}

/** A source as it is written to the database. */
export function sourceRow(config: SourceConfig): SourceInput {
  return {
    name: config.name,
    channel: config.channel,
    url: config.url,
    site: siteOf(config.url) ?? '',
    market: config.market,
    config,
  }
}
