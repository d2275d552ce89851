import type { Client } from '../../schema/database.ts'
import { addMentionKeys, findMentionKeys } from '../../schema/queries/find-mention-keys.ts'
import type { MentionRow } from '../../schema/queries/mention-columns.ts'
import { nextIds } from '../../schema/queries/next-ids.ts'
import {
  insertMentions,
  keepVersions,
  readMentions,
  updateMentions,
} from '../../schema/queries/write-mentions.ts'
import { type Evidence, mergeMention } from './merge-mention.ts'

/** A mention as one raw item states it, with its natural keys, the strongest first. */
export interface Statement extends Evidence {
  keys: string[]
}

/** What writing did. */
export interface WrittenMentions {
  /** The mention of each statement, in the order given. */
  ids: number[]
  /** Mentions that are new or differ from before. */
  changedIds: number[]
}

interface Known {
  row: MentionRow
  before: MentionRow | null
  edits: MentionRow[]
}

/**
 * Writes statements as mentions: each finds the mention that owns one of its keys, or becomes a new one.
 * Two statements with ids of their own are never one mention.
 */
export async function writeMentions(
  client: Client,
  statements: Statement[],
): Promise<WrittenMentions> {
  const owners = await readOwners(client, statements)
  const fresh: Known[] = []
  const touched = new Set<Known>()
  const newKeys: { key: string; known: Known }[] = []
  const knowns = statements.map((statement) => {
    let known = findOwner(statement, owners)
    if (known) apply(known, statement)
    else {
      known = { row: { ...statement.row }, before: null, edits: [] }
      fresh.push(known)
    }
    for (const key of statement.keys) {
      if (owners.has(key)) continue
      owners.set(key, known)
      newKeys.push({ key, known })
    }
    touched.add(known)
    return known
  })
  const ids = await nextIds(client, 'mention', fresh.length)
  for (const known of fresh) known.row.mention_id = ids.shift() ?? 0
  await insertMentions(
    client,
    fresh.map((known) => known.row),
  )
  const changed = await writeChanged(client, [...touched])
  await addMentionKeys(
    client,
    newKeys.map(({ key, known }) => ({ key, mention_id: known.row.mention_id })),
  )
  return {
    ids: knowns.map((known) => known.row.mention_id),
    changedIds: [...fresh.map((known) => known.row.mention_id), ...changed],
  }
}

async function readOwners(client: Client, statements: Statement[]): Promise<Map<string, Known>> {
  const keys = [...new Set(statements.flatMap((statement) => statement.keys))]
  const found = await findMentionKeys(client, keys)
  const rows = await readMentions(client, [...new Set(found.map((row) => row.mention_id))])
  const byId = new Map(
    rows.map((row) => [row.mention_id, { row, before: row, edits: [] } satisfies Known as Known]),
  )
  const owners = new Map<string, Known>()
  for (const { key, mention_id } of found) {
    const known = byId.get(mention_id)
    if (known) owners.set(key, known)
  }
  return owners
}

function findOwner(statement: Statement, owners: Map<string, Known>): Known | undefined {
  const id = statement.row.source_item_id
  for (const key of statement.keys) {
    const known = owners.get(key)
    if (!known) continue
    const otherId = known.row.source_item_id
    if (id === null || otherId === null || id === otherId) return known
  }
  return undefined
}

function apply(known: Known, statement: Statement): void {
  const merged = mergeMention(known.row, statement)
  if (merged.isEdit) known.edits.push(known.row)
  known.row = merged.row
}

async function writeChanged(client: Client, touched: Known[]): Promise<number[]> {
  const existing = touched.filter((known) => known.before !== null)
  await keepVersions(
    client,
    touched.flatMap((known) => known.edits).map((row) => ({ ...row })),
  )
  return updateMentions(
    client,
    existing.map((known) => known.row),
  )
}
