import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MailSettings } from '../config/smtp-url.ts'
import type { AlertEventType } from '../schema/alert.ts'
import { writeAlertEvent } from '../schema/queries/write-alert-event.ts'
import { type EmailMessage, sendEmail } from '../workers/deliver/email.ts'
import { runDeliverJob } from '../workers/jobs/deliver.ts'
import { DROP_MESSAGE } from './alert-message.ts'
import { addProduct, lease } from './alert-tables.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { type MailServer, readMail, startMailServer } from './mail-server.ts'

const log = pino({ level: 'silent' })
const from = { name: 'Acme Alerts', address: 'alerts@acme.example' }

let database: TestDatabase
let server: MailServer
let alertId: number
beforeAll(async () => {
  database = await createTestDatabase()
  server = await startMailServer()
})
afterAll(async () => {
  await server.close()
  await database.drop()
})
beforeEach(async () => {
  server.taken.length = 0
  const { rows } = await database.pool.query(
    `INSERT INTO earshot.alert (kind, product_id, state, opened_at, since, stars_before, stars_after, change,
       ratings_before, ratings_after, confidence, summary, detector_version)
     VALUES ('rating_drop', $1, 'open', now(), now(), 4.5, 2.8, -1.7, 140, 50, 0.99, 'It fell', 'test')
     RETURNING alert_id`,
    [await addProduct(database.pool, 'Aurora Buds')],
  )
  alertId = rows[0].alert_id
})

/** An event told to these addresses; the ids of its deliveries. */
async function tell(addresses: string[], type: AlertEventType = 'alert.opened'): Promise<number[]> {
  const targets = addresses.map((target) => ({
    name: 'team',
    transport: 'email' as const,
    target,
  }))
  await writeAlertEvent(database.pool, { alert_id: alertId, type, data: DROP_MESSAGE }, targets)
  const { rows } = await database.pool.query(
    `SELECT delivery_id FROM earshot.delivery
     WHERE event_id = (SELECT max(event_id) FROM earshot.alert_event) ORDER BY delivery_id`,
  )
  return rows.map((row) => row.delivery_id)
}

async function deliver(
  deliveryIds: number[],
  mail: MailSettings | null = { url: server.url, from },
): Promise<void> {
  const { pool } = database
  const token = await lease(pool, 'delivery', deliveryIds)
  const http = { request: () => Promise.reject(new Error('no webhook is sent here')) }
  await runDeliverJob({ pool, deliveryIds, token, secret: 'unused', http, mail, log })
}

async function stateOf(deliveryId: number | undefined) {
  const { rows } = await database.pool.query(
    `SELECT state, attempts, last_error, lease_token,
       extract(epoch FROM available_at - now())::float8 AS rest_seconds
     FROM earshot.delivery WHERE delivery_id = $1`,
    [deliveryId],
  )
  return rows[0]
}

const headersOf = (index: number) => readMail(server.taken[index]?.source ?? '').headers

