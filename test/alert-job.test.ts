import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AlertMessage } from '../workers/alert/alert-message.ts'
import { type AlertJobSettings, runAlertJob } from '../workers/jobs/alert.ts'
import { FALLEN, HEALTHY, meanOf, ratingsOf } from './alert-ratings.ts'
import { addProduct, addRatings, lease, type TestRating, touchStream } from './alert-tables.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

const settings: AlertJobSettings = {
  falseAlarmsPerMonth: 1,
  minRatings: 10,
  recipients: [
    { name: 'marketing', webhook: 'https://hooks.example/marketing' },
    { name: 'support', webhook: 'https://hooks.example/support' },
    { name: 'by-mail' },
  ],
  timeZone: 'UTC',
  publicUrl: 'https://earshot.example/',
}
const log = pino({ level: 'silent' })

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const healthy = ratingsOf(HEALTHY, 140, 21)
const fallen = ratingsOf(FALLEN, 50, 22)
const recovered = ratingsOf(HEALTHY, 70, 23)

/** Spread evenly over the days from `oldest` to `newest` days ago. */
function spread(
  stars: readonly number[],
  oldest: number,
  newest: number,
  more: Partial<TestRating> = {},
): TestRating[] {
  const step = (oldest - newest) / Math.max(1, stars.length - 1)
  return stars.map((value, index) => ({
    stars: value,
    ageDays: oldest - index * step,
    text: value <= 2 ? `They stopped charging${'!'.repeat(index % 5)}` : 'Great sound.',
    ...more,
  }))
}

const drop = [...spread(healthy, 120, 31), ...spread(fallen, 30, 0.1)]

async function look(productIds: number[], options: Partial<AlertJobSettings> = {}): Promise<void> {
  const { pool } = database
  const token = await lease(pool, 'rating_stream', productIds)
  await runAlertJob({ pool, productIds, token, settings: { ...settings, ...options }, log })
}

async function alertsOf(productId: number) {
  const { rows } = await database.pool.query(
    `SELECT alert.*, (SELECT count(*) FROM earshot.alert_event AS e WHERE e.alert_id = alert.alert_id) AS events
     FROM earshot.alert WHERE product_id = $1 ORDER BY alert_id`,
    [productId],
  )
  return rows
}

async function eventsOf(productId: number): Promise<{ type: string; data: AlertMessage }[]> {
  const { rows } = await database.pool.query(
    `SELECT type, data FROM earshot.alert_event JOIN earshot.alert USING (alert_id)
     WHERE product_id = $1 ORDER BY event_id`,
    [productId],
  )
  return rows
}

async function dropped(name: string): Promise<number> {
  const id = await addProduct(database.pool, name)
  await addRatings(database.pool, id, drop)
  await look([id])
  return id
}

/** All that a look may write; leases and times of looks aside. */
async function everything(): Promise<unknown> {
  const { rows } = await database.pool.query(
    `SELECT (SELECT jsonb_agg(alert ORDER BY alert_id) FROM earshot.alert) AS alerts,
       (SELECT jsonb_agg(e ORDER BY event_id) FROM earshot.alert_event AS e) AS events,
       (SELECT jsonb_agg(d ORDER BY delivery_id) FROM earshot.delivery AS d) AS deliveries`,
  )
  return rows[0]
}

