import { isDeepStrictEqual } from 'node:util'
import { type SourceConfig, sourceConfig, sourcesFile } from '../config/sources.ts'
import type { CompanySettings } from './company-settings.ts'

/** A source as a person would have written it: what has its default is left out. */
export function withoutDefaults(config: SourceConfig): object {
  const { name, channel, url } = config
  const preset = sourceConfig.parse({ name, channel, url })
  return { name, channel, url, ...differing(config, preset) }
}

/** The company's own settings, in the same way. */
export function settingsWithoutDefaults(settings: CompanySettings): object {
  const { company, alerts, recipients } = settings
  const preset = sourcesFile.parse({})
  return differing({ company, alerts, recipients }, preset)
}

/** What of `value` is not as in `preset`, field by field. */
function differing(value: object, preset: object): object {
  const kept: [string, unknown][] = []
  for (const [key, field] of Object.entries(value)) {
    const usual = (preset as Record<string, unknown>)[key]
    if (isDeepStrictEqual(field, usual)) continue
    kept.push([key, isPlain(field) && isPlain(usual) ? differing(field, usual) : field])
  }
  return Object.fromEntries(kept)
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