describe('the deliver job, by e-mail', () => {
  test('hands a message in text and HTML to the mail server', async () => {
    const [id] = await tell(['team@acme.example'])
    await deliver([id ?? 0])
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', attempts: 1, lease_token: null })
    expect(server.taken).toHaveLength(1)
    expect(server.taken[0]).toMatchObject({ from: from.address, to: ['team@acme.example'] })
    const { headers, parts } = readMail(server.taken[0]?.source ?? '')
    expect(headers).toMatchObject({
      subject: 'Rating drop: Aurora Buds fell from 4.5 to 2.8',
      from: 'Acme Alerts <alerts@acme.example>',
      to: 'team@acme.example',
      'auto-submitted': 'auto-generated',
    })
    expect(Object.keys(parts)).toEqual(['text/plain', 'text/html'])
    expect(parts['text/plain']).toContain('Nach drei Wochen lädt nichts mehr.')
    expect(parts['text/html']).toContain('Dead &lt;after&gt; a month &amp; gone')
  })

  test('sends each address a message of its own', async () => {
    await deliver(await tell(['one@acme.example', 'two@acme.example']))
    expect(server.taken.map(({ to }) => to).sort()).toEqual([
      ['one@acme.example'],
      ['two@acme.example'],
    ])
  })

  test('tries again after 451, with the same id, and the server takes it', async () => {
    const address = 'greylisted@acme.example'
    server.answers[address] = [[451, '4.7.1 Greylisted, come back later']]
    const [id] = await tell([address])
    await deliver([id ?? 0])
    const { last_error, rest_seconds, ...state } = await stateOf(id)
    expect(state).toMatchObject({ state: 'due', attempts: 1, lease_token: null })
    expect(last_error.code).toBe('smtp_451')
    expect(last_error.message).toContain('4.7.1 Greylisted, come back later')
    expect(rest_seconds).toBeGreaterThan(3)
    await deliver([id ?? 0])
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', attempts: 2 })
    expect(server.taken).toHaveLength(1)
  })

  test('gives up on 550 with the words of the server, without the address', async () => {
    const address = 'gone@acme.example'
    server.answers[address] = [[550, `5.1.1 <${address}> User unknown`]]
    const [id] = await tell([address])
    await deliver([id ?? 0])
    const { state, attempts, last_error } = await stateOf(id)
    expect({ state, attempts }).toEqual({ state: 'failed', attempts: 1 })
    expect(last_error.code).toBe('smtp_550')
    expect(last_error.message).toContain('5.1.1 <the recipient> User unknown')
    expect(last_error.message).not.toContain(address)
  })

  test('keeps no address that the server says in another case', async () => {
    const address = 'Jane.Doe@acme.example'
    server.answers[address] = [[550, '5.1.1 <jane.doe@ACME.example> User unknown']]
    const [id] = await tell([address])
    await deliver([id ?? 0])
    const { last_error } = await stateOf(id)
    expect(last_error.message).toContain('5.1.1 <the recipient> User unknown')
  })

  test('lets one address wait for no other', async () => {
    server.answers['full@acme.example'] = [[452, '4.2.2 Mailbox full']]
    const ids = await tell(['full@acme.example', 'free@acme.example'])
    await deliver(ids)
    expect(server.taken.map(({ to }) => to)).toEqual([['free@acme.example']])
  })

  test('holds a newer message back while an older one to the same address is retried', async () => {
    const address = 'order@acme.example'
    server.answers[address] = [[451, 'later']]
    const [first] = await tell([address])
    const [second] = await tell([address], 'alert.updated')
    await deliver([first ?? 0, second ?? 0])
    expect(server.taken).toHaveLength(0)
    expect(await stateOf(second)).toMatchObject({ state: 'due', attempts: 0 })
    await deliver([first ?? 0, second ?? 0])
    expect([headersOf(0)['subject'], headersOf(1)['subject']]).toEqual([
      'Rating drop: Aurora Buds fell from 4.5 to 2.8',
      'Rating drop, update: Aurora Buds fell from 4.5 to 2.8',
    ])
  })

  test('makes the messages of one alert a thread, each with an id of its own', async () => {
    for (const type of ['alert.opened', 'alert.updated', 'alert.closed'] as const) {
      await deliver(await tell(['thread@acme.example'], type))
    }
    const headers = [headersOf(0), headersOf(1), headersOf(2)]
    expect(new Set(headers.map((one) => one['references'])).size).toBe(1)
    expect(headers[0]?.['references']).toMatch(/^<alert-\d+-[0-9a-z]+@acme\.example>$/)
    expect(new Set(headers.map((one) => one['message-id'])).size).toBe(3)
  })

  test('keeps a message until there is a mail server, and says what to set', async () => {
    const [id] = await tell(['early@acme.example'])
    await deliver([id ?? 0], null)
    expect(await stateOf(id)).toMatchObject({
      state: 'due',
      last_error: { code: 'no_smtp', message: expect.stringContaining('SMTP_URL=') },
    })
    await deliver([id ?? 0])
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' })
  })
})

