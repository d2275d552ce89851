import type { AlertFacts } from '../../schema/alert.ts'
import type { MentionText } from '../../schema/rated-mention.ts'
import { DETECTOR_VERSION } from './detect.ts'
import { explain } from './explain.ts'
import type { Drop } from './judge.ts'
import { dropSummary } from './summary.ts'

/** Rounding makes nothing certain. */
const MOST_CONFIDENT = 0.999

/** What an alert says of a drop. Stars to three decimals: more would be noise. */
export function alertFacts(
  productName: string,
  drop: Drop,
  texts: { before: readonly MentionText[]; after: readonly MentionText[] },
  options: { arl: number; timeZone: string },
): AlertFacts {
  const { before, after, change, low, high, confidence } = drop.change
  return {
    since: drop.since,
    stars_before: round(before.mean),
    stars_after: round(after.mean),
    change: round(change),
    change_low: round(low),
    change_high: round(high),
    ratings_before: before.ratings,
    ratings_after: after.ratings,
    confidence: Math.min(round(confidence), MOST_CONFIDENT),
    summary: dropSummary(productName, drop, options.timeZone),
    ...explain(texts.before, texts.after, before.mean),
    detector_version: detectorVersion(options.arl),
  }
}

/** What is needed to find the same alarms again: the detector and its run length. */
function detectorVersion(arl: number): string {
  return `${DETECTOR_VERSION}/${arl}`
}

/**
 * The run length that an alert was opened with: an open alert is judged by it to its end, whatever the
 * budget asks of new ones. Null where another detector opened it.
 */
export function arlOfVersion(version: string): number | null {
  const [detector, arl] = version.split('/')
  return detector === DETECTOR_VERSION && Number(arl) > 0 ? Number(arl) : null
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
