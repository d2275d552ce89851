import type { Problem } from '../schema/problem.ts'

/** From this many items on, a run is a measure for the next one. */
const MEASURE_ITEMS = 20
/** Less than this part of what the last healthy run found looks like a parser that broke. */
const LEAST_PART = 0.5

/** Why a run ended, as `crawl_run.stop_reason`, and in words. */
export interface Ending {
  /** `complete`, `max_pages`, `window`, `resting`, or the code of what stopped it. */
  code: string
  message: string
}

export interface RunFacts {
  ending: Ending
  /** Pages that could be read, unchanged ones too. */
  pagesRead: number
  /** Different ones, seen in this run. */
  items: number
  hasAggregates: boolean
  /** Of the last healthy run through the whole source; null when there was none. */
  lastHealthyItems: number | null
  /** It was ended by the source's hours or a host that rests, and the next run goes on from here. */
  isPaused: boolean
  /** It saw a part only: it is paused, or went on from a run that was. */
  isPartial: boolean
  /** A person says that fewer items than before are right. */
  isFewerAccepted: boolean
}

/** Healthy: its raw items may be processed. Else they stay held, and the problem says why. */
export type Verdict = { isHealthy: true; problem: null } | { isHealthy: false; problem: Problem }

/** Judges a run, so that a site or a parser that broke never looks like a falling rating. */
export function judgeRun(run: RunFacts): Verdict {
  if (run.pagesRead === 0 && !run.isPaused) return sick(run.ending.code, run.ending.message)
  if (run.isPartial) return { isHealthy: true, problem: null }
  const before = run.lastHealthyItems ?? 0
  if (!run.isFewerAccepted && before >= MEASURE_ITEMS && run.items < before * LEAST_PART) {
    return sick(
      'fewer_items',
      `This run found ${run.items} items where the last healthy one found ${before}: the site may have changed its pages, or shows us less. What it found is held until a run finds about as many again, or a person says that it is right: earshot sources run NAME --accept-fewer`,
    )
  }
  if (run.items === 0 && !run.hasAggregates) {
    return sick(
      'no_items',
      'Pages were read, but no adapter found a mention or a rating on them. Look at one with: earshot preview URL',
    )
  }
  return { isHealthy: true, problem: null }
}

function sick(code: string, message: string): Verdict {
  return { isHealthy: false, problem: { code, message, where: null } }
}
