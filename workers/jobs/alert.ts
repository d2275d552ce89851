import type { Logger } from 'pino'
import type { Alert, AlertEventType, AlertFacts } from '../../schema/alert.ts'
import { type Client, inChangeTransaction, type Pool } from '../../schema/database.ts'
import { closeAlert } from '../../schema/queries/close-alert.ts'
import { countMonthlyRatings } from '../../schema/queries/count-monthly-ratings.ts'
import {
  finishRatingStreams,
  lockRatingStreams,
  returnRatingStream,
} from '../../schema/queries/finish-rating-streams.ts'
import { openAlert } from '../../schema/queries/open-alert.ts'
import { readMentionTexts } from '../../schema/queries/read-mention-texts.ts'
import { type OpenAlert, readOpenAlerts } from '../../schema/queries/read-open-alerts.ts'
import { readStreamRatings, type StreamRating } from '../../schema/queries/read-stream-ratings.ts'
import {
  type TakenRatingStream,
  takeRatingStreams,
} from '../../schema/queries/take-rating-streams.ts'
import { touchRatingStreams } from '../../schema/queries/touch-rating-streams.ts'
import { updateAlert } from '../../schema/queries/update-alert.ts'
import { type DeliveryTarget, writeAlertEvent } from '../../schema/queries/write-alert-event.ts'
import type { RatedMention } from '../../schema/rated-mention.ts'
import { alertFacts, arlOfVersion } from '../alert/alert-facts.ts'
import { alertMessage } from '../alert/alert-message.ts'
import { arlForBudget } from '../alert/budget.ts'
import { type Drop, judge, type Recovery } from '../alert/judge.ts'
import { mergedSummary, recoverySummary, withdrawnSummary } from '../alert/summary.ts'
import { measure } from '../measure.ts'

/** Who is told, at which addresses. */
interface Recipient {
  name: string
  webhook?: string | undefined
  email?: readonly string[] | undefined
}

export interface AlertJobSettings {
  /** Of the whole installation. */
  falseAlarmsPerMonth: number
  /** Needed since the change before an alert opens, and since the recovery before it closes. */
  minRatings: number
  recipients: readonly Recipient[]
  /** IANA name, of the company. */
  timeZone: string
  /** Address of the console. */
  publicUrl: string
}

export interface AlertJob {
  pool: Pool
  productIds: number[]
  token: string
  settings: AlertJobSettings
  log: Pick<Logger, 'info' | 'error'>
  now?: () => Date
}

/** An `alert.updated` is sent when the mean has moved this far since the last message. */
const TOLD_STEP_STARS = 0.3

/** The newest mentions of each side that an explanation reads. */
const MAX_TEXTS = 1000

/** What is to be written of one product. */
interface Plan {
  stream: TakenRatingStream
  update: { alert: OpenAlert; facts: AlertFacts } | null
  close: { alert: OpenAlert; summary: string; recovery: Recovery | null } | null
  open: AlertFacts | null
}

interface Told {
  type: AlertEventType
  alert: Alert
}

/**
 * Looks at the ratings of leased products; opens, updates and closes their rating-drop alerts, with the
 * messages and deliveries, in the transaction that finishes the look. A second run changes nothing.
 */
export function runAlertJob(job: AlertJob): Promise<void> {
  return measure('alert', () => look(job))
}

async function look(job: AlertJob): Promise<void> {
  const { pool, productIds, token } = job
  const streams = await takeRatingStreams(pool, productIds, token)
  const plans = await planAll(job, streams)
  if (plans.length === 0) return
  const told = await inChangeTransaction(pool, async (client) => {
    const ids = plans.map((plan) => plan.stream.product_id)
    const leased = await lockRatingStreams(client, ids, token)
    const mine = plans.filter((plan) => leased.has(plan.stream.product_id))
    const messages: Told[] = []
    for (const plan of mine) messages.push(...(await write(client, plan, job.settings)))
    await finishRatingStreams(
      client,
      mine.map((plan) => plan.stream),
      token,
    )
    const passedOn = mine.flatMap(({ stream }) => stream.merged_into ?? [])
    if (passedOn.length > 0) await touchRatingStreams(client, passedOn, [])
    return messages
  })
  for (const { type, alert } of told) {
    job.log.info({ alertId: alert.alert_id, productId: alert.product_id, type }, alert.summary)
  }
}

