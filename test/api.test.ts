import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { api } from '../console/api/api.ts'
import { atMost } from '../console/api/at-most.ts'
import { MAX_BODY_BYTES, MAX_ITEMS } from '../console/api/limits.ts'
import { openApi } from '../console/api/openapi.ts'
import { type Console, startConsole } from '../console/server.ts'
import { projectRoot } from '../schema/project-root.ts'
import { addApiKey, listApiKeys, revokeApiKey } from '../schema/queries/api-keys.ts'
import { hashApiKey, makeApiKey } from '../workers/api-key.ts'
import { processNow } from '../workers/process-now.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

const log = pino({ level: 'silent' })
let db: TestDatabase
let web: Console
let key: string
beforeAll(async () => {
  db = await createTestDatabase()
  web = await startConsole({
    pool: db.pool,
    settings: { host: '127.0.0.1', port: 0 },
    log,
    isReady: async () => ({ ready: true, checks: {} }),
  })
})
afterAll(async () => {
  await web.close()
  await db.drop()
})
beforeEach(async () => {
  await db.pool.query(
    'TRUNCATE earshot.source, earshot.product, earshot.author, earshot.api_key, earshot.api_pace CASCADE',
  )
  key = await newKey('crm')
})

async function newKey(name: string, scopes: string[] = ['mentions:write']): Promise<string> {
  const made = makeApiKey()
  await addApiKey(db.pool, { name, keyHash: hashApiKey(made), scopes })
  return made
}

interface Answer {
  status: number
  headers: Headers
  body: Record<string, unknown>
}

