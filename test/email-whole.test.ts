import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeSetting } from '../schema/queries/settings.ts'
import { FALLEN, HEALTHY, ratingsOf } from './alert-ratings.ts'
import { addProduct, addRatings } from './alert-tables.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { startEarshot } from './earshot-process.ts'
import { type MailServer, readMail, startMailServer } from './mail-server.ts'

let database: TestDatabase
let server: MailServer
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  server = await startMailServer()
  folder = await mkdtemp(join(tmpdir(), 'earshot-mail-'))
})
afterAll(async () => {
  await server.close()
  await database.drop()
  await rm(folder, { recursive: true })
})

const spread = (stars: readonly number[], oldestDays: number, newestDays: number) =>
  stars.map((value, index) => ({
    stars: value,
    ageDays: oldestDays - (index * (oldestDays - newestDays)) / stars.length,
    text: value <= 2 ? 'It stopped charging.' : 'Great sound.',
  }))

test('a rating that drops reaches the inbox of who is named in the settings', async () => {
  const env = {
    DATABASE_URL: database.url,
    EARSHOT_SECRET: 'a secret of sixteen',
    EARSHOT_PUBLIC_URL: 'https://earshot.acme.example',
    SMTP_URL: `${server.url}?from=Acme Alerts <alerts@acme.example>`,
  }
  const { pool } = database
  await startEarshot(['migrate'], { folder, env }).exit
  await writeSetting(pool, 'company', { name: 'Acme' })
  await writeSetting(pool, 'alerts', { rating_drop: { to: ['team'] } })
  await writeSetting(pool, 'recipients', { team: { email: ['team@acme.example'] } })
  const productId = await addProduct(pool, 'Aurora Buds')
  const before = spread(ratingsOf(HEALTHY, 140, 21), 120, 31)
  await addRatings(pool, productId, [...before, ...spread(ratingsOf(FALLEN, 50, 22), 30, 0)])
  const worker = startEarshot(['worker', '--only', 'dispatch,alert,deliver'], { folder, env })
  await worker.untilLogged('message delivered')
  expect(await worker.stop()).toMatchObject({ code: 0 })
  expect(server.taken.map(({ to }) => to)).toEqual([['team@acme.example']])
  const { headers, parts } = readMail(server.taken[0]?.source ?? '')
  expect(headers['subject']).toMatch(/^Rating drop: Aurora Buds fell from 4\.\d to [123]\.\d$/)
  expect(parts['text/plain']).toContain('https://earshot.acme.example/alerts/1')
  expect(parts['text/plain']).toContain('"It stopped charging."')
  expect(worker.log()).toContain('message delivered')
  expect(worker.log()).not.toContain('team@acme.example')
})
