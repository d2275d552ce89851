import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openGuard } from '../net/guard.ts'
import { type HttpClient, openHttpClient } from '../net/http-client.ts'
import { writeAlertEvent } from '../schema/queries/write-alert-event.ts'
import { restAfterMs } from '../workers/deliver/retry.ts'
import { webhookKey } from '../workers/deliver/webhook.ts'
import { runDeliverJob } from '../workers/jobs/deliver.ts'
import { listenToTimes, type StageTime } from '../workers/measure.ts'
import { addProduct, lease } from './alert-tables.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

const SECRET = 'a secret with ünicode'
const log = pino({ level: 'silent' })

interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

let database: TestDatabase
let server: Server
let origin: string
let http: HttpClient
let alertId: number
let received: Received[] = []
/** What the receiver answers on each path, try by try; 204 after that. */
let answers: Record<string, number[]> = {}

beforeAll(async () => {
  database = await createTestDatabase()
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      const body = Buffer.concat(chunks).toString()
      received.push({ path, headers: request.headers, body })
      const status = answers[path]?.shift() ?? 204
      if (status === 0) request.socket.destroy()
      else
        response
          .writeHead(status, status >= 300 && status < 400 ? { location: '/moved' } : {})
          .end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  http = openHttpClient({ guard: openGuard(['127.0.0.1']), userAgent: 'Earshot/test' })
})
afterAll(async () => {
  await http.close()
  server.close()
  await database.drop()
})

beforeEach(async () => {
  received = []
  answers = {}
  const productId = await addProduct(database.pool, 'Aurora Buds')
  const { rows } = await database.pool.query(
    `INSERT INTO earshot.alert (kind, product_id, state, opened_at, since, stars_before, stars_after, change,
       ratings_before, ratings_after, confidence, summary, detector_version)
     VALUES ('rating_drop', $1, 'open', now(), now(), 4.5, 2.8, -1.7, 140, 50, 0.99, 'It fell', 'test')
     RETURNING alert_id`,
    [productId],
  )
  alertId = rows[0].alert_id
})

/** An event told to these paths of the receiver; the ids of its deliveries. */
async function tell(summary: string, paths: string[]): Promise<number[]> {
  const before = await highestId()
  await writeAlertEvent(
    database.pool,
    { alert_id: alertId, type: 'alert.opened', data: { summary } },
    paths.map((path) => ({ name: path, transport: 'webhook', target: `${origin}${path}` })),
  )
  const { rows } = await database.pool.query(
    'SELECT delivery_id FROM earshot.delivery WHERE delivery_id > $1 ORDER BY delivery_id',
    [before],
  )
  return rows.map((row) => row.delivery_id)
}

async function highestId(): Promise<number> {
  const { rows } = await database.pool.query(
    'SELECT coalesce(max(delivery_id), 0) AS id FROM earshot.delivery',
  )
  return rows[0].id
}

async function deliver(deliveryIds: number[], signal?: AbortSignal): Promise<void> {
  const { pool } = database
  const token = await lease(pool, 'delivery', deliveryIds)
  const job = { pool, deliveryIds, token, secret: SECRET, http, mail: null, log }
  await runDeliverJob(signal ? { ...job, signal } : job)
}

async function stateOf(deliveryId: number | undefined) {
  const { rows } = await database.pool.query(
    `SELECT state, attempts, last_error, delivered_at, lease_token,
       extract(epoch FROM available_at - now())::float8 AS rest_seconds
     FROM earshot.delivery WHERE delivery_id = $1`,
    [deliveryId],
  )
  return rows[0]
}

function said(one: Received | undefined): string {
  return JSON.parse(one?.body ?? '{}').data?.summary
}

