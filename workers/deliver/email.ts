import { createTransport } from 'nodemailer'
import { type MailSettings, SMTP_EXAMPLE } from '../../config/smtp-url.ts'
import type { AlertEventType } from '../../schema/alert.ts'
import type { AlertMessage } from '../alert/alert-message.ts'
import { alertEmail } from './alert-email.ts'
import type { Outcome } from './outcome.ts'
import { transportOptions } from './transport-options.ts'

/** One message to one address. The same delivery has the same id, date and words at every try. */
export interface EmailMessage {
  delivery_id: number
  target: string
  type: AlertEventType
  occurred_at: Date
  /** An AlertMessage, as the alert job wrote it. */
  data: unknown
  alert_id: number
  alert_opened_at: Date
}

/** A server that says nothing for so long is hung. */
const SILENCE_MS = 15_000
/** For a whole message, however slowly the server answers. Well within a lease. */
const DEADLINE_MS = 45_000
const MAX_WORDS = 500

const NO_SERVER: Outcome = {
  is: 'retry',
  error: {
    code: 'no_smtp',
    message: `There is no mail server: set SMTP_URL=${SMTP_EXAMPLE} and start again.`,
  },
}

/**
 * Sends a message as e-mail (HTML and text) to the operator's mail server, over TLS as SMTP_URL says. The
 * server is the operator's own choice, so the SSRF guard has no say in it.
 * @param mail null: no server is configured, and the message waits for one
 * @returns `failed` where the server refused sender, recipient or message for good (5xx)
 * @throws the signal's reason when it was aborted
 */
export async function sendEmail(
  mail: MailSettings | null,
  message: EmailMessage,
  options: { signal?: AbortSignal | undefined; silenceMs?: number } = {},
): Promise<Outcome> {
  if (mail === null) return NO_SERVER
  const { signal, silenceMs = SILENCE_MS } = options
  const deadline = AbortSignal.timeout(DEADLINE_MS)
  const transport = createTransport(transportOptions(mail.url, silenceMs))
  try {
    await transport.sendMail({
      ...(await mailOf(mail, message)),
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    })
    return { is: 'delivered' }
  } catch (error) {
    signal?.throwIfAborted()
    return outcomeOf(error as SmtpError, new URL(mail.url).host, message.target)
  } finally {
    transport.close()
  }
}

async function mailOf(mail: MailSettings, message: EmailMessage) {
  const domain = mail.from.address.split('@').at(-1)
  // Ids start again in another database: the time tells them apart.
  const idOf = (kind: string, id: number, at: Date) =>
    `<${kind}-${id}-${at.getTime().toString(36)}@${domain}>`
  // No message has this id: those of one alert refer to it, which makes them one thread in any order.
  const thread = idOf('alert', message.alert_id, message.alert_opened_at)
  return {
    from: mail.from,
    to: { name: '', address: message.target },
    ...(await alertEmail(message.type, message.data as AlertMessage)),
    messageId: idOf('delivery', message.delivery_id, message.occurred_at),
    inReplyTo: thread,
    references: [thread],
    date: message.occurred_at,
    // RFC 3834: no out-of-office note answers it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    xMailer: false as const,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

interface SmtpError extends Error {
  code?: string
  command?: string
  response?: string
  responseCode?: number
}

/** The commands that are about this message; a refusal of others is about the server or its settings. */
const ABOUT_MESSAGE = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])

function outcomeOf(error: SmtpError, host: string, target: string): Outcome {
  const { responseCode: status, command = '' } = error
  const code = codeOf(error)
  if (!status || code === 'no_tls') {
    return { is: 'retry', error: { code, message: reasonOf(error, host) } }
  }
  const words = wordsOf(error.response ?? '', target)
  const isFinal = status >= 500 && ABOUT_MESSAGE.has(command)
  const hint = error.code === 'EAUTH' ? ' Check user and password in SMTP_URL.' : ''
  const message = `${host} ${isFinal ? 'refused the message' : 'did not take the message'}: ${words}${hint}`
  return { is: isFinal ? 'failed' : 'retry', error: { code: `smtp_${status}`, message } }
}

/** What the server said, in one line, without the address that it was said of, in whatever case. */
function wordsOf(response: string, target: string): string {
  const address = new RegExp(target.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi')
  return oneLine(response.replace(address, 'the recipient'))
}

function codeOf({ code, name }: SmtpError): string {
  if (code === 'ETIMEDOUT' || code === 'EABORT' || name === 'AbortError') return 'timeout'
  if (code === 'ETLS' || code === 'EREQUIRETLS') return 'no_tls'
  if (['EDNS', 'ECONNECTION', 'ESOCKET', 'ECONNREFUSED', 'ECONNRESET'].includes(code ?? '')) {
    return 'unreachable'
  }
  return 'not_sent'
}

function reasonOf(error: SmtpError, host: string): string {
  switch (codeOf(error)) {
    case 'timeout':
      return `${host} did not answer in time.`
    case 'no_tls':
      return `${host} offers no TLS that can be trusted (${oneLine(error.message)}), and a password goes over no other line: docs/operations.md, E-mail, says what SMTP_URL may say.`
    case 'unreachable':
      return `${host} cannot be reached, or closed the connection: ${oneLine(error.message)}`
    default:
      return `The message was not sent through ${host}: ${oneLine(error.message)}`
  }
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_WORDS)
}
