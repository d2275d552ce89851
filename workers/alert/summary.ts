import type { Drop, Recovery } from './judge.ts'

/**
 * What happened, in one sentence that a manager understands.
 * @param timeZone IANA name, of the company
 */
export function dropSummary(productName: string, drop: Drop, timeZone: string): string {
  const { before, after, low, high } = drop.change
  const newest = drop.after.at(-1)?.at ?? drop.since
  const since = dayOf(drop.since, newest, timeZone)
  const isOneStep = drop.since.getTime() === drop.levelSince.getTime()
  const counted = isOneStep
    ? `${after.ratings} ratings`
    : `${after.ratings} ratings at this level since ${dayOf(drop.levelSince, newest, timeZone)}`
  return (
    `${productName}: mean rating fell from ${stars(before.mean)} to ${stars(after.mean)} since ${since} ` +
    `(${counted}, 95 % interval of the change ${signed(low)} to ${signed(high)})`
  )
}

/** That it is over, and how long it took. */
export function recoverySummary(
  productName: string,
  recovery: Recovery,
  timeZone: string,
  now: Date,
): string {
  const { from, lowest, level, ratings, daysDown, levelSince } = recovery
  return (
    `${productName}: mean rating is back at ${stars(level)}, ${duration(daysDown)} after it began to fall ` +
    `from ${stars(from)} to ${stars(lowest)} (${ratings} ratings since ${dayOf(levelSince, now, timeZone)})`
  )
}

/** That there was nothing, seen from today. */
export function withdrawnSummary(
  productName: string,
  since: Date,
  timeZone: string,
  now: Date,
): string {
  return (
    `${productName}: the fall of the mean rating since ${dayOf(since, now, timeZone)} no longer stands: ` +
    'late, edited or removed ratings changed what was known'
  )
}

/** That its ratings count elsewhere now. */
export function mergedSummary(productName: string): string {
  return `${productName}: was found to be another product, where its ratings count now`
}

function stars(value: number): string {
  return value.toFixed(1)
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(1)
  if (text === '0.0') return text
  return value < 0 ? `−${text}` : `+${text}`
}

function duration(days: number): string {
  const whole = Math.round(days)
  if (whole < 1) return 'less than a day'
  return whole === 1 ? '1 day' : `${whole} days`
}

/** `3 May`, with the year where it is not that of `seenFrom`. */
function dayOf(date: Date, seenFrom: Date, timeZone: string): string {
  const year = new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone })
  const isSameYear = year.format(date) === year.format(seenFrom)
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    ...(isSameYear ? {} : { year: 'numeric' }),
    timeZone,
  }).format(date)
}
