/**
 * Run length and delay of the rating-drop detector, simulated: `npm run bench -- alerts [--quick] [--seed N]`.
 *
 * A stream is independent ratings of 1–5 whole stars; the detector sees each once, in order, and is told
 * nothing. Healthy p = [.05 .05 .10 .20 .60]. Seeds below 1,000 were used for tuning, the default is not.
 */
import { type Alarm, type Detector, newDetector, observe } from '../workers/alert/detect.ts'

type Shape = readonly number[]
type Random = () => number

const HEALTHY: Shape = [0.05, 0.05, 0.1, 0.2, 0.6]
const BAD: Shape = [0.6, 0.15, 0.1, 0.05, 0.1]
const STEADY: Record<string, Shape> = {
  healthy: HEALTHY,
  flat: [0.16, 0.17, 0.2, 0.25, 0.22],
  'nearly all 5': [0.01, 0.01, 0.01, 0.02, 0.95],
  'only 1 and 5': [0.45, 0, 0, 0, 0.55],
}
const LONGEST_RUN = 20_000
const MISSED = 6000

const quick = process.argv.includes('--quick')
const seed = Number(process.argv[process.argv.indexOf('--seed') + 1]) || 90_210
const runs = quick ? 200 : 2000
const delayRuns = quick ? 150 : 1500

runLengths()
thresholds()
delays(300)
delays(2000)
speed()

function runLengths(): void {
  const rows = Object.entries(STEADY).map(([name, shape], index) => {
    const alarms = Array.from({ length: runs }, (_, run) =>
      firstAlarms(newDetector(), shape, random(seed + index * 100_000 + run), LONGEST_RUN),
    )
    const drops = alarms.map((alarm) => alarm.drop)
    const early = drops.filter((length) => length <= 300).length
    const next = drops.filter((length) => length > 300 && length <= 800).length
    return {
      stream: name,
      'run length to a drop': withError(drops),
      'to a drop or rise': withError(alarms.map((alarm) => alarm.either)),
      '≤ 300': percent(early / runs),
      'next 500': percent(next / (runs - early)),
    }
  })
  show(`Streams that do not change, ARL 2000, ${runs} runs cut at ${LONGEST_RUN}`, rows)
}

function thresholds(): void {
  const rows = [500, 2000, 8000, 32_000].map((arl, index) => {
    const count = Math.max(20, Math.round((runs / 2) * Math.min(1, 2000 / arl)))
    const row: Record<string, unknown> = { 'ARL asked': arl, runs: count }
    for (const [name, shape] of Object.entries(STEADY)) {
      const lengths = Array.from({ length: count }, (_, run) =>
        firstAlarms(
          newDetector({ arl }),
          shape,
          random(seed + 1_000_000 + index * 100_000 + run),
          arl * 10,
        ),
      )
      row[name] = withError(lengths.map((length) => length.drop))
    }
    return row
  })
  show('Run length to a false drop by the ARL asked, runs cut at 10 ARL', rows)
}

function delays(history: number): void {
  const shapes = [0.25, 0.5, 1, 1.5].flatMap((size) => [
    { size, by: 'interpolating', shape: interpolated(size) },
    { size, by: 'tilting', shape: tilted(size) },
  ])
  const results = shapes.map((shape) => ({ ...shape, alarms: [] as (Alarm | null)[] }))
  let streams = 0
  for (let run = 0; streams < delayRuns; run++) {
    const draw = random(seed + 5_000_000 + history * 100_000 + run)
    const detector = newDetector()
    if (!staysQuiet(detector, HEALTHY, draw, history)) continue
    streams++
    for (const [index, result] of results.entries()) {
      const after = random(seed + 9_000_000 + run * 10 + index)
      result.alarms.push(nextDrop(structuredClone(detector), result.shape, after, MISSED))
    }
  }
  const rows = results.map(({ size, by, alarms, shape }) => {
    const lengths = alarms.map((alarm) => (alarm ? alarm.position + 1 - history : MISSED))
    const found = alarms.filter((alarm) => alarm !== null)
    const truth = meanOf(shape) - meanOf(HEALTHY)
    const covered = found.filter((alarm) => alarm.low <= truth && truth <= alarm.high).length
    const startErrors = found.map((alarm) => Math.abs(alarm.sincePosition - history))
    const bias = found.reduce((sum, alarm) => sum + alarm.change - truth, 0) / found.length
    return {
      drop: size,
      by,
      'mean delay': withError(lengths),
      p50: quantile(lengths, 0.5),
      p90: quantile(lengths, 0.9),
      missed: alarms.length - found.length,
      'start off by p50': quantile(startErrors, 0.5),
      p90_: quantile(startErrors, 0.9),
      'interval holds': percent(covered / found.length),
      'change off by': bias.toFixed(2),
    }
  })
  show(`Drops after ${history} ratings, ${delayRuns} streams without an earlier drop alarm`, rows)
}

