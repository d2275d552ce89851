import { Cron } from 'croner'

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const EVERY = /^every (\d+) ?(m|h|d)$/

/** Null when `schedule` can be used: `every 30m`, `every 6h`, `every 2d`, or a cron pattern of 5 fields. */
export function scheduleFault(schedule: string): string | null {
  const every = EVERY.exec(schedule)
  if (every) return Number(every[1]) > 0 ? null : 'the interval must be at least 1'
  try {
    new Cron(schedule, { paused: true, mode: '5-part' })
    return null
  } catch {
    return "must be like 'every 30m', 'every 6h', 'every 1d', or a cron pattern like '0 */6 * * *'"
  }
}

/**
 * When a source is due again.
 * @param schedule `every …` counts from `from`; a cron pattern is read in `timeZone`
 * @param jitter 0–1: how far into its spread (a tenth of the interval, at most 10 minutes) this run is
 *   moved, so that sources of one schedule don't all start at once
 */
export function nextRunAt(schedule: string, from: Date, timeZone: string, jitter: number): Date {
  const due = dueAfter(schedule, from, timeZone)
  const spreadMs = Math.min((due.getTime() - from.getTime()) / 10, 600_000)
  return new Date(due.getTime() + Math.round(jitter * spreadMs))
}

function dueAfter(schedule: string, from: Date, timeZone: string): Date {
  const every = EVERY.exec(schedule)
  if (every) {
    const unit = UNIT_MS[every[2] as keyof typeof UNIT_MS]
    return new Date(from.getTime() + Number(every[1]) * unit)
  }
  const next = new Cron(schedule, { paused: true, timezone: timeZone, mode: '5-part' }).nextRun(
    from,
  )
  // A pattern that never comes (31 February) is looked at again in a year.
  return next ?? new Date(from.getTime() + 365 * UNIT_MS.d)
}