describe('sending an e-mail', () => {
  const message: EmailMessage = {
    delivery_id: 5,
    target: 'team@acme.example',
    type: 'alert.opened',
    occurred_at: new Date('2026-05-20T10:00:00Z'),
    data: DROP_MESSAGE,
    alert_id: 7,
    alert_opened_at: new Date('2026-05-20T10:00:00Z'),
  }
  const send = (url: string, options: { signal?: AbortSignal } = {}) =>
    sendEmail({ url, from }, message, { silenceMs: 300, ...options })

  /** A server that does with each connection what it is told. */
  async function rawServer(handle: (socket: Socket) => void): Promise<[Server, string]> {
    const raw = createServer((socket) => {
      socket.on('error', () => {})
      handle(socket)
    })
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve))
    return [raw, `smtp://127.0.0.1:${(raw.address() as AddressInfo).port}`]
  }

  test('has the same id and date at every try', async () => {
    await send(server.url)
    await send(server.url)
    const [first, second] = [headersOf(0), headersOf(1)]
    expect(first['message-id']).toMatch(/^<delivery-5-[0-9a-z]+@acme\.example>$/)
    expect(second['message-id']).toBe(first['message-id'])
    expect(second['date']).toBe(first['date'])
  })

  test('is tried again where the server hangs after its greeting', async () => {
    server.answers[message.target] = [null]
    expect(await send(server.url)).toMatchObject({ is: 'retry', error: { code: 'timeout' } })
  })

  test('is tried again where the server never greets', async () => {
    const [raw, url] = await rawServer(() => {})
    expect(await send(url)).toMatchObject({ is: 'retry', error: { code: 'timeout' } })
    raw.close()
  })

  test('is tried again where the server closes in the middle', async () => {
    const [raw, url] = await rawServer((socket) => {
      socket.write('220 mail.example\r\n')
      socket.once('data', () => socket.destroy())
    })
    expect(await send(url)).toMatchObject({ is: 'retry', error: { code: 'unreachable' } })
    raw.close()
  })

  test('is tried again where nothing listens', async () => {
    const [raw, url] = await rawServer(() => {})
    await new Promise((resolve) => raw.close(resolve))
    expect(await send(url)).toMatchObject({ is: 'retry', error: { code: 'unreachable' } })
  })

  test('ends at once when the process stops', async () => {
    server.answers[message.target] = [null]
    const stop = new AbortController()
    const sent = sendEmail({ url: server.url, from }, message, { signal: stop.signal })
    setTimeout(() => stop.abort(), 100)
    await expect(sent).rejects.toThrow()
  })

  test('gives a password to no server without TLS, unless SMTP_URL says so', async () => {
    const passwords: unknown[] = []
    const plain = await startMailServer({
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, callback) {
        passwords.push(password)
        callback(null, { user: username })
      },
    })
    const url = plain.url.replace('//', '//me:secret@')
    expect(await send(url)).toMatchObject({ is: 'retry', error: { code: 'no_tls' } })
    expect(passwords).toEqual([])
    expect(await send(`${url}?requireTLS=false`)).toEqual({ is: 'delivered' })
    expect(passwords).toEqual(['secret'])
    await plain.close()
  })

  test('is tried again, with a hint, where user or password are wrong', async () => {
    const strict = await startMailServer({
      allowInsecureAuth: true,
      onAuth: (_auth, _session, callback) => callback(new Error('Invalid credentials')),
    })
    const url = `${strict.url.replace('//', '//me:wrong@')}?requireTLS=false`
    const outcome = await send(url)
    expect(outcome).toMatchObject({
      is: 'retry',
      error: { code: 'smtp_535', message: expect.stringContaining('password in SMTP_URL') },
    })
    expect(JSON.stringify(outcome)).not.toContain('wrong')
    await strict.close()
  })

  test('goes over TLS only to a server whose certificate is trusted', async () => {
    const secure = await startMailServer({ secure: true })
    expect(await send(secure.url)).toMatchObject({ is: 'retry' })
    expect(secure.taken).toEqual([])
    expect(await send(`${secure.url}?tls.rejectUnauthorized=false`)).toEqual({ is: 'delivered' })
    await secure.close()
  })
})