async function post(
  body: unknown,
  headers: Record<string, string> = {},
  path = '/api/mentions',
): Promise<Answer> {
  const response = await fetch(`${web.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}

async function all(sql: string): Promise<Record<string, unknown>[]> {
  return (await db.pool.query(sql)).rows
}

const review = (id: string, more: object = {}) => ({
  source: 'app-store',
  type: 'review',
  sourceItemId: id,
  text: `Words of ${id}.`,
  ...more,
})

test('a pushed mention becomes a row that analysts see, with all that it says', async () => {
  await db.pool.query(`INSERT INTO earshot.product (external_id, name) VALUES ('P-1', 'Halo')`)
  const answer = await post({
    ...review('r-1'),
    channel: 'marketplace',
    site: 'www.Apps.example',
    author: { name: 'Mara', handle: 'mara_k', isCompany: false },
    itemReviewed: { productId: 'P-1', variant: 'blue' },
    title: 'Good',
    publishedAt: '2026-03-04T10:15:00+01:00',
    publishedPrecision: 'second',
    language: 'en',
    rating: { ratingValue: 8, bestRating: 10, worstRating: 0, stars: 4.2 },
    aspectRatings: [{ name: 'comfort', stars: 3 }],
    recommends: true,
    verifiedPurchase: true,
    helpfulCount: 3,
    replies: [{ author: 'Support', isOfficial: true, text: 'Thanks', publishedAt: '2026-03-05' }],
    raw: {},
    provenance: {},
  })
  expect(answer).toMatchObject({ status: 202, body: { accepted: 1, unchanged: 0, errors: [] } })
  await processNow({ pool: db.pool, databaseUrl: db.url, log })
  expect(
    await all(`SELECT source.name, mention.channel, mention.site, mention.source_item_id, title, text, stars,
        aspect_ratings, recommends, is_verified_purchase, helpful_count, mention.is_company,
        to_char(replied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS replied, author.handle, product.external_id
      FROM earshot.mention JOIN earshot.source USING (source_id) JOIN earshot.author USING (author_id)
      JOIN earshot.listing USING (listing_id) JOIN earshot.product ON product.product_id = listing.product_id`),
  ).toEqual([
    {
      name: 'app-store',
      channel: 'marketplace',
      site: 'apps.example',
      source_item_id: 'r-1',
      title: 'Good',
      text: 'Words of r-1.',
      stars: 4.2,
      aspect_ratings: [{ name: 'comfort', stars: 3 }],
      recommends: true,
      is_verified_purchase: true,
      helpful_count: 3,
      is_company: false,
      replied: '2026-03-05',
      handle: 'mara_k',
      external_id: 'P-1',
    },
  ])
})

test('what a program says is our own voice is in no mean', async () => {
  await post(review('r-1', { author: { name: 'Ann', isCompany: true } }))
  await processNow({ pool: db.pool, databaseUrl: db.url, log })
  expect(await all('SELECT is_company, is_counted FROM bi.fct_mention')).toEqual([
    { is_company: true, is_counted: false },
  ])
})

test('sending an item again changes nothing; with other words it is changed', async () => {
  const first = [
    review('r-1'),
    review('r-2'),
    { source: 'app-store', type: 'post', text: 'No id.' },
  ]
  expect((await post(first)).body).toEqual({ accepted: 3, unchanged: 0, errors: [] })
  expect((await post(first)).body).toEqual({ accepted: 0, unchanged: 3, errors: [] })
  expect((await post([review('r-1', { text: 'Other.' }), review('r-2')])).body).toEqual({
    accepted: 1,
    unchanged: 1,
    errors: [],
  })
  await processNow({ pool: db.pool, databaseUrl: db.url, log })
  expect(await all('SELECT text FROM earshot.mention ORDER BY text')).toEqual([
    { text: 'No id.' },
    { text: 'Other.' },
    { text: 'Words of r-2.' },
  ])
})

test('the same items pushed at once by many are there once', async () => {
  const items = Array.from({ length: 200 }, (_, i) => review(`r-${i}`))
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(items)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202))
  const accepted = answers.reduce((sum, { body }) => sum + Number(body['accepted']), 0)
  expect(accepted).toBe(200)
  expect(await all('SELECT count(*) AS n FROM earshot.raw_item')).toEqual([{ n: 200 }])
})

test('each bad item is named with its index and reason, and the good ones are kept', async () => {
  const { status, body } = await post([
    review('r-1'),
    { source: 'app-store', type: 'opinion', text: 'x' },
    { source: 'Not Kebab', type: 'review', text: 'x' },
    { source: 'app-store', type: 'review' },
    review('r-2', { rating: { ratingValue: 7 } }),
    review('r-3', { publishedAt: 'yesterday' }),
    review('r-4', { url: 'javascript:alert(1)' }),
    review('r-5', { starz: 5 }),
    'words',
    review('r-6'),
  ])
  expect(status).toBe(202)
  expect(body).toMatchObject({ accepted: 2, unchanged: 0 })
  const errors = body['errors'] as { index: number; error: { code: string; message: string } }[]
  expect(errors.map(({ index, error }) => [index, error.code])).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].map((index) => [index, 'bad_item']),
  )
  const places = [
    'type: ',
    'source: ',
    'text: ',
    'rating.ratingValue: ',
    'publishedAt: ',
    'url: ',
    'starz',
    'item: ',
  ]
  for (const [index, place] of places.entries()) {
    expect(errors[index]?.error.message).toContain(place)
  }
})

test('nothing is taken for a source that was removed, and the others are kept', async () => {
  await post(review('r-1'))
  await db.pool.query(`UPDATE earshot.source SET state = 'removed'`)
  const { status, body } = await post([review('r-2'), { ...review('r-3'), source: 'survey' }])
  expect(status).toBe(202)
  expect(body).toMatchObject({
    accepted: 1,
    errors: [{ index: 0, error: { code: 'source_removed' } }],
  })
})

test('NDJSON is read line by line, and a line that is no JSON spoils only itself', async () => {
  const lines = [JSON.stringify(review('r-1')), '', '{"source":', JSON.stringify(review('r-2')), '']
  const { status, body } = await post(lines.join('\n'), { 'content-type': 'application/x-ndjson' })
  expect(status).toBe(202)
  expect(body).toMatchObject({ accepted: 2, errors: [{ index: 1, error: { code: 'bad_json' } }] })
})

test('a body that cannot be used is refused with a code that says why', async () => {
  const code = async (body: unknown, headers?: Record<string, string>) => {
    const answer = await post(body, headers)
    return [answer.status, (answer.body['error'] as { code: string }).code]
  }
  expect(await code('{"source": ')).toEqual([400, 'bad_json'])
  expect(await code(new Uint8Array([0x22, 0xff, 0x22]))).toEqual([400, 'not_utf8'])
  expect(await code([])).toEqual([422, 'no_items'])
  expect(await code(Array.from({ length: MAX_ITEMS + 1 }, () => 1))).toEqual([
    413,
    'too_many_items',
  ])
  expect(await code('x', { 'content-type': 'text/plain' })).toEqual([415, 'unsupported_media_type'])
  expect(await code('x', { 'content-type': 'application/json; charset=latin1' })).toEqual([
    415,
    'unsupported_media_type',
  ])
  expect(await code('x', { 'content-encoding': 'gzip' })).toEqual([415, 'unsupported_encoding'])
  expect(await all('SELECT count(*) AS n FROM earshot.raw_item')).toEqual([{ n: 0 }])
})

test('a request all of whose items are bad is 422', async () => {
  expect(await post({ source: 'x', type: 'review' })).toMatchObject({
    status: 422,
    body: { accepted: 0, unchanged: 0, errors: [{ index: 0 }] },
  })
})

test('a body that is too large is refused, whether or not it says so', async () => {
  const large = ' '.repeat(MAX_BODY_BYTES + 1)
  const said = await post(large)
  expect(said).toMatchObject({ status: 413, body: { error: { code: 'too_large' } } })
  const chunk = new Uint8Array(1 << 20).fill(0x20)
  let sent = 0
  const response = await fetch(`${web.url}/api/mentions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: new ReadableStream({
      pull(controller) {
        if (sent++ < 6) controller.enqueue(chunk)
        else controller.close()
      },
    }),
    duplex: 'half',
  } as RequestInit)
  expect(response.status).toBe(413)
})

