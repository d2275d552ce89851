import { z } from 'zod'
import { sourcesFile } from '../config/sources.ts'
import type { Queryable } from '../schema/database.ts'
import { readSetting } from '../schema/queries/settings.ts'

const kept = z.object({
  company: sourcesFile.shape.company,
  alerts: sourcesFile.shape.alerts,
  recipients: sourcesFile.shape.recipients,
})

/** What the whole company has set, as `sources apply` kept it. */
export type CompanySettings = z.infer<typeof kept>

/** Reads the company's settings; defaults where nothing was applied yet. */
export async function readCompanySettings(db: Queryable): Promise<CompanySettings> {
  return kept.parse({
    company: await readSetting(db, 'company'),
    alerts: await readSetting(db, 'alerts'),
    recipients: await readSetting(db, 'recipients'),
  })
}