describe('the alert job', () => {
  test('opens one alert for a drop, with its numbers, words and quotes', async () => {
    const id = await dropped('Aurora Buds')
    const [alert, ...others] = await alertsOf(id)
    expect(others).toEqual([])
    expect(alert.state).toBe('open')
    const sinceDays = (Date.now() - alert.since.getTime()) / 86_400_000
    expect(Math.abs(sinceDays - 30)).toBeLessThan(4)
    expect(alert.ratings_before + alert.ratings_after).toBe(190)
    const all = [...healthy, ...fallen]
    expect(alert.stars_before).toBeCloseTo(meanOf(all.slice(0, alert.ratings_before)), 2)
    expect(alert.stars_after).toBeCloseTo(meanOf(all.slice(alert.ratings_before)), 2)
    expect(alert.change).toBeCloseTo(alert.stars_after - alert.stars_before, 2)
    expect(alert.change_low).toBeLessThan(alert.change)
    expect(alert.change_high).toBeLessThan(0)
    expect(alert.confidence).toBeGreaterThan(0.95)
    expect(alert.summary).toMatch(/^Aurora Buds: mean rating fell from 4\.\d to 2\.\d since /)
    expect(alert.reasons[0].reason).toBe('stopped charging')
    expect(alert.quotes).toHaveLength(3)
    expect(alert.quotes[0].quote).toContain('stopped charging')
    expect(alert.quotes[0].url).toMatch(/^https:\/\/shop\.example\/r\/\d+$/)
  })

  test('tells every recipient that has a webhook, once', async () => {
    const id = await dropped('Told Buds')
    const [event, ...others] = await eventsOf(id)
    expect(others).toEqual([])
    expect(event?.type).toBe('alert.opened')
    const [alert] = await alertsOf(id)
    expect(event?.data).toMatchObject({
      id: alert.alert_id,
      kind: 'rating_drop',
      state: 'open',
      product: { id, name: 'Told Buds' },
      from: alert.stars_before,
      to: alert.stars_after,
      interval: [alert.change_low, alert.change_high],
      counts: { before: alert.ratings_before, after: alert.ratings_after },
      since: alert.since.toISOString(),
      url: `https://earshot.example/alerts/${alert.alert_id}`,
      recovery: null,
    })
    const { rows } = await database.pool.query(
      `SELECT recipient, target, transport, state FROM earshot.delivery
         JOIN earshot.alert_event USING (event_id) WHERE alert_id = $1 ORDER BY recipient`,
      [alert.alert_id],
    )
    expect(rows).toEqual(
      ['marketing', 'support'].map((recipient) => ({
        recipient,
        target: `https://hooks.example/${recipient}`,
        transport: 'webhook',
        state: 'due',
      })),
    )
  })

  test('makes one delivery for each address that is to be told', async () => {
    const id = await addProduct(database.pool, 'Mailed Buds')
    await addRatings(database.pool, id, drop)
    const both = { name: 'both', webhook: 'https://hooks.example/both', email: ['a@acme.example'] }
    const twice = { name: 'twice', email: ['a@acme.example', 'b@acme.example'] }
    await look([id], { recipients: [both, twice] })
    const { rows } = await database.pool.query(
      `SELECT recipient, transport, target FROM earshot.delivery JOIN earshot.alert_event USING (event_id)
         JOIN earshot.alert USING (alert_id) WHERE product_id = $1 ORDER BY delivery_id`,
      [id],
    )
    expect(rows.map(({ recipient, transport, target }) => [recipient, transport, target])).toEqual([
      ['both', 'webhook', 'https://hooks.example/both'],
      ['both', 'email', 'a@acme.example'],
      ['twice', 'email', 'b@acme.example'],
    ])
  })

  test('opens the alert also when nobody is to be told', async () => {
    const id = await addProduct(database.pool, 'Lonely Buds')
    await addRatings(database.pool, id, drop)
    await look([id], { recipients: [] })
    expect(await alertsOf(id)).toHaveLength(1)
  })

  test('opens nothing for a product that only looks as if', async () => {
    const id = await addProduct(database.pool, 'Unlucky Buds')
    const unlucky = [...healthy, 1, 2, 1, 3, 2, ...ratingsOf(HEALTHY, 45, 24)]
    await addRatings(database.pool, id, spread(unlucky, 120, 0.1))
    await look([id])
    expect(await alertsOf(id)).toEqual([])
  })

  test('counts no syndicated, removed or own ratings, nor those of products only named', async () => {
    const id = await addProduct(database.pool, 'Copied Buds')
    const low = spread(Array(15).fill(1), 20, 0.1)
    await addRatings(database.pool, id, [
      ...spread(healthy, 120, 0.2),
      ...low.map((rating) => ({ ...rating, mark: 'is_syndicated' as const })),
      ...low.map((rating) => ({ ...rating, mark: 'is_removed' as const })),
      ...low.map((rating) => ({ ...rating, mark: 'is_company' as const })),
      ...low.map((rating) => ({ ...rating, role: 'named' as const })),
    ])
    await look([id])
    expect(await alertsOf(id)).toEqual([])
  })

  test('opens nothing on old news', async () => {
    const id = await addProduct(database.pool, 'Old Buds')
    await addRatings(
      database.pool,
      id,
      drop.map((rating) => ({ ...rating, ageDays: rating.ageDays + 40 })),
    )
    await look([id])
    expect(await alertsOf(id)).toEqual([])
  })

  test('changes nothing when it runs again', async () => {
    const id = await dropped('Same Buds')
    const before = await everything()
    await touchStream(database.pool, id)
    await look([id])
    await look([id])
    expect(await everything()).toEqual(before)
  })

  test('opens one alert when two jobs look at once', async () => {
    const id = await addProduct(database.pool, 'Raced Buds')
    await addRatings(database.pool, id, drop)
    const { pool } = database
    const token = await lease(pool, 'rating_stream', [id])
    const job = { pool, productIds: [id], token, settings, log }
    await Promise.all([runAlertJob(job), runAlertJob(job), runAlertJob(job)])
    const [alert, ...others] = await alertsOf(id)
    expect(others).toEqual([])
    expect(alert.events).toBe(1)
  })

  test('writes nothing under a lease that was lost', async () => {
    const id = await addProduct(database.pool, 'Lost Buds')
    await addRatings(database.pool, id, drop)
    const { pool } = database
    const token = await lease(pool, 'rating_stream', [id])
    await lease(pool, 'rating_stream', [id])
    await runAlertJob({ pool, productIds: [id], token, settings, log })
    expect(await alertsOf(id)).toEqual([])
  })

  test('finishes a look as far as it read', async () => {
    const id = await dropped('Checked Buds')
    const { pool } = database
    const stream = () =>
      pool
        .query(
          `SELECT version - checked_version AS behind, lease_token FROM earshot.rating_stream WHERE product_id = $1`,
          [id],
        )
        .then((result) => result.rows[0])
    expect(await stream()).toEqual({ behind: 0, lease_token: null })
    await touchStream(pool, id)
    expect(await stream()).toEqual({ behind: 1, lease_token: null })
  })

  test('updates the alert, and tells of it only when the mean has moved by 0.3', async () => {
    const id = await dropped('Moving Buds')
    await addRatings(database.pool, id, spread([3, 2], 0.05, 0.04))
    await look([id])
    expect((await alertsOf(id))[0].ratings_after).toBeGreaterThan(50)
    expect(await eventsOf(id)).toHaveLength(1)
    await addRatings(database.pool, id, spread(Array(40).fill(1), 0.03, 0.001))
    await look([id])
    const events = await eventsOf(id)
    expect(events.map((event) => event.type)).toEqual(['alert.opened', 'alert.updated'])
    const [first, second] = events
    expect((first?.data.to ?? 0) - (second?.data.to ?? 0)).toBeGreaterThanOrEqual(0.3)
  })

  test('closes the alert on recovery, and tells how long it took', async () => {
    const id = await addProduct(database.pool, 'Mended Buds')
    await addRatings(database.pool, id, [...spread(healthy, 200, 61), ...spread(fallen, 60, 31)])
    const { pool } = database
    const token = await lease(pool, 'rating_stream', [id])
    const now = () => new Date(Date.now() - 30 * 86_400_000)
    await runAlertJob({ pool, productIds: [id], token, settings, log, now })
    expect((await alertsOf(id))[0].state).toBe('open')
    await addRatings(pool, id, spread(recovered, 30, 0.1))
    await look([id])
    const [alert, ...others] = await alertsOf(id)
    expect(others).toEqual([])
    expect(alert.state).toBe('closed')
    expect(alert.closed_at).not.toBeNull()
    expect(alert.summary).toMatch(/^Mended Buds: mean rating is back at 4\.\d, \d+ days after/)
    const [, closed] = await eventsOf(id)
    expect(closed?.type).toBe('alert.closed')
    expect(closed?.data.state).toBe('closed')
    expect(closed?.data.recovery?.days_down).toBeGreaterThan(25)
    expect(closed?.data.recovery?.days_down).toBeLessThan(50)
    const settled = await everything()
    await look([id])
    expect(await everything()).toEqual(settled)
  })

  test('withdraws the alert when its ratings turn out to be copies', async () => {
    const id = await dropped('Withdrawn Buds')
    await database.pool.query(
      `UPDATE earshot.mention SET is_syndicated = true WHERE published_at > now() - interval '35 days'
         AND mention_id IN (SELECT mention_id FROM earshot.mention_product WHERE product_id = $1)`,
      [id],
    )
    await look([id])
    const [alert] = await alertsOf(id)
    expect(alert.state).toBe('closed')
    expect(alert.summary).toContain('no longer stands')
  })

  test('counts the ratings of a product at the one that it was found to be', async () => {
    const kept = await addProduct(database.pool, 'Kept Buds')
    const old = await addProduct(database.pool, 'Double Buds')
    await addRatings(database.pool, kept, spread(healthy, 120, 31))
    await addRatings(database.pool, old, spread(fallen, 30, 0.1))
    await database.pool.query(`INSERT INTO earshot.product_alias VALUES ($1, $2)`, [old, kept])
    await look([old])
    const { rows } = await database.pool.query(
      `SELECT product_id, version > checked_version AS is_due FROM earshot.rating_stream
       WHERE product_id = ANY($1) ORDER BY product_id`,
      [[kept, old]],
    )
    expect(rows).toEqual([
      { product_id: kept, is_due: true },
      { product_id: old, is_due: false },
    ])
    await look([kept])
    expect(await alertsOf(old)).toEqual([])
    expect(await alertsOf(kept)).toHaveLength(1)
  })

  test('closes the alert of a product that is found to be another', async () => {
    const old = await dropped('Twin Buds')
    const kept = await addProduct(database.pool, 'First Buds')
    await database.pool.query(`INSERT INTO earshot.product_alias VALUES ($1, $2)`, [old, kept])
    await look([old])
    await look([kept])
    const [closed] = await alertsOf(old)
    expect(closed.state).toBe('closed')
    expect(closed.summary).toContain('found to be another product')
    expect((await alertsOf(kept)).map((alert) => alert.state)).toEqual(['open'])
  })

  test('judges an open alert by the run length that opened it', async () => {
    const id = await dropped('Budget Buds')
    const before = await alertsOf(id)
    await look([id], { falseAlarmsPerMonth: 0.000_001 })
    expect(await alertsOf(id)).toEqual(before)
  })

  test('raises the run length when few false alarms are wanted', async () => {
    const id = await addProduct(database.pool, 'Strict Buds')
    await addRatings(database.pool, id, drop)
    await look([id], { falseAlarmsPerMonth: 0.01 })
    const [alert] = await alertsOf(id)
    expect(Number(alert.detector_version.split('/')[1])).toBeGreaterThan(10_000)
  })
})