test('without a key, with an unknown or a revoked one, nothing is told or taken', async () => {
  const bodies = [
    await post(review('r-1'), { authorization: '' }),
    await post(review('r-1'), { authorization: 'Basic eDp5' }),
    await post(review('r-1'), { authorization: `Bearer ${makeApiKey()}` }),
  ]
  await revokeApiKey(db.pool, 'crm')
  bodies.push(await post(review('r-1')))
  expect(
    bodies.map(({ status, body }) => [status, (body['error'] as { code: string }).code]),
  ).toEqual([
    [401, 'no_key'],
    [401, 'no_key'],
    [401, 'unknown_key'],
    [401, 'unknown_key'],
  ])
  expect(bodies[0]?.headers.get('www-authenticate')).toContain('Bearer')
  expect(await all('SELECT count(*) AS n FROM earshot.raw_item')).toEqual([{ n: 0 }])
})

test('a key without the scope is 403', async () => {
  key = await newKey('reader', ['mentions:read'])
  expect(await post(review('r-1'))).toMatchObject({
    status: 403,
    body: { error: { code: 'missing_scope' } },
  })
})

test('the use of a key is noted', async () => {
  expect((await listApiKeys(db.pool))[0]?.last_used_at).toBeNull()
  await post(review('r-1'))
  expect((await listApiKeys(db.pool))[0]?.last_used_at).toBeInstanceOf(Date)
})

