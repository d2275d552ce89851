import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type OpenMetricsContentType,
  Registry,
} from 'prom-client'
import { version } from '../config/settings.ts'
import type { Pool } from '../schema/database.ts'
import { readAlertDelays } from '../schema/queries/metrics-alert-delays.ts'
import { countOpenDeliveries } from '../schema/queries/metrics-deliveries.ts'
import { readQueueLag } from '../schema/queries/metrics-lag.ts'
import { countMentionsByChannel } from '../schema/queries/metrics-mentions.ts'
import { countOpenProblems } from '../schema/queries/metrics-problems.ts'
import { countOpenRawItems } from '../schema/queries/metrics-raw-items.ts'
import { readRunTotals } from '../schema/queries/metrics-runs.ts'
import { listenToTimes } from '../workers/measure.ts'
import { keepFor } from './keep-for.ts'

/** What `/metrics` answers with. Labels are names that a person gave, and words of ours: no collected text. */
export interface Metrics {
  contentType: string
  text(): Promise<string>
}

/** A metric whose values stand in Postgres. */
type FromDatabase = () => Promise<void>

// A page takes as long as its host's pace lets it, a batch well below a second.
const DURATION_BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/**
 * Measures this process from now on, and reads from Postgres, when asked, what is true of all processes.
 * OpenMetrics 1.0. Where Postgres does not answer, `earshot_database_up` is 0 and its values are left out.
 * @param pool null: only what is true of this process
 */
export function openMetrics(pool: Pool | null): Metrics {
  const registry = new Registry<OpenMetricsContentType>()
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  measureStages(registers)
  const build = new Gauge({
    name: 'earshot_build_info',
    help: 'Version of Earshot; always 1',
    labelNames: ['version'],
    registers,
  })
  const readDatabase = pool ? databaseMetrics(pool, registers) : async () => {}
  return {
    contentType: registry.contentType,
    async text() {
      build.set({ version: await version() }, 1)
      await readDatabase()
      return registry.metrics()
    },
  }
}

type Registers = Registry<OpenMetricsContentType>[]

/** All that stands in Postgres; what cannot be read is left out. */
function databaseMetrics(pool: Pool, registers: Registers): FromDatabase {
  const up = new Gauge({
    name: 'earshot_database_up',
    help: '1 where Postgres answered this scrape, else 0',
    registers,
  })
  const readings = [
    runTotals(pool, registers),
    mentionTotals(pool, registers),
    rawItems(pool, registers),
    queueLag(pool, registers),
    openProblems(pool, registers),
    deliveries(pool, registers),
    alertDelays(pool, registers),
  ]
  return async () => {
    const read = await Promise.allSettled(readings.map((reading) => reading()))
    up.set(read.every(({ status }) => status === 'fulfilled') ? 1 : 0)
  }
}

function measureStages(registers: Registers): void {
  const durations = new Histogram({
    name: 'earshot_stage_duration_seconds',
    help: 'Time that a stage took in this process: a page from its turn to stored, its host’s pace included; a batch read and written; a look at ratings; a try to deliver',
    labelNames: ['stage', 'outcome'],
    buckets: DURATION_BUCKETS_S,
    registers,
  })
  listenToTimes(({ stage, seconds, isDone }) => {
    durations.observe({ stage, outcome: isDone ? 'done' : 'failed' }, seconds)
  })
}

/** Reads, and sets what was read; where that fails, no value is better than an old one. */
function setFrom<T>(
  read: () => Promise<T>,
  metrics: { reset(): void }[],
  set: (values: T) => void,
): FromDatabase {
  const kept = keepFor(read)
  return async () => {
    const values = await kept().catch((error: unknown) => {
      for (const metric of metrics) metric.reset()
      throw error
    })
    // At one go: two scrapes at a time would count twice otherwise.
    for (const metric of metrics) metric.reset()
    set(values)
  }
}

