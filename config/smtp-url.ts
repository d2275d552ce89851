import { z } from 'zod'

/** The operator's mail server, and who our messages are from. */
export interface MailSettings {
  /** `smtp://` or `smtps://` as nodemailer takes it, with user and password: belongs in no log. */
  url: string
  from: { name: string; address: string }
}

/** An SMTP_URL that can be used, for messages that say what to set. */
export const SMTP_EXAMPLE = 'smtps://user:password@mail.example.com?from=alerts@example.com'

/**
 * `SMTP_URL`: nodemailer's connection address, with a sender besides: `?from=alerts@example.com` or
 * `?from=Acme Alerts <alerts@example.com>` (`%2B` for a plus sign). Where the user name is an e-mail
 * address it is the default sender.
 */
export const smtpUrl = z.string().transform((text, context): MailSettings => {
  const url = URL.parse(text)
  const from = url && senderOf(url)
  if (url && from && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== '') {
    url.searchParams.delete('from')
    return { url: url.href, from }
  }
  context.addIssue({
    code: 'custom',
    message: `must name a mail server and a sender: ${SMTP_EXAMPLE} (in user and password # / @ % must be percent-encoded: %23 %2F %40 %25)`,
  })
  return z.NEVER
})

function senderOf(url: URL): MailSettings['from'] | null {
  const from = url.searchParams.get('from') ?? userOf(url)
  const [, name = '', inBrackets] = /^([^<>\p{Cc}]*)<([^<>]+)>$/u.exec(from.trim()) ?? []
  const address = z.email().safeParse(inBrackets ?? from.trim())
  return address.success ? { name: name.trim() || 'Earshot', address: address.data } : null
}

function userOf(url: URL): string {
  try {
    return decodeURIComponent(url.username)
  } catch {
    return '' // a % that stands for nothing
  }
}
