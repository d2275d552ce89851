import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPace, ownPaceStore, type PaceOptions, sharedPaceStore } from '../net/pace.ts'
import { retryAfterMs } from '../net/retry-after.ts'
import { isInWindow } from '../net/window.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

const never = new AbortController().signal

function pace(options: Partial<PaceOptions> = {}) {
  return openPace({
    store: ownPaceStore(),
    requestsPerSecond: null,
    window: null,
    timeZone: 'Europe/Berlin',
    isUndelayed: () => false,
    ...options,
  })
}

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

describe('the pace', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  // From before the first turn was asked for: on a busy machine a turn is heard of later than it was given.
  test('gives turns one interval apart', async () => {
    const { turn } = pace({ requestsPerSecond: 10 })
    const given = await elapsedMs(() => Promise.all([1, 2, 3, 4].map(() => turn('a', never))))
    expect(given).toBeGreaterThanOrEqual(295)
  })

  test('is kept between two processes on one database', async () => {
    const processes = [1, 2].map(() =>
      pace({ store: sharedPaceStore(database.pool), requestsPerSecond: 10 }),
    )
    const given = await elapsedMs(() =>
      Promise.all(processes.flatMap(({ turn }) => [1, 2, 3].map(() => turn('shared', never)))),
    )
    expect(given).toBeGreaterThanOrEqual(490)
  })

  test('lets different hosts not wait for each other', async () => {
    const { turn } = pace({ requestsPerSecond: 1 })
    expect(
      await elapsedMs(() => Promise.all(['a', 'b', 'c'].map((host) => turn(host, never)))),
    ).toBeLessThan(500)
  })

  test('does not delay an allowed host of this machine by default', async () => {
    const { turn } = pace({ isUndelayed: () => true })
    expect(
      await elapsedMs(() => Promise.all(Array.from({ length: 50 }, () => turn('a', never)))),
    ).toBeLessThan(500)
  })

  test("holds a source's own pace and the site's Crawl-delay on an undelayed host", async () => {
    const own = pace({ isUndelayed: () => true, requestsPerSecond: 5 })
    expect(
      await elapsedMs(() => Promise.all([own.turn('a', never), own.turn('a', never)])),
    ).toBeGreaterThanOrEqual(190)
    const asked = pace({ isUndelayed: () => true })
    expect(
      await elapsedMs(() =>
        Promise.all([asked.turn('a', never, 200), asked.turn('a', never, 200)]),
      ),
    ).toBeGreaterThanOrEqual(190)
  })

  test('lets a host rest, for every process', async () => {
    const one = pace({ store: sharedPaceStore(database.pool) })
    const other = pace({ store: sharedPaceStore(database.pool), isUndelayed: () => true })
    const tookMs = await elapsedMs(async () => {
      await one.rest('resting', 300)
      await other.turn('resting', never)
    })
    expect(tookMs).toBeGreaterThanOrEqual(290)
  })

  test('does not shorten a rest', async () => {
    const { rest, turn } = pace({ isUndelayed: () => true })
    await rest('a', 400)
    await rest('a', 10)
    expect(await elapsedMs(() => turn('a', never))).toBeGreaterThanOrEqual(350)
  })

  test('ends the run when a host wants to rest for long', async () => {
    const { rest, turn } = pace()
    await rest('a', 3600_000)
    await expect(turn('a', never)).rejects.toMatchObject({ name: 'StopSource', code: 'resting' })
  })

  test("ends the run outside the source's hours", async () => {
    const window = { window: '22:00-06:00', now: () => new Date('2026-01-15T12:00:00Z') }
    await expect(pace(window).turn('a', never)).rejects.toMatchObject({
      name: 'StopSource',
      code: 'window',
      message: expect.stringContaining('22:00-06:00 (Europe/Berlin)'),
    })
  })

  test('stops waiting with the reason of the signal', async () => {
    const { turn, rest } = pace()
    await rest('a', 60_000)
    const controller = new AbortController()
    const waiting = turn('a', controller.signal)
    setTimeout(() => controller.abort(new Error('enough')), 50)
    await expect(waiting).rejects.toThrow('enough')
  })
})

describe('a window', () => {
  test.each([
    ['2026-01-15T22:30:00Z', 'UTC', true],
    ['2026-01-15T05:59:00Z', 'UTC', true],
    ['2026-01-15T06:00:00Z', 'UTC', false],
    ['2026-01-15T21:30:00Z', 'Europe/Berlin', true],
    ['2026-07-15T20:30:00Z', 'Europe/Berlin', true],
    ['2026-01-15T20:30:00Z', 'Europe/Berlin', false],
    ['2026-01-15T00:00:00Z', 'UTC', true],
  ])('from 22:00 to 06:00 holds %s in %s: %s', (moment, timeZone, expected) => {
    expect(isInWindow(new Date(moment), '22:00-06:00', timeZone)).toBe(expected)
  })

  test('and the window of the remaining hours share no moment and leave none out', () => {
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
    fc.assert(
      fc.property(clock, clock, fc.date({ noInvalidDate: true }), (from, to, moment) => {
        fc.pre(from !== to)
        const isIn = isInWindow(moment, `${from}-${to}`, 'UTC')
        expect(isInWindow(moment, `${to}-${from}`, 'UTC')).toBe(!isIn)
      }),
    )
  })
})

describe('Retry-After', () => {
  const now = new Date('2026-03-04T10:00:00Z')

  test.each([
    ['120', 120_000],
    ['0', 0],
    ['Wed, 04 Mar 2026 10:05:00 GMT', 300_000],
    ['Wed, 04 Mar 2026 09:00:00 GMT', 0],
    ['99999999', 24 * 3600_000],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('%s is %s ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected)
  })

  test('is null or between nothing and a day, whatever a server sends', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const waitMs = retryAfterMs(header, now)
        expect(waitMs === null || (waitMs >= 0 && waitMs <= 24 * 3600_000)).toBe(true)
      }),
    )
  })
})
