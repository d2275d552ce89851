import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

export interface SourceInput {
  name: string
  channel: string
  url: string
  site: string
  market: string | null
  config: unknown
}

/**
 * Adds sources, or updates those whose configuration changed; a removed or paused one that is named again
 * stays as a person left it, but for `removed`, which becomes active and belongs to `origin` from now on.
 * A new source is due at once; one whose configuration changed too.
 */
export async function upsertSources(
  db: Queryable,
  sources: SourceInput[],
  origin: 'file' | 'console',
): Promise<{ name: string; is_new: boolean }[]> {
  const { rows } = await db.query<{ name: string; is_new: boolean }>(
    `INSERT INTO earshot.source AS kept (name, channel, url, site, market, config, origin, next_run_at)
     SELECT name, channel, url, site, market, config, $2, now()
     FROM jsonb_populate_recordset(NULL::earshot.source, $1::jsonb)
     ON CONFLICT (name) DO UPDATE SET channel = excluded.channel, url = excluded.url,
       site = excluded.site, market = excluded.market, config = excluded.config, next_run_at = now(),
       origin = CASE WHEN kept.state = 'removed' THEN excluded.origin ELSE kept.origin END,
       state = CASE WHEN kept.state = 'removed' THEN 'active' ELSE kept.state END
     WHERE kept.config IS DISTINCT FROM excluded.config OR kept.state = 'removed'
     RETURNING name, xmax = 0 AS is_new`,
    [toJsonb(sources), origin],
  )
  return rows
}

/** Makes sources the file's that a person or an import made before the file named them. */
export async function giveToFile(db: Queryable, names: string[]): Promise<void> {
  await db.query(
    `UPDATE earshot.source SET origin = 'file' WHERE name = ANY ($1::text[]) AND origin <> 'file'`,
    [names],
  )
}

/** Takes away the sources of the file that are no longer in it. Their mentions stay. */
export async function removeMissingSources(db: Queryable, names: string[]): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `UPDATE earshot.source SET state = 'removed'
     WHERE origin = 'file' AND state <> 'removed' AND name <> ALL ($1::text[])
     RETURNING name`,
    [names],
  )
  return rows.map((row) => row.name)
}
