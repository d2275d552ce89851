import type { Problem } from '../schema/problem.ts'
import type { ItemLevels } from '../schema/queries/add-run-counts.ts'
import type { HeldItems } from '../schema/queries/count-held-items.ts'

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
  found: ItemLevels
  /** Of them, what is held until this is judged. */
  held: HeldItems
  hasAggregates: boolean
  /** What the last healthy run through the whole source found; null when there was none. */
  before: ItemLevels | null
  /** It was ended by the source's hours or a host that rests, and the next run goes on from here. */
  isPaused: boolean
  /** It saw a part only: it is paused, or went on from a run that was. */
  isPartial: boolean
  /** A person says that it is right to find less than before. */
  isFewerAccepted: boolean
  /** By the same version of Earshot; another one may read of the same pages something else. */
  isReadAsBefore: boolean
}

/** Healthy: its raw items may be processed. Else they stay held, and the problem says why. */
export type Verdict = { isHealthy: true; problem: null } | { isHealthy: false; problem: Problem }

/** Judges a run, so that a site or a parser that broke never looks like a falling rating. */
export function judgeRun(run: RunFacts): Verdict {
  if (run.pagesRead === 0 && !run.isPaused) return sick(run.ending.code, run.ending.message)
  if (run.isPartial) return { isHealthy: true, problem: null }
  const change = run.isFewerAccepted ? null : strangeChange(run)
  if (change) return change
  if (run.found.items_found === 0 && !run.hasAggregates) {
    return sick(
      'no_items',
      'Pages were read, but no adapter found a mention or a rating on them. Look at one with: earshot preview URL',
    )
  }
  return { isHealthy: true, problem: null }
}

/** What a site does not do from one run to the next, but a redesign that our readers do not understand. */
function strangeChange({ found, held, before, isReadAsBefore }: RunFacts): Verdict | null {
  if (!before || before.items_found < MEASURE_ITEMS) return null
  const { items_found: items } = found
  if (items < before.items_found * LEAST_PART) {
    return holding(
      'fewer_items',
      `This run found ${items} items where the last healthy one found ${before.items_found}`,
    )
  }
  for (const { code, name, level } of LEVELS) {
    const share = found[level] / items
    const usual = before[level] / before.items_found
    if (usual >= USUAL_SHARE && share < usual * LEAST_PART) {
      return holding(code, `${name} ${percent(share)} of the items where it was ${percent(usual)}`)
    }
  }
  const [letters, usual] = [found.item_letters / items, before.item_letters / before.items_found]
  if (usual >= SHORT_TEXT && letters < usual * LEAST_TEXT) {
    return holding(
      'shorter_texts',
      `The items have ${Math.round(letters)} characters of text in the mean where they had ${Math.round(usual)}`,
    )
  }
  const known = items - held.fresh
  if (isReadAsBefore && known >= MEASURE_ITEMS && held.changed > known * LEAST_PART) {
    return holding(
      'most_changed',
      `${held.changed} of ${known} items that were known say something else than before`,
    )
  }
  return null
}

/** What most items of a source have is missed where half of them lost it. */
const USUAL_SHARE = 0.4
const LEVELS = [
  { code: 'fewer_ratings', name: 'A rating stands with', level: 'items_rated' },
  { code: 'fewer_dates', name: 'A date stands with', level: 'items_dated' },
  { code: 'fewer_authors', name: 'An author stands with', level: 'items_signed' },
] as const
/** Titles and votes alone vary much. */
const SHORT_TEXT = 40
const LEAST_TEXT = 0.3

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

function holding(code: string, what: string): Verdict {
  return sick(
    code,
    `${what}: the site may have changed its pages, or shows us less. What this run found is held until a run is as before, or a person says that it is right: earshot sources run NAME --accept-fewer`,
  )
}

function sick(code: string, message: string): Verdict {
  return { isHealthy: false, problem: { code, message, where: null } }
}
