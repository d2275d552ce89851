import { type Holding, holdingOf, MIN_TEXT, type Sums } from './holding.ts'
import { namesOf, type Outline } from './outline.ts'
import { lastAtOrBefore, nestedIn, partsOf, type Range } from './ranges.ts'

/** The records of the groups that are chosen. */
export class Taken {
  /** By where they begin, the outer first. */
  ranges: Range[] = []
  readonly #outline: Outline
  readonly #sums: Sums
  readonly #byStart = new Map<number, Range>()
  #runs: Range[] = []
  #left = new Map<Range, Holding>()

  constructor(outline: Outline, sums: Sums) {
    this.#outline = outline
    this.#sums = sums
  }

  add(records: Range[], areRuns: boolean): void {
    this.ranges = [...this.ranges, ...records].sort((a, b) => a.start - b.start || b.end - a.end)
    for (const range of records) this.#byStart.set(range.start, range)
    if (areRuns) this.#runs = [...this.#runs, ...records].sort((a, b) => a.start - b.start)
    this.#left = new Map()
  }

  /** Beside all that is taken, around some, or inside of one that remains a record without it. */
  isApart(range: Range, isRun: boolean): boolean {
    if (this.#byStart.has(range.start) || (isRun && this.#isCrossed(range))) return false
    const around = this.#around(range)
    return around === null || (!isRun && this.#isCarved(range, around))
  }

  #around({ start }: Range): Range | null {
    const { parents } = this.#outline
    for (let up = parents[start] ?? -1; up >= 0; up = parents[up] ?? -1) {
      const range = this.#byStart.get(up)
      if (range !== undefined) return range
    }
    const run = this.#runs[lastAtOrBefore(this.#runs, start)]
    return run !== undefined && run.end > start ? run : null
  }

  /** Whether one that is taken begins inside of a run or reaches into it. */
  #isCrossed({ start, end }: Range): boolean {
    const first = this.ranges[lastAtOrBefore(this.ranges, start) + 1]
    return first !== undefined && first.start < end
  }

  /** Whether both are records, one without the other. */
  #isCarved(range: Range, around: Range): boolean {
    const element = this.#outline.elements[range.start]
    if (element === undefined || !ANSWER.test(namesOf(element))) return false
    const inner = holdingOf([range], this.#outline, this.#sums)
    const outer = this.#leftOf(around)
    const isWhole = inner.free >= MIN_TEXT && (inner.dates > 0 || inner.authors > 0)
    const isLeft =
      outer.free - inner.free >= MIN_TEXT &&
      (inner.dates === 0 || outer.dates > inner.dates) &&
      (inner.authors === 0 || outer.authors > inner.authors)
    return isWhole && isLeft
  }

  #leftOf(around: Range): Holding {
    const known = this.#left.get(around)
    if (known !== undefined) return known
    const parts = partsOf(around, nestedIn(around, this.ranges))
    const holding = holdingOf(parts, this.#outline, this.#sums)
    this.#left.set(around, holding)
    return holding
  }
}

/** Names of what stands inside of a statement and is one itself. */
const ANSWER =
  /(?:^|[^a-z])(?:[a-z]*comments?|repl(?:y|ies)|[a-z]*answers?|responses?|antwort|reponse|respuesta|risposta|kommentar)(?:[^a-z]|$)/
