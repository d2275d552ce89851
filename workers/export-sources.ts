import { stringify } from 'yaml'
import { type SourceConfig, sourceConfig } from '../config/sources.ts'
import type { Queryable } from '../schema/database.ts'
import { BadInput } from '../schema/errors.ts'
import { readSourceConfigs } from '../schema/queries/read-source-configs.ts'
import { readCompanySettings } from './company-settings.ts'
import { settingsWithoutDefaults, withoutDefaults } from './without-defaults.ts'

/**
 * What is configured, as the text of a sources file: applied to another database it makes the same sources
 * there. Fields that have their default are left out; so are removed sources, and those of imports, which
 * have no address. `notes` say what a file cannot.
 * @throws BadInput when a kept source cannot be read by this version
 */
export async function exportSources(db: Queryable): Promise<{ yaml: string; notes: string[] }> {
  const rows = (await readSourceConfigs(db)).filter(({ state }) => state !== 'removed')
  const crawled = rows.filter(({ url }) => url !== null)
  const sources = crawled.map(({ name, config }) => withoutDefaults(parsed(name, config)))
  const { company, ...rest } = settingsWithoutDefaults(await readCompanySettings(db)) as {
    company?: object
  }
  const yaml = stringify({ ...(company && { company }), sources, ...rest })
  const paused = crawled.filter(({ state }) => state === 'paused').map(({ name }) => name)
  const imports = rows.filter(({ url }) => url === null).map(({ name }) => name)
  return {
    yaml,
    notes: [
      ...note(paused, 'paused, which a file does not say'),
      ...note(imports, 'left out, since they are imported and not crawled'),
    ],
  }
}

function note(names: string[], words: string): string[] {
  return names.length > 0 ? [`${words}: ${names.join(', ')}`] : []
}

function parsed(name: string, config: unknown): SourceConfig {
  const result = sourceConfig.safeParse(config)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new BadInput(
    'bad_source',
    `The source '${name}' cannot be read by this version of Earshot: ${issue?.path.join('.')}: ${issue?.message}`,
  )
}
