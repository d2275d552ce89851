import { createTransport } from 'nodemailer'
import { SMTP_EXAMPLE } from '../../config/smtp-url.ts'
import { isLoopback } from '../../net/loopback.ts'
import { transportOptions } from '../deliver/transport-options.ts'
import { type Check, ok, problem, warning } from './run-checks.ts'

const ANSWER_LIMIT_MS = 5_000

/**
 * Whether the mail server answers EHLO, and takes our login where SMTP_URL has one, and whether the links in
 * e-mails lead anywhere. Nothing is sent.
 * @param options `url`: SMTP_URL, null where none is set; `publicUrl`: what links begin with; `readWanted`:
 *   how many addresses want e-mail, null where the database does not tell
 */
export function smtpCheck(options: {
  url: string | null
  publicUrl: string
  readWanted: () => Promise<number | null>
}): Check {
  const { url, publicUrl, readWanted } = options
  return {
    name: 'smtp',
    async look() {
      const wanted = await readWanted()
      if (url === null) return [missingFinding(wanted)]
      return [await serverFinding(url), ...(wanted ? linkFindings(publicUrl) : [])]
    },
  }
}

type SmtpFinding = ReturnType<typeof problem>

function missingFinding(wanted: number | null): SmtpFinding {
  if (wanted === null) return ok('SMTP_URL is not set: no e-mail is sent.')
  if (wanted === 0) return ok('SMTP_URL is not set, and no recipient wants e-mail.')
  return warning(
    `SMTP_URL is not set, and ${wanted} e-mail ${wanted === 1 ? 'address is' : 'addresses are'} to be told of alerts.`,
    `Set SMTP_URL, like ${SMTP_EXAMPLE}`,
  )
}

async function serverFinding(url: string): Promise<SmtpFinding> {
  const { host } = new URL(url)
  const transport = createTransport(transportOptions(url, ANSWER_LIMIT_MS))
  try {
    await transport.verify()
    return ok(`The mail server ${host} answers.`)
  } catch (error) {
    return smtpProblem(host, error as Error & { code?: string })
  } finally {
    transport.close()
  }
}

function linkFindings(publicUrl: string): SmtpFinding[] {
  const host = URL.parse(publicUrl)?.hostname
  if (host && !isLoopback(host)) return []
  return [
    warning(
      `The links in e-mails begin with ${publicUrl}: they open on this machine only, or through a tunnel to it.`,
      'Where readers reach the console by another address (a proxy of yours), set EARSHOT_PUBLIC_URL to it.',
    ),
  ]
}

function smtpProblem(host: string, error: Error & { code?: string }): SmtpFinding {
  if (error.code === 'EAUTH') {
    return problem(
      `The mail server ${host} refuses our login: ${error.message}`,
      'Check user and password in SMTP_URL; # / @ % in them must be percent-encoded.',
    )
  }
  if (error.code === 'ETLS') {
    return problem(
      `The mail server ${host} offers no TLS that can be trusted, and a password goes over no other line: ${error.message}`,
      'Use a port with TLS (smtps://, mostly 465). Where the line itself is safe, SMTP_URL may say requireTLS=false.',
    )
  }
  return problem(
    `The mail server ${host} cannot be used: ${error.message}`,
    'Check SMTP_URL: host, port, and smtps:// (TLS from the start, mostly port 465) or smtp://. A certificate of your own is trusted by NODE_EXTRA_CA_CERTS.',
  )
}
