import type { Queryable } from '../../schema/database.ts'
import { readServerClock } from '../../schema/queries/read-database-facts.ts'
import { type Check, ok, problem, warning } from './run-checks.ts'

const WARN_FROM_S = 5
/** A signed message of a clock that is five minutes off is refused (Standard Webhooks). */
const WRONG_FROM_S = 60

/** How far the clocks of this machine and of the database are apart. */
export function clockCheck(db: Queryable): Check {
  return {
    name: 'clock',
    async look() {
      const samples = [await sample(db), await sample(db), await sample(db)]
      const best = samples.reduce((one, other) => (other.tripMs < one.tripMs ? other : one))
      return [clockFinding(best.aheadMs / 1000)]
    },
  }
}

/** The server's answer is from the middle of the trip, give or take half of it: the shortest is the best. */
async function sample(db: Queryable): Promise<{ tripMs: number; aheadMs: number }> {
  const before = Date.now()
  const server = await readServerClock(db)
  const tripMs = Date.now() - before
  return { tripMs, aheadMs: server.getTime() - (before + tripMs / 2) }
}

/** @param aheadS how far the database's clock is ahead of ours, in seconds */
export function clockFinding(aheadS: number): ReturnType<typeof ok> {
  const apartS = Math.abs(aheadS)
  if (apartS < WARN_FROM_S)
    return ok(`The database's clock and ours agree (${apartS.toFixed(2)} s).`)
  const side = aheadS > 0 ? 'ahead of' : 'behind'
  const message = `The database's clock is ${apartS.toFixed(0)} s ${side} ours.`
  const mend = 'Let both machines set their clocks by NTP (timedatectl set-ntp true).'
  return apartS < WRONG_FROM_S ? warning(message, mend) : problem(message, mend)
}
