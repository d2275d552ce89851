import type { Client, Pool } from '../../schema/database.ts'
import { inChangeTransaction } from '../../schema/database.ts'
import {
  createImportStaging,
  dropImportStaging,
  dropRepeatedImportRows,
  readImportStaging,
} from '../../schema/queries/import-staging.ts'
import { readRemovedSources } from '../../schema/queries/removed-sources.ts'
import { readCompanySettings } from '../company-settings.ts'
import { customers } from './customers.ts'
import type { ImportKind } from './import-kind.ts'
import { mentions } from './mentions.ts'
import { metrics } from './metrics.ts'
import { orders } from './orders.ts'
import { products } from './products.ts'
import { type ImportOptions, stageFile } from './stage-file.ts'

const BATCH_ROWS = 1000

export const importKinds = ['products', 'customers', 'orders', 'mentions', 'metrics'] as const
export type ImportKindName = (typeof importKinds)[number]

/** What became of a file: read = new + changed + unchanged + duplicates + bad. */
export interface ImportReport {
  /** Records read: empty lines and the header are none. */
  read: number
  new: number
  changed: number
  unchanged: number
  /** Lines that a later line of the file repeats; the last one wins. */
  duplicates: number
  bad: number
  /** Where the bad lines are; null when there are none. */
  rejectsFile: string | null
}

/**
 * Brings a CSV or NDJSON file of products, customers, orders, mentions or metrics into the database: adds what is new, changes
 * what differs, leaves alone what the file does not say. Bad lines go to `FILE.rejects` and stop nothing.
 * Safe to run again. Mentions are due to be processed then. When rows of products or customers are new or changed, what was collected may attach
 * differently. It takes two connections of the pool.
 * @throws BadInput when the file, its header or the map cannot be used; nothing is written then
 */
export async function importFile(
  pool: Pool,
  kindName: ImportKindName,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const kind = await kindOf(pool, kindName, path)
  const client = await pool.connect()
  try {
    await createImportStaging(client)
    const read = await stageFile(client, kind, path, options)
    const duplicates = await dropRepeatedImportRows(client)
    const written = await writeStaged(pool, client, kind, read.read, options)
    return { ...read, ...written, duplicates }
  } finally {
    await release(client)
  }
}

async function kindOf(pool: Pool, name: ImportKindName, path: string): Promise<ImportKind> {
  if (name === 'mentions') return mentions(path, await readRemovedSources(pool))
  if (name === 'metrics') return metrics
  if (name === 'products') return products
  if (name === 'customers') return customers
  const { company } = await readCompanySettings(pool)
  return orders(company.time_zone)
}

async function release(client: Client): Promise<void> {
  try {
    await dropImportStaging(client)
    client.release()
  } catch (error) {
    client.release(error as Error)
  }
}

async function writeStaged(
  pool: Pool,
  staging: Client,
  kind: ImportKind,
  read: number,
  options: ImportOptions,
): Promise<Pick<ImportReport, 'new' | 'changed' | 'unchanged'>> {
  const total = { new: 0, changed: 0, unchanged: 0 }
  let written = 0
  let place = 0
  for (;;) {
    const staged = await readImportStaging(staging, place, BATCH_ROWS)
    const last = staged.at(-1)
    if (last === undefined) return total
    const rows = staged.map(({ row }) => row)
    const counts = await inChangeTransaction(pool, (client) => kind.upsert(client, rows))
    total.new += counts.new
    total.changed += counts.changed
    total.unchanged += rows.length - counts.new - counts.changed
    written += rows.length
    place = last.place
    options.onProgress?.({ read, written })
  }
}