describe('the deliver job', () => {
  test('sends a message that its receiver can verify', async () => {
    const ids = await tell('It fell', ['/verify'])
    await deliver(ids)
    const [message] = received
    const verified = new Webhook(webhookKey(SECRET)).verify(
      message?.body ?? '',
      Object.fromEntries(
        Object.entries(message?.headers ?? {}).map(([name, value]) => [name, String(value)]),
      ),
    )
    expect(verified).toEqual({
      type: 'alert.opened',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      data: { summary: 'It fell' },
    })
    expect(message?.headers['content-type']).toBe('application/json')
    expect(await stateOf(ids[0])).toMatchObject({
      state: 'delivered',
      attempts: 1,
      lease_token: null,
    })
  })

  test('times a message that was not taken as failed', async () => {
    answers['/away'] = [503]
    const heard: StageTime[] = []
    const stop = listenToTimes((time) => heard.push(time))
    const ids = await tell('It fell', ['/away'])
    await deliver(ids)
    await deliver(ids)
    stop()
    expect(heard.map(({ stage, isDone }) => [stage, isDone])).toEqual([
      ['deliver_webhook', false],
      ['deliver_webhook', true],
    ])
  })

  test('keeps the moment in which a message was given up', async () => {
    answers['/never'] = [410]
    const [id] = await tell('It fell', ['/never'])
    await database.pool.query(
      "UPDATE earshot.delivery SET available_at = now() - interval '9 days' WHERE delivery_id = $1",
      [id],
    )
    await deliver([id ?? 0])
    const { state, rest_seconds } = await stateOf(id)
    expect(state).toBe('failed')
    expect(rest_seconds).toBeGreaterThan(-60)
  })

  test('has a signature that another secret does not verify', async () => {
    await deliver(await tell('It fell', ['/forged']))
    const headers = received[0]?.headers as Record<string, string>
    const other = new Webhook(webhookKey('another secret'))
    expect(() => other.verify(received[0]?.body ?? '', headers)).toThrow(/signature/)
  })

  test('tries again until it is accepted, with the same id and body', async () => {
    answers['/twice'] = [500, 0]
    const ids = await tell('It fell', ['/twice'])
    await deliver(ids)
    expect(await stateOf(ids[0])).toMatchObject({ state: 'due', attempts: 1, lease_token: null })
    expect((await stateOf(ids[0])).rest_seconds).toBeGreaterThan(3)
    expect((await stateOf(ids[0])).rest_seconds).toBeLessThan(5.1)
    await deliver(ids)
    expect((await stateOf(ids[0])).last_error.code).toBe('unreachable')
    expect((await stateOf(ids[0])).rest_seconds).toBeGreaterThan(25)
    await deliver(ids)
    expect(await stateOf(ids[0])).toMatchObject({ state: 'delivered', attempts: 3 })
    expect(received).toHaveLength(3)
    expect(new Set(received.map((one) => one.headers['webhook-id'])).size).toBe(1)
    expect(new Set(received.map((one) => one.body)).size).toBe(1)
  })

  test('sends nothing twice when it runs again', async () => {
    const ids = await tell('It fell', ['/again'])
    await deliver(ids)
    await deliver(ids)
    expect(received).toHaveLength(1)
  })

  test('sends nothing under a lease that was lost', async () => {
    const ids = await tell('It fell', ['/lost'])
    const { pool } = database
    const token = await lease(pool, 'delivery', ids)
    await lease(pool, 'delivery', ids)
    await runDeliverJob({ pool, deliveryIds: ids, token, secret: SECRET, http, mail: null, log })
    expect(received).toEqual([])
  })

  test('sends to one address in order of age, and holds newer ones back while an older one is retried', async () => {
    answers['/order'] = [503]
    const [first] = await tell('first', ['/order'])
    const [second] = await tell('second', ['/order'])
    const ids = [second ?? 0, first ?? 0]
    await deliver(ids)
    expect(received.map(said)).toEqual(['first'])
    expect(await stateOf(second)).toMatchObject({ state: 'due', attempts: 0, lease_token: null })
    await deliver([second ?? 0])
    expect(received).toHaveLength(1)
    await deliver([first ?? 0])
    expect((await stateOf(second)).rest_seconds).toBeLessThanOrEqual(0)
    await deliver([second ?? 0])
    expect(received.map(said)).toEqual(['first', 'first', 'second'])
  })

  test('does not let one address hold up another', async () => {
    answers['/slow'] = [500]
    const ids = [
      ...(await tell('one', ['/slow', '/quick'])),
      ...(await tell('two', ['/slow', '/quick'])),
    ]
    await deliver(ids)
    const quick = received.filter((one) => one.path === '/quick')
    expect(quick.map(said)).toEqual(['one', 'two'])
  })

  test.each([400, 404, 410])(
    'gives up for good on %i, and lets the next one go',
    async (status) => {
      answers[`/gone-${status}`] = [status]
      const [first] = await tell('first', [`/gone-${status}`])
      const [second] = await tell('second', [`/gone-${status}`])
      await deliver([first ?? 0, second ?? 0])
      expect(await stateOf(first)).toMatchObject({
        state: 'failed',
        attempts: 1,
        last_error: { code: `http_${status}`, message: expect.stringContaining('127.0.0.1') },
      })
      expect(await stateOf(second)).toMatchObject({ state: 'delivered' })
    },
  )

  test.each([408, 425, 429, 500, 503])('tries again after %i', async (status) => {
    answers[`/later-${status}`] = [status]
    const [id] = await tell('later', [`/later-${status}`])
    await deliver([id ?? 0])
    expect(await stateOf(id)).toMatchObject({
      state: 'due',
      last_error: { code: `http_${status}` },
    })
  })

  test('follows no redirect', async () => {
    answers['/redirect'] = [302]
    const [id] = await tell('moved', ['/redirect'])
    await deliver([id ?? 0])
    expect(received.map((one) => one.path)).toEqual(['/redirect'])
    expect((await stateOf(id)).last_error).toMatchObject({ code: 'http_302' })
  })

  test('goes to no private address that is not allowed', async () => {
    const [id] = await tell('private', ['/private'])
    const { pool } = database
    const token = await lease(pool, 'delivery', [id ?? 0])
    const guarded = openHttpClient({ guard: openGuard([]), userAgent: 'Earshot/test' })
    const job = { pool, deliveryIds: [id ?? 0], token, secret: SECRET, mail: null, log }
    await runDeliverJob({ ...job, http: guarded })
    await guarded.close()
    expect(received).toEqual([])
    expect((await stateOf(id)).last_error).toMatchObject({
      code: 'refused_host',
      message: expect.stringContaining('EARSHOT_ALLOW_HOSTS'),
    })
  })

  test('keeps the address, which may hold a secret, out of its errors', async () => {
    answers['/T0/B0/verysecret'] = [0]
    const [id] = await tell('secret', ['/T0/B0/verysecret'])
    await deliver([id ?? 0])
    const { last_error } = await stateOf(id)
    expect(last_error.code).toBe('unreachable')
    expect(JSON.stringify(last_error)).not.toContain('verysecret')
  })

  test('gives its rows back untried when the process stops', async () => {
    const ids = await tell('stopping', ['/stopping'])
    await deliver(ids, AbortSignal.abort())
    expect(received).toEqual([])
    expect(await stateOf(ids[0])).toMatchObject({ state: 'due', attempts: 0, lease_token: null })
  })

  test('gives up after about three days of tries', async () => {
    const rests = Array.from({ length: 10 }, (_, tries) => restAfterMs(tries + 1) ?? 0)
    expect(rests.every((rest, index) => rest >= (rests[index - 1] ?? 0) && rest > 0)).toBe(true)
    const days = rests.reduce((sum, rest) => sum + rest, 0) / 86_400_000
    expect(days).toBeGreaterThan(2.5)
    expect(days).toBeLessThan(3)
    expect(restAfterMs(11)).toBeNull()
    answers['/never'] = [500]
    const [id] = await tell('never', ['/never'])
    await database.pool.query('UPDATE earshot.delivery SET attempts = 10 WHERE delivery_id = $1', [
      id,
    ])
    await deliver([id ?? 0])
    expect(await stateOf(id)).toMatchObject({ state: 'failed', last_error: { code: 'http_500' } })
  })
})
