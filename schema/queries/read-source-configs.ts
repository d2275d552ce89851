import type { Queryable } from '../database.ts'

/** A source as it was configured. */
export interface SourceConfigRow {
  name: string
  url: string | null
  /** `active`, `paused` or `removed`. */
  state: string
  /** `file` from sources.yaml, `console` by a person, `import` without an address. */
  origin: string
  /** As `sourceConfig` of config/sources.ts; another shape where it came from an import. */
  config: unknown
}

/** Every source, removed ones too: their names are taken, and can be listened to again. */
export async function readSourceConfigs(db: Queryable): Promise<SourceConfigRow[]> {
  const { rows } = await db.query<SourceConfigRow>(
    'SELECT name, url, state, origin, config FROM earshot.source ORDER BY name',
  )
  return rows
}
