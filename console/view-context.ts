import { sourcesFile } from '../config/sources.ts'
import type { Queryable } from '../schema/database.ts'
import { readSetting } from '../schema/queries/settings.ts'
import { type Dates, datesIn } from './dates.ts'

/** What every page needs to know. */
export interface ViewContext {
  /** Null until a sources.yaml was applied. */
  companyName: string | null
  dates: Dates
  now: Date
  /** `2026-03-04`, in the company's time zone. */
  today: string
}

/** Reads the company's name and time zone; UTC where none was set. */
export async function readViewContext(db: Queryable): Promise<ViewContext> {
  const kept = await readSetting(db, 'company')
  const company = kept === undefined ? null : sourcesFile.shape.company.parse(kept)
  const dates = datesIn(company?.time_zone ?? 'UTC')
  const now = new Date()
  return { companyName: company?.name ?? null, dates, now, today: dates.isoDay(now) }
}
