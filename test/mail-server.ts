import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** What an SMTP server on loopback took. */
interface Mail {
  to: string[]
  from: string
  source: string
}

export interface MailServer {
  url: string
  taken: Mail[]
  /** What it says to each RCPT TO of an address, try by try; it takes the mail after that. `null`: it hangs. */
  answers: Record<string, ([code: number, words: string] | null)[]>
  close(): Promise<void>
}

/** Starts a real SMTP server on a free port; without TLS unless asked for. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: Mail[] = []
  const answers: MailServer['answers'] = {}
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo({ address }, _session, callback) {
      const answer = answers[address]?.shift()
      if (answer === null) return
      if (answer === undefined) return callback()
      const [responseCode, words] = answer
      callback(Object.assign(new Error(words), { responseCode }))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString(),
        })
        callback()
      })
    },
    ...options,
  })
  // A client that turns away from our certificate is no error of the server.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `${options.secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    taken,
    answers,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** A message taken apart: headers by their lower-case names, unfolded; the parts decoded, by their type. */
export function readMail(source: string): {
  headers: Record<string, string>
  parts: Record<string, string>
} {
  const [headers, body] = headersAndBody(source)
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1]
  const parts: Record<string, string> = {}
  for (const piece of body.split(`--${boundary}`).slice(1, -1)) {
    const [partHeaders, text] = headersAndBody(piece.replace(/^\r\n/, ''))
    const type = (partHeaders['content-type'] ?? '').split(';')[0] ?? ''
    parts[type] = decoded(text, partHeaders['content-transfer-encoding'] ?? '7bit')
  }
  return { headers, parts }
}

function headersAndBody(text: string): [Record<string, string>, string] {
  const end = text.indexOf('\r\n\r\n')
  const lines = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  return [headers, text.slice(end + 4)]
}

function decoded(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString()
  if (encoding !== 'quoted-printable') return text
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