function runTotals(pool: Pool, registers: Registers): FromDatabase {
  const pages = new Counter({
    name: 'earshot_pages_total',
    help: 'Pages that the runs of a source asked for, by what came of it',
    labelNames: ['source', 'result'],
    registers,
  })
  const items = new Counter({
    name: 'earshot_items_total',
    help: 'Items that the runs of a source read: found in all, of them new, changed and bad ones',
    labelNames: ['source', 'result'],
    registers,
  })
  return setFrom(
    () => readRunTotals(pool),
    [pages, items],
    (rows) => {
      for (const { source, pages: asked, items: read } of rows) {
        for (const [result, count] of Object.entries(asked)) pages.inc({ source, result }, count)
        for (const [result, count] of Object.entries(read)) items.inc({ source, result }, count)
      }
    },
  )
}

function mentionTotals(pool: Pool, registers: Registers): FromDatabase {
  const mentions = new Counter({
    name: 'earshot_mentions_total',
    help: 'Mentions in the database, copies, removed ones and our own voice included',
    labelNames: ['channel'],
    registers,
  })
  return setFrom(
    () => countMentionsByChannel(pool),
    [mentions],
    (rows) => {
      for (const { channel, mentions: count } of rows) mentions.inc({ channel }, count)
    },
  )
}

function rawItems(pool: Pool, registers: Registers): FromDatabase {
  const items = new Gauge({
    name: 'earshot_raw_items',
    help: 'Raw items that are not processed: due; held until their run is judged; quarantined',
    labelNames: ['state'],
    registers,
  })
  return setFrom(
    () => countOpenRawItems(pool),
    [items],
    (counts) => {
      for (const [state, count] of Object.entries(counts)) items.set({ state }, count)
    },
  )
}

function queueLag(pool: Pool, registers: Registers): FromDatabase {
  const lag = new Gauge({
    name: 'earshot_queue_lag_seconds',
    help: 'How long the row that has waited longest could have been worked on, by kind of job',
    labelNames: ['kind'],
    registers,
  })
  return setFrom(
    () => readQueueLag(pool),
    [lag],
    (lags) => {
      for (const [kind, seconds] of Object.entries(lags)) lag.set({ kind }, seconds)
    },
  )
}

function openProblems(pool: Pool, registers: Registers): FromDatabase {
  const problems = new Gauge({
    name: 'earshot_source_problems',
    help: 'Open problems of a source',
    labelNames: ['source'],
    registers,
  })
  return setFrom(
    () => countOpenProblems(pool),
    [problems],
    (rows) => {
      for (const { source, problems: count } of rows) problems.set({ source }, count)
    },
  )
}

function deliveries(pool: Pool, registers: Registers): FromDatabase {
  const messages = new Gauge({
    name: 'earshot_deliveries',
    help: 'Messages of alerts that did not reach their address: due, for a first try or the next; failed, given up in the last 7 days',
    labelNames: ['transport', 'state'],
    registers,
  })
  return setFrom(
    () => countOpenDeliveries(pool),
    [messages],
    (rows) => {
      for (const { transport, due, failed } of rows) {
        messages.set({ transport, state: 'due' }, due)
        messages.set({ transport, state: 'failed' }, failed)
      }
    },
  )
}

function alertDelays(pool: Pool, registers: Registers): FromDatabase {
  const delays = new Gauge({
    name: 'earshot_alert_delay_seconds',
    help: 'How late the alerts of the last 7 days came: opened after the last release of their ratings; delivered (webhook, email) after they were told',
    labelNames: ['until', 'stat'],
    registers,
  })
  return setFrom(
    () => readAlertDelays(pool),
    [delays],
    (rows) => {
      for (const { until, medianSeconds, maxSeconds } of rows) {
        delays.set({ until, stat: 'median' }, medianSeconds)
        delays.set({ until, stat: 'max' }, maxSeconds)
      }
    },
  )
}
