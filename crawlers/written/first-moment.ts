const CUT_ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/

/**
 * The first moment of a date that is cut to its precision (`Item.publishedAt`): of `2026-03` the beginning
 * of March. A date without a zone is read in `timeZone` (IANA name).
 * @throws RangeError when `iso` is no such date
 */
export function firstMoment(iso: string, timeZone: string): Date {
  const match = CUT_ISO.exec(iso)
  if (match === null) throw new RangeError(`no ISO date cut to its precision: '${iso}'`)
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', zone] =
    match
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const moment = zone === undefined ? inZone(local, timeZone) : new Date(`${local}${zone}`)
  if (Number.isNaN(moment.getTime())) throw new RangeError(`no date of the calendar: '${iso}'`)
  return moment
}

/** A wall-clock time of a zone as a moment; of a time that occurs twice the first, of a skipped one the later. */
function inZone(local: string, timeZone: string): Date {
  const asUtc = Date.parse(`${local}Z`)
  if (timeZone === 'UTC' || !HAS_CLOCKS.test(local)) return new Date(asUtc)
  // Both sides of a change of the clock are less than a day away; the earlier fitting moment wins.
  const candidates = [-DAY_MS, DAY_MS].map(
    (shift) => asUtc - offsetMs(new Date(asUtc + shift), timeZone),
  )
  const fitting = candidates.filter((moment) => wallClock(new Date(moment), timeZone) === local)
  return new Date(fitting.length > 0 ? Math.min(...fitting) : Math.max(...candidates))
}

/** Around other years a day's shift leaves the years of four digits; no zone of theirs is known anyway. */
const HAS_CLOCKS = /^(?!1000|9999)[1-9]/

const DAY_MS = 86_400_000

function offsetMs(moment: Date, timeZone: string): number {
  return Date.parse(`${wallClock(moment, timeZone)}Z`) - Math.floor(moment.getTime() / 1000) * 1000
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** `2026-03-04T10:15:00` as clocks of the zone show it. */
export function wallClock(moment: Date, timeZone: string): string {
  const format = formats.get(timeZone) ?? newFormat(timeZone)
  formats.set(timeZone, format)
  return format.format(moment).replace(', ', 'T').replace(' ', 'T')
}

/** Swedish writes dates as ISO 8601 does. */
function newFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
}
