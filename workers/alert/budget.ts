import { DEFAULT_ARL } from './detect.ts'

/**
 * The run length that keeps a whole installation within its budget of false alarms. With a mean run
 * length of ARL ratings a stream that does not change alarms falsely once in ARL ratings, however the
 * ratings are spread over streams: so `ratingsPerMonth / ARL` false alarms a month in all.
 *
 * Never below the default, and doubled from there in steps: a run length that moved with every rating would
 * let alarms near the threshold come and go.
 * @param falseAlarmsPerMonth > 0
 * @param ratingsPerMonth of all streams together
 */
export function arlForBudget(falseAlarmsPerMonth: number, ratingsPerMonth: number): number {
  const needed = ratingsPerMonth / falseAlarmsPerMonth
  const doublings = Math.max(0, Math.ceil(Math.log2(needed / DEFAULT_ARL)))
  return DEFAULT_ARL * 2 ** doublings
}