function speed(): void {
  const draw = random(seed)
  const sampler = samplerOf(HEALTHY, draw)
  const count = quick ? 50_000 : 300_000
  const stars = Array.from({ length: count }, sampler)
  const began = performance.now()
  let detector = newDetector()
  for (const [index, value] of stars.entries()) {
    if (index % 1000 === 0) detector = newDetector()
    observe(detector, value)
  }
  const elapsedMs = performance.now() - began
  let reference = 0
  const referenceBegan = performance.now()
  for (const value of stars) for (let i = 0; i < 100; i++) reference += Math.exp(-value / (i + 1))
  const referenceMs = performance.now() - referenceBegan
  show('Speed, streams of 1,000 ratings', [
    {
      'µs a rating': ((elapsedMs / count) * 1000).toFixed(2),
      'in units of 100 Math.exp': (elapsedMs / referenceMs).toFixed(2),
      checksum: Math.round(reference / count),
    },
  ])
}

/** Ratings until the first drop alarm, and until the first alarm of either direction. */
function firstAlarms(detector: Detector, shape: Shape, draw: Random, longest: number) {
  const sampler = samplerOf(shape, draw)
  let either = longest
  for (let length = 1; length <= longest; length++) {
    const alarm = observe(detector, sampler())
    if (alarm === null) continue
    either = Math.min(either, length)
    if (alarm.direction === 'drop') return { drop: length, either }
  }
  return { drop: longest, either }
}

function staysQuiet(detector: Detector, shape: Shape, draw: Random, length: number): boolean {
  const sampler = samplerOf(shape, draw)
  for (let i = 0; i < length; i++) {
    if (observe(detector, sampler())?.direction === 'drop') return false
  }
  return true
}

function nextDrop(detector: Detector, shape: Shape, draw: Random, longest: number): Alarm | null {
  const sampler = samplerOf(shape, draw)
  for (let i = 0; i < longest; i++) {
    const alarm = observe(detector, sampler())
    if (alarm?.direction === 'drop') return alarm
  }
  return null
}

function interpolated(drop: number): Shape {
  const share = drop / (meanOf(HEALTHY) - meanOf(BAD))
  return HEALTHY.map((p, i) => p * (1 - share) + (BAD[i] ?? 0) * share)
}

function tilted(drop: number): Shape {
  const goal = meanOf(HEALTHY) - drop
  let low = 0
  let high = 10
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (meanOf(tiltedBy(middle)) > goal) low = middle
    else high = middle
  }
  return tiltedBy(low)
}

function tiltedBy(tilt: number): Shape {
  const weights = HEALTHY.map((p, i) => p * Math.exp(-tilt * i))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

function meanOf(shape: Shape): number {
  return shape.reduce((sum, p, i) => sum + p * (i + 1), 0)
}

function samplerOf(shape: Shape, draw: Random): () => number {
  return () => {
    let rest = draw()
    for (const [index, p] of shape.entries()) {
      rest -= p
      if (rest < 0) return index + 1
    }
    return shape.length
  }
}

/** sfc32 (Doty-Humphrey), seeded and warmed up. */
function random(start: number): Random {
  let a = start | 0
  let b = 0x9e3779b9 | 0
  let c = (start / 4294967296) | 0
  let counter = 1
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 20; i++) next()
  return next
}

/** Mean ± standard error. */
function withError(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  const digits = mean < 100 ? 1 : 0
  return `${mean.toFixed(digits)} ± ${Math.sqrt(variance / values.length).toFixed(digits)}`
}

function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function show(title: string, rows: Record<string, unknown>[]): void {
  console.log(`\n${title}`)
  console.table(rows)
}
