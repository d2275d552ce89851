import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

/** A source, as those who push mentions name it. */
export interface NamedSource {
  source_id: number
  name: string
  /** Null or empty when it is no site. */
  site: string | null
}

/** Those of the named sources that exist, removed ones too: whoever takes for them looks first (removed-sources.ts). */
export async function findSources(db: Queryable, names: string[]): Promise<NamedSource[]> {
  const { rows } = await db.query<NamedSource>(
    'SELECT source_id, name, site FROM earshot.source WHERE name = ANY ($1::text[])',
    [names],
  )
  return rows
}

/** Adds sources that are never crawled: only files and the API bring what they say. One that exists stays. */
export async function addImportSources(
  db: Queryable,
  sources: { name: string; channel: string; config: unknown }[],
): Promise<void> {
  await db.query(
    `INSERT INTO earshot.source (name, channel, config, origin)
     SELECT name, channel, config, 'import'
     FROM jsonb_to_recordset($1::jsonb) AS source (name text, channel text, config jsonb)
     ORDER BY name
     ON CONFLICT (name) DO NOTHING`,
    [toJsonb(sources)],
  )
}