async function planAll(job: AlertJob, streams: TakenRatingStream[]): Promise<Plan[]> {
  if (streams.length === 0) return []
  const ids = streams.map((stream) => stream.product_id)
  const monthly = await countMonthlyRatings(job.pool)
  const arl = arlForBudget(job.settings.falseAlarmsPerMonth, monthly)
  const alerts = new Map(
    (await readOpenAlerts(job.pool, ids)).map((alert) => [alert.product_id, alert]),
  )
  const ratings = byProduct(await readStreamRatings(job.pool, ids))
  const plans: Plan[] = []
  for (const stream of streams) {
    const id = stream.product_id
    try {
      plans.push(await plan(job, stream, ratings.get(id) ?? [], alerts.get(id) ?? null, arl))
    } catch (error) {
      // The others of the batch go on; this one is tried again later.
      job.log.error({ err: error, productId: id }, 'the ratings of a product cannot be judged')
      const message = error instanceof Error ? error.message : String(error)
      await returnRatingStream(job.pool, id, job.token, { code: 'cannot_judge', message })
    }
  }
  return plans
}

function byProduct(rows: readonly StreamRating[]): Map<number, RatedMention[]> {
  const groups = new Map<number, RatedMention[]>()
  for (const row of rows) {
    const group = groups.get(row.product_id)
    if (group) group.push(row)
    else groups.set(row.product_id, [row])
  }
  return groups
}

async function plan(
  job: AlertJob,
  stream: TakenRatingStream,
  ratings: RatedMention[],
  alert: OpenAlert | null,
  budgetArl: number,
): Promise<Plan> {
  const { minRatings, timeZone } = job.settings
  const now = job.now?.() ?? new Date()
  const arl = (alert && arlOfVersion(alert.detector_version)) ?? budgetArl
  const verdict = judge(ratings, alert, { arl, minRatings, now })
  const result: Plan = { stream, update: null, close: null, open: null }
  const factsOf = async (drop: Drop) =>
    alertFacts(stream.name, drop, await textsOf(job.pool, drop), { arl, timeZone })
  if (verdict.does === 'open') result.open = await factsOf(verdict.drop)
  if (!alert) return result
  if (verdict.does === 'update') result.update = { alert, facts: await factsOf(verdict.drop) }
  if (verdict.does === 'close') {
    const { recovery, next } = verdict
    const summary = closingSummary(stream, alert, recovery, { timeZone, now })
    result.close = { alert, summary, recovery }
    if (next) result.open = await factsOf(next)
  }
  return result
}

function closingSummary(
  stream: TakenRatingStream,
  alert: OpenAlert,
  recovery: Recovery | null,
  { timeZone, now }: { timeZone: string; now: Date },
): string {
  if (recovery) return recoverySummary(stream.name, recovery, timeZone, now)
  if (stream.merged_into !== null) return mergedSummary(stream.name)
  return withdrawnSummary(stream.name, alert.since, timeZone, now)
}

async function textsOf(pool: Pool, drop: Drop) {
  const read = (mentions: RatedMention[]) =>
    readMentionTexts(
      pool,
      mentions.slice(-MAX_TEXTS).map((mention) => mention.mention_id),
    )
  return { before: await read(drop.before), after: await read(drop.after) }
}

/** Writes a plan; returns what was told. */
async function write(client: Client, plan: Plan, settings: AlertJobSettings): Promise<Told[]> {
  const { stream, update, close, open } = plan
  const told: Told[] = []
  const tell = async (type: AlertEventType, alert: Alert, recovery: Recovery | null) => {
    const data = alertMessage(alert, stream, settings.publicUrl, recovery)
    const event = { alert_id: alert.alert_id, type, data }
    await writeAlertEvent(client, event, settings.recipients.flatMap(targetsOf))
    told.push({ type, alert })
  }
  if (update) {
    const updated = await updateAlert(client, update.alert.alert_id, update.facts)
    const moved = Math.abs(update.facts.stars_after - update.alert.told_stars_after)
    if (updated && moved >= TOLD_STEP_STARS) await tell('alert.updated', updated, null)
  }
  if (close) {
    const closed = await closeAlert(client, close.alert.alert_id, close.summary)
    if (closed) await tell('alert.closed', closed, close.recovery)
  }
  if (open) {
    const opened = await openAlert(client, stream.product_id, open)
    if (opened) await tell('alert.opened', opened, null)
  }
  return told
}

function targetsOf({ name, webhook, email = [] }: Recipient): DeliveryTarget[] {
  const mails = email.map((target) => ({ name, transport: 'email' as const, target }))
  return webhook ? [{ name, transport: 'webhook', target: webhook }, ...mails] : mails
}
