import type { Logger } from 'pino'
import type { MailSettings } from '../../config/smtp-url.ts'
import type { HttpClient } from '../../net/http-client.ts'
import type { Pool } from '../../schema/database.ts'
import {
  endDelivery,
  retryDelivery,
  returnDeliveries,
} from '../../schema/queries/finish-delivery.ts'
import { type TakenDelivery, takeDeliveries } from '../../schema/queries/take-deliveries.ts'
import { waitForOlderDelivery } from '../../schema/queries/wait-for-older-delivery.ts'
import { sendEmail } from '../deliver/email.ts'
import type { Outcome } from '../deliver/outcome.ts'
import { restAfterMs } from '../deliver/retry.ts'
import { sendWebhook } from '../deliver/webhook.ts'
import { measure } from '../measure.ts'

export interface DeliverJob {
  pool: Pool
  deliveryIds: number[]
  token: string
  /** EARSHOT_SECRET. */
  secret: string
  http: Pick<HttpClient, 'request'>
  /** Null: e-mail waits until a mail server is configured. */
  mail: MailSettings | null
  log: Pick<Logger, 'info' | 'warn'>
  signal?: AbortSignal
  now?: () => Date
}

/**
 * Sends leased deliveries: to different addresses at a time, to one address in order of age, the
 * newer ones waiting while an older one is retried. At least once; never lost before 2.9 days of tries.
 */
export async function runDeliverJob(job: DeliverJob): Promise<void> {
  const deliveries = await takeDeliveries(job.pool, job.deliveryIds, job.token)
  const results = await Promise.allSettled(
    byTarget(deliveries).map((group) => deliverInOrder(job, group)),
  )
  if (job.signal?.aborted) return returnDeliveries(job.pool, job.token)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

async function deliverInOrder(job: DeliverJob, deliveries: TakenDelivery[]): Promise<void> {
  for (const delivery of deliveries) {
    job.signal?.throwIfAborted()
    if (await waitForOlderDelivery(job.pool, delivery.delivery_id, job.token)) continue
    const stage = `deliver_${delivery.transport}` as const
    const outcome = await measure(
      stage,
      () => send(job, delivery),
      ({ is }) => is === 'delivered',
    )
    await note(job, delivery, outcome)
  }
}

function send(job: DeliverJob, delivery: TakenDelivery): Promise<Outcome> {
  const { secret, http, mail, signal } = job
  if (delivery.transport === 'email') return sendEmail(mail, delivery, { signal })
  return sendWebhook(http, delivery, secret, { now: job.now?.() ?? new Date(), signal })
}

async function note(job: DeliverJob, delivery: TakenDelivery, outcome: Outcome): Promise<void> {
  const { pool, token, log } = job
  const { delivery_id: id, recipient, transport, type } = delivery
  const facts = { deliveryId: id, recipient, transport, type }
  if (outcome.is === 'delivered') {
    await endDelivery(pool, id, token, { state: 'delivered' })
    return log.info(facts, 'message delivered')
  }
  const { error } = outcome
  const delayMs = outcome.is === 'retry' ? restAfterMs(delivery.attempts + 1) : null
  if (delayMs === null) {
    await endDelivery(pool, id, token, { state: 'failed', error })
    return log.warn({ ...facts, error }, 'message cannot be delivered, given up')
  }
  await retryDelivery(pool, id, token, error, delayMs)
  log.warn({ ...facts, error, delayMs }, 'message not delivered, tried again later')
}

function byTarget(deliveries: readonly TakenDelivery[]): TakenDelivery[][] {
  const groups = new Map<string, TakenDelivery[]>()
  for (const delivery of deliveries) {
    const key = `${delivery.transport} ${delivery.target}`
    const group = groups.get(key)
    if (group) group.push(delivery)
    else groups.set(key, [delivery])
  }
  return [...groups.values()]
}
