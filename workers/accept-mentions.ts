import { statedHash, statedKey } from '../crawlers/raw-key.ts'
import type { Queryable } from '../schema/database.ts'
import {
  type AcceptedRawItem,
  type AcceptedRawItems,
  acceptRawItems,
} from '../schema/queries/accept-raw-items.ts'
import {
  addImportSources,
  findSources,
  type NamedSource,
} from '../schema/queries/import-sources.ts'
import type { RawItem } from '../schema/raw-item.ts'
import type { StatedMention } from './stated-mention.ts'

/**
 * Takes mentions that a file or a program states into the pipeline: they become raw items without a page,
 * due at once. Sources that they name and that do not exist are made. One that is known by its key and says
 * the same changes nothing, so all of it is safe to do again; of two with one key the later one counts.
 * @returns how many raw items are new and how many changed; the others were there as they are
 */
export async function acceptMentions(
  db: Queryable,
  mentions: StatedMention[],
): Promise<AcceptedRawItems> {
  const sources = await sourcesOf(db, mentions)
  const items = new Map<string, AcceptedRawItem>()
  for (const { source: name, raw } of mentions) {
    const source = sources.get(name)
    if (source === undefined) throw new Error(`the source '${name}' was neither found nor made`)
    const raw_key = statedKey(raw)
    items.set(`${source.source_id} ${raw_key}`, {
      source_id: source.source_id,
      raw_key,
      raw_hash: statedHash(raw),
      payload: withSite(raw, source),
    })
  }
  return acceptRawItems(db, [...items.values()])
}

async function sourcesOf(
  db: Queryable,
  mentions: StatedMention[],
): Promise<Map<string, NamedSource>> {
  const channels = new Map<string, StatedMention['channel']>()
  for (const { source, channel } of mentions) {
    if (!channels.has(source)) channels.set(source, channel)
  }
  const names = [...channels.keys()]
  const found = await findSources(db, names)
  const known = new Set(found.map((source) => source.name))
  const missing = names.filter((name) => !known.has(name))
  if (missing.length > 0) {
    await addImportSources(
      db,
      missing.map((name) => configOf(name, channels.get(name) ?? 'community')),
    )
    found.push(...(await findSources(db, missing)))
  }
  return new Map(found.map((source) => [source.name, source]))
}

/** A source that nothing crawls: whoever pushes decides what comes. */
function configOf(name: string, channel: StatedMention['channel']) {
  const policy = { terms: 'permitted', note: 'imported', store_text: 'full', authors: 'store' }
  return { name, channel, config: { name, channel, adapter: 'import', schedule: 'never', policy } }
}

/** What has no address was said where its source is; a source that is no site has its name for one. */
function withSite(raw: RawItem, source: NamedSource): RawItem {
  const { url, site } = raw.fields
  if (url !== undefined || site !== undefined) return raw
  const value = source.site || source.name
  const stated = { value, at: `source ${source.name}`, adapter: 'import' }
  return { ...raw, fields: { ...raw.fields, site: stated } }
}
