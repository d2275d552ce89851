import { Webhook } from 'standardwebhooks'
import type { HttpClient } from '../../net/http-client.ts'
import type { Outcome } from './outcome.ts'

/** One message to one address. The same delivery has the same id, time and body at every try. */
export interface WebhookMessage {
  delivery_id: number
  target: string
  type: string
  occurred_at: Date
  data: unknown
}

/** An answer's body is not needed; this much is read so that the connection can be used again. */
const ANSWER_BYTES = 65_536
const DEADLINE_MS = 15_000

/** The client errors that pass: request timeout, too early, too many requests. */
const PASSING_STATUS = new Set([408, 425, 429])

/**
 * Sends a message signed as Standard Webhooks wants it (standardwebhooks.com, spec 1.0). No redirect is
 * followed.
 * @param secret EARSHOT_SECRET; the receiver's key is `whsec_` + its base64
 * @throws the signal's reason when it was aborted
 */
export async function sendWebhook(
  http: Pick<HttpClient, 'request'>,
  message: WebhookMessage,
  secret: string,
  options: { now: Date; signal?: AbortSignal | undefined },
): Promise<Outcome> {
  const host = URL.parse(message.target)?.host ?? 'the address'
  try {
    const { status } = await http.request({
      url: message.target,
      method: 'POST',
      ...signed(message, secret, options.now),
      limits: { maxRedirects: 0, deadlineMs: DEADLINE_MS, maxBytes: ANSWER_BYTES },
      isCut: true,
      ...(options.signal && { signal: options.signal }),
    })
    return outcomeOf(status, host)
  } catch (error) {
    options.signal?.throwIfAborted()
    return { is: 'retry', error: { code: codeOf(error), message: reasonOf(error, host) } }
  }
}

/** The key that a receiver verifies with. */
export function webhookKey(secret: string): string {
  return `whsec_${Buffer.from(secret, 'utf8').toString('base64')}`
}

function signed(message: WebhookMessage, secret: string, now: Date) {
  const body = JSON.stringify({
    type: message.type,
    timestamp: message.occurred_at.toISOString(),
    data: message.data,
  })
  // Ids start again in another database: the time keeps a receiver from taking it for one it knows.
  const id = `msg_${message.delivery_id}_${message.occurred_at.getTime().toString(36)}`
  const headers = {
    accept: '*/*',
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(webhookKey(secret)).sign(id, now, body),
  }
  return { headers, body }
}

function outcomeOf(status: number, host: string): Outcome {
  if (status >= 200 && status < 300) return { is: 'delivered' }
  const code = `http_${status}`
  if (status === 410) {
    return { is: 'failed', error: { code, message: `${host} wants no more messages (410).` } }
  }
  if (status >= 400 && status < 500 && !PASSING_STATUS.has(status)) {
    return { is: 'failed', error: { code, message: `${host} refused the message (${status}).` } }
  }
  const message =
    status >= 300 && status < 400
      ? `${host} redirects (${status}), which is not followed: give the recipient's final address.`
      : `${host} answered ${status}.`
  return { is: 'retry', error: { code, message } }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'not_sent'
}

function reasonOf(error: unknown, host: string): string {
  switch (codeOf(error)) {
    case 'refused_host':
      return `${host} is not a public address: name it in EARSHOT_ALLOW_HOSTS if messages may go there.`
    case 'timeout':
      return `${host} gave no whole answer within ${DEADLINE_MS / 1000} s.`
    default:
      return `${host} cannot be reached.`
  }
}