test('a key that asks too often is told how long to wait, and others are not held up', async () => {
  const app = api({ pool: db.pool, log }, { requestsAMinute: 2 })
  const ask = (bearer: string) =>
    app.request('/mentions', {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(review('r-1')),
    })
  expect([(await ask(key)).status, (await ask(key)).status]).toEqual([202, 202])
  const refused = await ask(key)
  expect([refused.status, await refused.json()]).toMatchObject([
    429,
    { error: { code: 'too_many_requests' } },
  ])
  const wait = Number(refused.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(60)
  expect((await ask(await newKey('other'))).status).toBe(202)
})

test('every route is described, and nothing else is', async () => {
  const routes = api({ pool: db.pool, log })
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method.toLowerCase()} ${path}`)
  const described = Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  expect(new Set(routes)).toEqual(new Set(described))
  const response = await fetch(`${web.url}/api/openapi.json`)
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(openApi)))
})

test('the description and the manual name the same statuses', async () => {
  const manual = await readFile(join(projectRoot, 'docs', 'commands.md'), 'utf8')
  const rows = manual.match(/^\| [\d, ]+ \|/gm) ?? []
  const named = rows.flatMap((row) => row.match(/\d+/g) ?? [])
  const described = Object.keys(openApi.paths['/mentions'].post.responses)
  // What is not there at all has no path that could be described.
  expect(named.filter((status) => status !== '404')).toEqual(described)
})

test('the description allows both bodies of 422, and no more items than are taken', async () => {
  const { requestBody, responses } = openApi.paths['/mentions'].post
  const kinds = responses['422'].content['application/json'].schema
  expect(kinds).toMatchObject({
    oneOf: [{ $ref: '#/components/schemas/Pushed' }, { required: ['error'] }],
  })
  expect(requestBody.content['application/json'].schema.oneOf).toContainEqual(
    expect.objectContaining({ type: 'array', maxItems: MAX_ITEMS }),
  )
})

test('the description names every field that a mention may have', () => {
  const schema = openApi.components.schemas.PushedMention
  expect(schema.required).toEqual(['source', 'type'])
  expect(Object.keys(schema.properties ?? {})).toEqual(
    expect.arrayContaining(['sourceItemId', 'itemReviewed', 'publishedAt', 'rating', 'orderId']),
  )
})

test('what is not there is JSON too', async () => {
  expect(await post({}, {}, '/api/nothing')).toMatchObject({
    status: 404,
    body: { error: { code: 'not_found' } },
  })
})

test('pushing wakes the dispatcher, and pushing nothing new does not', async () => {
  const client = await db.pool.connect()
  try {
    const heard: string[] = []
    client.on('notification', ({ channel, payload }) => heard.push(`${channel} ${payload}`))
    await client.query('LISTEN earshot_due')
    await post(review('r-1'))
    await post(review('r-1'))
    await client.query('SELECT 1')
    expect(heard).toEqual(['earshot_due raw_item'])
  } finally {
    client.release(true)
  }
})

test('only so many bodies are worked on at a time, in the order in which they came', async () => {
  const gate = atMost(2)
  let running = 0
  let most = 0
  const done: number[] = []
  await Promise.allSettled(
    [0, 1, 2, 3, 4].map((n) =>
      gate(async () => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 5))
        running--
        done.push(n)
        if (n === 1) throw new Error('it fails, and makes room')
      }),
    ),
  )
  expect(most).toBe(2)
  expect(done).toEqual([0, 1, 2, 3, 4])
})

test('thousands of mentions are all there once although every request is sent twice', async () => {
  const requests = Array.from({ length: 10 }, (_, r) =>
    Array.from({ length: 300 }, (_, i) => review(`load-${r}-${i}`)),
  )
  const answers = await Promise.all([...requests, ...requests].map((items) => post(items)))
  expect(answers.every(({ status }) => status === 202)).toBe(true)
  await processNow({ pool: db.pool, databaseUrl: db.url, log })
  expect(
    await all(
      'SELECT count(*) AS n, count(DISTINCT source_item_id) AS ids FROM bi.fct_mention JOIN earshot.mention USING (mention_id)',
    ),
  ).toEqual([{ n: 3000, ids: 3000 }])
})
